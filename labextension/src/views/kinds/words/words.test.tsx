import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Answer, AttemptFact } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { ProjectionStore } from "../../../room/projection_store";
import { feeling, revealedWords } from "../../gallery/kinds/words";
import { AT, ownerIn, stored, studentIn } from "../../gallery/samples";
import { pastAnswers } from "../../gallery/students";
import { show } from "../../testing";
import { sizeOf } from "./cloud";
import { answerIn } from "./lines";

const lines = () => screen.getAllByRole<HTMLInputElement>("textbox");
const line = (number: number) => screen.getByRole("textbox", { name: `Word ${number}` });
const typed = () => lines().map(({ value }) => value);
const cloud = () =>
  within(screen.getByRole("list", { name: /^The class’s words/ }))
    .getAllByRole("listitem")
    .map((item) => item.textContent);
const rows = () => within(screen.getByRole("table")).getAllByRole("row").slice(1);

/** A card whose lesson follows what is typed in it, as a room's does. */
function typing(changes: Partial<Omit<Lesson, "question">> = {}, question = feeling) {
  const lesson = studentIn("open", { question, ...changes });
  const send = vi.fn();
  const drafts: (Answer | null)[] = [];
  const setDraft = (draft: Answer | null) => {
    drafts.push(draft);
    update({ ...lesson, draft, saving: { state: draft === null ? "none" : "unsent" } });
  };
  const { update } = show("card", lesson, { setDraft, send });
  return { send, drafts, update };
}

/** A class of whom the first gives the first words, and so on. */
function giving(...answers: string[][]): Lesson {
  const lesson = ownerIn("open", { question: feeling, size: answers.length });
  const attempts = answers.map((answer, place): AttemptFact => ({
    kind: "attempt",
    number: 1000 + place,
    seat: `s${place}`,
    round: "r7",
    answer,
    at: AT + place,
    at_lock: false,
    mark: { right: null, points: 0, of: 0 },
  }));
  return { ...lesson, attempts };
}

function results(lesson: Lesson) {
  const projection = new ProjectionStore();
  projection.setSafe(false);
  show("results", lesson, {}, undefined, projection);
}

