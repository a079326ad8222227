import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { ProjectionStore } from "../../room/projection_store";
import { manyNumbers } from "../gallery/panel_states";
import { amount, deviation, multiple, ownerIn } from "../gallery/samples";
import { show } from "../testing";

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const rows = (place = 0) =>
  within(screen.getAllByRole("table")[place] ?? document.body)
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.textContent);
const bands = () => document.querySelectorAll(".pylq-histogram-band");

describe("many different numbers", () => {
  test("are counted in bins, with the one in the middle", async () => {
    show("results", manyNumbers());
    await press("Show split");
    expect(screen.getByRole("table", { name: "The class: 58 answered" })).toBeInTheDocument();
    // 0.8, which every seventeenth of the 58 gives from the ninth on.
    expect(rows()[0]).toBe(["0.5 to less than 1", "3", "5%"].join(""));
    expect(rows().at(-1)).toMatch(/^\d+(\.\d)? and more\d/);
    expect(screen.getByText("Median: 2.14")).toBeVisible();
  });

  test("have what is accepted marked only where the key may be shown", async () => {
    show("results", manyNumbers());
    await press("Show split");
    expect(bands()).toHaveLength(0);
    expect(screen.queryByText(/Accepted/)).toBeNull();
    await press("Show key");
    expect(bands()).toHaveLength(1);
    expect(screen.getByText(/^Accepted: 2 ± 0.01 \(\d+ answers\)$/)).toBeVisible();
    await press("Hide key");
    expect(bands()).toHaveLength(0);
  });

  test("of a form that is not understood have no band, but it is said", () => {
    const lesson = manyNumbers();
    const forms = [{ id: "a", text: "= about 2" }];
    const projection = new ProjectionStore();
    projection.setSafe(false);
    const question = { ...deviation, right: ["a"], forms };
    show("results", { ...lesson, question }, {}, undefined, projection);
    expect(bands()).toHaveLength(0);
    expect(screen.getByText(/^Accepted: about 2/)).toBeVisible();
  });
});

test("a few different numbers have a bar each, and small ones keep their digits", async () => {
  const lesson = ownerIn("locked", { question: amount });
  const attempts = lesson.attempts.map((each) => ({ ...each, answer: 0.00125 }));
  show("results", { ...lesson, attempts });
  await press("Show split");
  expect(rows()).toEqual(["0.0012510100%"]);
  expect(screen.getByText("Median: 0.00125")).toBeVisible();
});

describe("in multiple choice", () => {
  test("the commonest combinations follow the options, and how many others there are", async () => {
    const lesson = ownerIn("locked", { question: multiple, size: 22 });
    const sets = [["c", "a"], ["a", "c"], ["a"], [], ["b"], ["d"], ["b", "d"]];
    const attempts = lesson.attempts.map((each, place) => {
      const answer = sets[place % sets.length] ?? [];
      const right = answer.length === 2 && answer.includes("a");
      return { ...each, answer, mark: { right, points: Number(right), of: 1 } };
    });
    show("results", { ...lesson, attempts });
    await press("Show split");
    expect(screen.getByRole("table", { name: "The commonest combinations" })).toBeVisible();
    expect(rows(1)).toHaveLength(5);
    expect(rows(1)[0]).toMatch(/^A, C\d/);
    expect(rows(1).some((row) => row.startsWith("nothing ticked"))).toBe(true);
    expect(screen.getByText("1 more combination")).toBeVisible();
    expect(document.body).not.toHaveTextContent("Right");
    await press("Show key");
    expect(rows(1)[0]).toMatch(/^A, C✓ Right\d/);
    expect(rows(1).filter((row) => row.includes("Right"))).toHaveLength(1);
  });
});
