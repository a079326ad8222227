/** Which way text runs: as what a person wrote begins, and code and formulas from left to right. */

const LEFT_TO_RIGHT = "code, .pylq-code, .pylq-math";

/**
 * The fragment with code and mathematics marked as what they are: they neither turn round in a text
 * that runs from right to left, nor decide which way that text runs.
 */
export function directed(html: string): string {
  // In a template nothing is loaded or run, and only what is an element there becomes one.
  const parsed = document.createElement("template");
  parsed.innerHTML = html;
  for (const element of parsed.content.querySelectorAll<HTMLElement>(LEFT_TO_RIGHT))
    element.dir = "ltr";
  return parsed.innerHTML;
}

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** What a person wrote, to be put into a sentence: it does not turn the rest of that round. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
