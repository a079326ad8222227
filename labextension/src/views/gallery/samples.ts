/** Lessons in every state, for the tests and for the gallery; no part of what is shipped. */
import type {
  AttemptFact,
  FeedbackDocument,
  JoinedFact,
  QuestionDocument,
} from "../../room/documents";
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

const keys: Record<
  string,
  Pick<QuestionDocument, "right" | "notes" | "explanation" | "model_answer">
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
  } = keys[question.face] ?? {};
  const distribution = { answered, counts: question.kind === "open" ? {} : counts };
  return {
    type: "feedback",
    round: "r7",
    amendment: 0,
    right,
    notes,
    explanation,
    model_answer,
    distribution,
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
    tags: [],
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
export function stored(answer: string | string[], right?: boolean): NonNullable<Lesson["mine"]> {
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

/** A class of `size` that answers in turn, every fifth twice. */
export function classOf(size: number, question: QuestionDocument) {
  const people = new Map<string, JoinedFact>();
  const attempts: AttemptFact[] = [];
  const texts = [
    "tuples are immutable",
    "because of the hash",
    "a list can change\nand then its hash would",
  ];
  let number = 0;
  const answers = question.kind === "open" ? texts : ["b", "a", "b", "c", "b"];
  const attempt = (index: number, choice: string, after: number) => {
    number += 1;
    const answer = question.kind === "multiple" ? [choice, "d"].sort() : choice;
    const right =
      question.kind === "single" ? choice === "b" : question.kind === "multiple" ? false : null;
    attempts.push({
      kind: "attempt",
      number,
      seat: `s${index}`,
      round: "r7",
      answer,
      at: AT + after,
      at_lock: false,
      mark: { right, points: right ? 1 : 0, of: question.points },
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
  };
  return { people, attempts, gauges };
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
    clear: nothing,
    close: nothing,
    dismiss: nothing,
    ...changes,
  };
}
