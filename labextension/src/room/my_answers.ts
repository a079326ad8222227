/**
 * A seat's own answers of a lesson, round by round: what has passed on this page, and what the host
 * remembers, which is asked when somebody looks.
 */
import type { HistoryDocument, OwnAttempt, OwnRound } from "./documents";
import type { Lesson, Notice } from "./lesson";

/** The version of a room whose owner has not ordered anything yet: nothing was asked in it. */
const UNTOUCHED = 1;

/** What a host answered: its document, or why there is none. */
export type HistoryAnswer = { history: HistoryDocument } | { notice: Notice };

/** One immutable snapshot. */
export interface MyAnswersState {
  /** In the order of their numbers, the current round included. */
  readonly rounds: readonly OwnRound[];
  /** No round that was asked is missing from `rounds`, as far as this page can know. */
  readonly isWhole: boolean;
  readonly busy: boolean;
  /** Why the host could not be asked the last time. */
  readonly notice: Notice | null;
}

export class MyAnswers {
  readonly #ask: () => Promise<HistoryAnswer>;
  /** An image of the room as an address that holds all of it; rejects where it cannot be had. */
  readonly image: (hash: string) => Promise<string>;
  readonly #listeners = new Set<() => void>();
  #rounds: ReadonlyMap<string, OwnRound> = new Map();
  #state: MyAnswersState = { rounds: [], isWhole: false, busy: false, notice: null };
  #seen: Lesson | null = null;
  #watching = 0;
  #reading: Promise<void> | null = null;
  #wasRead = false;
  /** The current round went without having been revealed: undone, or only cleared away. */
  #inDoubt = false;

  constructor(
    ask: () => Promise<HistoryAnswer>,
    image: (hash: string) => Promise<string> = () => Promise.reject(new Error("There is none.")),
  ) {
    this.#ask = ask;
    this.image = image;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): MyAnswersState => this.#state;

  /** Somebody looks: ask the host now, and after each reveal; returns how to stop. */
  readonly watch = (): (() => void) => {
    this.#watching += 1;
    void this.read();
    let stopped = false;
    return () => {
      if (!stopped) this.#watching -= 1;
      stopped = true;
    };
  };

  /** Ask the host; what could not be had is told by the snapshot's `notice`. */
  readonly read = (): Promise<void> => {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  };

  /** The lesson has moved on. */
  follow(lesson: Lesson): void {
    const before = this.#seen;
    this.#seen = lesson;
    if (lesson.role !== "attendee") return;
    this.#keepCurrent(before, lesson);
    const isOver = isClosed(lesson) && (before === null || !isClosed(before));
    const isRevealed = reveal(lesson) !== null && reveal(lesson) !== (before && reveal(before));
    // The ticket ends soon after the room: what is not read now can never be had again.
    if (isOver || (isRevealed && this.#watching > 0)) void this.read();
  }

  #keepCurrent(before: Lesson | null, lesson: Lesson): void {
    const { room, question, mine, feedback } = lesson;
    const left = before?.room?.round;
    if (left && left.id !== room?.round?.id && before.room?.phase !== "revealed") {
      this.#inDoubt = true;
      this.#show({});
    }
    if (room?.version === UNTOUCHED && !this.#state.isWhole) this.#show({});
    const round = room?.round;
    if (!round || !question || room.phase === "waiting") return;
    const isKnown =
      before?.room?.round?.id === round.id &&
      before.room.phase === room.phase &&
      before.question === question &&
      before.mine === mine &&
      before.feedback === feedback;
    if (isKnown) return;
    const kept = this.#rounds.get(round.id);
    this.#put([
      {
        id: round.id,
        number: round.number,
        phase: room.phase === "closed" ? "locked" : room.phase,
        picked_at: round.picked_at,
        question,
        attempts: withOwn(kept?.attempts ?? [], mine),
        feedback: feedback ?? kept?.feedback ?? null,
      },
    ]);
  }

  async #read(): Promise<void> {
    this.#show({ busy: true, notice: null });
    const answer = await this.#ask();
    if ("notice" in answer) {
      this.#show({ busy: false, notice: answer.notice });
      return;
    }
    const { rounds } = answer.history;
    const current = this.#rounds.get(this.#seen?.room?.round?.id ?? "");
    this.#rounds = new Map();
    this.#wasRead = true;
    this.#inDoubt = false;
    // The current round may have gone on, or begun, while the host was answering.
    const told = rounds.map((round) =>
      round.id === current?.id ? together(round, current) : round,
    );
    const isTold = rounds.some(({ id }) => id === current?.id);
    this.#put(current && !isTold ? [...told, current] : told, { busy: false });
  }

  #put(rounds: readonly OwnRound[], changes: Partial<MyAnswersState> = {}): void {
    const next = new Map(this.#rounds);
    for (const round of rounds) {
      // A number is given again only after its round was withdrawn.
      for (const [id, other] of next) {
        if (id === round.id || other.number !== round.number) continue;
        next.delete(id);
        this.#inDoubt = false;
      }
      next.set(round.id, round);
    }
    this.#rounds = next;
    this.#show(changes);
  }

  #show(changes: Partial<MyAnswersState>): void {
    const rounds = [...this.#rounds.values()].sort((one, other) => one.number - other.number);
    const isGapless = rounds.every(({ number }, index) => number === index + 1);
    const isKnown = this.#wasRead || rounds.length > 0 || this.#seen?.room?.version === UNTOUCHED;
    const isWhole = isKnown && isGapless && !this.#inDoubt;
    this.#state = { ...this.#state, rounds, isWhole, ...changes };
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Whether the room was closed, by whichever sign came first. */
export function isClosed({ connection, notice, room }: Lesson): boolean {
  return room?.phase === "closed" || (connection === "ended" && notice?.code === "closed");
}

/** What is revealed, by which key; null: nothing. */
function reveal({ feedback }: Lesson): string | null {
  return feedback && `${feedback.round}/${feedback.amendment}`;
}

function withOwn(attempts: readonly OwnAttempt[], mine: Lesson["mine"]): OwnAttempt[] {
  if (mine?.answer == null) return [...attempts];
  const { number, answer, made_at, at_lock, mark } = mine;
  const own = { number, answer, made_at: made_at ?? 0, at_lock, mark };
  return merged(attempts, [own]);
}

/** A round as the host told it, with what this page has seen of it since. */
function together(told: OwnRound, seen: OwnRound): OwnRound {
  return {
    ...seen,
    attempts: merged(told.attempts, seen.attempts),
    feedback: seen.feedback ?? told.feedback,
  };
}

/** All attempts, each once; what `newer` says counts. */
function merged(older: readonly OwnAttempt[], newer: readonly OwnAttempt[]): OwnAttempt[] {
  const byNumber = new Map(older.map((attempt) => [attempt.number, attempt]));
  for (const attempt of newer) {
    const before = byNumber.get(attempt.number)?.mark ?? null;
    // An answer without a mark may have been given one by hand since.
    const mark = attempt.mark?.right == null ? (before ?? attempt.mark) : attempt.mark;
    byNumber.set(attempt.number, { ...attempt, mark });
  }
  return [...byNumber.values()].sort((one, other) => one.number - other.number);
}
