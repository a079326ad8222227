import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";

import type { Answer, OwnRound } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { ProjectionStore } from "../../../room/projection_store";
import { feedback, revealed, taught, types } from "../../gallery/kinds/matching";
import { AT, ordersWith, stored, studentIn } from "../../gallery/samples";
import { pastAnswers } from "../../gallery/students";
import { LessonView } from "../../LessonView";
import { show, t } from "../../testing";
import { plainText } from "../plain";

const typeset = () => Promise.resolve();

/** A card whose lesson follows what is chosen in it, as a room's does. */
function Choosing({ lesson, sent }: { lesson: Lesson; sent: (answer: Answer | null) => void }) {
  const [draft, setDraft] = useState(lesson.draft);
  const [projection] = useState(() => new ProjectionStore());
  const state = draft === null ? "none" : "unsent";
  return (
    <LessonView
      view="card"
      lesson={{ ...lesson, draft, saving: { state } }}
      orders={ordersWith({
        setDraft,
        send: () => {
          sent(draft);
        },
      })}
      projection={projection}
      t={t}
      typeset={typeset}
    />
  );
}

function choose(lesson = studentIn("open", { question: types })) {
  const sent = vi.fn();
  const { rerender } = render(<Choosing lesson={lesson} sent={sent} />);
  return {
    sent,
    follow: (each: Lesson) => {
      rerender(<Choosing lesson={each} sent={sent} />);
    },
  };
}

const choice = (option: string) =>
  screen.getByRole("combobox", { name: new RegExp(`^What belongs to ${option}: `) });
const parts = (name: string | RegExp = /What is true/) =>
  [...screen.getByRole("list", { name }).children].map((part) => part.textContent);

test("fragments are read as plain words where no markup can be", () => {
  expect(plainText("<p>one</p><p>two <b>three</b></p>")).toBe("one two three");
  expect(plainText('<p><img alt="a tree"></p>')).toBe("a tree");
  expect(plainText("<p>0123456789</p>", 5)).toBe("0123…");
});

describe("an open question", () => {
  test("has its targets as a list, and one choice of them for each option", () => {
    choose();
    const targets = within(screen.getByRole("list", { name: "To choose from" }));
    expect(targets.getAllByRole("listitem")).toHaveLength(4);
    const offered = within(choice("B")).getAllByRole("option");
    expect(offered.map((each) => each.textContent)).toEqual([
      "Choose…",
      "1 · can be changed in place, so it is no key of a dictionary",
      "2 · cannot be changed",
      "3 · finds an item in O(1)",
      "4 · {} makes an empty one",
    ]);
  });

  test("is answered by keyboard alone, in any order, and one target may be chosen twice", async () => {
    const { sent } = choose();
    await userEvent.selectOptions(choice("C"), "2");
    await userEvent.keyboard("{Enter}");
    expect(sent).not.toHaveBeenCalled();
    await userEvent.selectOptions(choice("B"), "2");
    await userEvent.selectOptions(choice("A"), "1");
    choice("A").focus();
    await userEvent.keyboard("{Enter}");
    expect(sent).toHaveBeenCalledWith(["1", "2", "2"]);
  });

  test("may be sent with some left open, and a choice can be taken back", async () => {
    const { sent } = choose();
    const send = screen.getByRole("button", { name: "Send" });
    await userEvent.selectOptions(choice("C"), "2");
    await userEvent.click(send);
    expect(sent).toHaveBeenLastCalledWith(["", "", "2"]);
    await userEvent.selectOptions(choice("C"), "");
    expect(choice("C")).toHaveDisplayValue("Choose…");
    expect(send).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("status")).toHaveTextContent("Choose what belongs to each");
  });

  test("emptied altogether does not bring back by itself what is stored", async () => {
    choose(studentIn("open", { question: types, mine: stored(["", "4", ""]) }));
    await userEvent.selectOptions(choice("B"), "");
    expect(choice("B")).toHaveDisplayValue("Choose…");
    expect(screen.getByRole("status")).toHaveTextContent("Stored: A–, B4, C–.");
  });
});