describe("the lines", () => {
  test("are as many as words may be given, and say so", () => {
    typing({}, { ...feeling, most: 4 });
    expect(lines()).toHaveLength(4);
    expect(screen.getByRole("group", { name: /What comes to your mind/ })).toHaveTextContent(
      /^Up to 4 words or short phrases/,
    );
  });

  test("are three where the question does not say", () => {
    const plain = { ...feeling };
    delete plain.most;
    typing({}, plain);
    expect(lines()).toHaveLength(3);
  });

  test("are filled, changed and sent by keyboard alone, without what is empty or said twice", async () => {
    const { send, drafts } = typing();
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard(" Dot  notation ");
    expect(line(2)).toHaveValue(" Dot  notation ");
    expect(drafts.at(-1)).toEqual(["Dot notation"]);
    await userEvent.tab();
    await userEvent.keyboard("dot notation");
    expect(typed()).toEqual(["", " Dot  notation ", "dot notation"]);
    expect(drafts.at(-1)).toEqual(["Dot notation"]);
    await userEvent.keyboard("s");
    expect(drafts.at(-1)).toEqual(["Dot notation", "dot notations"]);
    await userEvent.keyboard("{Enter}");
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("that are all empty make no draft, and Enter sends nothing", async () => {
    const { send, drafts } = typing();
    await userEvent.type(line(1), "a{Backspace}");
    expect(drafts).toEqual([["a"], null]);
    await userEvent.type(line(1), "  {Enter}");
    expect(drafts.at(-1)).toBeNull();
    expect(send).not.toHaveBeenCalled();
  });

  test("can be emptied though an answer is stored, to type another", async () => {
    const { drafts } = typing({ mine: stored(["class"]) });
    expect(typed()).toEqual(["class", "", ""]);
    await userEvent.clear(line(1));
    expect(drafts.at(-1)).toBeNull();
    expect(typed()).toEqual(["", "", ""]);
    await userEvent.type(line(1), "state");
    expect(typed()).toEqual(["state", "", ""]);
    expect(drafts.at(-1)).toEqual(["state"]);
  });

  test("keep what stands in them when it was sent and stored", async () => {
    const { update } = typing();
    await userEvent.type(line(3), "class");
    const lesson = studentIn("open", { question: feeling, draft: ["class"] });
    update({ ...lesson, saving: { state: "saving", since: AT, offline: false } });
    expect(typed()).toEqual(["", "", "class"]);
    update({ ...lesson, mine: stored(["class"]), saving: { state: "saved", at: AT } });
    expect(typed()).toEqual(["", "", "class"]);
  });

  test("show what another tab stored", async () => {
    const { update } = typing();
    await userEvent.type(line(2), "class");
    update(studentIn("open", { question: feeling, mine: stored(["state", "self"]) }));
    expect(typed()).toEqual(["state", "self", ""]);
  });

  test("stay after the lock, read-only, with what is stored; what was not sent can be read", async () => {
    const { update } = typing();
    await userEvent.type(line(1), "class");
    const before = lines();
    update(
      studentIn("locked", {
        question: feeling,
        draft: ["class"],
        mine: stored(["state"]),
        saving: { state: "unsent" },
      }),
    );
    expect(lines()).toEqual(before);
    expect(typed()).toEqual(["state", "", ""]);
    for (const each of lines()) expect(each).toHaveAttribute("readonly");
    expect(screen.getByText("Typed, and not sent:").nextSibling).toHaveTextContent("class");
  });

  test("emptied before the lock show after it what is stored", async () => {
    const { update } = typing({ mine: stored(["class"]) });
    await userEvent.clear(line(1));
    update(studentIn("locked", { question: feeling, mine: stored(["class"]) }));
    expect(typed()).toEqual(["class", "", ""]);
  });
});

test.each([
  [["", " "], null],
  [
    ["a", "A ", "b"],
    ["a", "b"],
  ],
  [[" two  words", "", "Two Words"], ["two words"]],
])("the lines %o make the answer %o", (given, answer) => {
  expect(answerIn(given)).toEqual(answer);
});

describe("the class", () => {
  test("is a cloud and a table, the commonest first, as the host counted", () => {
    const feedback = revealedWords({ state: 2, class: 5, method: 2, gone: 0 });
    show("card", studentIn("revealed", { question: feeling, mine: stored(["class"]), feedback }));
    expect(cloud()).toEqual(["class (5)", "method (2)", "state (2)"]);
    expect(rows().map((row) => row.textContent)).toEqual(["class521%", "method28%", "state28%"]);
    expect(screen.getByText("The class: 24 answered")).toBeVisible();
  });

  test("is written in the panel as most wrote it, each once a person", () => {
    results(giving(["Class", "class"], ["OOP"], ["oop "], ["OOP", "class"], ["<b>"]));
    expect(cloud()).toEqual(["OOP (3)", "class (2)", "<b> (1)"]);
    expect(rows()[0]).toHaveTextContent(/^OOP360%$/);
  });

  test("of many words has the commonest 20 in the table and the rest by number", () => {
    const all = Array.from({ length: 45 }, (_, place) => `w${String(place).padStart(2, "0")}`);
    results(giving(all, ["w44"]));
    expect(cloud()).toHaveLength(40);
    expect(cloud()[0]).toBe("w44 (2)");
    expect(rows()).toHaveLength(20);
    expect(screen.getByText("5 more words")).toBeVisible();
  });

  test("that gave nothing has only a line", () => {
    show("card", studentIn("revealed", { question: feeling, feedback: revealedWords({}) }));
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.getByText("The class: 24 answered")).toBeVisible();
  });
});

test.each([
  [1, 1, 1],
  [2, 2, 2],
  [5, 5, 5],
  [1, 50, 1],
  [25, 50, 3],
  [50, 50, 5],
])("a word that %i gave, of %i at most, has size %i", (count, most, size) => {
  expect(sizeOf(count, most)).toBe(size);
});

test("the history has the own words", async () => {
  const round = {
    id: "r1",
    number: 1,
    phase: "locked" as const,
    picked_at: AT,
    question: feeling,
    attempts: [
      { number: 3, answer: ["class", "dot notation"], made_at: AT, at_lock: false, mark: null },
    ],
    feedback: null,
  };
  const myAnswers = pastAnswers([round]);
  await myAnswers.read();
  show("card", studentIn("waiting"), {}, undefined, undefined, { myAnswers });
  await userEvent.click(screen.getByText("Earlier questions (1)"));
  await userEvent.click(screen.getByText("What comes to your mind?"));
  expect(await screen.findByText("class, dot notation")).toBeVisible();
  expect(screen.getByText("Up to 3 words or short phrases.")).toBeVisible();
});
