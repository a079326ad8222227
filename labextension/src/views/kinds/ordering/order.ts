/** Orders of a question's options: where one begins, what a move makes of it, and which is right. */
import type { Answer, QuestionDocument, QuestionOption } from "../../../room/documents";
import { inOrder } from "../../order";
import { rightFor } from "../pairs";

/** The ids in the order in which a student finds the options. */
export function startOf(question: QuestionDocument, order: readonly string[] | null): string[] {
  return inOrder(question.options, order).map(({ id }) => id);
}

/** The options in an answer's order; in the one that they began in where there is no answer. */
export function shownOrder(
  question: QuestionDocument,
  answer: Answer | null,
  order: readonly string[] | null,
): QuestionOption[] {
  return inOrder(question.options, Array.isArray(answer) ? answer : order);
}

/** `order` with what stands at `from` moved to `to`; both count from 0. */
export function moved<T>(order: readonly T[], from: number, to: number): T[] {
  const rest = order.filter((_, place) => place !== from);
  return [...rest.slice(0, to), ...order.slice(from, from + 1), ...rest.slice(to)];
}

/** The options by their right places, with these; options that may stand anywhere come last. */
export function rightOrder(
  question: QuestionDocument,
  right: readonly string[],
): { option: QuestionOption; places: string[] }[] {
  return question.options
    .map((option) => ({ option, places: rightFor(option.id, right) }))
    .sort((one, other) => firstPlace(one.places) - firstPlace(other.places));
}

function firstPlace(places: readonly string[]): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...places.map(Number));
}

/** The mean of the places that an option was given, counted from 1; null where it was given none. */
export function meanPlace(
  option: string,
  places: number,
  counts: Readonly<Record<string, number>>,
): number | null {
  let sum = 0;
  let times = 0;
  for (let place = 1; place <= places; place += 1) {
    const count = counts[`${option}:${place}`] ?? 0;
    sum += place * count;
    times += count;
  }
  return times > 0 ? sum / times : null;
}