test("after the lock the same lists stay with their focus, and nothing changes", async () => {
  const { follow } = choose();
  const list = choice("A");
  list.focus();
  follow(studentIn("locked", { question: types, mine: stored(["1", "", "3"]) }));
  expect(list).toHaveFocus();
  expect(list).toHaveAttribute("aria-disabled", "true");
  await userEvent.selectOptions(list, "4");
  expect(list).toHaveDisplayValue(/^1 · can be changed/);
  expect(choice("B")).toHaveDisplayValue("Nothing chosen");
});

describe("after the feedback", () => {
  test("each pair says whether it is right, what belongs to it if not, and why", () => {
    show("card", revealed("1", "", "3"));
    const [first, second, third] = parts();
    expect(first).toMatch(/✓Right$/);
    expect(second).toMatch(/Goes with: 2 · cannot be changed$/);
    expect(second).not.toMatch(/Wrong|✗/);
    expect(third).toMatch(
      /✗WrongGoes with: 2 · cannot be changedEvery method gives back a new one\.$/,
    );
    expect(choice("C")).toHaveAccessibleDescription(/Wrong.*Goes with: 2/);
    expect(screen.getByRole("status")).toHaveTextContent("Partly right. 1 of 3 points.");
  });

  test("without a key there is no right and wrong", () => {
    const mine = stored(["1", "4", "2"]);
    const told = { ...feedback, right: null };
    show("card", studentIn("revealed", { question: types, feedback: told, mine }));
    expect(parts().join()).not.toMatch(/Right|Wrong|Goes with/);
  });
});

test("in the history what was chosen has its verdict", async () => {
  const mark = { right: false, points: 1, of: 3 };
  const round: OwnRound = {
    id: "r1",
    number: 1,
    phase: "revealed",
    picked_at: AT,
    question: types,
    attempts: [{ number: 3, answer: ["1", "", "3"], made_at: AT, at_lock: false, mark }],
    feedback,
  };
  show("card", studentIn("waiting"), {}, undefined, undefined, { myAnswers: pastAnswers([round]) });
  await userEvent.click(screen.getByText(/^Earlier questions/));
  await userEvent.click(await screen.findByText(/What belongs to which type/));
  const [first, second, third] = parts("Options");
  expect(first).toMatch(/→ 1 · can be changed.*✓Right$/);
  expect(second).toMatch(/→ Nothing chosenGoes with: 2/);
  expect(third).toMatch(/→ 3 · finds an item in O\(1\)✗Wrong/);
  expect(screen.queryByRole("combobox")).toBeNull();
});

describe("the class", () => {
  const results = (lesson: Lesson, isShown: boolean) => {
    const store = new ProjectionStore();
    store.setSafe(!isShown);
    show("results", lesson, {}, undefined, store);
  };
  const rows = () =>
    within(screen.getByRole("table"))
      .getAllByRole("row")
      .map((row) => row.textContent);

  test("is a table of options and targets, with what is right in words and what was left open", () => {
    show("card", revealed("1", "", "3"));
    expect(rows()).toEqual([
      "OptionWith 1: can be changed in place, so it is no key of a dictionaryWith 2: cannot be " +
        "changedWith 3: finds an item in O(1)With 4: {} makes an empty oneNothing chosen",
      "Alist32✓ Right 80%8 20%0 0%0 0%0",
      "Btuple8 20%24✓ Right 60%0 0%8 20%0",
      expect.stringMatching(/^Cstr, the type.*0 0%24✓ Right 60%8 20%0 0%8$/),
    ]);
  });

  test("is marked in the panel only with the key", async () => {
    results(taught("open"), false);
    await userEvent.click(screen.getByRole("button", { name: /^Show split/ }));
    expect(rows()[1]).toBe("Alist32 80%8 20%0 0%0 0%0");
  });
});

test("the panel's question has no key before it is shown", () => {
  const { container } = show("question", taught("open"));
  expect(screen.getByText("cannot be changed")).toBeVisible();
  expect(container).not.toHaveTextContent("Goes with");
});
