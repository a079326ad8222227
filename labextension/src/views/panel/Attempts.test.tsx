import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { AttemptFact } from "../../room/documents";
import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { AT, letters, open, ownerIn, single } from "../gallery/samples";
import { show } from "../testing";

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const groups = () =>
  within(screen.getByRole("list", { name: /different answers?/ }))
    .getAllByRole("listitem")
    .filter((item) => item.classList.contains("pylq-group"));
const answers = () => groups().map((group) => group.querySelector(".pylq-answer")?.textContent);
const counts = () => groups().map((group) => group.querySelector("strong")?.textContent);
const body = () => screen.getAllByRole("row").slice(1);
const order = (words: string) =>
  userEvent.selectOptions(screen.getByRole("combobox", { name: "Order" }), words);

/** The view of a lesson, with everything shown that is hidden at first. */
function unsafe(lesson: Lesson) {
  const projection = new ProjectionStore();
  projection.setSafe(false);
  return show("attempts", lesson, {}, undefined, projection);
}

/** A class of whom the first says the first text, and so on. */
function saying(...texts: string[]): Lesson {
  const lesson = ownerIn("open", { question: open, size: texts.length });
  const attempts = texts.map((answer, place): AttemptFact => ({
    kind: "attempt",
    number: 1000 + place,
    seat: `s${place}`,
    round: "r7",
    answer,
    at: AT + place,
    at_lock: false,
    mark: { right: null, points: 0, of: 0 },
  }));
  return { ...lesson, attempts };
}

/** The same, and one more answer. */
function andThen(lesson: Lesson, seat: string, answer: string): Lesson {
  const last = lesson.attempts.at(-1);
  if (!last) return lesson;
  const attempt = { ...last, number: last.number + 1, seat, answer, at: last.at + 1 };
  return { ...lesson, attempts: [...lesson.attempts, attempt] };
}

describe("equal answers", () => {
  test("stand together, the commonest first, in the commonest spelling", () => {
    unsafe(saying("a list", "The Hash", "the  hash ", "the hash", "THE HASH", "the hash"));
    expect(answers()).toEqual(["the hash", "a list"]);
    expect(counts()).toEqual(["5", "1"]);
    expect(screen.getByText("6 answers, 2 different")).toBeVisible();
  });

  test("in Markdown are alike to the letter", () => {
    const lesson = saying("- a\n- b", "- A\n- b", " - a\n- b ");
    unsafe({ ...lesson, question: { ...open, markdown: true } });
    expect(counts()).toEqual(["2", "1"]);
  });

  test("of 300 in 40 spellings show the commonest wrong one without a click", () => {
    const lesson = ownerIn("open", { size: 302 });
    const attempts = lesson.attempts.map((each, place) => ({
      ...each,
      answer: place % 3 === 0 ? "wrong but common" : `rare ${place % 39}`,
      mark: { right: place % 3 !== 0, points: 0, of: 1 },
    }));
    unsafe({ ...lesson, question: { ...open, right: null }, attempts });
    expect(groups()[0]).toHaveTextContent(/^wrong but common✗wrong\d+/);
  });

  test("say who gave them only where names are shown", async () => {
    unsafe(saying("one", "two", "two"));
    expect(screen.queryByText("Ben")).toBeNull();
    await press("Who gave “two”, 2 answers");
    const names = within(screen.getByRole("list", { name: /^Who gave “two”/ }));
    expect(names.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^Chloé \d/),
      expect.stringMatching(/^Ben \d/),
    ]);
    await userEvent.click(screen.getByRole("switch"));
    await press("Show split");
    expect(screen.queryByRole("button", { name: /^Who/ })).toBeNull();
    expect(screen.queryByText("Ben")).toBeNull();
  });

  test("without those of whoever was removed", () => {
    unsafe({ ...saying("one", "two", "two"), removed: new Set(["s1"]) });
    expect(counts()).toEqual(["1", "1"]);
  });

  test("can be shown in large print without a name, until Escape", async () => {
    unsafe(saying("one", "two", "two"));
    await press("Show nameless in large print: “two”, 2 answers");
    const overlay = screen.getByRole("dialog", { name: "An answer" });
    expect(overlay).toHaveTextContent(/^twoClose/);
    expect(within(overlay).getByRole("button", { name: "Close" })).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByRole("button", { name: /^Show nameless.*two/ })).toHaveFocus();
  });

  test("to an option are shown with what it says, but a mere letter once", async () => {
    const { update } = unsafe(ownerIn("open", { question: single }));
    await press(/^Show nameless in large print: “A”/);
    expect(screen.getByRole("dialog")).toHaveTextContent(/^Aaaabnn/);
    await userEvent.keyboard("{Escape}");
    update(ownerIn("open", { question: letters }));
    await press(/^Show nameless in large print: “A”/);
    expect(screen.getByRole("dialog")).toHaveTextContent(/^AClose/);
  });

  test("are text, never markup", () => {
    const { container } = unsafe(saying("<img src=x>"));
    expect(answers()).toEqual(["<img src=x>"]);
    expect(container.querySelector("img")).toBeNull();
  });
});

