import axe from "axe-core";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Lesson } from "../room/lesson";
import { ProjectionStore } from "../room/projection_store";
import { matching } from "./gallery/kinds/matching";
import { ordering } from "./gallery/kinds/ordering";
import { blanks } from "./gallery/kinds/blanks";
import { place } from "./gallery/kinds/place";
import { scales } from "./gallery/kinds/scale";
import { clouds } from "./gallery/kinds/words";
import { announced, corrected, manyNumbers, reVoted, withRemoved } from "./gallery/panel_states";
import {
  amount,
  deskWith,
  letters,
  multiple,
  open,
  owned,
  ownerIn,
  single,
} from "./gallery/samples";
import type { View } from "./LessonView";
import { show } from "./testing";

/** What axe finds wrong. Colours cannot be told without a layout: those are looked at in a browser. */
async function faults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    resultTypes: ["violations"],
    rules: { "color-contrast": { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

function draw(view: View, lesson: Lesson, isShown: boolean) {
  const projection = new ProjectionStore();
  projection.setSafe(!isShown);
  const { desk } = deskWith({
    "GET /room1": { link: "http://192.168.10.23:8899/DOG-427" },
    "GET /room1/questions/h-f1": owned(single),
  });
  return show(view, lesson, {}, undefined, projection, { desk }).container;
}

const states: [name: string, view: View, lesson: Lesson][] = [
  ["waiting", "panel", ownerIn("waiting")],
  ["without a bank", "panel", ownerIn("waiting", { bank: null })],
  ["open", "panel", ownerIn("open")],
  ["announced", "panel", announced()],
  ["locked, several right", "panel", ownerIn("locked", { question: multiple })],
  ["revealed", "panel", ownerIn("revealed")],
  ["corrected", "panel", corrected()],
  ["re-vote", "panel", reVoted()],
  ["text", "panel", ownerIn("locked", { question: open })],
  ["number", "panel", ownerIn("locked", { question: amount })],
  ["many numbers", "panel", manyNumbers()],
  ["letters", "panel", ownerIn("locked", { question: letters })],
  ["closed", "panel", ownerIn("closed")],
  ["lost", "panel", ownerIn("open", { connection: "lost", notice: { code: "room_changed" } })],
  ["controls", "controls", ownerIn("open")],
  ["question", "question", ownerIn("open")],
  ["results", "results", ownerIn("revealed")],
  ["attempts", "attempts", ownerIn("open")],
  ["people", "people", withRemoved()],
  ...ordering,
  ...matching,
  ...blanks,
  ...place,
  ...scales,
  ...clouds,
];

test("a fault is found where there is one", async () => {
  document.body.innerHTML = "<button></button>";
  expect(await faults(document.body)).toEqual([expect.stringMatching(/^button-name/)]);
  document.body.innerHTML = "";
});

test.each(states)("nothing is wrong with the instructor's view: %s", async (_, view, lesson) => {
  expect(await faults(draw(view, lesson, false))).toEqual([]);
});

test.each(states)("nor with everything shown: %s", async (_, view, lesson) => {
  expect(await faults(draw(view, lesson, true))).toEqual([]);
});

test("nor with everything open that can be opened", async () => {
  const container = draw("panel", ownerIn("waiting"), true);
  for (const details of container.querySelectorAll("details")) details.open = true;
  await userEvent.click(screen.getByRole("button", { name: /^Preview 3/ }));
  await screen.findByText("What does this print?");
  await userEvent.type(screen.getByRole("searchbox", { name: "Search" }), "list");
  await userEvent.click(screen.getByRole("button", { name: "Rename Ada" }));
  expect(await faults(container)).toEqual([]);
});

test("nor with the forms and the large print of a round", async () => {
  const container = draw("panel", ownerIn("locked"), true);
  await userEvent.click(screen.getByRole("button", { name: "Correct key…" }));
  await userEvent.click(screen.getByRole("button", { name: /^Who gave “B”/ }));
  await userEvent.click(screen.getByRole("button", { name: /^Show nameless.*“B”/ }));
  expect(await faults(container)).toEqual([]);
});
