/** What becomes of a person's own answers: chosen, sent, stored or refused, round by round. */
import type { Answer } from "./documents";
import type { Ack } from "./frames";
import type { Notice, Saving } from "./lesson";
import { EARLIER_ANSWER_REFUSED } from "./notices";
import { same } from "./same";

export interface Command {
  command_id: string;
  name: string;
  seen?: number;
  body: Record<string, unknown>;
}

/** An answer on its way: the same command until it is acknowledged. */
export interface SentAnswer {
  command_id: string;
  seen: number;
  answer: Answer;
  /** The card sent it by itself, because the round was about to be locked. */
  at_lock?: boolean;
}

/** What must survive a reload of the page. `next` waits for the acknowledgement of `sent`. */
export interface KeptAnswer {
  draft: Answer | null;
  sent: SentAnswer | null;
  next: Answer | null;
}

/** The own attempt that counts, as far as this client knows; `number` 0: none. */
export interface Own {
  number: number;
  answer: Answer | null;
  at: number | null;
  atLock: boolean;
}

interface Entry extends KeptAnswer {
  since: number;
  /** False while no socket has carried `sent`: then it can still be replaced. */
  travelled: boolean;
  refused: Notice | null;
  /** Whether the newest answer, sent or waiting, is sent because of the lock. */
  atLock: boolean;
  own: Own;
}

/** What an acknowledgement leads to. */
export interface Consequence {
  /** The command that was waiting for it. */
  next: Command | null;
  /** What to tell the person about a round that is no longer on the card. */
  notice: Notice | null;
}

export const NOTHING: Own = { number: 0, answer: null, at: null, atLock: false };

/** Results after which a newer answer that was waiting has no chance either. */
const HOPELESS = new Set(["not_open", "closed", "stale_round", "denied", "conflict"]);

export class Answering {
  readonly #entries = new Map<string, Entry>();
  readonly #newId: () => string;
  readonly #keep: (round: string, kept: KeptAnswer | null) => void;

  /** `keep` is called with what must survive a reload, and with null once nothing is left. */
  constructor(
    newId: () => string,
    keep: (round: string, kept: KeptAnswer | null) => void,
    kept: ReadonlyMap<string, KeptAnswer>,
  ) {
    this.#newId = newId;
    this.#keep = keep;
    for (const [round, entry] of kept) {
      // Whether the page before this one sent it is unknown, so it must not be replaced.
      this.#entries.set(round, { ...fresh(), ...entry, travelled: entry.sent !== null });
    }
  }

  /** `round` is on the card now: drafts of others go, what is on its way does not. */
  enter(round: string | null): void {
    for (const [other, entry] of this.#entries) {
      if (other === round) continue;
      entry.draft = null;
      this.#settle(other, entry);
      if (!entry.sent) this.#entries.delete(other);
    }
    if (round !== null) this.#entry(round);
  }

  /** The host says which own attempt counts. */
  store(round: string, own: Own): void {
    const entry = this.#entry(round);
    entry.own = own;
    if (entry.draft !== null && own.number > 0 && same(entry.draft, own.answer)) {
      entry.draft = null;
      entry.refused = null;
    }
    this.#settle(round, entry);
  }

  /** The person chose something; null: what was chosen before counts again. */
  choose(round: string, answer: Answer | null): void {
    const entry = this.#entry(round);
    const before = target(entry);
    const nothing = answer === null || (answer === "" && before === null);
    entry.refused = null;
    entry.draft = nothing || same(answer, before) ? null : answer;
    this.#settle(round, entry);
  }

  /**
   * The person sends it, or (`atLock`) the card itself, before it is too late. The command to carry,
   * or null if there is none now.
   */
  send(round: string, now: number, atLock = false): Command | null {
    const entry = this.#entry(round);
    if (entry.draft === null) return null;
    const answer = entry.draft;
    entry.draft = null;
    entry.refused = null;
    entry.since = now;
    // Never two on their way: the host compares each with the attempt that it replaces.
    entry.atLock = atLock;
    if (entry.sent && entry.travelled) entry.next = answer;
    else this.#dispatch(entry, answer);
    this.#settle(round, entry);
    return entry.next === null ? command(round, entry) : null;
  }

  /** A socket has carried the command. */
  travelled(command_id: string): void {
    for (const entry of this.#entries.values()) {
      if (entry.sent?.command_id === command_id) entry.travelled = true;
    }
  }

