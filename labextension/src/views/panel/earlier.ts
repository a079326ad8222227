import type { Kind, Round } from "../../room/documents";
import type { Lesson } from "../../room/lesson";
import { counts, standings } from "../tally";

/** How a class was split before: how many answered, and how many of them had each option. */
export interface Vote {
  answered: number;
  counts: Readonly<Record<string, number>>;
}

/** The last earlier vote on the current round's question; null where there is none. */
export function earlierVote(
  { room, attempts, removed }: Pick<Lesson, "room" | "attempts" | "removed">,
  kind: Kind,
): Vote | null {
  const current = room?.round;
  if (!current) return null;
  const earlier = (room.rounds ?? [])
    .filter((round) => round.number < current.number && asksTheSame(round, current))
    .at(-1);
  if (!earlier) return null;
  const rows = standings(attempts, earlier.id, removed);
  return rows.length > 0 ? { answered: rows.length, counts: counts(rows, kind) } : null;
}

/** The same question: an edited one is known by its bank and cell. */
function asksTheSame(one: Round, other: Round): boolean {
  if (one.question === other.question) return true;
  return one.cell != null && one.cell === other.cell && (one.bank ?? null) === (other.bank ?? null);
}
