/** Lessons in every state, for the tests and for the gallery; no part of what is shipped. */
import { isTyped } from "../../room/answers";
import type {
  Answer,
  AttemptFact,
  FeedbackDocument,
  JoinedFact,
  Kind,
  Mark,
  QuestionDocument,
} from "../../room/documents";
import { deskOf } from "../../room/desk";
import type { CallRooms } from "../../room/my_rooms";
import { type Bank, type Lesson, type Orders, unknownLesson } from "../../room/lesson";

/** A quarter past ten, in UTC, on some day. */
export const AT = Date.UTC(2026, 10, 23, 10, 15, 0);

export const code = (text: string) => `<div class="pylq-code"><pre>${text}</pre></div>`;

export const single: QuestionDocument = {
  type: "question",
  face: "f1",
  kind: "single",
  title: "What does sorted return?",
  prompt:
    "<h3>What does this print?</h3>" +
    code(
      '<span class="n">word</span> <span class="o">=</span> <span class="s2">&quot;banana&quot;</span>\n<span class="nb">print</span><span class="p">(</span><span class="nb">sorted</span><span class="p">(</span><span class="n">word</span><span class="p">))</span>  <span class="c1"># all of it</span>',
    ),
  options: [
    { id: "a", text: "<p><code>aaabnn</code></p>" },
    { id: "b", text: "<p><code>['a', 'a', 'a', 'b', 'n', 'n']</code></p>" },
    { id: "c", text: "<p>nothing: it sorts in place and returns <code>None</code></p>" },
  ],
  points: 1,
};

export const multiple: QuestionDocument = {
  type: "question",
  face: "f2",
  kind: "multiple",
  title: "Which are linear?",
  prompt:
    '<h3>Which take time in <span class="pylq-math">O(n)</span>?</h3><p>Let <span class="pylq-math">n</span> be the length of the list.</p>',
  options: [
    { id: "a", text: "<p><code>x in items</code></p>" },
    { id: "b", text: "<p><code>items[0]</code></p>" },
    { id: "c", text: "<p><code>items.insert(0, x)</code></p>" },
    { id: "d", text: "<p><code>len(items)</code></p>" },
  ],
  points: 2,
};

export const open: QuestionDocument = {
  type: "question",
  face: "f3",
  kind: "open",
  title: "Why is a tuple hashable?",
  prompt: "<h3>Why can a tuple be a key of a dictionary, and a list not?</h3>",
  options: [],
  points: 0,
};

export const amount: QuestionDocument = {
  type: "question",
  face: "f4",
  kind: "number",
  title: "How many bits has a byte?",
  prompt: "<h3>How many bits has a byte?</h3>",
  options: [],
  points: 0,
};

/** A number with a key: a tolerance, a mistake that is known, and whatever else. */
export const deviation: QuestionDocument = {
  type: "question",
  face: "f6",
  kind: "number",
  title: "Standard deviation",
  prompt: "<h3>What is the standard deviation of 2, 4, 4, 4, 5, 5, 7, 9?</h3>",
  options: [],
  points: 2,
};

/** One line, compared with texts and a pattern. */
export const keyword: QuestionDocument = {
  type: "question",
  face: "f7",
  kind: "short",
  title: "Which keyword?",
  prompt: "<h3>Which keyword ends a function and gives its result back?</h3>",
  options: [],
  points: 2,
};

/** Asked by word of mouth. */
export const letters: QuestionDocument = {
  type: "question",
  face: "f5",
  kind: "single",
  title: "Question 3: A, B, C or D?",
  prompt: "<h3>Question 3: A, B, C or D?</h3>",
  options: ["A", "B", "C", "D"].map((text) => ({ id: text.toLowerCase(), text })),
  points: 0,
};

const TAGS = [["numbers"], ["types"], ["lists", "sorting"], ["lists", "speed"], ["types"], []];

const keys: Record<
  string,
  Pick<QuestionDocument, "right" | "notes" | "explanation" | "model_answer" | "forms">
> = {
  f1: {
    right: ["b"],
    notes: {
      a: "<p>That would be <code>''.join(sorted(word))</code>.</p>",
      c: "<p>That is <code>list.sort()</code>.</p>",
    },
    explanation: "<p><code>sorted</code> returns a new list, whatever it is given.</p>",
    model_answer: "",
  },
  f2: {
    right: ["a", "c"],
    notes: {
      b: "<p>One step: the address is computed.</p>",
      c: "<p>All the others move by one.</p>",
    },
    explanation: "<p>What looks at every item, or moves it, is linear.</p>",
    model_answer: "",
  },
  f3: {
    right: null,
    notes: {},
    explanation: "<p>A key must keep its hash as long as it is a key.</p>",
    model_answer: "<p>A tuple cannot change, so its hash cannot either. A list can.</p>",
  },
  f6: {
    right: ["a"],
    notes: {
      b: '<p>That divides by <span class="pylq-math">n - 1</span>.</p>',
      c: "<p>Start from the mean, which is 5.</p>",
    },
    explanation: "<p>The squares of the distances have the mean 4.</p>",
    model_answer: "",
    forms: [
      { id: "a", text: "= 2 ± 0.01" },
      { id: "b", text: "= 2.14 ± 0.01" },
      { id: "c", text: "otherwise" },
    ],
  },
  f7: {
    right: ["a", "b"],
    notes: { c: "<p>That gives a value, and goes on later.</p>" },
    explanation: "",
    model_answer: "",
    forms: [
      { id: "a", text: '= "return"' },
      { id: "b", text: "~ /return\\s+\\w+/" },
      { id: "c", text: '= "yield"' },
    ],
  },
};

