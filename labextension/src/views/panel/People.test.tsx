import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { withRemoved } from "../gallery/panel_states";
import { ownerIn } from "../gallery/samples";
import { show } from "../testing";

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

function unsafe(lesson: Lesson, orders = {}) {
  const projection = new ProjectionStore();
  projection.setSafe(false);
  return show("people", lesson, orders, undefined, projection);
}

test("people are counted, and listed with what they did once names may be seen", async () => {
  show("people", ownerIn("open"));
  expect(screen.getByText("12 people have a seat. Names are hidden.")).toBeVisible();
  await userEvent.click(screen.getByRole("switch", { name: "Safe to project" }));
  expect(screen.getByRole("row", { name: /^Ada \d\d:\d\d here ✓ yes/ })).toBeVisible();
  expect(screen.getByRole("row", { name: /^Ada 2 \d\d:\d\d here ✓ yes/ })).toBeVisible();
  expect(screen.getByRole("row", { name: /^Student 12 \d\d:\d\d away not yet/ })).toBeVisible();
});

test("a name is changed in its place, by Enter, and focus stays there", async () => {
  const rename = vi.fn();
  unsafe(ownerIn("open"), { rename });
  await press("Rename Ben");
  const field = screen.getByRole("textbox", { name: "New name for Ben" });
  expect(field).toHaveFocus();
  await userEvent.clear(field);
  await userEvent.keyboard("{Enter}");
  expect(rename).not.toHaveBeenCalled();
  await userEvent.keyboard("Benjamin{Enter}");
  expect(rename).toHaveBeenCalledWith("s1", "Benjamin");
  expect(screen.getByRole("button", { name: "Rename Ben" })).toHaveFocus();
});

test("Escape leaves a name as it was", async () => {
  const rename = vi.fn();
  unsafe(ownerIn("open"), { rename });
  await press("Rename Ben");
  await userEvent.keyboard("x{Escape}");
  expect(rename).not.toHaveBeenCalled();
  expect(screen.getByRole("button", { name: "Rename Ben" })).toHaveFocus();
});

test("nobody is removed before it was asked once more", async () => {
  const remove = vi.fn();
  unsafe(ownerIn("open"), { remove });
  await press("Remove Ben…");
  expect(screen.getByRole("button", { name: "Keep Ben" })).toHaveFocus();
  await press("Keep Ben");
  expect(screen.getByRole("button", { name: "Remove Ben…" })).toHaveFocus();
  expect(remove).not.toHaveBeenCalled();
  await press("Remove Ben…");
  await press("Remove Ben from the room");
  expect(remove).toHaveBeenCalledWith("s1");
  expect(screen.getByRole("group", { name: "People" })).toHaveFocus();
});

test("who was removed is listed apart, and counted nowhere", async () => {
  show("people", withRemoved());
  expect(screen.getByText("10 people have a seat. Names are hidden.")).toBeVisible();
  await userEvent.click(screen.getByRole("switch", { name: "Safe to project" }));
  expect(screen.getByText("Removed: Ben, Chloé")).toBeVisible();
  expect(screen.queryByRole("row", { name: /^Ben/ })).toBeNull();
});

test("of 3,000 people only those that can be seen are in the page", () => {
  unsafe(ownerIn("open", { size: 3000 }));
  expect(screen.getAllByRole("row").length).toBeLessThan(60);
  expect(screen.getByRole("table")).toHaveAttribute("aria-rowcount", "3001");
});
