/** Open text in Markdown, and marked by hand: drawn in the gallery, and judged by axe in the tests. */
import type { Mark, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import type { View } from "../../LessonView";
import { AT, classOf, type Given, ownerIn, stored, studentIn } from "../samples";

export const larger: QuestionDocument = {
  type: "question",
  face: "f-written",
  kind: "open",
  title: "The larger of two numbers",
  prompt:
    "<h3>Write a function that returns the larger of two numbers, and say what it costs.</h3>",
  options: [],
  points: 2,
  markdown: true,
};

export const WITH_EVERYTHING = `It compares **once**, so it is in $O(1)$:

\`\`\`python
def larger(a, b):
    return a if a > b else b  # a comment that is so long that it does not fit on the screen of a phone
\`\`\`

1. \`a > b\` is a comparison
2. the rest is a *choice*

| a | b | result |
|---|---|-------:|
| 1 | 2 | 2 |

> See [the manual](https://docs.python.org/3/).
`;

const RIGHT: Mark = { right: true, points: 2, of: 2 };
const HALF: Mark = { right: false, points: 1, of: 2 };
const NONE: Mark = { right: null, points: 0, of: 0 };

const written: Given = {
  answers: [WITH_EVERYTHING, "`max(a, b)`", "use *max*", "no idea"],
  markOf: (answer) => (answer === WITH_EVERYTHING ? RIGHT : answer === "use *max*" ? HALF : NONE),
};

const ofClass = (size: number) => {
  const { people, attempts, gauges, here } = classOf(size, larger, written);
  return { question: larger, people, attempts, gauges, here };
};
const saved = { state: "saved", at: AT + 30_000 } as const;

function marked(mark: Mark): Lesson {
  const mine = { ...stored(WITH_EVERYTHING), mark };
  return studentIn("revealed", { question: larger, mine, saving: saved });
}

export const texts: readonly [name: string, view: View, lesson: Lesson][] = [
  ["card-written-open", "card", studentIn("open", { question: larger })],
  [
    "card-written-unsent",
    "card",
    studentIn("open", {
      question: larger,
      draft: WITH_EVERYTHING,
      saving: { state: "unsent" },
    }),
  ],
  ["card-written-marked", "card", marked(RIGHT)],
  ["card-written-partly", "card", marked(HALF)],
  ["panel-written", "panel", ownerIn("locked", ofClass(12))],
];
