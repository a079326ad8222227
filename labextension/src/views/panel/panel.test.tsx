import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { AT, bank, multiple, open, ownerIn } from "../gallery/samples";
import { elapsed } from "../clock";
import { show } from "../testing";

const buttons = () =>
  within(screen.getByRole("group", { name: "Controls" }))
    .getAllByRole("button")
    .map((button) => button.textContent);
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

describe("the header", () => {
  test("has the room's name, its code and who is there", () => {
    show("panel", ownerIn("waiting"));
    expect(screen.getByRole("heading", { level: 2, name: "Week 3" })).toBeVisible();
    expect(screen.getByText("DOG-427")).toBeVisible();
    expect(screen.getByText("here").textContent).toBe("11 here");
    expect(screen.getByText("away").textContent).toBe("1 away");
    expect(screen.getByText("seated").textContent).toBe("12 seated");
    expect(screen.getByText("Live")).toBeVisible();
  });

  test("says when there is no connection, and then nothing can be ordered", async () => {
    const lock = vi.fn();
    show("panel", ownerIn("open", { connection: "lost" }), { lock });
    expect(screen.getByText("No connection; trying again")).toBeVisible();
    await press("Lock");
    expect(lock).not.toHaveBeenCalled();
  });
});

describe("before a question", () => {
  test("the bank is there with what was asked, and the next one first", async () => {
    const pick = vi.fn();
    show("panel", ownerIn("waiting"), { pick });
    const lines = within(
      screen.getByRole("list", { name: "Python basics: 6 questions" }),
    ).getAllByRole("listitem");
    expect(lines.map((line) => line.textContent)).toEqual([
      "1✓askedWhat does 7 // 2 give?Ask",
      "2✓askedWhich of these are immutable?Ask",
      "3What does sorted return?Ask",
      "4Which are linear?Ask",
      "5Why can a tuple be a key of a dictionary, and a list not?Ask",
      "6A plot of two linesThe image has no alternative text.",
    ]);
    await press(/^Next: 3/);
    expect(pick).toHaveBeenLastCalledWith(expect.objectContaining({ hash: "h-f1", cell: "c3" }));
    await press("Ask 5: Why can a tuple be a key of a dictionary, and a list not?");
    expect(pick).toHaveBeenLastCalledWith(expect.objectContaining({ hash: "h-f3" }));
  });

  test("without a bank it says how to get one", () => {
    show("panel", ownerIn("waiting", { bank: null }));
    expect(screen.getByText(/open_bank/)).toBeVisible();
  });
});

