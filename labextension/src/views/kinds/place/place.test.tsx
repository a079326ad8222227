import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Answer } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { ProjectionStore } from "../../../room/projection_store";
import { feedback, marked, outlier, panelIn } from "../../gallery/kinds/place";
import { AT, stored, studentIn } from "../../gallery/samples";
import { pastAnswers } from "../../gallery/students";
import { show, t } from "../../testing";
import { areasOf, formsInWords, shapeOf, topOf } from "./shapes";

/** A card whose lesson follows what is chosen in it, as a room's does. */
function choose(changes: Partial<Omit<Lesson, "question">> = {}) {
  const drafts: (Answer | null)[] = [];
  const send = vi.fn();
  let lesson = studentIn("open", { question: outlier, ...changes });
  const orders = {
    send,
    setDraft: (draft: Answer | null) => {
      drafts.push(draft);
      lesson = { ...lesson, draft, saving: { state: "unsent" } };
      card.update(lesson);
    },
  };
  const asset = () => Promise.resolve("data:,");
  const card = show("card", lesson, orders, undefined, undefined, { asset });
  return { ...card, drafts, send };
}

const across = () => screen.getByRole("slider", { name: "Across" });
const down = () => screen.getByRole("slider", { name: "Down" });
const image = () => screen.getByRole("img", { name: /^Scatter plot/ });
const marker = (container: HTMLElement) =>
  container.querySelector<HTMLElement>(".pylq-place-marker");

/** Clicks into the image, which lies at 20, 10 and is 300 by 200 on the page. */
function click(x: number, y: number) {
  const picture = image().closest<HTMLElement>(".pylq-place-picture");
  if (!picture) throw new Error("There is no picture.");
  picture.getBoundingClientRect = () => new DOMRect(20, 10, 300, 200);
  fireEvent.click(image(), { clientX: x, clientY: y });
}

// jsdom has no layout, and so no rectangles.
beforeAll(() => {
  vi.stubGlobal(
    "DOMRect",
    class {
      constructor(
        readonly left: number,
        readonly top: number,
        readonly width: number,
        readonly height: number,
      ) {}
    },
  );
});
afterAll(() => {
  vi.unstubAllGlobals();
});

describe("a place", () => {
  test("is where the image is clicked, in percent with one decimal, and is marked there", () => {
    const { container, drafts } = choose();
    expect(marker(container)).toBeNull();
    click(20 + 94.6, 10 + 84);
    expect(drafts).toEqual(["31.5 42"]);
    expect(marker(container)).toHaveStyle({ left: "31.5%", top: "42%" });
    expect(screen.getByText("31.5 % across, 42 % down")).toBeVisible();
    click(15, 300);
    expect(drafts.at(-1)).toBe("0 100");
  });

  test("keeps its room before the image comes, which a click then does not enlarge", async () => {
    choose();
    const picture = image().closest(".pylq-place-picture");
    expect(picture).toHaveStyle({ inlineSize: "600px", aspectRatio: "600 / 400" });
    await vi.waitFor(() => {
      expect(image()).toHaveAttribute("src");
    });
    expect(screen.queryByTitle("Enlarge the image")).toBeNull();
  });

  test("is chosen and sent by keyboard alone: by one percent, with Shift by ten", async () => {
    const { drafts, send } = choose();
    expect(across()).toHaveAttribute("aria-valuetext", "No place chosen yet.");
    await userEvent.tab();
    expect(across()).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}{Shift>}{ArrowRight}{/Shift}{ArrowLeft}");
    expect(drafts).toEqual(["51 50", "61 50", "60 50"]);
    await userEvent.tab();
    expect(down()).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}{Shift>}{ArrowUp}{/Shift}{PageUp}");
    expect(drafts.slice(3)).toEqual(["60 51", "60 41", "60 31"]);
    expect(down()).toHaveAttribute("aria-valuetext", "31 %");
    await userEvent.keyboard("{Enter}");
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("never leaves the image", async () => {
    const { drafts } = choose({ draft: "97.5 3", saving: { state: "unsent" } });
    across().focus();
    await userEvent.keyboard("{Shift>}{ArrowRight}{/Shift}");
    down().focus();
    await userEvent.keyboard("{Shift>}{ArrowUp}{/Shift}");
    expect(drafts).toEqual(["100 3", "100 0"]);
  });

  test("after the lock is seen, and not moved", async () => {
    const setDraft = vi.fn();
    const lesson = studentIn("locked", { question: outlier, mine: stored("31.5 42") });
    const { container } = show("card", lesson, { setDraft });
    click(100, 100);
    across().focus();
    await userEvent.keyboard("{ArrowRight}");
    fireEvent.change(down(), { target: { value: "10" } });
    expect(setDraft).not.toHaveBeenCalled();
    expect(marker(container)).toHaveStyle({ left: "31.5%" });
    expect(across()).toHaveAttribute("aria-disabled", "true");
  });
});

