/** A matching question with more targets than options, one of which belongs to two. */
import type { Answer, FeedbackDocument, Mark, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { counts, standings } from "../../tally";
import type { View } from "../../LessonView";
import { classOf, feedbackOn, type Given, ownerIn, stored, studentIn } from "../samples";

export const types: QuestionDocument = {
  type: "question",
  face: "f-matching",
  kind: "matching",
  title: "What belongs to which type?",
  prompt: "<h3>What is true of each type?</h3>",
  options: [
    { id: "a", text: "<p><code>list</code></p>" },
    { id: "b", text: "<p><code>tuple</code></p>" },
    { id: "c", text: "<p><code>str</code>, the type of every text whatever is written in it</p>" },
  ],
  targets: [
    { id: "1", text: "<p>can be changed in place, so it is no key of a dictionary</p>" },
    { id: "2", text: "<p>cannot be changed</p>" },
    { id: "3", text: '<p>finds an item in <span class="pylq-math">O(1)</span></p>' },
    { id: "4", text: "<p><code>{}</code> makes an empty one</p>" },
  ],
  points: 3,
};

const key = {
  right: ["a:1", "b:2", "c:2"],
  notes: { c: "<p>Every method gives back a new one.</p>" },
  explanation: "<p>Only lists can be changed here.</p>",
};

function markOf(answer: Answer): Mark {
  const said = Array.isArray(answer)
    ? answer.map((id, place) => `${"abc".charAt(place)}:${id}`)
    : [];
  const points = said.filter((pair) => key.right.includes(pair)).length;
  return { right: points === 3, points, of: 3 };
}

const given: Given = {
  answers: [
    ["1", "2", "2"],
    ["1", "2", "3"],
    ["1", "2", "2"],
    ["2", "1", "2"],
    ["1", "4", ""],
  ],
  markOf,
};

const unmarked: Given = { ...given, markOf: () => ({ right: null, points: 0, of: 0 }) };

function voteOf(size: number) {
  const rows = standings(classOf(size, types, given).attempts, "r7", new Set());
  return { answered: rows.length, counts: counts(rows, "matching") };
}

export const feedback: FeedbackDocument = {
  ...feedbackOn(types),
  ...key,
  distribution: voteOf(42),
};

const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: stored("").made_at ?? 0 } as const;

/** The seat's own lesson after the reveal. */
export const revealed = (...answer: string[]) =>
  studentIn("revealed", {
    question: types,
    feedback,
    mine: { ...stored(answer), mark: markOf(answer) },
  });

/** The instructor's lesson. */
export function taught(phase: "open" | "locked" | "revealed", asPoll = false): Lesson {
  return ownerIn(phase, {
    question: { ...types, ...key, ...(asPoll && { right: null }) },
    ...classOf(42, types, asPoll ? unmarked : given),
    feedback: phase === "revealed" ? feedback : null,
  });
}

export const matching: readonly [name: string, view: View, lesson: Lesson][] = [
  ["card-matching-open", "card", studentIn("open", { question: types })],
  [
    "card-matching-unsent",
    "card",
    studentIn("open", { question: types, draft: ["1", "", "3"], saving: unsent }),
  ],
  [
    "card-matching-saved",
    "card",
    studentIn("open", { question: types, mine: stored(["1", "2", "3"]), saving: saved }),
  ],
  [
    "card-matching-locked",
    "card",
    studentIn("locked", { question: types, mine: stored(["1", "", "3"]) }),
  ],
  ["card-matching-right", "card", revealed("1", "2", "2")],
  ["card-matching-partly", "card", revealed("1", "", "3")],
  ["card-matching-wrong", "card", revealed("2", "1", "3")],
  [
    "card-matching-poll",
    "card",
    studentIn("revealed", {
      question: types,
      feedback: { ...feedback, right: null },
      mine: stored(["1", "4", "2"]),
    }),
  ],
  ["panel-matching-open", "panel", taught("open")],
  ["panel-matching-revealed", "panel", taught("revealed")],
  ["panel-matching-poll", "panel", taught("locked", true)],
];
