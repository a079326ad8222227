import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { panelIn as blanksIn } from "../gallery/kinds/blanks";
import { taught as typesIn } from "../gallery/kinds/matching";
import { corrected } from "../gallery/panel_states";
import { letters, ownerIn, open } from "../gallery/samples";
import { clock, show } from "../testing";
import { AT } from "../gallery/samples";

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const form = () => screen.getByRole("form", { name: "Correct the key" });
const box = (name: string) => within(form()).getByRole("checkbox", { name });

test.each(["open", "locked", "revealed"] as const)(
  "the key of an %s round can be corrected; asking for it shows it",
  async (phase) => {
    const correctKey = vi.fn();
    show("panel", ownerIn(phase), { correctKey });
    await press("Correct key…");
    expect(box("B")).toBeChecked();
    expect(box("A")).toHaveFocus();
    await userEvent.click(box("A"));
    await userEvent.click(box("B"));
    await press("Save");
    expect(correctKey).toHaveBeenCalledWith("r7", ["a"]);
    expect(screen.getByRole("group", { name: "Controls" })).toHaveFocus();
    expect(screen.queryByRole("form", { name: "Correct the key" })).toBeNull();
  },
);

test("of an answer with parts each can be corrected by itself", async () => {
  const correctKey = vi.fn();
  const { update } = show("panel", blanksIn("locked"), { correctKey });
  await press("Correct key…");
  expect(box("1: range")).toBeChecked();
  expect(box("3: O(n)")).toBeChecked();
  await userEvent.click(box("1: xrange"));
  await press("Save");
  expect(correctKey).toHaveBeenCalledWith("r7", ["1:a", "1:b", "2:a", "3:b"]);
  update(ownerIn("locked"));
});

test("of pairs each may count", async () => {
  const correctKey = vi.fn();
  show("panel", typesIn("locked"), { correctKey });
  await press("Correct key…");
  const right = () => within(form()).getAllByRole("checkbox", { checked: true });
  expect(right()).toHaveLength(3);
  await userEvent.click(box("A 2"));
  await press("Save");
  expect(correctKey).toHaveBeenCalledWith("r7", expect.arrayContaining(["a:2"]));
});

test("nothing is ordered by Escape, by Cancel, or where nothing was changed", async () => {
  const correctKey = vi.fn();
  const lock = vi.fn();
  show("panel", ownerIn("open"), { correctKey, lock });
  await press("Correct key…");
  await userEvent.click(box("A"));
  await userEvent.keyboard("{Escape}");
  await press("Correct key…");
  expect(box("A")).not.toBeChecked();
  await press("Cancel");
  await press("Correct key…");
  await press("Save");
  expect(correctKey).not.toHaveBeenCalled();
});

test("none ticked means that there is no key", async () => {
  const correctKey = vi.fn();
  show("panel", ownerIn("locked"), { correctKey });
  await press("Correct key…");
  await userEvent.click(box("B"));
  expect(form()).toHaveTextContent("None ticked: nothing is right or wrong.");
  await press("Save");
  expect(correctKey).toHaveBeenCalledWith("r7", null);
});

test("the form goes with the key, when that is hidden again", async () => {
  const { container } = show("panel", ownerIn("open"));
  await press("Correct key…");
  await press("Hide key");
  expect(screen.queryByRole("form", { name: "Correct the key" })).toBeNull();
  expect(container.querySelector("input[type=checkbox]")).toBeNull();
});

test("a question without a key gets one", async () => {
  const correctKey = vi.fn();
  show("panel", ownerIn("revealed", { question: letters }), { correctKey });
  await press("Set key…");
  await userEvent.click(box("C"));
  await press("Save");
  expect(correctKey).toHaveBeenCalledWith("r7", ["c"]);
});

test("whether there is a key is not told before the key is shown", () => {
  show("panel", ownerIn("open", { question: letters }));
  expect(screen.getByRole("button", { name: "Correct key…" })).toBeVisible();
});

test("a text has no key to be corrected", () => {
  show("panel", ownerIn("revealed", { question: open }));
  expect(screen.queryByRole("button", { name: /key…/ })).toBeNull();
});

test("a corrected key says when, and counts everywhere", () => {
  const { container } = show("panel", corrected());
  expect(screen.getByText(`Key corrected at ${clock(AT + 900_000)}`)).toBeVisible();
  expect(container.querySelector(".pylq-option-right")).toHaveTextContent(/^A/);
  expect(container.querySelector(".pylq-bar-right")).toHaveTextContent(/^A/);
});
