/**
 * A lesson as views see it: one immutable snapshot, and the orders that a person can give.
 * Views are fed with these and know nothing of sockets, kernels or hosts.
 */
import type {
  Answer,
  AttemptFact,
  FeedbackDocument,
  GaugesDocument,
  JoinedFact,
  MineDocument,
  QuestionDocument,
  Role,
  RoomDocument,
} from "./documents";

/** A sentence that the view finds in its catalogue: never text made by the server. */
export interface Notice {
  code: string;
  params?: Record<string, string | number>;
}

/**
 * What becomes of the answer that a person chose. Exactly one holds at a time.
 * `unsent`: chosen, not sent. `saving`: sent, not acknowledged. `saved`: stored, acknowledged.
 * `refused`: NOT stored, and never sent again by itself.
 */
export type Saving =
  | { state: "none" }
  | { state: "unsent" }
  | { state: "saving"; since: number; offline: boolean }
  | { state: "saved"; at: number }
  | { state: "refused"; notice: Notice };

/** `lost` tries again by itself; `ended` does not (see `notice`). */
export type Connection = "connecting" | "live" | "lost" | "ended";

export interface BankLine {
  number: number;
  title: string;
  kind: string;
  tags: string[];
  /** null where `problem` says why the question cannot be picked. */
  hash: string | null;
  bank: string | null;
  cell: string | null;
  problem: string | null;
}

export interface Bank {
  title: string;
  questions: BankLine[];
}

export interface Lesson {
  connection: Connection;
  /** Live without a socket, which cannot be had: what others do shows a few seconds later. */
  polling: boolean;
  /**
   * How many milliseconds the host's clock is ahead of this page's. All times in documents are the
   * host's: whoever compares them with the present must add this to their own.
   */
  ahead: number;
  /** Why a connection ended, or what a person must be told now. */
  notice: Notice | null;
  role: Role;
  seat: string;
  name: string;
  room: RoomDocument | null;
  /** The current round's question; null while it has not arrived or there is none. */
  question: QuestionDocument | null;
  /** The own attempt in the current round only; null where there is none. */
  mine: MineDocument | null;
  /** The seat was taken after the current round was locked: there can be no attempt. */
  late: boolean;
  /** The current round's feedback; null before the reveal. */
  feedback: FeedbackDocument | null;
  saving: Saving;
  /** What is chosen or typed for the current round, sent or not; null: nothing yet. */
  draft: Answer | null;
  /** Owners only, from the feed: who ever had a seat, with the names of now. */
  people: ReadonlyMap<string, JoinedFact>;
  /** Owners only: the seats of those who were removed. What they answered counts in no figure. */
  removed: ReadonlySet<string>;
  /** Owners only: the seats of attendees who are here. */
  here: ReadonlySet<string>;
  /**
   * Owners only: every attempt of the room in the order of numbers, history included, with the
   * marks that count now.
   */
  attempts: readonly AttemptFact[];
  gauges: GaugesDocument | null;
  bank: Bank | null;
  /** Names of owners' commands that were sent and not yet acknowledged. */
  pending: ReadonlySet<string>;
}

/** A lesson of which nothing is known yet. */
export function unknownLesson(role: Role): Lesson {
  return {
    connection: "connecting",
    polling: false,
    ahead: 0,
    notice: null,
    role,
    seat: "",
    name: "",
    room: null,
    question: null,
    mine: null,
    late: false,
    feedback: null,
    saving: { state: "none" },
    draft: null,
    people: new Map(),
    removed: new Set(),
    here: new Set(),
    attempts: [],
    gauges: null,
    bank: null,
    pending: new Set(),
  };
}

/** What a person can do. Each returns at once; what comes of it is in the next snapshot. */
export interface Orders {
  setDraft(answer: Answer | null): void;
  send(): void;
  pick(line: { hash: string; bank: string | null; cell: string | null }, again?: boolean): void;
  undo(): void;
  /** Announce the lock, so that cards send what is chosen; `now`: lock at once. */
  lock(now?: boolean): void;
  reopen(): void;
  showFeedback(): void;
  showRound(number: number): void;
  /** Have other options count as right in a round (by its id); null: there is no key. */
  correctKey(round: string, right: readonly string[] | null): void;
  /**
   * Mark answers in open text by hand, by the numbers of their attempts: `share` is what they earn
   * of the points, from 0 to 1; null takes their marks back.
   */
  mark(round: string, attempts: readonly number[], share: number | null): void;
  remove(seat: string): void;
  rename(seat: string, name: string): void;
  clear(): void;
  close(): void;
  /** The person has read the notice. */
  dismiss(): void;
}

/** Looks a sentence up in the catalogue and fills in `{name}` places; plurals by `count`. */
export type Translate = (key: string, params?: Record<string, string | number>) => string;
