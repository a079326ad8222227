import { describe, expect, test } from "vitest";

import type { FeedbackDocument, HistoryDocument, OwnRound } from "./documents";
import { type Lesson, unknownLesson } from "./lesson";
import { type HistoryAnswer, MyAnswers } from "./my_answers";
import { answered, question, room, START } from "./samples";

const MARK = { right: true, points: 1, of: 1 };

const feedback: FeedbackDocument = {
  type: "feedback",
  round: "r1.1",
  amendment: 1,
  right: ["b"],
  notes: {},
  explanation: "<p>Because.</p>",
  model_answer: "",
  distribution: { answered: 1, counts: { b: 1 } },
  corrected_at: null,
};

function round(number: number, changes: Partial<OwnRound> = {}): OwnRound {
  return {
    id: `r1.${number}`,
    number,
    phase: "revealed",
    picked_at: START,
    question: question(),
    attempts: [],
    feedback: null,
    ...changes,
  };
}

const told = (...rounds: OwnRound[]): HistoryAnswer => ({
  history: { type: "history", room: "Week 3", name: "Ada", rounds } satisfies HistoryDocument,
});

/** A seat's answers at a host that says what it is told to, when the test lets it. */
function seat() {
  const waiting: ((answer: HistoryAnswer) => void)[] = [];
  const answers = new MyAnswers(() => new Promise((resolve) => waiting.push(resolve)));
  return {
    answers,
    asked: () => waiting.length,
    async hear(answer: HistoryAnswer) {
      // Who asks meanwhile gets the same answer.
      const done = answers.read();
      waiting.shift()?.(answer);
      await done;
    },
    get state() {
      return answers.getSnapshot();
    },
    get numbers() {
      return answers.getSnapshot().rounds.map(({ number }) => number);
    },
  };
}

/** The card's lesson in the open round of a number, as the first `changes` say otherwise. */
function inRound(number: number, changes: Partial<Lesson> = {}): Lesson {
  return {
    ...unknownLesson("attendee"),
    connection: "live",
    room: room({
      version: 1 + number,
      round: { id: `r1.${number}`, number, face: "face-1", picked_at: START },
    }),
    question: question(),
    ...changes,
  };
}

const revealed = (changes: Partial<Lesson> = {}): Lesson =>
  inRound(1, { room: room({ version: 5, phase: "revealed" }), feedback, ...changes });
const waiting = (version = 9): Lesson =>
  inRound(1, { room: room({ version, phase: "waiting", round: null }), question: null });
const closed = (): Lesson =>
  inRound(1, { room: room({ version: 9, phase: "closed", round: null }), question: null });

describe("what passes on the page", () => {
  test("is kept round by round, with every attempt and what it earned", () => {
    const { answers } = seat();
    answers.follow(inRound(1));
    answers.follow(inRound(1, { mine: answered(3, "a") }));
    answers.follow(inRound(1, { mine: answered(5, "b") }));
    answers.follow(revealed({ mine: answered(5, "b", { mark: MARK }) }));
    answers.follow(inRound(2));
    const [first, second] = answers.getSnapshot().rounds;
    expect(first).toMatchObject({
      number: 1,
      attempts: [
        { number: 3, answer: "a", mark: null },
        { number: 5, answer: "b", mark: MARK },
      ],
      feedback: { explanation: "<p>Because.</p>" },
    });
    expect(second).toMatchObject({ number: 2, attempts: [] });
    expect(answers.getSnapshot().isWhole).toBe(true);
  });

  test("is whole in a room in which nothing was asked yet, and not where nobody knows", () => {
    const [fresh, late] = [seat(), seat()];
    fresh.answers.follow(waiting(1));
    late.answers.follow(waiting(9));
    expect(fresh.state).toMatchObject({ rounds: [], isWhole: true });
    expect(late.state).toMatchObject({ rounds: [], isWhole: false });
  });

  test("is not whole for who comes in the third round", () => {
    const { answers } = seat();
    answers.follow(inRound(3));
    expect(answers.getSnapshot().isWhole).toBe(false);
  });

  test("a round that went unrevealed may have been undone; its number's next owner settles it", () => {
    const it = seat();
    it.answers.follow(inRound(1));
    it.answers.follow(waiting());
    expect(it.state.isWhole).toBe(false);
    const again = { id: "r1.9", number: 1, face: "face-1", picked_at: START + 1 };
    it.answers.follow(inRound(1, { room: room({ version: 7, round: again }) }));
    expect(it.state.rounds.map(({ id }) => id)).toEqual(["r1.9"]);
    expect(it.state.isWhole).toBe(true);
  });

  test("views are not told when only a draft has changed", () => {
    const { answers } = seat();
    const lesson = inRound(1);
    answers.follow(lesson);
    const before = answers.getSnapshot();
    answers.follow({ ...lesson, draft: "a", saving: { state: "unsent" } });
    expect(answers.getSnapshot()).toBe(before);
  });
});

