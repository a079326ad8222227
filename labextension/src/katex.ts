/**
 * Mathematics, loaded by a view when it has some. MathML only, which needs neither fonts nor a
 * style sheet; and bounded, because the TeX may come from anybody who writes a question.
 */
import katex from "katex";

/** Characters; a formula for people is far shorter. */
const LONGEST = 10_000;

/** Replace what `element` holds by the formula. Throws, and changes nothing, if that is not possible. */
export function renderInto(element: HTMLElement, tex: string, display: boolean): void {
  if (tex.length > LONGEST) throw new RangeError("This formula is too long to be typeset.");
  const typeset = document.createElement("span");
  katex.render(tex, typeset, {
    displayMode: display,
    output: "mathml",
    // No \href, \includegraphics or \htmlClass: a formula makes no links, requests or markup.
    trust: false,
    maxExpand: 1000,
    maxSize: 20,
    // What is not TeX shows as its own text, in KaTeX's error colour.
    throwOnError: false,
    strict: false,
  });
  element.replaceChildren(...typeset.childNodes);
}
