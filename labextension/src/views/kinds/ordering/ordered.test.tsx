import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { OwnRound } from "../../../room/documents";
import { ProjectionStore } from "../../../room/projection_store";
import { feedback, revealed, steps, taught, wishes } from "../../gallery/kinds/ordering";
import { AT, stored, studentIn } from "../../gallery/samples";
import { pastAnswers } from "../../gallery/students";
import { show } from "../../testing";

const unanswered = { ...stored(""), answer: null, made_at: null, order: ["d", "a", "c", "b"] };

const list = (name: string | RegExp = /In which order/) => screen.getByRole("list", { name });
const items = (name?: string | RegExp) => [...list(name).children].map((item) => item.textContent);
const letters = (name?: string | RegExp) =>
  [...list(name).querySelectorAll(".pylq-letter")].map((each) => each.textContent).join("");

describe("after the feedback", () => {
  test("each item says whether its place is right, where it belongs if not, and why", () => {
    show("card", revealed("bdca"));
    const [first, second, third, fourth] = items();
    expect(first).toContain("✓RightEven before it is known whether the call works.");
    expect(second).toMatch(/✓Right$/);
    expect(third).toContain("✗WrongBelongs in place 4.A name is bound when the value is there.");
    expect(fourth).toMatch(/✗WrongBelongs in place 3\.$/);
    expect(letters("The right order")).toBe("BDAC");
    expect(screen.getByRole("status")).toHaveTextContent("Partly right. 2 of 4 points.");
  });

  test("the right order is not told again to whoever has it", () => {
    show("card", revealed("bdac"));
    expect(items().every((item) => item.includes("✓Right"))).toBe(true);
    expect(screen.queryByRole("list", { name: "The right order" })).toBeNull();
  });

  test("who did not answer is told no verdict, and the right order", () => {
    show("card", studentIn("revealed", { question: steps, feedback, mine: unanswered }));
    expect(items().join()).not.toMatch(/Right|Wrong|Belongs/);
    expect(letters("The right order")).toBe("BDAC");
  });

  test("a ranking has no right and wrong", () => {
    const ranked = { ...feedback, right: null, notes: {} };
    const mine = stored(["d", "c", "b", "a"]);
    show("card", studentIn("revealed", { question: wishes, feedback: ranked, mine }));
    expect(screen.queryByText(/Right|Wrong|Yours/)).toBeNull();
  });
});

test("in the history the own order has its verdicts", async () => {
  const mark = { right: false, points: 2, of: 4 };
  const round: OwnRound = {
    id: "r1",
    number: 1,
    phase: "revealed",
    picked_at: AT,
    question: steps,
    attempts: [{ number: 3, answer: "bdca".split(""), made_at: AT, at_lock: false, mark }],
    feedback,
  };
  show("card", studentIn("waiting"), {}, undefined, undefined, { myAnswers: pastAnswers([round]) });
  await userEvent.click(screen.getByText(/^Earlier questions/));
  await userEvent.click(await screen.findByText(/What comes first/));
  expect(letters("Your order")).toBe("BDCA");
  expect(items("Your order")[3]).toMatch(/✗WrongBelongs in place 3\.$/);
  expect(letters("The right order")).toBe("BDAC");
  expect(screen.queryByRole("button", { name: /^Move/ })).toBeNull();
});

describe("the class", () => {
  const projection = (isShown: boolean) => {
    const store = new ProjectionStore();
    store.setSafe(!isShown);
    return store;
  };
  const table = (name: RegExp) => within(screen.getByRole("table", { name }));

  test("is a table of items and places, with what is right in words", () => {
    show("card", revealed("bdca"));
    const cells = table(/The class: 40 answered/)
      .getAllByRole("row")
      .map((row) => row.textContent);
    expect(cells[0]).toBe("OptionPlace 1Place 2Place 3Place 4");
    expect(cells[2]).toMatch(/^BThe arguments.*29✓ Right 73%11 28%0 0%0 0%$/);
  });

  test("shows an instructor the commonest orders, and what is right only with the key", () => {
    show("results", taught("open"), {}, undefined, projection(true));
    const [, first] = table(/commonest/).getAllByRole("row");
    expect(first).toHaveTextContent(/^B, D, A, C.*17/);
    expect(document.body).toHaveTextContent("✓");
  });

  test("tells nothing of a key that is hidden", async () => {
    show("results", taught("open"), {}, undefined, projection(false));
    await userEvent.click(screen.getByRole("button", { name: /^Show split/ }));
    expect(table(/commonest/).getAllByRole("row")).toHaveLength(6);
    expect(document.body).not.toHaveTextContent("✓");
    expect(screen.queryByText("Mean place")).toBeNull();
  });

  test("of a ranking is sorted by the mean place", () => {
    show("results", taught("locked", wishes), {}, undefined, projection(true));
    const rows = table(/The class/).getAllByRole("row");
    expect(rows.map((row) => row.lastElementChild?.textContent)).toEqual([
      "Mean place",
      "1.7",
      "2.0",
      "3.0",
      "3.3",
    ]);
    expect(rows[1]).toHaveTextContent(/^DClasses/);
  });
});
