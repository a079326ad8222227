import type { AttemptFact, Kind } from "../room/documents";
import { chosen } from "./answers";
import { partsOf } from "./kinds/said";

/** One participant in one round: the attempt that counts, and those that it replaced. */
export interface Standing {
  seat: string;
  last: AttemptFact;
  /** Oldest first. */
  earlier: readonly AttemptFact[];
}

/** Everyone who answered in a round, the newest answer first; not who was removed. */
export function standings(
  attempts: readonly AttemptFact[],
  round: string,
  removed: ReadonlySet<string>,
): Standing[] {
  const bySeat = new Map<string, AttemptFact[]>();
  for (const attempt of attempts) {
    if (attempt.round !== round || removed.has(attempt.seat)) continue;
    const own = bySeat.get(attempt.seat);
    if (own) own.push(attempt);
    else bySeat.set(attempt.seat, [attempt]);
  }
  const found: Standing[] = [];
  for (const [seat, own] of bySeat) {
    const last = own[own.length - 1];
    if (last) found.push({ seat, last, earlier: own.slice(0, -1) });
  }
  return found.sort((a, b) => b.last.number - a.last.number);
}

/** How many of the answers that count have each option, or say each of what a key speaks of. */
export function counts(rows: readonly Standing[], kind: Kind): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { last } of rows) {
    const said = partsOf(last.answer, kind, last.mark) ?? chosen(last.answer, kind);
    for (const option of said) found[option] = (found[option] ?? 0) + 1;
  }
  return found;
}
