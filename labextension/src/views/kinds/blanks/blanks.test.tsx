import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Answer, QuestionDocument } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { ProjectionStore } from "../../../room/projection_store";
import { feedback, loop, marked, ownLoop, panelIn } from "../../gallery/kinds/blanks";
import { pastAnswers } from "../../gallery/students";
import { AT, stored, studentIn } from "../../gallery/samples";
import { show } from "../../testing";
import { translator } from "../../words";
import { spellingsIn } from "./spellings";

const unsent = { state: "unsent" } as const;

/** A card whose lesson follows what is put into it, as a room's does. */
function fill(changes: Partial<Omit<Lesson, "question">> = {}, language = "en") {
  const drafts: (Answer | null)[] = [];
  const send = vi.fn();
  let lesson = studentIn("open", { question: loop, ...changes });
  const t = translator([language]);
  const orders = {
    send,
    setDraft: (draft: Answer | null) => {
      drafts.push(draft);
      lesson = { ...lesson, draft, saving: draft === null ? { state: "none" } : unsent };
      card.update(lesson);
    },
  };
  const card = show("card", lesson, orders, undefined, undefined, { t });
  return { ...card, drafts, send };
}

const first = () => screen.getByRole("textbox", { name: "Blank 1 of 3" });
const second = () => screen.getByRole("textbox", { name: "Blank 2: total" });
const third = () => screen.getByRole("combobox", { name: "Blank 3: cost" });

describe("the fields", () => {
  test("stand in the prompt's places, in code too, and the underscores are gone", () => {
    const { container } = fill();
    expect(container).not.toHaveTextContent("__1__");
    expect(first().closest("pre")).toHaveTextContent(/for i in.*\(1, n \+ 1\):/);
    expect(second().closest("p")).toHaveTextContent(/^For 4 it gives/);
    expect(container.querySelectorAll(".pylq-prompt")).toHaveLength(1);
  });

  test("are filled by keyboard alone in the order of the text, and Enter sends", async () => {
    const { drafts, send } = fill();
    await userEvent.tab();
    expect(first()).toHaveFocus();
    await userEvent.keyboard("range");
    expect(drafts.at(-1)).toEqual(["range", "", ""]);
    await userEvent.tab();
    expect(second()).toHaveFocus();
    await userEvent.keyboard("10");
    await userEvent.tab();
    expect(third()).toHaveFocus();
    await userEvent.selectOptions(third(), "O(n)");
    expect(drafts.at(-1)).toEqual(["range", "10", "b"]);
    await userEvent.keyboard("{Enter}");
    expect(send).toHaveBeenCalledTimes(1);
    await userEvent.click(first());
    await userEvent.keyboard("{Enter}");
    expect(send).toHaveBeenCalledTimes(2);
  });

  test("keep what stands in them and the focus, whatever else is drawn anew", async () => {
    const { update } = fill();
    const field = first();
    await userEvent.type(field, "ran");
    update(
      studentIn("open", { question: loop, name: "Ada 2", draft: ["ran", "", ""], ahead: 900 }),
    );
    expect(first()).toBe(field);
    expect(field).toHaveFocus();
    expect(field).toHaveValue("ran");
  });

  test("are found again in another prompt", () => {
    const { update, container } = fill({ draft: ["range", "", ""], saving: unsent });
    const question: QuestionDocument = {
      ...loop,
      prompt: '<p>Now <span class="pylq-blank">__1__</span>!</p>',
    };
    update(studentIn("open", { question, draft: ["range", "", ""], saving: unsent }));
    expect(first()).toHaveValue("range");
    expect(first().closest("p")).toHaveTextContent(/^Now.*!$/);
    expect(container).not.toHaveTextContent("__1__");
    expect(screen.queryByRole("textbox", { name: "Blank 2: total" })).toBeNull();
  });

  test("that are all empty are no answer", async () => {
    const { drafts } = fill();
    await userEvent.type(first(), "a{Backspace}");
    expect(drafts).toEqual([["a", "", ""], null]);
  });

  test("emptied ones stay so while they are worked on; then what is stored stands there again", async () => {
    fill({ mine: stored(["range", "", ""]) });
    await userEvent.clear(first());
    expect(first()).toHaveValue("");
    await userEvent.tab();
    expect(first()).toHaveValue("");
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(first()).toHaveValue("range");
  });

  test("after the lock can be read, not changed", async () => {
    const setDraft = vi.fn();
    show("card", studentIn("locked", { question: loop, mine: stored(["range", "10", "b"]) }), {
      setDraft,
    });
    await userEvent.type(first(), "x");
    await userEvent.selectOptions(third(), "O(1)");
    expect(first()).toHaveValue("range");
    expect(third()).toHaveValue("b");
    expect(third()).toHaveAttribute("aria-disabled", "true");
    expect(setDraft).not.toHaveBeenCalled();
  });
});

describe("a number's blank", () => {
  test("shows what is typed, and its draft is the number", async () => {
    const { drafts } = fill({}, "de");
    const field = screen.getByRole("textbox", { name: "Lücke 2: total" });
    expect(field).toHaveAttribute("inputmode", "decimal");
    await userEvent.type(field, "1,50");
    expect(field).toHaveValue("1,50");
    expect(drafts.at(-1)).toEqual(["", "1.5", ""]);
  });

  test("shows a draft from before a reload as the language writes it", () => {
    fill({ draft: ["", "1.5", ""], saving: unsent }, "de");
    expect(screen.getByRole("textbox", { name: "Lücke 2: total" })).toHaveValue("1,5");
  });

  test("that cannot be read keeps the text, and says so once it is left", async () => {
    const { drafts } = fill();
    await userEvent.type(second(), "10 or so");
    expect(drafts.at(-1)).toEqual(["", "10 or so", ""]);
    expect(second()).not.toHaveAttribute("aria-invalid");
    await userEvent.tab();
    expect(second()).toBeInvalid();
    expect(second()).toHaveValue("10 or so");
    expect(second()).toHaveAccessibleDescription(
      /^Blank 2: “10 or so” could not be read as a number. Write it like/,
    );
    await userEvent.clear(second());
    await userEvent.type(second(), "10");
    await userEvent.tab();
    expect(second()).not.toHaveAttribute("aria-invalid");
  });
});

