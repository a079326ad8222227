/** Blanks in a text and in code: the question, its key, what a class writes, and every state of its views. */
import type { Answer, FeedbackDocument, Mark, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import type { View } from "../../LessonView";
import { AT, classOf, code, feedbackOn, type Given, ownerIn, stored, studentIn } from "../samples";

const blank = (number: number) => `<span class="pylq-blank">__${number}__</span>`;

export const loop: QuestionDocument = {
  type: "question",
  face: "f-blanks",
  kind: "blanks",
  title: "Fill in the loop",
  prompt:
    '<h3>Fill in the loop</h3><p>It adds up the numbers from 1 to <span class="pylq-math">n</span>.</p>' +
    code(
      '<code><span class="n">total</span> <span class="o">=</span> 0\n' +
        `<span class="k">for</span> <span class="n">i</span> <span class="k">in</span> ${blank(1)}<span class="p">(</span>1<span class="p">,</span> n + 1<span class="p">):</span>\n` +
        '    <span class="n">total</span> <span class="o">+=</span> <span class="n">i</span>\n</code>',
    ) +
    `<p>For 4 it gives ${blank(2)}, and takes time in ${blank(3)}.</p>`,
  options: [],
  points: 3,
  blanks: [
    { id: "1", kind: "short", label: "", options: [] },
    { id: "2", kind: "number", label: "total", options: [] },
    {
      id: "3",
      kind: "single",
      label: "cost",
      options: [
        { id: "a", text: "O(1)" },
        { id: "b", text: "O(n)" },
        { id: "c", text: "O(n²)" },
      ],
    },
  ],
};

const key = {
  right: ["1:a", "2:a", "3:b"],
  notes: {
    "1:b": "<p>That went with Python 2.</p>",
    "2:b": "<p>That leaves out the last one: a range ends before its end.</p>",
    "3:c": "<p>There is one loop, and no other within it.</p>",
  },
  explanation: "<p><code>range(1, n + 1)</code> has <code>n</code> numbers.</p>",
  model_answer: "",
  forms: [
    { id: "1:a", text: '= "range"' },
    { id: "1:b", text: '= "xrange"' },
    { id: "2:a", text: "= 10" },
    { id: "2:b", text: "= 6" },
  ],
};

/** The question as its owner has it. */
export const ownLoop: QuestionDocument = { ...loop, ...key };

const FITS: readonly Readonly<Record<string, string>>[] = [
  { range: "1:a", xrange: "1:b" },
  { "10": "2:a", "6": "2:b" },
  { a: "3:a", b: "3:b", c: "3:c" },
];

/** As a host marks it: a third of the points for each blank. */
export function markOf(answer: Answer): Mark {
  const parts = Array.isArray(answer) ? answer : [];
  const fits = parts.flatMap((part, place) => FITS[place]?.[part.trim().toLowerCase()] ?? []);
  const points = fits.filter((fit) => key.right.includes(fit)).length;
  return { right: points === 3, points, of: 3, fits };
}

export const given: Given = {
  answers: [
    ["range", "10", "b"],
    ["xrange", "6", "b"],
    ["Range", "10", "c"],
    ["len", "10", "b"],
    ["range", "4.5", ""],
  ],
  markOf,
};

const counts = { "1:a": 12, "1:b": 3, "2:a": 14, "2:b": 4, "3:a": 1, "3:b": 15, "3:c": 4 };

export function feedback(changes: Partial<FeedbackDocument> = {}): FeedbackDocument {
  return { ...feedbackOn(loop), ...key, distribution: { answered: 20, counts }, ...changes };
}

export const marked = (answer: Answer) => ({ ...stored(answer), mark: markOf(answer) });

const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: AT + 30_000 } as const;
const revealed = (answer: Answer) =>
  studentIn("revealed", { question: loop, mine: marked(answer), feedback: feedback() });

/** A class's answers to the loop, in the panel. */
export function panelIn(phase: "open" | "locked" | "revealed"): Lesson {
  const room = classOf(12, loop, given);
  const told = phase === "revealed" ? { feedback: feedback() } : {};
  return ownerIn(phase, { question: ownLoop, ...room, ...told });
}

export const blanks: readonly [name: string, view: View, lesson: Lesson][] = [
  ["card-blanks-open", "card", studentIn("open", { question: loop })],
  [
    "card-blanks-unsent",
    "card",
    studentIn("open", { question: loop, draft: ["range", "10 or so", "b"], saving: unsent }),
  ],
  [
    "card-blanks-saved",
    "card",
    studentIn("open", {
      question: loop,
      draft: ["range", "10", "b"],
      mine: stored(["range", "10", "b"]),
      saving: saved,
    }),
  ],
  [
    "card-blanks-locked",
    "card",
    studentIn("locked", { question: loop, mine: stored(["range", "10", "b"]) }),
  ],
  ["card-blanks-right", "card", revealed(["range", "10", "b"])],
  ["card-blanks-partly", "card", revealed(["xrange", "10", ""])],
  ["card-blanks-wrong", "card", revealed(["enumerate_all_the_numbers_there_are", "6", "c"])],
  [
    "card-blanks-poll",
    "card",
    studentIn("revealed", {
      question: loop,
      mine: stored(["range", "10", "b"]),
      feedback: feedback({ right: null, notes: {}, forms: [], explanation: "" }),
    }),
  ],
  ["panel-blanks-open", "panel", panelIn("open")],
  ["panel-blanks-revealed", "panel", panelIn("revealed")],
];