describe("one person a row", () => {
  test("comes newest first, with name, answer and mark", async () => {
    unsafe(ownerIn("open"));
    await order("Newest first");
    expect(body()[0]).toHaveTextContent(/^SørenB✓right/);
    expect(body()).toHaveLength(10);
    await order("By name");
    expect(body()[0]).toHaveTextContent(/^AdaB/);
  });

  test("says how often an answer was changed, and shows the earlier ones", async () => {
    unsafe(ownerIn("open"));
    await order("Newest first");
    await userEvent.click(screen.getAllByRole("button", { name: "changed" })[0] ?? document.body);
    expect(screen.getByRole("list", { name: /Earlier answers/ })).toHaveTextContent(/A$/);
  });

  test("of 3,000 people has only what can be seen in the page, and says how many there are", async () => {
    unsafe(ownerIn("open", { size: 3002 }));
    await order("Newest first");
    expect(body().length).toBeLessThan(60);
    expect(screen.getByRole("table")).toHaveAttribute("aria-rowcount", "3001");
  });
});

describe("what is looked for", () => {
  test("a name is found by part of it, without its accent, in the page's first row", async () => {
    unsafe(ownerIn("open", { size: 302 }));
    await userEvent.type(screen.getByRole("searchbox", { name: "Find a name" }), "chlo");
    expect(body().map((row) => row.textContent)).toEqual([expect.stringMatching(/^ChloéB/)]);
  });

  test("a text is found by part of it, whatever its case, accents and lines", async () => {
    unsafe(saying("Das Müsli", "ein Müsli\nfür zwei", "the hash", "MUSLI"));
    const field = screen.getByRole("searchbox", { name: "Find in answers" });
    await userEvent.type(field, "musli");
    expect(answers()).toEqual(["Das Müsli", "ein Müsli\nfür zwei", "MUSLI"]);
    await userEvent.type(field, " Für");
    expect(answers()).toEqual(["ein Müsli\nfür zwei"]);
    await userEvent.clear(field);
    await userEvent.type(field, "hash");
    expect(answers()).toEqual(["the hash"]);
    await press("Show nameless in large print: “the hash”, 1 answer");
    expect(screen.getByRole("dialog", { name: "An answer" })).toHaveTextContent(/^the hash/);
    await userEvent.keyboard("{Escape}");
    await userEvent.type(field, "es");
    expect(screen.getByText("None of the answers fits.")).toBeVisible();
  });

  test("a text is looked for only where texts are answers and may be seen", async () => {
    const { update } = unsafe(saying("one", "two"));
    await userEvent.type(screen.getByRole("searchbox", { name: "Find in answers" }), "one");
    expect(answers()).toEqual(["one"]);
    update(ownerIn("open"));
    expect(screen.queryByRole("searchbox", { name: "Find in answers" })).toBeNull();
    expect(counts()).toHaveLength(3);
  });

  test("a hidden text cannot be looked for, and the search narrows nothing", async () => {
    const projection = new ProjectionStore();
    projection.setSafe(false);
    show("attempts", saying("one", "two"), {}, undefined, projection);
    await userEvent.type(screen.getByRole("searchbox", { name: "Find in answers" }), "one");
    await press("Hide split");
    expect(screen.queryByRole("searchbox", { name: "Find in answers" })).toBeNull();
    expect(body()).toHaveLength(2);
  });

  test("who has not answered is listed, with who of them is away", async () => {
    unsafe(ownerIn("open"));
    await press("Who hasn’t (2)");
    expect(body().map((row) => row.textContent)).toEqual([
      "Student 11no answer",
      "Student 12awayno answer",
    ]);
    await press("Away");
    expect(body()).toHaveLength(1);
  });

  test.each([
    ["Wrong", ["2", "2"]],
    ["Changed", ["2"]],
    ["At the lock", ["1"]],
  ])("%s shows only those answers", async (filter, left) => {
    const lesson = ownerIn("open");
    const attempts = lesson.attempts.map((each, index, { length }) => ({
      ...each,
      at_lock: index === length - 1,
    }));
    unsafe({ ...lesson, attempts });
    await press(filter);
    expect(counts()).toEqual(left);
    await press(filter);
    expect(counts()).toHaveLength(3);
  });

  test("and what fits nothing says so", async () => {
    unsafe(ownerIn("open"));
    await press("At the lock");
    expect(screen.getByText("None of the answers fits.")).toBeVisible();
  });

  test("has nothing to do with names, marks or who is missing while those are hidden", async () => {
    show("attempts", ownerIn("open"));
    expect(screen.getByText("10 answers. Names and answers are hidden.")).toBeVisible();
    expect(screen.queryByRole("combobox")).toBeNull();
    await press("Show split");
    expect(screen.queryByRole("searchbox")).toBeNull();
    expect(screen.queryByRole("button", { name: /Who|Wrong|Away/ })).toBeNull();
    expect(screen.queryByRole("option", { name: "By name" })).toBeNull();
  });
});

