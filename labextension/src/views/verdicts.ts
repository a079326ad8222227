import type { Kind, Mark } from "../room/documents";

/** What a mark says of an answer; null where there is no right or wrong. */
export function verdictOn({ right, points }: Mark): "right" | "partly" | "wrong" | null {
  if (right === null) return null;
  if (right) return "right";
  return points > 0 ? "partly" : "wrong";
}

/** What feedback says of one option: right, missed, partly right and wrong, or merely `yours`. */
export type VerdictOf = "right" | "missed" | "partly" | "wrong" | "yours";

/** Whether one option, or what was typed, earned a part of the points. */
export function earnsPart(mark: Mark | null | undefined, kind: Kind): boolean {
  return mark != null && kind !== "multiple" && verdictOn(mark) === "partly";
}

/**
 * The verdict on one option; null where there is nothing to say of it. `right` null: there is no
 * right or wrong. Missed can be only what could have been ticked besides: where one option is
 * chosen, or none was, the right one is simply right. `isPartly`: what is not right earned a part.
 */
export function verdictOf(
  option: string,
  right: readonly string[] | null,
  ticked: readonly string[],
  canMiss: boolean,
  isPartly = false,
): VerdictOf | null {
  const mine = ticked.includes(option);
  if (right === null) return mine ? "yours" : null;
  if (!right.includes(option)) return mine ? (isPartly ? "partly" : "wrong") : null;
  return mine || !canMiss ? "right" : "missed";
}
