import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { deskWith, letters, ownerIn } from "../gallery/samples";
import { show, t } from "../testing";
import { sourceOf } from "./quick";

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

function at(lesson = ownerIn("waiting"), answers: Record<string, unknown> = {}) {
  const { desk, asked } = deskWith(answers);
  const pick = vi.fn();
  show("panel", lesson, { pick }, undefined, undefined, { desk });
  return { pick, asked };
}

const taken = { "PUT /room1/questions": { hash: "h9" } };

test("one click asks a question that was said aloud", async () => {
  const { pick, asked } = at(undefined, taken);
  await press(/^Ask for a letter/);
  await waitFor(() => {
    expect(pick).toHaveBeenCalledWith({ hash: "h9", bank: null, cell: null }, false);
  });
  expect(asked).toContainEqual([
    "PUT",
    "/room1/questions",
    {
      source:
        "### Question 3: A, B, C or D?\n\n<!-- pylq: poll -->\n\n- [ ] A\n- [ ] B\n- [ ] C\n- [ ] D\n",
    },
  ]);
});

test("what was typed is the prompt, and is gone once it was asked", async () => {
  const { pick, asked } = at(undefined, taken);
  const field = screen.getByRole("textbox", { name: "What do you ask?" });
  await userEvent.type(field, "Did it print 3?");
  await press("Ask for yes/no");
  await waitFor(() => {
    expect(pick).toHaveBeenCalledTimes(1);
  });
  expect(JSON.stringify(asked)).toContain("### Did it print 3?");
  expect(field).toHaveValue("");
});

test("what the host does not take stays in the field, with the reason", async () => {
  const { pick } = at();
  await userEvent.type(screen.getByRole("textbox", { name: "What do you ask?" }), "Why?");
  await press(/^Ask for a text/);
  expect(await screen.findByText(/did not answer/)).toHaveRole("status");
  expect(screen.getByRole("textbox", { name: "What do you ask?" })).toHaveValue("Why?");
  expect(pick).not.toHaveBeenCalled();
});

test("the words of the round on screen, asked once more, are a vote of their own", async () => {
  const { pick } = at(ownerIn("locked"), { "PUT /room1/questions": { hash: "h-f1" } });
  await press(/^Ask for a number/);
  await waitFor(() => {
    expect(pick).toHaveBeenCalledWith(expect.objectContaining({ hash: "h-f1" }), true);
  });
});

test("while a question is open there is no such button to be hit by mistake", () => {
  at(ownerIn("open"));
  expect(screen.queryByRole("group", { name: "Quick question" })).toBeNull();
});

test.each([
  ["number", "### How many?\n\n<!-- pylq: number -->\n\n"],
  ["text", "### How many?\n\n<!-- pylq: open -->\n\n"],
  ["yes_no", "### How many?\n\n<!-- pylq: poll -->\n\n- [ ] yes\n- [ ] no\n"],
] as const)("a quick %s has the source of a bank's cell", (quick, source) => {
  expect(sourceOf(quick, " How\nmany? ", 3, t)).toBe(source);
});

test("a letter alone is shown once, in the question as in the answers", () => {
  const { container } = show("question", ownerIn("open", { question: letters }));
  expect([...container.querySelectorAll(".pylq-option")].map((each) => each.textContent)).toEqual([
    "A",
    "B",
    "C",
    "D",
  ]);
});
