/** What feedback says of one option: DESIGN's right, missed and wrong, or merely `yours`. */
export type VerdictOf = "right" | "missed" | "wrong" | "yours";

/**
 * The verdict on one option; null where there is nothing to say of it. `right` null: there is no
 * right or wrong. Missed can be only what could have been ticked besides: where one option is
 * chosen, or none was, the right one is simply right.
 */
export function verdictOf(
  option: string,
  right: readonly string[] | null,
  ticked: readonly string[],
  canMiss: boolean,
): VerdictOf | null {
  const mine = ticked.includes(option);
  if (right === null) return mine ? "yours" : null;
  if (!right.includes(option)) return mine ? "wrong" : null;
  return mine || !canMiss ? "right" : "missed";
}