describe("the host is asked", () => {
  test("by nobody's looking: never, whatever is revealed", () => {
    const it = seat();
    it.answers.follow(inRound(1));
    it.answers.follow(revealed());
    expect(it.asked()).toBe(0);
  });

  test("when somebody looks, and after each reveal while they do", async () => {
    const it = seat();
    it.answers.follow(inRound(3));
    const stop = it.answers.watch();
    expect(it.asked()).toBe(1);
    await it.hear(told(round(1), round(2), round(3, { phase: "open" })));
    expect(it.numbers).toEqual([1, 2, 3]);
    expect(it.state).toMatchObject({ isWhole: true, busy: false });
    it.answers.follow(revealed());
    expect(it.asked()).toBe(1);
    await it.hear(told(round(1)));
    stop();
    it.answers.follow(inRound(2));
    it.answers.follow(revealed({ feedback: { ...feedback, amendment: 2 } }));
    expect(it.asked()).toBe(0);
  });

  test("at once after the close, by whichever sign of it comes first, and only once", async () => {
    const it = seat();
    it.answers.follow(inRound(1));
    it.answers.follow({ ...inRound(1), connection: "ended", notice: { code: "closed" } });
    it.answers.follow({ ...closed(), connection: "ended", notice: { code: "closed" } });
    expect(it.asked()).toBe(1);
    await it.hear(told(round(1, { attempts: [] })));
    expect(it.numbers).toEqual([1]);
  });

  test("never for an owner", () => {
    const it = seat();
    it.answers.follow({ ...closed(), role: "owner" });
    expect(it.asked()).toBe(0);
  });

  test("once where it is asked twice before it has answered", async () => {
    const it = seat();
    void it.answers.read();
    void it.answers.read();
    expect(it.asked()).toBe(1);
    await it.hear(told());
    void it.answers.read();
    expect(it.asked()).toBe(1);
  });
});

describe("what the host says", () => {
  test("fills in what this page has not seen, and takes nothing away that it has", async () => {
    const it = seat();
    it.answers.follow(inRound(2, { mine: answered(7, "a", { round: "r1.2" }) }));
    void it.answers.read();
    // Sent from this page while the host was answering.
    it.answers.follow(inRound(2, { mine: answered(9, "b", { round: "r1.2" }) }));
    const attempt = { number: 4, answer: "c", made_at: START, at_lock: false, mark: null };
    await it.hear(told(round(1), round(2, { phase: "open", attempts: [attempt] })));
    expect(it.state.rounds[1]?.attempts.map(({ number }) => number)).toEqual([4, 7, 9]);
  });

  test("has the mark that was given by hand after this page saw the answer unmarked", async () => {
    const it = seat();
    const none = { right: null, points: 0, of: 0 };
    const seen = answered(7, "so", { round: "r1.2", mark: none });
    it.answers.follow(inRound(2, { mine: seen, feedback: { ...feedback, round: "r1.2" } }));
    const attempt = { number: 7, answer: "so", made_at: START, at_lock: false };
    await it.hear(told(round(1), round(2, { attempts: [{ ...attempt, mark: MARK }] })));
    expect(it.state.rounds[1]?.attempts[0]?.mark).toEqual(MARK);
  });

  test("is right about rounds that were withdrawn", async () => {
    const it = seat();
    it.answers.follow(inRound(1));
    it.answers.follow(waiting());
    void it.answers.read();
    await it.hear(told());
    expect(it.state).toMatchObject({ rounds: [], isWhole: true });
  });

  test("that it will not say anything is told, and what was seen stays", async () => {
    const it = seat();
    it.answers.follow(inRound(1, { mine: answered(3, "a") }));
    it.answers.follow({ ...inRound(1), connection: "ended", notice: { code: "removed" } });
    void it.answers.read();
    await it.hear({ notice: { code: "removed" } });
    expect(it.state.notice).toEqual({ code: "removed" });
    expect(it.state.rounds).toMatchObject([{ attempts: [{ answer: "a" }] }]);
  });
});