describe("in a round", () => {
  test("an open one has its number, its time, how many answered, and what can be done", async () => {
    const lock = vi.fn();
    const showFeedback = vi.fn();
    const undo = vi.fn();
    show("panel", ownerIn("open"), { lock, showFeedback, undo });
    expect(screen.getByText("Q3")).toBeVisible();
    expect(screen.getByRole("timer")).toHaveTextContent("0:41");
    expect(screen.getByText("10 of 11 here answered")).toBeVisible();
    expect(screen.getByRole("progressbar", { name: "Answered" })).toHaveValue(10);
    expect(buttons().slice(0, 3)).toEqual(["LockL", "FeedbackF", "UndoU"]);
    await press("Lock");
    await press("Feedback");
    await press("Undo");
    expect([lock, showFeedback, undo].map((order) => order.mock.calls.length)).toEqual([1, 1, 1]);
  });

  test("who answered and left is no share of those here", () => {
    const gauges = { type: "gauges", seated: 12, here: 3, away: 9, answered: 10 } as const;
    show("panel", ownerIn("open", { gauges }));
    expect(screen.getByText("10 answered")).toBeVisible();
  });

  test("a question from no bank is called by its round", () => {
    show("panel", ownerIn("open", { bank: null }));
    expect(screen.getByText("Round 3")).toBeVisible();
  });

  test("a locked one can be shown, reopened, asked again or undone", async () => {
    const reopen = vi.fn();
    const pick = vi.fn();
    show("panel", ownerIn("locked"), { reopen, pick });
    expect(buttons().slice(0, 4)).toEqual(["FeedbackF", "Reopen", "Ask againR", "UndoU"]);
    await press("Reopen");
    expect(reopen).toHaveBeenCalledTimes(1);
    await press("Ask again");
    expect(pick).toHaveBeenLastCalledWith({ hash: "h-f1", bank: "basics", cell: "c3" }, true);
  });

  test("a revealed one is followed by the next, itself, an earlier round or nothing", async () => {
    const showRound = vi.fn();
    const clear = vi.fn();
    show("panel", ownerIn("revealed"), { showRound, clear });
    expect(screen.getByRole("button", { name: /^Next: 4/ })).toBeVisible();
    await userEvent.click(screen.getByText("Rounds (2 earlier)"));
    await press("Show round 1: What does 7 // 2 give?");
    expect(showRound).toHaveBeenLastCalledWith(1);
    await press("Clear");
    expect(clear).toHaveBeenCalledTimes(1);
  });

  test("while an order is on its way no other can be given", async () => {
    const lock = vi.fn();
    show("panel", ownerIn("open", { pending: new Set(["lock"]) }), { lock });
    expect(screen.getByRole("button", { name: "Lock" })).toHaveAttribute("aria-disabled", "true");
    await press("Lock");
    expect(lock).not.toHaveBeenCalled();
  });

  test("the time goes on by itself", () => {
    vi.useFakeTimers();
    try {
      let time = AT + 41_000;
      show("controls", ownerIn("open"), {}, () => time);
      expect(screen.getByRole("timer")).toHaveTextContent("0:41");
      time = AT + 62_000;
      act(() => {
        vi.advanceTimersByTime(500);
      });
      expect(screen.getByRole("timer")).toHaveTextContent("1:02");
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([-3_600_000, 3_600_000])(
    "the time is right on a laptop whose clock is wrong by %i ms",
    (wrong) => {
      const lesson = { ...ownerIn("open"), ahead: -wrong };
      show("panel", lesson, {}, () => AT + 41_000 + wrong);
      expect(screen.getByRole("timer")).toHaveTextContent("0:41");
    },
  );

  test("a clock that is behind shows zero, and hours are hours", () => {
    expect(elapsed(AT + 5_000, AT)).toBe("0:00");
    expect(elapsed(AT, AT + 3_723_000)).toBe("1:02:03");
  });
});

describe("shortcuts", () => {
  const orders = () => ({ lock: vi.fn(), showFeedback: vi.fn(), undo: vi.fn(), pick: vi.fn() });

  test("act while focus is in the controls, also after the pressed button is gone", async () => {
    const given = orders();
    const { update } = show("panel", ownerIn("open"), given);
    screen.getByRole("button", { name: "Lock" }).focus();
    await userEvent.keyboard("l");
    expect(given.lock).toHaveBeenCalledTimes(1);
    update(ownerIn("locked"));
    await userEvent.keyboard("f");
    expect(given.showFeedback).toHaveBeenCalledTimes(1);
    update(ownerIn("revealed"));
    await userEvent.keyboard("n");
    expect(given.pick).toHaveBeenLastCalledWith(expect.objectContaining({ number: 4 }));
    await userEvent.keyboard("r");
    expect(given.pick).toHaveBeenLastCalledWith(expect.anything(), true);
  });

  test("do nothing elsewhere, with Ctrl, held down, or in another phase", async () => {
    const given = orders();
    show("panel", ownerIn("open"), given);
    await userEvent.keyboard("l");
    screen.getByRole("button", { name: "Lock" }).focus();
    await userEvent.keyboard("{Control>}l{/Control}");
    fireEvent.keyDown(screen.getByRole("button", { name: "Lock" }), { key: "l", repeat: true });
    await userEvent.keyboard("n");
    expect(given.lock).not.toHaveBeenCalled();
    expect(given.pick).not.toHaveBeenCalled();
  });

  test("V and K show split and key, and hide them again", async () => {
    show("panel", ownerIn("open"));
    screen.getByRole("button", { name: "Lock" }).focus();
    await userEvent.keyboard("v");
    expect(screen.getByRole("table", { name: "The class: 10 answered" })).toBeVisible();
    await userEvent.keyboard("k");
    expect(screen.getAllByText("Right")).not.toHaveLength(0);
    await userEvent.keyboard("vk");
    expect(screen.getByText("The split is hidden.")).toBeVisible();
    expect(screen.queryByText("Right")).toBeNull();
  });
});

describe("closing", () => {
  test.each(["panel", "controls"] as const)("stands at the very end of the %s", (view) => {
    show(view, ownerIn("open"));
    expect(screen.getAllByRole("button").at(-1)).toHaveTextContent("Close room…");
  });

  test("asks once more in the page, with focus on the way back", async () => {
    const close = vi.fn();
    show("panel", ownerIn("open"), { close });
    await press("Close room…");
    expect(screen.getByRole("button", { name: "Keep it open" })).toHaveFocus();
    await press("Keep it open");
    expect(close).not.toHaveBeenCalled();
    await press("Close room…");
    await press("Close for everyone");
    expect(close).toHaveBeenCalledTimes(1);
  });

  test("a closed room says so and takes no orders", () => {
    show("panel", ownerIn("closed"));
    expect(screen.getByRole("status")).toHaveTextContent("The room is closed.");
    expect(screen.queryAllByRole("button")).toHaveLength(0);
    expect(screen.queryByText("Live")).toBeNull();
    expect(screen.queryByText("here")).toBeNull();
  });
});

describe("figures", () => {
  test("count each option once asked for, and more than the whole in multiple choice", async () => {
    show("results", ownerIn("locked", { question: multiple }));
    await press("Show split");
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual(["A220%", "B660%", "C220%", "D10100%"]);
  });

  test("name the answers at the lock", () => {
    const lesson = ownerIn("locked");
    const attempts = lesson.attempts.map((each, index) => ({ ...each, at_lock: index > 9 }));
    show("controls", { ...lesson, attempts });
    expect(screen.getByText("10 of 11 here answered, 2 at the lock")).toBeVisible();
  });

  test("a title of the bank that is missing costs nothing", () => {
    show("controls", ownerIn("waiting", { bank: { ...bank, questions: [] } }));
    expect(screen.queryByRole("button", { name: /^Next/ })).toBeNull();
  });
});

describe("the answers", () => {
  const body = () => screen.getAllByRole("row").slice(1);

  test("come newest first, with name, answer and mark once it is safe", async () => {
    show("attempts", ownerIn("open"));
    await userEvent.click(screen.getByRole("switch", { name: "Safe to project" }));
    const first = body()[0];
    expect(first).toHaveTextContent(/^SørenB✓right/);
    expect(body()).toHaveLength(10);
  });

  test("that were changed say how often, and show the earlier ones", async () => {
    show("attempts", ownerIn("open"));
    await userEvent.click(screen.getByRole("switch", { name: "Safe to project" }));
    const changed = screen.getAllByRole("button", { name: "changed" });
    expect(changed).toHaveLength(2);
    await userEvent.click(changed[0] ?? document.body);
    expect(screen.getByRole("list", { name: /Earlier answers/ })).toHaveTextContent(/A$/);
  });

  test("of 300 people are drawn a screenful at a time", async () => {
    show("attempts", ownerIn("open", { size: 302 }));
    expect(screen.getByText("300 answers. Names and answers are hidden.")).toBeVisible();
    await press("Show split");
    expect(body()).toHaveLength(40);
    await press("Show all 300");
    expect(body()).toHaveLength(300);
  });

  test("in free text are text, never markup", async () => {
    const lesson = ownerIn("open", { question: open });
    const attempts = lesson.attempts.map((each) => ({ ...each, answer: "<img src=x>" }));
    const { container } = show("attempts", { ...lesson, attempts });
    await press("Show split");
    expect(screen.getAllByText("<img src=x>")).not.toHaveLength(0);
    expect(container.querySelector("img")).toBeNull();
  });
});

test("people are listed with whether they answered, once names may be seen", async () => {
  show("people", ownerIn("open"));
  expect(screen.getByText("12 people have a seat. Names are hidden.")).toBeVisible();
  await userEvent.click(screen.getByRole("switch", { name: "Safe to project" }));
  expect(screen.getByRole("row", { name: /^Ada \d\d:\d\d ✓ yes$/ })).toBeVisible();
  expect(screen.getByRole("row", { name: /^Student 12 \d\d:\d\d not yet$/ })).toBeVisible();
});
