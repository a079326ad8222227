import type { Answer, Kind } from "../room/documents";
import type { Translate } from "../room/lesson";

/** The letter under which people know an option: `A` for `a`. */
export function letter(option: string): string {
  return option.toUpperCase();
}

/** An answer in one line, as people say it: `B`, `A, C`, `nothing ticked`, or the text itself. */
export function spoken(answer: Answer, kind: Kind, t: Translate): string {
  if (Array.isArray(answer)) {
    return answer.length > 0 ? answer.map(letter).join(", ") : t("answer.none_ticked");
  }
  return kind === "open" ? answer : letter(answer);
}

/** The chosen options' ids, whatever the kind; none for open text and where nothing is chosen. */
export function chosen(answer: Answer | null, kind: Kind): readonly string[] {
  if (answer === null || kind === "open") return [];
  return Array.isArray(answer) ? answer : [answer];
}

/** Whether an answer may be sent: a text must say something; ticking nothing is an answer. */
export function sendable(answer: Answer | null): boolean {
  return answer !== null && (Array.isArray(answer) || answer.trim() !== "");
}
