/** Every state of a scale, by name: drawn in the gallery, and judged by axe in the tests. */
import type { AttemptFact, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import type { View } from "../../LessonView";
import { AT, classOf, feedbackOn, type Given, ownerIn, stored, studentIn } from "../samples";

const LABELS = [
  "Strongly disagree",
  "Disagree",
  "Neither agree nor disagree",
  "Agree",
  "Strongly agree",
];

/** Every step has a label. */
export const likert: QuestionDocument = {
  type: "question",
  face: "f-scale-likert",
  kind: "scale",
  title: "Recursion is clear to me",
  prompt: "<h3>Recursion is clear to me.</h3>",
  options: LABELS.map((text, place) => ({ id: String(place + 1), text: `<p>${text}</p>` })),
  points: 0,
};

/** From 0 to 10, and only the ends have labels. */
export const confidence: QuestionDocument = {
  type: "question",
  face: "f-scale-confidence",
  kind: "scale",
  title: "How sure are you?",
  prompt: "<h3>How sure are you that your last answer is right?</h3>",
  options: Array.from({ length: 11 }, (_, step) => ({
    id: String(step),
    text: step === 0 ? "<p>I guessed</p>" : step === 10 ? "<p>I could explain it</p>" : "",
  })),
  points: 0,
};

/** What a class answers in turn; `4` is said most often. */
export const ratings: Given = {
  answers: ["4", "2", "5", "4", "3", "4", "1", "5", "4", "3"],
  markOf: () => ({ right: null, points: 0, of: 0 }),
};

const COUNTS = { "1": 2, "2": 3, "3": 4, "4": 9, "5": 3 };
const SURE = { "0": 1, "3": 2, "5": 3, "7": 6, "8": 5, "10": 4 };
const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: AT + 30_000 } as const;

const ofClass = (question: QuestionDocument, size = 22) => {
  const { people, attempts, gauges, here } = classOf(size, question, ratings);
  return { question, people, attempts, gauges, here };
};

/** The same was asked before, and everybody was less sure. */
export function again(): Lesson {
  const lesson = ownerIn("locked", ofClass(likert));
  const round = lesson.room?.round;
  if (!lesson.room || !round) return lesson;
  const earlier = lesson.attempts.map((attempt): AttemptFact => ({
    ...attempt,
    round: "r6",
    answer: String(Math.max(1, Number(attempt.answer) - 1)),
  }));
  const before = { ...round, id: "r6", number: 2, phase: "revealed" as const };
  return {
    ...lesson,
    room: { ...lesson.room, rounds: [before, round] },
    attempts: [...earlier, ...lesson.attempts],
  };
}

export const scales: readonly [name: string, view: View, lesson: Lesson][] = [
  ["card-scale-open", "card", studentIn("open", { question: likert })],
  [
    "card-scale-unsent",
    "card",
    studentIn("open", { question: likert, draft: "4", saving: unsent }),
  ],
  [
    "card-scale-ends",
    "card",
    studentIn("open", { question: confidence, draft: "7", saving: unsent }),
  ],
  [
    "card-scale-saved",
    "card",
    studentIn("open", { question: likert, draft: "4", mine: stored("4"), saving: saved }),
  ],
  ["card-scale-locked", "card", studentIn("locked", { question: likert, mine: stored("4") })],
  [
    "card-scale-poll",
    "card",
    studentIn("revealed", {
      question: likert,
      mine: stored("4"),
      feedback: feedbackOn(likert, COUNTS, 21),
    }),
  ],
  [
    "card-scale-ends-poll",
    "card",
    studentIn("revealed", {
      question: confidence,
      mine: stored("7"),
      feedback: feedbackOn(confidence, SURE, 21),
    }),
  ],
  ["panel-scale-open", "panel", ownerIn("open", ofClass(likert))],
  ["panel-scale-ends", "panel", ownerIn("locked", ofClass(confidence))],
  ["panel-scale-again", "panel", again()],
  [
    "panel-scale-revealed",
    "panel",
    ownerIn("revealed", { ...ofClass(likert), feedback: feedbackOn(likert, COUNTS, 21) }),
  ],
];
