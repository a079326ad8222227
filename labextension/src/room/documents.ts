/** The documents of protocol v1, as `pylq_ext/protocol/README.md` defines them. */

/** An option id (single choice), option ids (multiple choice) or a text (open). */
export type Answer = string | string[];
export type Kind = "single" | "multiple" | "open";
export type Role = "owner" | "cohost" | "attendee";
export type RoomPhase = "waiting" | "open" | "locked" | "revealed" | "closed";
export type RoundPhase = "open" | "locked" | "revealed" | "withdrawn";

export interface Reveal {
  round: string;
  amendment: number;
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
  deadline: number | null;
}

export interface QuestionOption {
  id: string;
  /** A safe HTML fragment. */
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
  /** From here on owners only. */
  hash?: string;
  right?: string[] | null;
  notes?: Record<string, string>;
  explanation?: string;
  model_answer?: string;
}

export interface FeedbackDocument {
  type: "feedback";
  round: string;
  amendment: number;
  /** null: there is no right or wrong. */
  right: string[] | null;
  notes: Record<string, string>;
  explanation: string;
  model_answer: string;
  distribution: { answered: number; counts: Record<string, number> };
}

export interface Mark {
  right: boolean | null;
  points: number;
  of: number;
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

export type Fact = JoinedFact | AttemptFact;

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
}
