/** Every state of the student's card, by name: drawn in the gallery, and judged by axe in the tests. */
import type { HistoryDocument, OwnRound, QuestionDocument } from "../../room/documents";
import { type Lesson, unknownLesson } from "../../room/lesson";
import { MyAnswers } from "../../room/my_answers";
import {
  AT,
  deviation,
  feedbackOn,
  keyword,
  multiple,
  open,
  single,
  stored,
  studentIn,
} from "./samples";

export const number: QuestionDocument = {
  type: "question",
  face: "f4",
  kind: "number",
  title: "How many people are there?",
  prompt: "<h3>How many billion people live on Earth?</h3>",
  options: [],
  points: 0,
};

/** As an instructor improvises it: options that are only letters. */
export const letters: QuestionDocument = {
  type: "question",
  face: "f5",
  kind: "single",
  title: "Quick question",
  prompt: "<p>Which of the four on the board?</p>",
  options: ["a", "b", "c", "d"].map((id) => ({ id, text: `<p>${id.toUpperCase()}</p>` })),
  points: 0,
};

const refused = (code: string) => ({ state: "refused", notice: { code } }) as const;
const saving = (offline: boolean) => ({ state: "saving", since: AT, offline }) as const;
const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: AT + 30_000 } as const;

/** The lesson with a lock announced, which comes in `seconds` by the gallery's clock. */
export function announced(lesson: Lesson, seconds = 3): Lesson {
  const deadline = AT + 41_000 + seconds * 1_000;
  return { ...lesson, room: lesson.room && { ...lesson.room, deadline } };
}

/** A revealed question whose key was corrected since, by which the own answer is `right`. */
export function corrected(answer: string, right: boolean): Lesson {
  const lesson = studentIn("revealed", { mine: stored(answer, right) });
  const feedback = { ...feedbackOn(single), amendment: 2, corrected_at: AT + 35_000, right: ["c"] };
  const reveal = { round: "r7", amendment: 2 };
  return { ...lesson, feedback, room: lesson.room && { ...lesson.room, reveal } };
}

const atLock = (answer: string) => ({ ...stored(answer), at_lock: true });

/** A typed answer, marked out of two points. */
function typed(answer: string | number, form: string | null, points: number) {
  return { ...stored(answer), mark: { right: points === 2, points, of: 2, form } };
}

export const cards: readonly [name: string, lesson: Lesson][] = [
  ["connecting", { ...studentIn("waiting"), room: null, connection: "connecting" }],
  ["waiting", studentIn("waiting")],
  ["open", studentIn("open")],
  ["unsent", studentIn("open", { draft: "b", saving: unsent })],
  ["saving", studentIn("open", { draft: "b", saving: saving(false) })],
  ["saved", studentIn("open", { draft: "b", mine: stored("b"), saving: saved })],
  ["trouble", studentIn("open", { connection: "lost", draft: "b", saving: saving(true) })],
  [
    "conflict",
    studentIn("open", { draft: "c", mine: stored("b"), saving: refused("other_answer") }),
  ],
  ["announced", announced(studentIn("open", { draft: "b", saving: unsent }))],
  ["announced-saved", announced(studentIn("open", { mine: stored("b"), saving: saved }), 1)],
  ["locked", studentIn("locked", { mine: stored("b") })],
  ["locked-at-lock", studentIn("locked", { mine: atLock("b") })],
  ["locked-none", studentIn("locked")],
  ["locked-late", studentIn("locked", { late: true })],
  ["locked-unsent", studentIn("locked", { draft: "c", mine: stored("b"), saving: unsent })],
  ["locked-refused", studentIn("locked", { draft: "c", saving: refused("locked") })],
  ["revealed", studentIn("revealed", { mine: stored("c", false) })],
  ["revealed-right", studentIn("revealed", { mine: stored("b", true) })],
  ["corrected", corrected("c", true)],
  ["multiple", studentIn("open", { question: multiple, draft: ["a", "b"], saving: unsent })],
  [
    "multiple-revealed",
    studentIn("revealed", { question: multiple, mine: stored(["a", "b"], false) }),
  ],
  ["letters", studentIn("open", { question: letters, draft: "b", saving: unsent })],
  ["text", studentIn("open", { question: open })],
  [
    "text-unsent",
    studentIn("locked", { question: open, draft: "A tuple never changes.", saving: unsent }),
  ],
  ["text-revealed", studentIn("revealed", { question: open, mine: stored("It cannot change.") })],
  ["number", studentIn("open", { question: number })],
  [
    "number-unread",
    announced(studentIn("open", { question: number, draft: "8 or so", saving: unsent })),
  ],
  ["number-revealed", studentIn("revealed", { question: number, mine: stored(8.1) })],
  ["number-mistake", studentIn("revealed", { question: deviation, mine: typed(2.14, "b", 0) })],
  ["number-right", studentIn("revealed", { question: deviation, mine: typed(2, "a", 2) })],
  ["short", studentIn("open", { question: keyword })],
  ["short-partly", studentIn("revealed", { question: keyword, mine: typed("yield", "c", 1) })],
  ["short-none", studentIn("revealed", { question: keyword, mine: typed("end", null, 0) })],
  [
    "notice",
    studentIn("open", { notice: { code: "earlier_answer_refused", params: { reason: "locked" } } }),
  ],
  ["closed", studentIn("closed")],
  ["removed", { ...studentIn("open"), connection: "ended", notice: { code: "removed" } }],
];

/** Two earlier rounds: one answered twice and wrong at last, one answered in words. */
export const past: readonly OwnRound[] = [
  {
    id: "r1",
    number: 1,
    phase: "revealed",
    picked_at: AT - 900_000,
    question: single,
    attempts: [
      { number: 3, answer: "b", made_at: AT - 890_000, at_lock: false, mark: mark(true) },
      { number: 9, answer: "c", made_at: AT - 870_000, at_lock: true, mark: mark(false) },
    ],
    feedback: feedbackOn(single),
  },
  {
    id: "r2",
    number: 2,
    phase: "locked",
    picked_at: AT - 500_000,
    question: open,
    attempts: [
      { number: 11, answer: "It <b>cannot</b>", made_at: AT - 480_000, at_lock: false, mark: null },
    ],
    feedback: null,
  },
];

function mark(right: boolean) {
  return { right, points: right ? 1 : 0, of: 1 };
}

/** What a card keeps of the lesson so far, at a host that says the same. */
export function pastAnswers(rounds: readonly OwnRound[] = past): MyAnswers {
  const history: HistoryDocument = {
    type: "history",
    room: "Week 3",
    name: "Ada",
    rounds: [...rounds],
  };
  const answers = new MyAnswers(() => Promise.resolve({ history }));
  answers.follow({ ...unknownLesson("attendee"), room: null });
  return answers;
}
