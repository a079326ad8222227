/** Fragments in places that take no markup: names of controls, choices of a native list. */
import type { QuestionOption } from "../../room/documents";
import { isOnlyLetter, letter } from "../answers";

/** Characters; longer texts end in an ellipsis. */
const MOST = 60;

/** A fragment's words on one line; an image is its alternative text, mathematics is its TeX. */
export function plainText(html: string, most = MOST): string {
  // A template's content belongs to no page: nothing in it is loaded.
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const image of template.content.querySelectorAll("img")) image.replaceWith(image.alt);
  // Where one block ends and another begins, a word ends too.
  for (const block of template.content.querySelectorAll("p, li, pre, div, td, th, br")) {
    block.after(" ");
  }
  const text = (template.content.textContent || "").replaceAll(/\s+/g, " ").trim();
  const characters = Array.from(text);
  return characters.length > most
    ? `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : text;
}

/** `B: pip install`, or `B` where an option says no more than that. */
export function optionName(option: QuestionOption, most?: number): string {
  const name = letter(option.id);
  const text = isOnlyLetter(option) ? "" : plainText(option.text, most);
  return text === "" ? name : `${name}: ${text}`;
}
