import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { amount, AT, bank, multiple, open, ownerIn } from "../gallery/samples";
import { announced, reVoted } from "../gallery/panel_states";
import { ProjectionStore } from "../../room/projection_store";
import { elapsed } from "../clock";
import { show } from "../testing";

const buttons = () =>
  within(screen.getByRole("group", { name: "Controls" }))
    .getAllByRole("button")
    .map((button) =>
      [button.textContent, button.querySelector("kbd")?.dataset.keys ?? ""].join(""),
    );
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

  test("says when it is a few seconds late, because no socket can be had", () => {
    show("panel", ownerIn("open", { polling: true }));
    expect(screen.getByText("Live, a few seconds late")).toBeVisible();
  });

  test("says when there is no connection, and then nothing can be ordered", async () => {
    const lock = vi.fn();
    show("panel", ownerIn("open", { connection: "lost" }), { lock });
    expect(screen.getByText("No connection; trying again")).toBeVisible();
    await press("Lock");
    expect(lock).not.toHaveBeenCalled();
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

  test("an announced lock counts down, comes at once when asked again, and can be called off", async () => {
    const lock = vi.fn();
    const reopen = vi.fn();
    let time = AT + 41_000;
    vi.useFakeTimers();
    try {
      show("panel", announced(), { lock, reopen }, () => time);
      const seen: (string | null)[] = [];
      for (; time <= AT + 43_600; time += 100) {
        act(() => {
          vi.advanceTimersByTime(100);
        });
        seen.push(screen.getByRole("timer").textContent);
      }
      expect([...new Set(seen)]).toEqual(["Locks in 3", "Locks in 2", "Locks in 1", "Locks in 0"]);
    } finally {
      vi.useRealTimers();
    }
    // Told once: the figures are a timer, which screen readers do not read out by themselves.
    expect(screen.getByText("The lock is announced: three seconds.")).toHaveRole("status");
    await press("Lock now");
    expect(lock).toHaveBeenLastCalledWith(true);
    await userEvent.keyboard("l");
    expect(lock).toHaveBeenCalledTimes(2);
    await press("Reopen");
    expect(reopen).toHaveBeenCalledTimes(1);
  });

  test("who answered and left is no share of those here", () => {
    const gauges = {
      type: "gauges",
      seated: 12,
      here: 3,
      away: 9,
      answered: 10,
      presence: "700",
    } as const;
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
    const [options] = screen.getAllByRole("table");
    const rows = within(options ?? document.body)
      .getAllByRole("row")
      .slice(1);
    expect(rows.map((row) => row.textContent)).toEqual(["A220%", "B660%", "C220%", "D10100%"]);
  });

  test("of a vote before stand beside those of now, without who was removed", () => {
    const projection = new ProjectionStore();
    projection.setSafe(false);
    show("results", reVoted(), {}, undefined, projection);
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      "A220%before 50%",
      "B✓ Right660%before 50%",
      "C220%before 0%",
    ]);
    expect(document.querySelectorAll(".pylq-bar-ghost")).toHaveLength(2);
  });

  test("of one vote alone have nothing beside them", async () => {
    show("results", ownerIn("locked"));
    await press("Show split");
    expect(screen.queryByText(/before/)).toBeNull();
  });

  test("of numbers are in the order of their values, with the one in the middle", async () => {
    show("results", ownerIn("locked", { question: amount, size: 12 }));
    await press("Show split");
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual(["2.5220%", "4220%", "8440%", "16220%"]);
    expect(screen.getByText("Median: 8")).toBeVisible();
  });

  test("of texts are the commonest ones, and how many others there are", async () => {
    const lesson = ownerIn("locked", { question: open, size: 42 });
    const attempts = lesson.attempts.map((each, place) => ({
      ...each,
      answer: place % 3 === 0 ? ` The  Hash${place % 2 ? "" : " "}` : `other ${place}`,
    }));
    show("results", { ...lesson, attempts });
    await press("Show split");
    expect(screen.getAllByRole("row")[1]).toHaveTextContent(/^The Hash/);
    expect(screen.getByText(/more different answers$/)).toBeVisible();
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
