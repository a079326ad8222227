/** Answers that have parts, as people say and compare them, and what a class's come to. */
import type { Answer, Kind, Mark } from "../../room/documents";
import type { Translate } from "../../room/lesson";

/** An answer in one line: `C, A, B`, `A2, B1, C–`, `range | 5`, `42 % → 10 % ↓`; null for other kinds. */
export function spokenParts(answer: Answer, kind: Kind, t: Translate): string | null {
  if (kind === "place" && typeof answer === "string") {
    const [across, down] = pointOf(answer);
    return t("place.spoken", { across, down });
  }
  if (!Array.isArray(answer)) return null;
  if (kind === "ordering") return answer.map((id) => id.toUpperCase()).join(", ");
  if (kind === "matching") {
    return answer.map((target, place) => `${letterAt(place)}${target || "–"}`).join(", ");
  }
  if (kind === "blanks") return answer.map((text) => text || "–").join(" | ");
  return kind === "words" ? answer.join(", ") : null;
}

/** Percent of the image's width from its left, and of its height from its top. */
export function pointOf(answer: string): [across: number, down: number] {
  const [across = 0, down = 0] = answer.split(" ").map(Number);
  return [across, down];
}

/** What answers have in common that count as the same; null for kinds whose answer is one text or choice. */
export function samenessOfParts(answer: Answer, kind: Kind): string | null {
  if (!Array.isArray(answer)) return null;
  if (kind === "ordering" || kind === "matching") return JSON.stringify(answer);
  if (kind === "blanks") return JSON.stringify(answer.map(folded));
  return kind === "words" ? JSON.stringify(answer.map(folded).sort()) : null;
}

/**
 * What one answer says, by the ids that a key has for it: `b:1` for option b in place 1 or with target
 * 1, `1:a` for what was chosen or fits in blank 1, a word for a word; null for other kinds.
 */
export function partsOf(answer: Answer, kind: Kind, mark: Mark): string[] | null {
  const parts = Array.isArray(answer) ? answer : [];
  if (kind === "ordering") return parts.map((id, place) => `${id}:${place + 1}`);
  if (kind === "matching") {
    const said = parts.map((target, place) => [letterAt(place).toLowerCase(), target]);
    return said.filter(([, target]) => target !== "").map((pair) => pair.join(":"));
  }
  if (kind === "words") return [...new Set(parts.map(folded))];
  if (kind === "blanks") return mark.fits ?? [];
  if (kind === "place") return mark.form ? [mark.form] : [];
  return null;
}

/** Case and white space do not make another text. */
export function folded(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/** `A` for 0; as `option_id` counts on: `AA` after `Z`. */
function letterAt(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letterAt(Math.floor(place / 26) - 1) + last;
}
