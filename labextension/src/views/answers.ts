import { isTyped } from "../room/answers";
import type { Answer, Kind, QuestionOption } from "../room/documents";
import type { Translate } from "../room/lesson";
import { spokenParts } from "./kinds/said";
import { numberText } from "./number_text";

/** The letter under which people know an option: `A` for `a`. */
export function letter(option: string): string {
  return option.toUpperCase();
}

/** Whether an option says nothing but its letter, as those of a question that was improvised do. */
export function isOnlyLetter({ id, text }: QuestionOption): boolean {
  return !text.includes("<img") && text.replace(/<[^>]*>/g, "").trim() === letter(id);
}

/** An answer in one line, as people say it: `B`, `A, C`, `nothing ticked`, or the text itself. */
export function spoken(answer: Answer, kind: Kind, t: Translate): string {
  const parts = spokenParts(answer, kind, t);
  if (parts !== null) return parts;
  if (Array.isArray(answer)) {
    return answer.length > 0 ? answer.map(letter).join(", ") : t("answer.none_ticked");
  }
  if (typeof answer === "number") return numberText(answer, t("language"));
  return isTyped(kind) ? answer : letter(answer);
}

/** The chosen options' ids; none for kinds where no options are chosen, and where nothing is. */
export function chosen(answer: Answer | null, kind: Kind): readonly string[] {
  const isChoice = kind === "single" || kind === "multiple" || kind === "scale";
  if (answer === null || typeof answer === "number" || !isChoice) return [];
  return Array.isArray(answer) ? answer : [answer];
}
