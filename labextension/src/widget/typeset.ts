/** Mathematics for views: the script is fetched from the host when the first formula is shown. */
import type * as katex from "../katex";
import { BUILD } from "../room/runtime";

/** What `src/katex.ts` exports; it is a bundle of its own. */
type Katex = Pick<typeof katex, "renderInto">;

/** Loads a module from the page's own server. */
export type Load = (address: string) => Promise<Katex>;

const load: Load = (address) => import(/* @vite-ignore */ address) as Promise<Katex>;

/**
 * A function that typesets into an element. `path` is the host's, null while it is unknown. It
 * rejects where the script cannot be had or the formula cannot be typeset: the element then still
 * holds its TeX.
 */
export function makeTypeset(
  path: () => string | null,
  loadModule: Load = load,
): (element: HTMLElement, tex: string, display: boolean) => Promise<void> {
  let loading: Promise<Katex> | null = null;

  return async (element, tex, display) => {
    const host = path();
    if (host === null) throw new Error("The host is not known yet.");
    // A module of a blob has no address of its own, so a relative one would lead nowhere.
    const address = new URL(`${host}static/katex.js?v=${BUILD}`, document.baseURI).href;
    const asked = (loading ??= loadModule(address));
    let module: Katex;
    try {
      module = await asked;
    } catch (error) {
      // The next formula tries again.
      if (loading === asked) loading = null;
      throw error;
    }
    module.renderInto(element, tex, display);
  };
}
