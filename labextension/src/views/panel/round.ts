import type { Round } from "../../room/documents";
import type { BankLine, Lesson } from "../../room/lesson";

/** A line of the bank that can be picked. */
export type Pickable = BankLine & { hash: string };

export function pickable(line: BankLine): line is Pickable {
  return line.hash !== null;
}

/** Whether a round asked this line's question; an edited one is known by its bank and cell. */
export function asks(round: Round, line: BankLine): boolean {
  if (line.hash !== null && round.question === line.hash) return true;
  return line.cell !== null && round.cell === line.cell && (round.bank ?? null) === line.bank;
}

/** The line of the bank that the current round asks, if it comes from the bank. */
export function currentLine({ room, bank }: Lesson): BankLine | null {
  const round = room?.round;
  return (round && bank?.questions.find((line) => asks(round, line))) ?? null;
}

export function wasAsked({ room }: Pick<Lesson, "room">, line: BankLine): boolean {
  return room?.rounds?.some((round) => asks(round, line)) ?? false;
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
  // What was improvised in between stands at no place in the bank.
  const asked = [
    ...(lesson.room?.rounds ?? []),
    ...(lesson.room?.round ? [lesson.room.round] : []),
  ];
  const last = asked.filter((round) => lines.some((line) => asks(round, line))).at(-1);
  const at = last ? lines.findIndex((line) => asks(last, line)) : -1;
  const inOrder = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
  const isComing = (line: BankLine) => !wasAsked(lesson, line) && !skipped.has(nameOf(line));
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