describe("the order", () => {
  const list = () => screen.getByRole("group", { name: "Answers" });

  test("stands still while the pointer is in the list, and counts are those of now", async () => {
    const lesson = saying("one", "one", "two");
    const { update } = unsafe(lesson);
    fireEvent.pointerEnter(list());
    let later = andThen(andThen(lesson, "s3", "two"), "s4", "two");
    later = andThen(later, "s5", "three");
    update(later);
    expect(answers()).toEqual(["one", "two"]);
    expect(counts()).toEqual(["2", "3"]);
    await press("↑ 1 new");
    expect(answers()).toEqual(["two", "one", "three"]);
    expect(screen.getByRole("button", { name: "Up to date" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });

  test("is the new one as soon as the pointer leaves", () => {
    const lesson = saying("one", "one", "two");
    const { update } = unsafe(lesson);
    fireEvent.pointerEnter(list());
    update(andThen(andThen(lesson, "s3", "two"), "s4", "two"));
    expect(answers()).toEqual(["one", "two"]);
    fireEvent.pointerLeave(list());
    expect(answers()).toEqual(["two", "one"]);
  });

  test("stands still while focus is in the list, also of people", async () => {
    const lesson = saying("one", "two");
    const { update } = unsafe(lesson);
    await order("Newest first");
    act(() => {
      list().focus();
    });
    update(andThen(andThen(lesson, "s0", "three"), "s7", "four"));
    expect(body().map((row) => row.textContent.slice(0, 8))).toEqual(["Benawayt", "Adathree"]);
    await press("↑ 1 new");
    expect(body()[0]).toHaveTextContent(/four/);
  });
});
