import type { Round } from "../../room/documents";
import type { BankLine, Lesson } from "../../room/lesson";

/** A line of the bank that can be picked. */
export type Pickable = BankLine & { hash: string };

export function pickable(line: BankLine): line is Pickable {
  return line.hash !== null;
}

/**
 * The line of the bank that a round asked: by its text, of several alike the one in the same cell; by
 * its bank and cell where no line has that text any more, because it was edited. A cell that is known
 * by its place is another one as soon as something is put in above it.
 */
export function lineOf(round: Round, lines: readonly BankLine[]): BankLine | null {
  const { cell = null, bank = null, question } = round;
  const isThere = (line: BankLine) => cell !== null && line.cell === cell && line.bank === bank;
  const alike = lines.filter(({ hash }) => hash !== null && hash === question);
  return alike.find(isThere) ?? alike[0] ?? lines.find(isThere) ?? null;
}

/** The line of the bank that the current round asks, if it comes from the bank. */
export function currentLine({ room, bank }: Pick<Lesson, "room" | "bank">): BankLine | null {
  return room?.round && bank ? lineOf(room.round, bank.questions) : null;
}

/** The rounds that asked lines of the bank, with what they asked, the latest last. */
export function askedLines({ room, bank }: Pick<Lesson, "room" | "bank">): [BankLine, Round][] {
  // What was improvised in between stands at no place in the bank.
  return [...(room?.rounds ?? []), ...(room?.round ? [room.round] : [])].flatMap((round) => {
    const line = lineOf(round, bank?.questions ?? []);
    return line ? [[line, round] as [BankLine, Round]] : [];
  });
}

/** How a line of the bank is known, whatever its number and its text become. */
export function nameOf({ bank, cell, hash, number }: BankLine): string {
  return cell === null ? (hash ?? `${number}`) : JSON.stringify([bank, cell]);
}

/**
 * The question after the one asked last; from the beginning when none is left behind it. Not one
 * whose name is among the `skipped`.
 */
export function nextLine(
  lesson: Pick<Lesson, "room" | "bank">,
  skipped: ReadonlySet<string>,
): Pickable | null {
  const lines = lesson.bank?.questions ?? [];
  const asked = askedLines(lesson).map(([line]) => line);
  const last = asked.at(-1);
  const at = last ? lines.indexOf(last) : -1;
  const inOrder = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
  const isComing = (line: BankLine) => !asked.includes(line) && !skipped.has(nameOf(line));
  return inOrder.filter(pickable).find(isComing) ?? null;
}

/** The key that counts for the current round, corrected or not; null: there is none. */
export function keyOf({ room, question, feedback }: Lesson): readonly string[] | null {
  const corrected = room?.round?.corrected;
  // Of a correction either document may come first.
  if (corrected && corrected.amendment >= (feedback?.amendment ?? 0)) return corrected.right;
  return (feedback ?? question)?.right ?? null;
}

/** What `pick` needs to ask the current question again. */
export function sameAgain({ room }: Lesson) {
  const round = room?.round;
  if (!round?.question) return null;
  return { hash: round.question, bank: round.bank ?? null, cell: round.cell ?? null };
}