describe("after the feedback", () => {
  const reveal = (answer: Answer | null, changes = {}) =>
    show(
      "card",
      studentIn("revealed", {
        question: loop,
        mine: answer === null ? null : marked(answer),
        feedback: feedback(changes),
      }),
    );
  const told = () =>
    within(screen.getByRole("list", { name: "The blanks, one by one" }))
      .getAllByRole("listitem")
      .map((item) => item.textContent);

  test("each blank has its verdict, what is accepted, and the note of what fits", () => {
    reveal(["xrange", "10", ""]);
    expect(told()).toEqual([
      "Blank 11xrange✗Wrong, yoursAccepted: rangeThat went with Python 2.",
      "Blank 22total10✓Right, yoursAccepted: 10",
      "Blank 33costleft empty✗WrongAccepted: O(n)",
    ]);
    expect(screen.getByRole("status")).toHaveTextContent("Partly right. 1 of 3 points.");
  });

  test("each field has a sign, and is described by what is said of it", () => {
    const { container } = reveal(["xrange", "10", "b"]);
    const signs = [...container.querySelectorAll(".pylq-blank-sign")];
    expect(signs.map((sign) => sign.textContent)).toEqual(["✗", "✓", "✓"]);
    expect(first()).toHaveAccessibleDescription(/Wrong, yours.*Python 2/);
    expect(first()).toHaveAttribute("readonly");
  });

  test("who gave none sees what is accepted", () => {
    reveal(null);
    expect(told()[0]).toMatch(/^Blank 11Accepted: range/);
  });

  test("without a key nothing is right or wrong", () => {
    reveal(["range", "10", "b"], { right: null, forms: [], notes: {} });
    expect(told()[2]).toBe("Blank 33costO(n)•Yours");
  });

  test("the class is counted blank by blank, and what fits nothing is the rest", () => {
    reveal(["range", "10", "b"]);
    const tables = screen.getAllByRole("table").map((table) =>
      within(table)
        .getAllByRole("row")
        .slice(1)
        .map((row) => row.textContent),
    );
    expect(tables).toEqual([
      ["range✓ Right1260%", "xrange315%", "none of these525%"],
      ["10✓ Right1470%", "6420%", "none of these210%"],
      ["O(1)15%", "O(n)✓ Right1575%", "O(n²)420%"],
    ]);
  });
});

describe("in the panel", () => {
  const draw = (lesson: Lesson, isShown: boolean) => {
    const projection = new ProjectionStore();
    projection.setSafe(!isShown);
    return show("panel", lesson, {}, undefined, projection);
  };

  test("the blanks are numbered boxes, and nothing of the key is there before it is asked for", () => {
    const { container } = draw(panelIn("open"), false);
    const boxes = [...container.querySelectorAll(".pylq-blank-box")].map((box) => box.textContent);
    expect(boxes).toEqual(["Blank 1 of 31", "Blank 2: total2", "Blank 3: cost3"]);
    expect(container).not.toHaveTextContent(/xrange|Accepted/);
  });

  test("the key tells of each blank what is accepted, and what its notes are for", () => {
    show("question", { ...panelIn("revealed"), question: ownLoop });
    const list = screen.getByRole("list", { name: "The blanks, one by one" });
    expect(within(list).getAllByRole("listitem")[0]).toHaveTextContent(
      "Accepted: rangexrangeThat went with Python 2.",
    );
  });

  test("the commonest answers stand there as they were written", () => {
    draw(panelIn("locked"), true);
    expect(screen.getAllByText(/^As written:/)[0]).toHaveTextContent(
      "As written: range ×6 · xrange ×2 · len ×2",
    );
  });
});

test("spellings that differ in case and white space are one, as most wrote it", () => {
  const texts = ["b", "Range", "range ", "range", " ", "a"];
  const rows = texts.map((text, number) => ({
    seat: `s${number}`,
    last: { number, answer: [text] },
    earlier: [],
  }));
  expect(spellingsIn(rows as unknown as Parameters<typeof spellingsIn>[0], 0)).toEqual([
    { text: "range", count: 3 },
    { text: "a", count: 1 },
    { text: "b", count: 1 },
  ]);
});

test("an earlier question shows the own answer in its blanks", async () => {
  const answer = ["xrange", "10", "b"];
  const rounds = [
    {
      id: "r1",
      number: 1,
      phase: "revealed" as const,
      picked_at: AT,
      question: loop,
      attempts: [{ number: 3, answer, made_at: AT, at_lock: false, mark: marked(answer).mark }],
      feedback: feedback(),
    },
  ];
  const { container } = show("card", studentIn("waiting"), {}, undefined, undefined, {
    myAnswers: pastAnswers(rounds),
  });
  await userEvent.click(screen.getByText(/^Earlier questions/));
  await userEvent.click(await screen.findByText("Fill in the loop"));
  const boxes = [...container.querySelectorAll(".pylq-blank-box")].map((box) => box.textContent);
  expect(boxes).toEqual(["Blank 1 of 31xrange✗", "Blank 2: total210✓", "Blank 3: cost3O(n)✓"]);
  expect(screen.getByText("That went with Python 2.")).toBeVisible();
});
