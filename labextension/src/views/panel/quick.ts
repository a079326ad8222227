/** Questions asked by word of mouth, as the cells of a bank that nobody wrote. */
import type { Translate } from "../../room/lesson";

export type Quick = "letters" | "yes_no" | "number" | "text";

export const QUICK: readonly Quick[] = ["letters", "yes_no", "number", "text"];

/**
 * The source of such a question, without a key. What was typed is one line, and as a heading
 * it stays one whatever it begins with; where nothing was typed, the round's `number` tells two of them apart.
 */
export function sourceOf(quick: Quick, typed: string, number: number, t: Translate): string {
  const line = typed.replaceAll(/\s+/g, " ").trim();
  const prompt = line === "" ? t(`quick.prompt.${quick}`, { number }) : line;
  const options = {
    letters: ["A", "B", "C", "D"],
    yes_no: [t("quick.yes"), t("quick.no")],
    number: [],
    text: [],
  }[quick];
  const kind = { letters: "poll", yes_no: "poll", number: "number", text: "open" }[quick];
  const list = options.map((option) => `- [ ] ${option}`);
  return [`### ${prompt}`, "", `<!-- pylq: ${kind} -->`, "", ...list, ""].join("\n");
}
