/** Mathematics for views: the script is fetched from the host when the first formula is shown. */
import type * as katex from "../katex";
import type { Typeset } from "../views/context";
import { fromHost, type Load } from "./from_host";

/** What `src/katex.ts` exports; it is a bundle of its own. */
type Katex = Pick<typeof katex, "renderInto">;

/**
 * A function that typesets into an element. `path` is the host's, null while it is unknown. It
 * rejects where the script cannot be had or the formula cannot be typeset: the element then still
 * holds its TeX.
 */
export function makeTypeset(path: () => string | null, loadModule?: Load<Katex>): Typeset {
  const katexOf = fromHost("katex.js", path, loadModule);
  return async (element, tex, display) => {
    (await katexOf()).renderInto(element, tex, display);
  };
}