describe("after the feedback", () => {
  const reveal = (answer: Answer, changes = {}) =>
    show(
      "card",
      studentIn("revealed", {
        question: outlier,
        mine: marked(answer),
        feedback: feedback(changes),
      }),
    );
  const told = () =>
    within(screen.getByRole("list", { name: "Accepted answers" }))
      .getAllByRole("listitem")
      .map((item) => item.textContent);

  test("the areas are drawn with numbers, the right ones told apart by a sign and their line", () => {
    const { container } = reveal("45 50");
    const numbers = [...container.querySelectorAll(".pylq-place-number")];
    expect(numbers.map((number) => number.textContent)).toEqual(["1 ✓", "2", "3"]);
    expect(container.querySelectorAll("g.pylq-place-right > .pylq-place-line")).toHaveLength(1);
    expect(container.querySelectorAll("g.pylq-place-other > .pylq-place-line")).toHaveLength(2);
    // In percent of the width, which is 600.
    expect(container.querySelector("circle")).toHaveAttribute("r", "42");
    expect(marker(container)).toHaveTextContent("✗");
  });

  test("the list says in words where they are, what is right, and why", () => {
    reveal("45 50");
    expect(told()).toEqual([
      "Area 1: a circle around 85 % across, 80 % down, 7 % in radius✓Right",
      "Area 2: a box, 30 to 60 % across, 35 to 65 % down✗Wrong, yoursThese lie in the middle, where a point has no lever.",
      "Area 3: a shape, 5 to 25 % across, 60 to 95 % down",
      "anywhere elseThere is no point there.",
    ]);
  });

  test("what is right is the own one's, too", () => {
    const { container } = reveal("84.5 79");
    expect(told()[0]).toMatch(/✓Right, yours$/);
    expect(marker(container)).toHaveTextContent("✓");
  });

  test("the class is counted by area", () => {
    reveal("45 50", { distribution: { answered: 20, counts: { a: 12, b: 5, c: 1 } } });
    const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      "Area 1✓ Right1260%",
      "Area 2525%",
      "Area 315%",
      "anywhere else00%",
      "none of these210%",
    ]);
  });
});

describe("in the panel", () => {
  const draw = () => {
    const projection = new ProjectionStore();
    projection.setSafe(false);
    return show("results", panelIn("locked"), {}, undefined, projection).container;
  };

  test("every answer is a dot; what is right is not drawn before it is asked for", async () => {
    const container = draw();
    await userEvent.click(screen.getByRole("button", { name: "Hide key" }));
    expect(container.querySelectorAll(".pylq-place-dot")).toHaveLength(10);
    expect(container.querySelector(".pylq-place-number")).toBeNull();
    expect(container).not.toHaveTextContent("Area");
    const table = screen.getByRole("table", { name: "Where in the image the answers are" });
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual(["top100", "middle030", "bottom006"]);
  });

  test("with the key its areas are there, and how many are in each", () => {
    const container = draw();
    expect(container.querySelectorAll(".pylq-place-number")).toHaveLength(3);
    expect(screen.getByRole("row", { name: /^Area 1/ })).toHaveTextContent("660%");
  });
});

test("an earlier question shows the own place among the areas", async () => {
  const attempt = { number: 3, answer: "45 50", made_at: AT, at_lock: false };
  const rounds = [
    {
      id: "r1",
      number: 1,
      phase: "revealed" as const,
      picked_at: AT,
      question: outlier,
      attempts: [{ ...attempt, mark: marked("45 50").mark }],
      feedback: feedback(),
    },
  ];
  const { container } = show("card", studentIn("waiting"), {}, undefined, undefined, {
    myAnswers: pastAnswers(rounds),
  });
  await userEvent.click(screen.getByText(/^Earlier questions/));
  await userEvent.click(await screen.findByText("Where is the outlier?"));
  expect(marker(container)).toHaveStyle({ left: "45%", top: "50%" });
  expect(screen.getByText("Wrong, yours")).toBeVisible();
  expect(screen.getByText("45 % across, 50 % down")).toBeVisible();
});

describe("shapes", () => {
  test.each([
    ["= circle 30 40 8", { kind: "circle", across: 30, down: 40, radius: 8 }],
    ["= box 10 20 30.5 50", { kind: "box", left: 10, top: 20, right: 30.5, bottom: 50 }],
    [
      "= polygon 10 10, 20 10, 15 30",
      {
        kind: "polygon",
        corners: [
          [10, 10],
          [20, 10],
          [15, 30],
        ],
      },
    ],
    ["otherwise", null],
    ["= 2 ± 0.01", null],
  ])("are read from %s", (text, shape) => {
    expect(shapeOf({ id: "a", text })).toEqual(shape);
  });

  test("are numbered among themselves, and what is none keeps its words", () => {
    const forms = [
      { id: "a", text: "otherwise" },
      { id: "b", text: "= box 1 2 3 4" },
    ];
    expect(areasOf(forms).map(({ id, number }) => [id, number])).toEqual([["b", 1]]);
    expect(formsInWords(forms, false, t).map(({ text }) => text)).toEqual([
      "anywhere else",
      "Area 1",
    ]);
  });

  test("have their number at the top; a circle is as high as the image's shape makes it", () => {
    expect(topOf({ kind: "circle", across: 50, down: 50, radius: 10 }, 1.5)).toEqual([50, 35]);
    expect(
      topOf(
        {
          kind: "polygon",
          corners: [
            [10, 30],
            [20, 5],
          ],
        },
        1,
      ),
    ).toEqual([20, 5]);
  });
});
