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

export function wasAsked({ room }: Lesson, line: BankLine): boolean {
  return room?.rounds?.some((round) => asks(round, line)) ?? false;
}

/** The question after the one asked last; from the beginning when none is left behind it. */
export function nextLine(lesson: Lesson): Pickable | null {
  const lines = lesson.bank?.questions ?? [];
  const last = lesson.room?.round ?? lesson.room?.rounds?.at(-1);
  const at = last ? lines.findIndex((line) => asks(last, line)) : -1;
  const inOrder = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
  return inOrder.filter(pickable).find((line) => !wasAsked(lesson, line)) ?? null;
}

/** What `pick` needs to ask the current question again. */
export function sameAgain({ room }: Lesson) {
  const round = room?.round;
  if (!round?.question) return null;
  return { hash: round.question, bank: round.bank ?? null, cell: round.cell ?? null };
}
