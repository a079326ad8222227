/** Ordering questions: one with a right order, and a ranking without. */
import type { Answer, FeedbackDocument, Mark, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { counts, standings } from "../../tally";
import type { View } from "../../LessonView";
import { classOf, code, feedbackOn, type Given, ownerIn, stored, studentIn } from "../samples";

export const steps: QuestionDocument = {
  type: "question",
  face: "f-ordering",
  kind: "ordering",
  title: "What comes first?",
  prompt: "<h3>In which order does Python do this?</h3><p>The one done first on top.</p>",
  options: [
    { id: "a", text: "<p>The body of the function runs.</p>" },
    { id: "b", text: "<p>The arguments are evaluated, from left to right.</p>" },
    {
      id: "c",
      text: code(
        '<span class="n">result</span> <span class="o">=</span> <span class="n">value</span>',
      ),
    },
    {
      id: "d",
      text: '<p>The parameters get the values, <span class="pylq-math">n</span> of them.</p>',
    },
  ],
  points: 4,
};

const stepsKey = {
  right: ["b:1", "d:2", "a:3", "c:4"],
  notes: {
    b: "<p>Even before it is known whether the call works.</p>",
    c: "<p>A name is bound when the value is there.</p>",
  },
  explanation: "<p>Arguments first, then the call, then the assignment.</p>",
};

/** A matter of opinion. */
export const wishes: QuestionDocument = {
  type: "question",
  face: "f-ranking",
  kind: "ordering",
  title: "What shall we repeat?",
  prompt: "<h3>What shall we repeat? The most wanted on top.</h3>",
  options: ["Loops", "Functions", "Dictionaries", "Classes"].map((text, place) => ({
    id: "abcd".charAt(place),
    text: `<p>${text}</p>`,
  })),
  points: 0,
};

function markSteps(answer: Answer): Mark {
  const said = Array.isArray(answer) ? answer.map((id, place) => `${id}:${place + 1}`) : [];
  const points = said.filter((pair) => stepsKey.right.includes(pair)).length;
  return { right: points === 4, points, of: 4 };
}

const orders = (texts: string) => texts.split(" ").map((text) => text.split(""));

const given: Given = {
  answers: orders("bdac badc bdac dbac bdca abdc bdac"),
  markOf: markSteps,
};

const wanted: Given = {
  answers: orders("dcba cdab dcab cbda dcba bdca adcb"),
  markOf: () => ({ right: null, points: 0, of: 0 }),
};

/** What a class of this size comes to. */
function voteOf(size: number, question: QuestionDocument, gave: Given) {
  const rows = standings(classOf(size, question, gave).attempts, "r7", new Set());
  return { answered: rows.length, counts: counts(rows, "ordering") };
}

export const feedback: FeedbackDocument = {
  ...feedbackOn(steps),
  ...stepsKey,
  distribution: voteOf(42, steps, given),
};

const ranked: FeedbackDocument = {
  ...feedbackOn(wishes),
  explanation: "<p>Then we begin with classes.</p>",
  distribution: voteOf(42, wishes, wanted),
};

const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: stored("").made_at ?? 0 } as const;
const own = (order: string) => ({ ...stored(order.split("")), order: ["d", "a", "c", "b"] });
const fresh = { ...own(""), answer: null, made_at: null };

const marked = (order: string) => ({ ...own(order), mark: markSteps(order.split("")) });

/** The seat's own lesson after the reveal. */
export const revealed = (order: string) =>
  studentIn("revealed", { question: steps, feedback, mine: marked(order) });

/** The instructor's lesson. */
export function taught(
  phase: "open" | "locked" | "revealed",
  question: QuestionDocument = steps,
): Lesson {
  const isRanking = question === wishes;
  const key = isRanking ? { right: null, notes: {}, explanation: "" } : stepsKey;
  return ownerIn(phase, {
    question: { ...question, ...key },
    ...classOf(42, question, isRanking ? wanted : given),
    feedback: phase === "revealed" ? (isRanking ? ranked : feedback) : null,
  });
}

export const ordering: readonly [name: string, view: View, lesson: Lesson][] = [
  ["card-ordering-open", "card", studentIn("open", { question: steps, mine: fresh })],
  [
    "card-ordering-unsent",
    "card",
    studentIn("open", { question: steps, mine: fresh, draft: own("dbac").answer, saving: unsent }),
  ],
  [
    "card-ordering-saved",
    "card",
    studentIn("open", { question: steps, mine: own("bdca"), saving: saved }),
  ],
  ["card-ordering-locked", "card", studentIn("locked", { question: steps, mine: own("bdca") })],
  ["card-ordering-right", "card", revealed("bdac")],
  ["card-ordering-partly", "card", revealed("bdca")],
  ["card-ordering-wrong", "card", revealed("dbca")],
  ["card-ordering-none", "card", studentIn("revealed", { question: steps, feedback, mine: fresh })],
  [
    "card-ordering-poll",
    "card",
    studentIn("revealed", { question: wishes, feedback: ranked, mine: own("dcba") }),
  ],
  ["panel-ordering-open", "panel", taught("open")],
  ["panel-ordering-revealed", "panel", taught("revealed")],
  ["panel-ordering-poll", "panel", taught("locked", wishes)],
];
