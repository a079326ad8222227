import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { AttemptFact, Mark } from "../../room/documents";
import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { AT, open, ownerIn, single } from "../gallery/samples";
import { show } from "../testing";
import { shareOf } from "./MarkButtons";

const NONE: Mark = { right: null, points: 0, of: 0 };
const RIGHT: Mark = { right: true, points: 2, of: 2 };
const HALF: Mark = { right: false, points: 1, of: 2 };
const WRONG: Mark = { right: false, points: 0, of: 2 };

/** A class of whom each says a text, and has a mark for it. */
function saying(...said: [string, Mark][]): Lesson {
  const attempts = said.map(([answer, mark], place): AttemptFact => ({
    kind: "attempt",
    number: 1000 + place,
    seat: `s${place}`,
    round: "r7",
    answer,
    at: AT + place,
    at_lock: false,
    mark,
  }));
  return { ...ownerIn("open", { question: open, size: said.length }), attempts };
}

function view(lesson: Lesson, safe = false) {
  const projection = new ProjectionStore();
  projection.setSafe(safe);
  const mark = vi.fn();
  return { mark, projection, ...show("attempts", lesson, { mark }, undefined, projection) };
}

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const buttons = (of: string) => within(screen.getByRole("group", { name: `Mark ${of}` }));
const pressed = (of: string) =>
  buttons(of)
    .getAllByRole("button", { pressed: true })
    .map((button) => button.getAttribute("aria-label"));

test("equal answers are marked at one press, and a mark is taken back by another", async () => {
  const lesson = saying(["one", NONE], ["two", RIGHT], ["two", RIGHT], ["three", HALF]);
  const { mark } = view(lesson);
  await press("Mark by hand");
  expect(pressed("“two”, 2 answers")).toEqual(["Right"]);
  expect(pressed("“three”, 1 answer")).toEqual(["Half of the points"]);
  expect(buttons("“one”, 1 answer").queryByRole("button", { pressed: true })).toBeNull();
  await userEvent.click(buttons("“two”, 2 answers").getByRole("button", { name: "Wrong" }));
  await userEvent.click(buttons("“two”, 2 answers").getByRole("button", { name: "Right" }));
  expect(mark.mock.calls).toEqual([
    ["r7", [1002, 1001], 0],
    ["r7", [1002, 1001], null],
  ]);
});

test("one answer of one person is marked in the list of persons", async () => {
  const { mark } = view(saying(["one", NONE], ["one", WRONG]));
  await press("Mark by hand");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Order" }), "By name");
  const [first] = screen.getAllByRole("group", { name: /^Mark .*: one$/ });
  await userEvent.click(within(first as HTMLElement).getByRole("button", { name: "Right" }));
  expect(mark).toHaveBeenCalledExactlyOnceWith("r7", [expect.any(Number)], 1);
});

test("marks that differ among equal answers press no button, and show none", async () => {
  view(saying(["one", RIGHT], ["one", WRONG]));
  expect(screen.queryByText("right")).toBeNull();
  await press("Mark by hand");
  expect(screen.queryByRole("button", { pressed: true, name: /Right|Wrong|Half/ })).toBeNull();
});

test("what earned a part is shown as that", () => {
  view(saying(["one", HALF]));
  expect(screen.getByText("partly right")).toBeInTheDocument();
});

test("it can be done without names, and ends when everything is hidden again", async () => {
  const { update } = view(saying(["one", RIGHT]), true);
  expect(screen.queryByRole("button", { name: "Mark by hand" })).toBeNull();
  await press("Show split");
  expect(screen.queryByRole("group", { name: /^Mark/ })).toBeNull();
  await press("Mark by hand");
  expect(pressed("“one”, 1 answer")).toEqual(["Right"]);
  await userEvent.click(screen.getByRole("switch"));
  expect(screen.queryByRole("group", { name: /^Mark/ })).toBeNull();
  update(ownerIn("open", { question: single }));
  expect(screen.queryByRole("button", { name: "Mark by hand" })).toBeNull();
});

test("a common share is one that all have, and a question worth nothing has one, too", () => {
  expect(shareOf([])).toBeNull();
  expect(shareOf([NONE])).toBeNull();
  expect(shareOf([HALF, HALF])).toBe(0.5);
  expect(shareOf([HALF, NONE])).toBeNull();
  expect(shareOf([{ right: true, points: 0, of: 0 }])).toBe(1);
});
