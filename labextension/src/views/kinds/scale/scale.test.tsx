import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Answer } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { ProjectionStore } from "../../../room/projection_store";
import { again, confidence, likert } from "../../gallery/kinds/scale";
import { AT, feedbackOn, ownerIn, stored, studentIn } from "../../gallery/samples";
import { pastAnswers } from "../../gallery/students";
import { show } from "../../testing";
import { middleOf } from "./middle";

const radios = () => screen.getAllByRole("radio");
const checked = () => radios().filter((radio) => (radio as HTMLInputElement).checked);
const rows = () => within(screen.getByRole("table")).getAllByRole("row").slice(1);

/** A card whose lesson follows what is chosen in it, as a room's does. */
function choosing(lesson: Lesson) {
  const send = vi.fn();
  const drafts: (Answer | null)[] = [];
  const setDraft = (draft: Answer | null) => {
    drafts.push(draft);
    update({ ...lesson, draft, saving: { state: "unsent" } });
  };
  const { update } = show("card", lesson, { setDraft, send });
  return { send, drafts, update };
}

function unsafe(lesson: Lesson) {
  const projection = new ProjectionStore();
  projection.setSafe(false);
  show("results", lesson, {}, undefined, projection);
}

describe("the steps", () => {
  test("are radio buttons with value and label, in a group that the prompt names", () => {
    choosing(studentIn("open", { question: likert }));
    expect(screen.getByRole("radiogroup", { name: "Recursion is clear to me." })).toBeVisible();
    expect(screen.getByRole("radio", { name: "1 Strongly disagree" })).not.toBeChecked();
    expect(screen.getByRole("radio", { name: "4 Agree" })).not.toBeChecked();
  });

  test("without a label have their value alone, and the labels of the ends can be read", () => {
    choosing(studentIn("open", { question: confidence }));
    expect(screen.getByRole("radio", { name: "7" })).toBeVisible();
    expect(screen.getByRole("radio", { name: "10 I could explain it" })).toBeVisible();
    expect(screen.getByText("I guessed")).toBeVisible();
  });

  test("are chosen, changed and sent by keyboard alone", async () => {
    const { send, drafts } = choosing(studentIn("open", { question: likert }));
    await userEvent.tab();
    await userEvent.keyboard(" ");
    expect(drafts).toEqual(["1"]);
    await userEvent.keyboard("{ArrowRight}{ArrowDown}{ArrowLeft}");
    expect(drafts).toEqual(["1", "2", "3", "2"]);
    expect(checked()).toEqual([screen.getByRole("radio", { name: "2 Disagree" })]);
    expect(send).not.toHaveBeenCalled();
    await userEvent.keyboard("{Enter}");
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("are chosen by their labels too", async () => {
    const { drafts } = choosing(studentIn("open", { question: likert }));
    await userEvent.click(screen.getByText("Strongly agree"));
    expect(drafts).toEqual(["5"]);
  });

  test("stay after the lock with what is stored, and cannot be changed", async () => {
    const { drafts, update } = choosing(studentIn("open", { question: likert, draft: "4" }));
    const before = radios();
    await userEvent.click(screen.getByRole("radio", { name: "4 Agree" }));
    update(studentIn("locked", { question: likert, draft: "5", mine: stored("4") }));
    expect(radios()).toEqual(before);
    expect(checked()).toEqual([screen.getByRole("radio", { name: "4 Agree" })]);
    expect(screen.getByRole("radiogroup")).toHaveAttribute("aria-readonly", "true");
    drafts.length = 0;
    await userEvent.click(screen.getByRole("radio", { name: "1 Strongly disagree" }));
    expect(drafts).toEqual([]);
    expect(screen.getByRole("status")).toHaveTextContent("Yours: 4.");
  });
});

describe("the class", () => {
  const counts = { "1": 2, "2": 3, "3": 4, "4": 9, "5": 3 };

  test("is counted by step with the feedback, with median and mean, and nothing is right", () => {
    const feedback = feedbackOn(likert, counts, 21);
    show("card", studentIn("revealed", { question: likert, mine: stored("4"), feedback }));
    expect(rows().map((row) => row.textContent)).toEqual([
      "1Strongly disagree210%",
      "2Disagree314%",
      "3Neither agree nor disagree419%",
      "4Agree943%",
      "5Strongly agree314%",
    ]);
    expect(screen.getByText("Median: 4")).toBeVisible();
    expect(screen.getByText("Mean: 3.4")).toBeVisible();
    expect(screen.getByText("The class: 21 answered")).toBeVisible();
    expect(screen.queryByText(/Right|Wrong/)).toBeNull();
    expect(checked()).toHaveLength(1);
  });

  test("that nobody of answered has no middle", () => {
    const feedback = feedbackOn(likert, {}, 0);
    show("card", studentIn("revealed", { question: likert, feedback }));
    expect(screen.queryByText(/Median|Mean/)).toBeNull();
    expect(rows()).toHaveLength(5);
  });

  test("has an earlier vote beside it in the panel", () => {
    unsafe(again());
    expect(rows()[3]).toHaveTextContent(/^4Agree840%before 20%$/);
    expect(screen.getByText("Median: 4 (before 3)")).toBeVisible();
    expect(screen.getByText("Mean: 3.5 (before 2.6)")).toBeVisible();
  });

  test("can be given no key", () => {
    show("panel", ownerIn("locked", { question: likert }));
    expect(screen.getByRole("button", { name: "Reopen" })).toBeVisible();
    expect(screen.queryByRole("button", { name: /key…/ })).toBeNull();
  });
});

test.each([
  [{}, null],
  [{ "3": 0 }, null],
  [
    { "0": 1, "10": 1 },
    { median: 5, mean: 5 },
  ],
  [
    { "10": 1, "2": 2 },
    { median: 2, mean: 14 / 3 },
  ],
  [
    { "1": 1, "2": 1, "4": 2 },
    { median: 3, mean: 2.75 },
  ],
])("the middle of %o is %o", (counts, middle) => {
  expect(middleOf(counts)).toEqual(middle);
});

test("the panel shows the steps, and the history marks the own one", async () => {
  const { unmount } = show("question", ownerIn("open", { question: likert }));
  const steps = screen.getByRole("list", { name: "Steps" });
  expect(within(steps).getAllByRole("listitem")).toHaveLength(5);
  expect(steps).not.toHaveTextContent("Yours");
  unmount();

  const round = {
    id: "r1",
    number: 1,
    phase: "revealed" as const,
    picked_at: AT,
    question: likert,
    attempts: [{ number: 3, answer: "2", made_at: AT, at_lock: false, mark: null }],
    feedback: feedbackOn(likert, {}, 0),
  };
  const myAnswers = pastAnswers([round]);
  await myAnswers.read();
  show("card", studentIn("waiting"), {}, undefined, undefined, { myAnswers });
  await userEvent.click(screen.getByText("Earlier questions (1)"));
  await userEvent.click(screen.getByText("Recursion is clear to me"));
  const past = await screen.findByRole("list", { name: "Steps" });
  const mine = within(past).getAllByRole("listitem");
  expect(mine[1]).toHaveTextContent("2• YoursDisagree");
  expect(mine.filter((step) => step.textContent.includes("Yours"))).toHaveLength(1);
});
