/** Answers that say the same, taken together. */
import type { Answer, Kind, Mark } from "../../room/documents";
import { folded, samenessOfParts } from "../kinds/said";
import { spelled } from "../spellings";
import type { Standing } from "../tally";

/** As many bars as can be read from the last row. */
export const MOST_BARS = 10;

/** Everyone whose answer counts as the same one. */
export interface Group {
  id: string;
  /** As most of them wrote it; the one written first where two are as common. */
  answer: Answer;
  /** The newest first. */
  rows: readonly Standing[];
  /** null: there is nobody in it, or not all have the same. */
  mark: Mark | null;
  /** null: there is no right or wrong, or not for all the same. */
  right: boolean | null;
}

/** Groups of equal answers, the largest first, and of two equally large the one begun first. */
export function groupsOf(rows: readonly Standing[], kind: Kind, markdown = false): Group[] {
  const bySame = new Map<string, Standing[]>();
  for (const row of rows) {
    // In Markdown lines and blanks are part of what is said: what is marked together must be alike.
    const { answer } = row.last;
    const same = markdown ? String(answer).trim() : sameness(answer, kind);
    const group = bySame.get(same);
    if (group) group.push(row);
    else bySame.set(same, [row]);
  }
  return [...bySame]
    .map(([id, same]) => {
      const mark = markOf(same);
      return {
        id,
        answer: isWords(kind) ? commonest(same) : (same[0]?.last.answer ?? ""),
        rows: same,
        mark,
        right: mark?.right ?? null,
      };
    })
    .sort((a, b) => b.rows.length - a.rows.length || firstOf(a) - firstOf(b));
}

/** The mark that all have: one given by hand may differ from that of an answer that reads alike. */
function markOf(rows: readonly Standing[]): Mark | null {
  const [first, ...others] = rows.map(({ last }) => last.mark);
  const isCommon = others.every(
    ({ right, points }) => right === first?.right && points === first.points,
  );
  return isCommon ? (first ?? null) : null;
}

function isWords(kind: Kind): boolean {
  return kind === "open" || kind === "short";
}

/** What equal answers have in common: case and white space do not make another text. */
function sameness(answer: Answer, kind: Kind): string {
  const parts = samenessOfParts(answer, kind);
  if (parts !== null) return parts;
  if (Array.isArray(answer)) return JSON.stringify([...answer].sort());
  // Minus zero is zero.
  if (typeof answer === "number") return String(answer + 0);
  return isWords(kind) ? folded(answer) : answer;
}

/** As most wrote it, the oldest first. */
function commonest(rows: readonly Standing[]): Answer {
  const [found] = spelled([...rows].reverse().map(({ last }) => String(last.answer))).values();
  return found?.text ?? "";
}

function firstOf({ rows }: Group): number {
  return rows.at(-1)?.last.number ?? 0;
}

/** Groups of numbers from the smallest value to the largest. */
export function byValue(groups: readonly Group[]): Group[] {
  return [...groups].sort((a, b) => Number(a.answer) - Number(b.answer));
}

/** The middle of the numbers that count; null where there are none. */
export function median(rows: readonly Standing[]): number | null {
  const values = rows.map(({ last }) => Number(last.answer)).sort((a, b) => a - b);
  const upper = values[values.length >> 1];
  const lower = values[(values.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
