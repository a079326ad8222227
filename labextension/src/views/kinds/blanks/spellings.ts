import { type Spelled, spelled } from "../../spellings";
import type { Standing } from "../../tally";

/** What a class wrote in one blank, the commonest first. Blanks that were left empty say nothing. */
export function spellingsIn(rows: readonly Standing[], place: number): Spelled[] {
  const written = [...rows].reverse().map(({ last: { answer } }) => {
    return Array.isArray(answer) ? (answer[place] ?? "") : "";
  });
  const filled = written.filter((text) => text.trim() !== "");
  return [...spelled(filled).values()].sort((a, b) => b.count - a.count);
}
