/** Which target was chosen for which option. */
import type { Answer, QuestionDocument } from "../../../room/documents";
import { plainText } from "../plain";

/** A target id for each option in the question's order, "" where none is chosen. */
export function pairing(question: QuestionDocument, answer: Answer | null): string[] {
  const said = Array.isArray(answer) ? answer : [];
  return question.options.map((_, place) => said[place] ?? "");
}

/** `2 · lists keep their order`, by target id: as a list that takes no markup shows the targets. */
export function targetNames(question: QuestionDocument): Map<string, string> {
  return new Map(
    (question.targets ?? []).map(({ id, text }) => {
      const words = plainText(text);
      return [id, words === "" || words === id ? id : `${id} · ${words}`];
    }),
  );
}
