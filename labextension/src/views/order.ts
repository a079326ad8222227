import type { QuestionOption } from "../room/documents";

/**
 * Options in an order of ids, such as the one in which this student gets them: as far as the question
 * has them, then those that it does not name, so that nobody misses one. null: as the question has them.
 */
export function inOrder(
  options: readonly QuestionOption[],
  order: readonly string[] | null | undefined,
): QuestionOption[] {
  const byId = new Map(options.map((option) => [option.id, option]));
  const ids = new Set([...(order ?? []), ...byId.keys()]);
  return [...ids].flatMap((id) => byId.get(id) ?? []);
}
