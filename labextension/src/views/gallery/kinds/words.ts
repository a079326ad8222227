/** Every state of a question for words, by name: drawn in the gallery, and judged by axe in the tests. */
import type { FeedbackDocument, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import type { View } from "../../LessonView";
import { AT, classOf, feedbackOn, type Given, ownerIn, stored, studentIn } from "../samples";

export const feeling: QuestionDocument = {
  type: "question",
  face: "f-words",
  kind: "words",
  title: "What comes to your mind?",
  prompt: "<h3>What comes to your mind when you hear “object”?</h3>",
  options: [],
  points: 0,
  most: 3,
};

/** What a class answers in turn. */
export const mentioned: Given = {
  answers: [
    ["class", "method", "instance"],
    ["Class", "state"],
    ["class", "attribute", "method"],
    ["self"],
    ["identity", "class", "dot notation"],
    ["State", "behaviour"],
    ["a thing with a name", "method"],
    ["instance", "class"],
    ["كائن", "encapsulation and information hiding", "state"],
  ],
  markOf: () => ({ right: null, points: 0, of: 0 }),
};

const COUNTS = {
  class: 14,
  method: 9,
  state: 7,
  instance: 5,
  attribute: 3,
  behaviour: 3,
  self: 2,
  "dot notation": 2,
  identity: 2,
  "a thing with a name": 1,
  "encapsulation and information hiding": 1,
  كائن: 1,
};
const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: AT + 30_000 } as const;

/** The class's words are told, though words have no forms. */
export function revealedWords(counts: Record<string, number> = COUNTS): FeedbackDocument {
  return { ...feedbackOn(feeling), distribution: { answered: 24, counts } };
}

const ofClass = (size = 38) => {
  const { people, attempts, gauges, here } = classOf(size, feeling, mentioned);
  return { question: feeling, people, attempts, gauges, here };
};

export const clouds: readonly [name: string, view: View, lesson: Lesson][] = [
  ["card-words-open", "card", studentIn("open", { question: feeling })],
  [
    "card-words-unsent",
    "card",
    studentIn("open", { question: feeling, draft: ["class", "dot notation"], saving: unsent }),
  ],
  [
    "card-words-saved",
    "card",
    studentIn("open", {
      question: feeling,
      draft: ["class"],
      mine: stored(["class"]),
      saving: saved,
    }),
  ],
  [
    "card-words-locked",
    "card",
    studentIn("locked", { question: feeling, mine: stored(["class", "dot notation"]) }),
  ],
  [
    "card-words-poll",
    "card",
    studentIn("revealed", {
      question: feeling,
      mine: stored(["class", "dot notation"]),
      feedback: revealedWords(),
    }),
  ],
  ["panel-words-open", "panel", ownerIn("open", ofClass())],
  [
    "panel-words-revealed",
    "panel",
    ownerIn("revealed", { ...ofClass(), feedback: revealedWords() }),
  ],
];
