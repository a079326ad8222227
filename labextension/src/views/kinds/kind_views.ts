/** What each kind of question with views of its own gives to card, panel and history. */
import type { ComponentType } from "react";

import type { Answer, FeedbackDocument, Form, Mark, QuestionDocument } from "../../room/documents";
import type { Lesson, Orders } from "../../room/lesson";
import type { Standing } from "../tally";

/** What a question's key says: of the copy that was picked, or of the feedback. */
export interface Key {
  right: readonly string[] | null;
  notes: Readonly<Record<string, string>>;
  explanation: string;
  modelAnswer: string;
  /** What a typed answer is compared with. */
  forms: readonly Form[];
}

export interface InputProps {
  lesson: Lesson;
  question: QuestionDocument;
  orders: Orders;
  /** The id of the prompt's element. */
  labelledBy: string;
  onSend: () => void;
  /** null before the reveal. */
  feedback: FeedbackDocument | null;
}

export interface FaceProps {
  question: QuestionDocument;
  /** null: hidden, and not in the page at all. */
  answerKey: Key | null;
  /** A person's own answer, where one is looked at again; undefined where nobody's is. */
  own?: { answer: Answer; mark: Mark | null } | null;
}

export interface ClassProps {
  question: QuestionDocument;
  /** See `FeedbackDocument.distribution`. */
  counts: Readonly<Record<string, number>>;
  answered: number;
  /** null: nothing is marked as right. */
  right: readonly string[] | null;
  forms: readonly Form[];
  caption: string;
  /** The attempts that count, where they are known: in the panel. */
  rows?: readonly Standing[];
  /** An earlier vote on the same question. */
  before?: { answered: number; counts: Readonly<Record<string, number>> } | null;
}

export interface KindViews {
  /**
   * Where a student answers. The same elements serve after the lock, read-only, and show after the
   * reveal what feedback says of each part of the answer.
   */
  Input: ComponentType<InputProps>;
  /** Whether `Input` shows the prompt itself, because the answer is given within it. */
  holdsPrompt?: boolean;
  /** The prompt's own parts below (or, if `holdsPrompt`, with) the prompt, and what the key says of them. */
  Face: ComponentType<FaceProps>;
  /** How a class answered; a table as well for those who cannot see it. */
  Class: ComponentType<ClassProps>;
  /** The answer that a student gives who presses Send without touching anything; absent: none. */
  untouched?: (question: QuestionDocument, order: readonly string[] | null) => Answer;
}
