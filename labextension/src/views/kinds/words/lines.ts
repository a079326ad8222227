/** Between the lines in which words are typed and the answer that they make. */
import type { Answer, QuestionDocument } from "../../../room/documents";
import { folded } from "../said";

/** How many words may be given where the question does not say. */
const MOST = 3;

/** Characters of a word; as many as the host takes. */
export const LONGEST = 40;

export function mostOf({ most }: QuestionDocument): number {
  return Math.max(1, most ?? MOST);
}

/** The words in these lines, each once and without empty ones; null: there is none. */
export function answerIn(lines: readonly string[]): string[] | null {
  const found = new Map<string, string>();
  for (const line of lines) {
    const word = line.trim().replaceAll(/\s+/g, " ");
    if (word !== "" && !found.has(folded(word))) found.set(folded(word), word);
  }
  return found.size > 0 ? [...found.values()] : null;
}

/** The lines, as many as a question has, in which an answer's words stand. */
export function linesOf(answer: Answer | null, most: number): string[] {
  const given = Array.isArray(answer) ? answer : [];
  return Array.from({ length: Math.max(most, given.length) }, (_, place) => given[place] ?? "");
}
