/** Markdown for views: the script is fetched from the host when the first text is shown. */
import type * as markdown from "../markdown";
import type { ParseMarkdown } from "../views/pieces";
import { fromHost, type Load } from "./from_host";

/** What `src/markdown.ts` exports; it is a bundle of its own. */
type Markdown = Pick<typeof markdown, "parse">;

/** A function that takes Markdown apart; it rejects where the script cannot be had. */
export function makeParseMarkdown(
  path: () => string | null,
  loadModule?: Load<Markdown>,
): ParseMarkdown {
  const markdownOf = fromHost("markdown.js", path, loadModule);
  return async (text) => (await markdownOf()).parse(text);
}