/** The owner's form of a question. */
export function owned(question: QuestionDocument): QuestionDocument {
  return { ...question, hash: `h-${question.face}`, ...keys[question.face] };
}

export function feedbackOn(
  question: QuestionDocument,
  counts: Record<string, number> = { a: 5, b: 13, c: 3 },
  answered = 21,
): FeedbackDocument {
  const {
    right = null,
    notes = {},
    explanation = "",
    model_answer = "",
    forms = [],
  } = keys[question.face] ?? {};
  const distribution = {
    answered,
    counts: isTyped(question.kind) && forms.length === 0 ? {} : counts,
  };
  return {
    type: "feedback",
    round: "r7",
    amendment: 1,
    right,
    notes,
    explanation,
    model_answer,
    forms,
    distribution,
    corrected_at: null,
  };
}

export const bank: Bank = {
  title: "Python basics",
  questions: [
    ["What does 7 // 2 give?", "single"],
    ["Which of these are immutable?", "multiple"],
    ["What does sorted return?", "single"],
    ["Which are linear?", "multiple"],
    ["Why can a tuple be a key of a dictionary, and a list not?", "open"],
    ["A plot of two lines", "single"],
  ].map(([title = "", kind = ""], index) => ({
    number: index + 1,
    title,
    kind,
    tags: TAGS[index] ?? [],
    hash: index === 5 ? null : `h-${["x1", "x2", "f1", "f2", "f3"][index] ?? ""}`,
    bank: "basics",
    cell: `c${index + 1}`,
    problem: index === 5 ? "The image has no alternative text." : null,
  })),
};

const base: Lesson = {
  ...unknownLesson("attendee"),
  connection: "live",
  seat: "s1",
  name: "Ada",
};

type Phase = "waiting" | "open" | "locked" | "revealed" | "closed";

/** A student's lesson in a phase, with whatever is different in it. */
export function studentIn(
  phase: Phase,
  {
    question = single,
    ...changes
  }: Partial<Omit<Lesson, "question">> & { question?: QuestionDocument } = {},
): Lesson {
  const inRound = phase !== "waiting" && phase !== "closed";
  return {
    ...base,
    room: {
      type: "room",
      id: "room1",
      name: "Week 3",
      code: "DOG-427",
      version: 9,
      phase,
      round: inRound ? { id: "r7", number: 3, picked_at: AT, face: question.face } : null,
      reveal: phase === "revealed" ? { round: "r7", amendment: 0 } : null,
      deadline: null,
    },
    question: inRound ? question : null,
    feedback: phase === "revealed" ? feedbackOn(question, { a: 5, b: 13, c: 3, d: 1 }) : null,
    ...changes,
  };
}

/** The own attempt as stored, marked where `right` says so. */
export function stored(answer: Answer, right?: boolean): NonNullable<Lesson["mine"]> {
  return {
    type: "mine",
    version: [9, 12],
    name: "Ada",
    round: "r7",
    number: 12,
    answer,
    made_at: AT + 30_000,
    at_lock: false,
    late: false,
    order: null,
    mark: right === undefined ? null : { right, points: right ? 1 : 0, of: 1 },
  };
}

const NAMES = ["Ada", "Ben", "Chloé", "Dmitri", "Elif", "Farid", "Grace", "Hana", "Ada 2", "Søren"];

/** What a class gives in turn to a question whose kind has views of its own, and what it earns. */
export interface Given {
  answers: readonly Answer[];
  markOf: (answer: Answer) => Mark;
}

