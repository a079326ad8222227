/** Scripts that a view needs now and then, fetched from the host when it does. */
import { BUILD } from "../room/runtime";

/** Loads a module by its address. */
export type Load<Module> = (address: string) => Promise<Module>;

function load<Module>(address: string): Promise<Module> {
  return import(/* @vite-ignore */ address) as Promise<Module>;
}

/**
 * A function that returns the host's module of a name, fetched once. `path` is the host's, null
 * while it is unknown. It rejects where the script cannot be had; the next call tries again.
 */
export function fromHost<Module>(
  name: string,
  path: () => string | null,
  loadModule: Load<Module> = load<Module>,
): () => Promise<Module> {
  let loading: Promise<Module> | null = null;

  return async () => {
    const host = path();
    if (host === null) throw new Error("The host is not known yet.");
    // A module of a blob has no address of its own, so a relative one would lead nowhere.
    const address = new URL(`${host}static/${name}?v=${BUILD}`, document.baseURI).href;
    const asked = (loading ??= loadModule(address));
    try {
      return await asked;
    } catch (error) {
      if (loading === asked) loading = null;
      throw error;
    }
  };
}
