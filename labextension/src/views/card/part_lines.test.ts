import { expect, test } from "vitest";

import type {
  Answer,
  FeedbackDocument,
  Mark,
  OwnRound,
  QuestionDocument,
} from "../../room/documents";
import * as blanks from "../gallery/kinds/blanks";
import * as matching from "../gallery/kinds/matching";
import * as ordering from "../gallery/kinds/ordering";
import { past } from "../gallery/students";
import { t } from "../testing";
import { partLines } from "./part_lines";

const UNMARKED: Mark = { right: null, points: 0, of: 0 };

function round(
  question: QuestionDocument,
  answer: Answer,
  feedback: FeedbackDocument | null,
  mark: Mark | null = UNMARKED,
): OwnRound {
  const [first] = past as [OwnRound];
  const attempt = { number: 3, answer, made_at: 0, at_lock: false, mark };
  return { ...first, question, attempts: [attempt], feedback };
}

test("an order says of each place what stands there, and what belongs there", () => {
  expect(partLines(round(ordering.steps, ["b", "a", "d", "c"], ordering.feedback), t)).toEqual([
    { said: "1 → B", isRight: true, right: "" },
    { said: "2 → A", isRight: false, right: "D" },
    { said: "3 → D", isRight: false, right: "A" },
    { said: "4 → C", isRight: true, right: "" },
  ]);
});

test("pairs say of each option what it was matched with", () => {
  expect(partLines(round(matching.types, ["1", "3", ""], matching.feedback), t)).toEqual([
    { said: "A → 1", isRight: true, right: "" },
    { said: "B → 3", isRight: false, right: "2" },
    { said: "C → –", isRight: false, right: "2" },
  ]);
});

test("blanks say what stands in each of them, and what is right", () => {
  const answer = ["xrange", "10", ""];
  expect(
    partLines(round(blanks.loop, answer, blanks.feedback(), blanks.markOf(answer)), t),
  ).toEqual([
    { said: "Blank 1 of 3: xrange", isRight: false, right: "range" },
    { said: "Blank 2: total: 10", isRight: true, right: "" },
    { said: "Blank 3: cost: –", isRight: false, right: "O(n)" },
  ]);
});

test("nothing of the key is told before the feedback, or where there is none", () => {
  const open = partLines(round(matching.types, ["1", "3", ""], null, null), t);
  const poll = partLines(
    round(ordering.steps, ["a", "b", "c", "d"], { ...ordering.feedback, right: null }),
    t,
  );
  for (const { isRight, right } of [...open, ...poll]) expect([isRight, right]).toEqual([null, ""]);
  expect(poll).toHaveLength(4);
});

test("other kinds, and rounds without an answer, have no lines", () => {
  for (const each of past) expect(partLines(each, t)).toEqual([]);
  expect(partLines({ ...round(matching.types, [], null), attempts: [] }, t)).toEqual([]);
});
