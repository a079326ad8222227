/** The documents of protocol v1, as `pylq_ext/protocol/README.md` defines them. */

/**
 * An option's id (single, scale), option ids (multiple; ordering: all of them in the chosen order), the
 * target of each option (matching), the text in each blank (blanks), words (words), a text (open,
 * short), a place as `"31.5 42"`, percent of the image's width and height (place), or a number.
 */
export type Answer = string | string[] | number;
export type Kind =
  | "single"
  | "multiple"
  | "open"
  | "number"
  | "short"
  | "ordering"
  | "matching"
  | "blanks"
  | "scale"
  | "words"
  | "place";
export type Role = "owner" | "cohost" | "attendee";
export type RoomPhase = "waiting" | "open" | "locked" | "revealed" | "closed";
export type RoundPhase = "open" | "locked" | "revealed" | "withdrawn";

/** `amendment` 1 is the key that was picked; above it, the key was corrected. */
export interface Reveal {
  round: string;
  amendment: number;
}

/** The key that counts instead of the one that was picked; `right` null: there is no key. */
export interface Corrected {
  amendment: number;
  right: string[] | null;
  at: number;
}

/** A round; `face` is what attendees' documents have, `question` and the rest owners'. */
export interface Round {
  id: string;
  number: number;
  picked_at: number;
  face?: string;
  question?: string;
  title?: string;
  phase?: RoundPhase;
  bank?: string | null;
  cell?: string | null;
  corrected?: Corrected | null;
}

export interface RoomDocument {
  type: "room";
  id: string;
  name: string;
  code: string;
  version: number;
  phase: RoomPhase;
  round: Round | null;
  /** Owners only: every round that was not withdrawn. */
  rounds?: Round[];
  reveal: Reveal | null;
  /** When the open round is going to be locked (the host's clock), if that was announced. */
  deadline: number | null;
}

export interface QuestionOption {
  id: string;
  /** A safe HTML fragment. */
  text: string;
}

/** A blank in a prompt, which shows it as `<span class="pylq-blank">__1__</span>`. */
export interface Blank {
  /** `1`, `2`, ... */
  id: string;
  kind: "short" | "number" | "single";
  /** What it is for, plain text; empty where nothing was said. */
  label: string;
  /** What there is to choose from, plain text; empty for blanks that are filled by typing. */
  options: QuestionOption[];
}

/** What may be typed, as a bank spells it: `= 2 ± 0.01`, `= "text"`, `~ /pattern/`, `otherwise`. */
export interface Form {
  id: string;
  text: string;
}

export interface QuestionDocument {
  type: "question";
  face: string;
  kind: Kind;
  title: string;
  /** A safe HTML fragment. */
  prompt: string;
  options: QuestionOption[];
  points: number;
  /** Matching: what options are matched with; ids `1`, `2`, ... */
  targets?: QuestionOption[];
  /** Blanks: in the order in which they stand in the prompt. */
  blanks?: Blank[];
  /** Words: how many may be given. */
  most?: number;
  /** Place: the image, a safe HTML fragment. */
  image?: string;
  /** Open text: answers may be written in Markdown. */
  markdown?: boolean;
  /** From here on owners only. */
  hash?: string;
  right?: string[] | null;
  notes?: Record<string, string>;
  explanation?: string;
  model_answer?: string;
  forms?: Form[];
}

export interface FeedbackDocument {
  type: "feedback";
  round: string;
  amendment: number;
  /**
   * Ids of options or forms, or of what may be said of a part: `a:2` is option a in place 2
   * (ordering) or with target 2 (matching), `1:a` is form or option a in blank 1. null: there is no
   * right or wrong.
   */
  right: string[] | null;
  notes: Record<string, string>;
  explanation: string;
  model_answer: string;
  /** `counts` has the same ids, or the words themselves (words). */
  distribution: { answered: number; counts: Record<string, number> };
  /** When the key was corrected; null while it is the one that was picked. */
  corrected_at: number | null;
  /** What a typed answer was compared with, in this order; `right` and `notes` go by their ids. */
  forms?: Form[];
}

export interface Mark {
  right: boolean | null;
  points: number;
  of: number;
  /** The id of the form that a typed answer fits; null: none. */
  form?: string | null;
  /** Of the parts of an answer, the ids that it fits: `1:a` is form or option `a` in blank 1. */
  fits?: string[];
}

export interface MineDocument {
  type: "mine";
  version: [number, number];
  name: string;
  round: string | null;
  number: number;
  answer: Answer | null;
  made_at: number | null;
  at_lock: boolean;
  /** There is no attempt because the seat was taken after the lock. */
  late: boolean;
  order: string[] | null;
  mark: Mark | null;
}

export interface JoinedFact {
  kind: "joined";
  number: number;
  seat: string;
  name: string;
  role: Role;
  at: number;
}

export interface AttemptFact {
  kind: "attempt";
  number: number;
  seat: string;
  round: string;
  answer: Answer;
  at: number;
  at_lock: boolean;
  mark: Mark;
}

export interface RenamedFact {
  kind: "renamed";
  number: number;
  seat: string;
  name: string;
  at: number;
}

export interface RemovedFact {
  kind: "removed";
  number: number;
  seat: string;
  at: number;
}

/** A key was corrected: `marks` has the round's attempts so far by their numbers, marked anew. */
export interface AmendedFact {
  kind: "amended";
  number: number;
  round: string;
  amendment: number;
  at: number;
  marks: [number, Mark][];
}

/** Attempts were marked by hand: these are their marks from then on, by their numbers. */
export interface MarkedFact {
  kind: "marked";
  number: number;
  round: string;
  at: number;
  marks: [number, Mark][];
}

export type Fact = JoinedFact | RenamedFact | RemovedFact | AmendedFact | MarkedFact | AttemptFact;

export interface FeedDocument {
  type: "feed";
  after: number;
  to: number;
  facts: Fact[];
}

export interface GaugesDocument {
  type: "gauges";
  seated: number;
  here: number;
  away: number;
  answered: number;
  /** Who is here, in hexadecimal digits of four attendees each, in the order of joining. */
  presence: string;
}

/** One of the seat's own attempts; `mark` is null until its round is revealed. */
export interface OwnAttempt {
  number: number;
  answer: Answer;
  made_at: number;
  at_lock: boolean;
  mark: Mark | null;
}

/** One round in the seat's own history; `feedback` is null until the round is revealed. */
export interface OwnRound {
  id: string;
  number: number;
  phase: RoundPhase;
  picked_at: number;
  question: QuestionDocument;
  /** All of the seat's, the last one counts. */
  attempts: OwnAttempt[];
  feedback: {
    amendment: number;
    right: string[] | null;
    notes: Record<string, string>;
    explanation: string;
    model_answer: string;
    forms?: Form[];
  } | null;
}

/** All rounds of the room as this seat may see them: `GET api/rooms/{id}/history`. */
export interface HistoryDocument {
  type: "history";
  room: string;
  name: string;
  rounds: OwnRound[];
}
