/** A place in an image: the question, its key, where a class points, and every state of its views. */
import type { Answer, FeedbackDocument, Mark, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import type { View } from "../../LessonView";
import { pointOf } from "../../kinds/said";
import { AT, classOf, feedbackOn, type Given, ownerIn, stored, studentIn } from "../samples";

/** The hash of the image, which the gallery draws. */
export const PLOT = "7".repeat(64);

export const outlier: QuestionDocument = {
  type: "question",
  face: "f-place",
  kind: "place",
  title: "Where is the outlier?",
  prompt: "<h3>Which of the points moves the line most?</h3><p>Point at it.</p>",
  options: [],
  points: 2,
  image: `<img src="asset:${PLOT}" alt="Scatter plot of twelve points with a line through them" width="600" height="400">`,
};

const key = {
  right: ["a"],
  notes: {
    b: "<p>These lie in the middle, where a point has no lever.</p>",
    d: "<p>There is no point there.</p>",
  },
  explanation: "<p>A point far out and far from the line has the most leverage.</p>",
  model_answer: "",
  forms: [
    { id: "a", text: "= circle 85 80 7" },
    { id: "b", text: "= box 30 35 60 65" },
    { id: "c", text: "= polygon 5 70, 25 60, 25 80, 5 95" },
    { id: "d", text: "otherwise" },
  ],
};

/** The question as its owner has it. */
export const ownOutlier: QuestionDocument = { ...outlier, ...key };

/** As a host marks it, near enough. */
export function markOf(answer: Answer): Mark {
  const [across, down] = pointOf(String(answer));
  const isNear = Math.hypot(across - 85, ((down - 80) * 2) / 3) <= 7;
  const isMiddle = across >= 30 && across <= 60 && down >= 35 && down <= 65;
  const form = isNear ? "a" : isMiddle ? "b" : "d";
  return { right: isNear, points: isNear ? 2 : 0, of: 2, form };
}

export const given: Given = {
  answers: ["84.5 79", "45 50", "86 82.5", "83 78", "12 20", "40 44.5", "85.5 80", "87 84"],
  markOf,
};

const counts = { a: 12, b: 5, c: 1, d: 2 };

export function feedback(changes: Partial<FeedbackDocument> = {}): FeedbackDocument {
  return { ...feedbackOn(outlier), ...key, distribution: { answered: 20, counts }, ...changes };
}

export const marked = (answer: Answer) => ({ ...stored(answer), mark: markOf(answer) });

const question = outlier;
const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: AT + 30_000 } as const;
const revealed = (mine: NonNullable<Lesson["mine"]>, changes = {}) =>
  studentIn("revealed", { question, mine, feedback: feedback(changes) });
const near = marked("92.5 70");
const partly = { ...near, mark: { right: false, points: 1, of: 2, form: "d" } };

/** Where a class points, in the panel. */
export function panelIn(phase: "open" | "locked" | "revealed"): Lesson {
  const told = phase === "revealed" ? { feedback: feedback() } : {};
  return ownerIn(phase, { question: ownOutlier, ...classOf(12, outlier, given), ...told });
}

export const place: readonly [name: string, view: View, lesson: Lesson][] = [
  ["card-place-open", "card", studentIn("open", { question })],
  ["card-place-unsent", "card", studentIn("open", { question, draft: "45 50", saving: unsent })],
  [
    "card-place-saved",
    "card",
    studentIn("open", { question, draft: "45 50", mine: stored("45 50"), saving: saved }),
  ],
  ["card-place-locked", "card", studentIn("locked", { question, mine: stored("45 50") })],
  ["card-place-right", "card", revealed(marked("84.5 79"))],
  ["card-place-partly", "card", revealed(partly)],
  ["card-place-wrong", "card", revealed(marked("45 50"))],
  [
    "card-place-poll",
    "card",
    revealed(stored("45 50"), { right: null, notes: {}, forms: [], explanation: "" }),
  ],
  ["panel-place-open", "panel", panelIn("open")],
  ["panel-place-revealed", "panel", panelIn("revealed")],
];