  /** All commands without an acknowledgement, to be carried by a new socket. */
  unacked(): Command[] {
    return [...this.#entries].flatMap(([round, entry]) => command(round, entry) ?? []);
  }

  /** Whether `command_id` is an answer that waits for its acknowledgement. */
  awaits(command_id: string): boolean {
    return this.#find(command_id) !== null;
  }

  /** The answer cannot be sent at all. */
  refuse(command_id: string, code: string): void {
    const found = this.#find(command_id);
    if (!found) return;
    const [round, entry] = found;
    entry.draft ??= entry.next ?? entry.sent?.answer ?? null;
    entry.sent = entry.next = null;
    entry.refused = { code };
    this.#settle(round, entry);
  }

  /**
   * The host said what became of it. `texts`: the current question is answered in words; `now` is
   * the host's, as all times that are stored.
   */
  acked(ack: Ack, current: string | null, texts: boolean, now: number): Consequence {
    const found = this.#find(ack.command_id);
    if (!found?.[1].sent) return { next: null, notice: null };
    const [round, entry] = found;
    const sent = found[1].sent;
    const waiting = entry.next;
    const stored = ack.stored?.number ?? 0;
    const accepted = ack.result === "ok" || ack.result === "duplicate";
    entry.sent = entry.next = null;
    // A duplicate repeats its first acknowledgement, which may be older than what is known.
    if (ack.result === "conflict" && stored === 0) {
      entry.own = NOTHING;
    } else if (stored > 0 && (stored >= entry.own.number || ack.result === "conflict")) {
      const { answer = sent.answer, made_at = now } = ack.stored ?? {};
      entry.own = { number: stored, answer, at: made_at, atLock: accepted && !!sent.at_lock };
    } else if (accepted && (ack.seen ?? 0) > entry.own.number) {
      const atLock = !!sent.at_lock;
      entry.own = { number: ack.seen ?? 0, answer: sent.answer, at: now, atLock };
    }
    let notice: Notice | null = null;
    if (!accepted) {
      const code = ack.reason || ack.result;
      if (round !== current) notice = { code: EARLIER_ANSWER_REFUSED, params: { reason: code } };
      entry.refused = { code };
      // The stored answer is shown instead; words are not thrown away, they stay in their box.
      const dropped = ack.result === "conflict" && !texts;
      entry.draft = dropped ? null : (entry.draft ?? waiting ?? sent.answer);
    }
    if (waiting !== null && !HOPELESS.has(ack.result)) {
      entry.refused = null;
      if (same(entry.draft, waiting)) entry.draft = null;
      this.#dispatch(entry, waiting);
    }
    this.#settle(round, entry);
    const next = command(round, entry);
    if (round !== current && !next) this.#entries.delete(round);
    return { next, notice };
  }

  own(round: string): Own {
    return this.#entries.get(round)?.own ?? NOTHING;
  }

  /** What is chosen for the round: not yet sent, on its way, or stored. */
  chosen(round: string): Answer | null {
    const entry = this.#entries.get(round);
    return entry ? (entry.draft ?? target(entry)) : null;
  }

  /** `ending` says why nothing will be sent any more. */
  saving(round: string, offline: boolean, ending: Notice | null): Saving {
    const entry = this.#entries.get(round);
    if (!entry) return { state: "none" };
    if (entry.refused) return { state: "refused", notice: entry.refused };
    if (entry.draft !== null) return { state: "unsent" };
    if (entry.sent && ending) {
      // Once it has been on a socket it may be stored: only the acknowledgement is missing.
      const code = entry.travelled ? "unconfirmed" : ending.code;
      return { state: "refused", notice: { code } };
    }
    if (entry.sent) return { state: "saving", since: entry.since, offline };
    if (entry.own.number > 0) return { state: "saved", at: entry.own.at ?? 0 };
    return { state: "none" };
  }

  #dispatch(entry: Entry, answer: Answer): void {
    entry.sent = {
      command_id: this.#newId(),
      seen: entry.own.number,
      answer,
      ...(entry.atLock && { at_lock: true }),
    };
    entry.travelled = false;
  }

  #entry(round: string): Entry {
    let entry = this.#entries.get(round);
    if (!entry) this.#entries.set(round, (entry = fresh()));
    return entry;
  }

  #find(command_id: string): [string, Entry] | null {
    for (const [round, entry] of this.#entries) {
      if (entry.sent?.command_id === command_id) return [round, entry];
    }
    return null;
  }

  #settle(round: string, { draft, sent, next, refused }: Entry): void {
    // A refused answer stays on the card; after a reload it would look as if it could be saved.
    const kept = { draft: refused ? null : draft, sent, next };
    const something = kept.draft !== null || sent !== null || next !== null;
    this.#keep(round, something ? kept : null);
  }
}

function fresh(): Entry {
  return {
    draft: null,
    sent: null,
    next: null,
    since: 0,
    travelled: false,
    refused: null,
    atLock: false,
    own: NOTHING,
  };
}

/** What the host has or is about to get. */
function target(entry: Entry): Answer | null {
  return entry.next ?? entry.sent?.answer ?? entry.own.answer;
}

function command(round: string, { sent }: Entry): Command | null {
  if (!sent) return null;
  const { command_id, seen, answer, at_lock } = sent;
  const body = { round, answer, ...(at_lock && { at_lock }) };
  return { command_id, name: "make_attempt", seen, body };
}