/** A class of `size` that answers in turn, every fifth twice. */
export function classOf(size: number, question: QuestionDocument, given?: Given) {
  const people = new Map<string, JoinedFact>();
  const attempts: AttemptFact[] = [];
  const texts = [
    "tuples are immutable",
    "because of the hash",
    "a list can change\nand then its hash would",
  ];
  let number = 0;
  const choices = ["b", "a", "b", "c", "b"];
  const shared: Partial<Record<Kind, Answer[]>> = {
    open: texts,
    short: ["return", "yield", "Return", "end", "print"],
    number: [8, 4, 8, 16, 2.5],
    single: choices,
    multiple: choices.map((choice) => [choice, "d"].sort()),
  };
  const answers = given?.answers ?? shared[question.kind] ?? [];
  const markOf = (answer: Answer): Mark => {
    const hasKey = keys[question.face]?.right != null;
    const isRight = ["b", "return", "Return"].includes(String(answer));
    const right = hasKey ? question.kind !== "multiple" && isRight : null;
    return { right, points: right ? 1 : 0, of: question.points };
  };
  const attempt = (index: number, answer: Answer, after: number) => {
    number += 1;
    attempts.push({
      kind: "attempt",
      number,
      seat: `s${index}`,
      round: "r7",
      answer,
      at: AT + after,
      at_lock: false,
      mark: (given?.markOf ?? markOf)(answer),
    });
  };
  for (let index = 0; index < size; index += 1) {
    number += 1;
    const name = NAMES[index] ?? `Student ${index + 1}`;
    people.set(`s${index}`, {
      kind: "joined",
      number,
      seat: `s${index}`,
      name,
      role: "attendee",
      at: AT - 600_000 + index * 7_000,
    });
  }
  for (let index = 0; index < size - 2; index += 1) {
    if (index % 5 === 0) attempt(index, answers[1] ?? "", index * 900);
    attempt(index, answers[index % answers.length] ?? "", 2_000 + index * 900);
  }
  const gauges = {
    type: "gauges" as const,
    seated: size,
    here: size - 1,
    away: 1,
    answered: size - 2,
    // All but the one who joined last.
    presence: presenceOf(size, size - 1),
  };
  const here = new Set([...people.keys()].slice(0, size - 1));
  return { people, attempts, gauges, here };
}

/** The first `here` of `size` attendees, as a host writes them. */
function presenceOf(size: number, here: number): string {
  return Array.from({ length: Math.ceil(size / 4) }, (_, digit) =>
    [0, 1, 2, 3].reduce((bits, bit) => bits | (digit * 4 + bit < here ? 1 << bit : 0), 0),
  )
    .map((bits) => bits.toString(16))
    .join("");
}

/** The instructor's lesson in a phase. */
export function ownerIn(
  phase: Phase,
  {
    question = single,
    size = 12,
    ...changes
  }: Partial<Omit<Lesson, "question">> & { question?: QuestionDocument; size?: number } = {},
): Lesson {
  const inRound = phase !== "waiting" && phase !== "closed";
  const document = owned(question);
  const earlier = [
    {
      id: "r1",
      number: 1,
      picked_at: AT - 900_000,
      question: "h-x1",
      title: "What does 7 // 2 give?",
      phase: "revealed" as const,
      bank: "basics",
      cell: "c1",
    },
    {
      id: "r2",
      number: 2,
      picked_at: AT - 500_000,
      question: "h-x2",
      title: "Which of these are immutable?",
      phase: "revealed" as const,
      bank: "basics",
      cell: "c2",
    },
  ];
  const round = inRound
    ? {
        id: "r7",
        number: 3,
        picked_at: AT,
        question: `h-${question.face}`,
        title: question.title,
        phase,
        bank: "basics",
        cell: { f1: "c3", f2: "c4", f3: "c5" }[question.face] ?? null,
      }
    : null;
  const present = classOf(size, question);
  return {
    ...base,
    role: "owner",
    seat: "",
    name: "",
    room: {
      type: "room",
      id: "room1",
      name: "Week 3",
      code: "DOG-427",
      version: 9,
      phase,
      round,
      rounds: round ? [...earlier, round] : earlier,
      reveal: phase === "revealed" ? { round: "r7", amendment: 0 } : null,
      deadline: null,
    },
    question: inRound ? document : null,
    feedback: phase === "revealed" ? feedbackOn(question, { a: 2, b: 6, c: 2, d: 10 }, 10) : null,
    bank,
    ...present,
    attempts: inRound ? present.attempts : [],
    ...changes,
  };
}

/** A desk at a host that has these answers, by method and path; and what it was asked. */
export function deskWith(answers: Record<string, unknown> = {}) {
  const asked: unknown[][] = [];
  const call: CallRooms = (...request) => {
    asked.push(request);
    const body = answers[`${request[0]} ${request[1]}`];
    return Promise.resolve(body === undefined ? { notice: { code: "no_answer" } } : { body });
  };
  const kept = new Map<string, string>();
  const storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  };
  return { desk: deskOf("room1", call, call, () => storage as Storage), asked };
}

/** Orders that do nothing, or what `changes` say. */
export function ordersWith(changes: Partial<Orders> = {}): Orders {
  const nothing = () => undefined;
  return {
    setDraft: nothing,
    send: nothing,
    pick: nothing,
    undo: nothing,
    lock: nothing,
    reopen: nothing,
    showFeedback: nothing,
    showRound: nothing,
    correctKey: nothing,
    mark: nothing,
    remove: nothing,
    rename: nothing,
    clear: nothing,
    close: nothing,
    dismiss: nothing,
    ...changes,
  };
}
