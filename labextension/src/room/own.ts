/** The own attempt that counts: the document about it and the answers under way must agree. */
import { type Answering, NOTHING } from "./answering";
import type { Holdings } from "./holdings";

/** The document has come. */
export function storeMine({ mine }: Holdings, answering: Answering): void {
  if (!mine?.round) return;
  const { number, answer, made_at, at_lock } = mine;
  answering.store(mine.round, { number, answer, at: made_at, atLock: at_lock });
}

/** All documents have come, and if there is none about this then there is no attempt. */
export function storeNothing({ mine, round }: Holdings, answering: Answering): void {
  if (round && !mine) answering.store(round.id, NOTHING);
}

/**
 * An acknowledgement told more than the last document: the card need not wait for the next one.
 * `name` is the seat's where no document has told it.
 */
export function showOwn(
  holdings: Holdings,
  answering: Answering,
  round: string,
  name: string,
): void {
  const own = answering.own(round);
  const mine = holdings.mine;
  if (own.number === 0 || own.number <= (mine?.number ?? 0)) return;
  holdings.take({
    type: "mine",
    name: holdings.name ?? name,
    order: null,
    mark: null,
    ...mine,
    version: [mine?.version[0] ?? holdings.room?.version ?? 0, own.number],
    round,
    number: own.number,
    answer: own.answer,
    made_at: own.at,
    at_lock: own.atLock,
    late: false,
  });
}
