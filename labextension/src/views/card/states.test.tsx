import { act, screen } from "@testing-library/react";
import axe from "axe-core";

import type { Lesson } from "../../room/lesson";
import { announced, cards, corrected, number, pastAnswers } from "../gallery/students";
import { AT, open, stored, studentIn } from "../gallery/samples";
import { isOnlyLetter } from "../answers";
import { clock, show } from "../testing";

const status = () => screen.getByRole("status").textContent;
const unsent = { state: "unsent" } as const;
const saved = { state: "saved", at: AT } as const;
const atLock = (answer: string | number) => ({ ...stored(answer), at_lock: true });

describe("the status line tells the truth", () => {
  const told: [string, Lesson, string][] = [
    [
      "while a lock is announced, of what is chosen",
      announced(studentIn("open", { draft: "b", saving: unsent })),
      "About to lock. What you have chosen will be sent.",
    ],
    [
      "while a lock is announced, to whom has chosen nothing",
      announced(studentIn("open")),
      "About to lock. What you choose until then will be sent.",
    ],
    [
      "while a lock is announced, of what is saved",
      announced(studentIn("open", { mine: stored("b"), saving: saved })),
      `About to lock. Saved ✓ ${clock(AT)}. You can change it until the lock.`,
    ],
    [
      "while a lock is announced, without promising what a page without a connection cannot do",
      announced(studentIn("open", { draft: "b", saving: unsent, connection: "lost" })),
      "About to lock. Not sent yet. No connection; trying again.",
    ],
    [
      "while a lock is announced, of what cannot be read",
      announced(studentIn("open", { question: number, draft: "8 or so", saving: unsent })),
      "About to lock. What you typed cannot be read as a number, so it will NOT be sent.",
    ],
    [
      "of what the card sent by itself",
      studentIn("open", { mine: atLock("b"), saving: saved }),
      `Saved ✓ ${clock(AT)}, sent at the lock.`,
    ],
    [
      "of it after the lock",
      studentIn("locked", { mine: atLock("b") }),
      "Locked. Yours: B, sent at the lock.",
    ],
    [
      "of a text that was sent so",
      studentIn("locked", { question: open, mine: atLock("Fixed.") }),
      "Locked. Your text was sent at the lock.",
    ],
    [
      "of a number with every digit",
      studentIn("locked", { question: number, mine: stored(8.123456) }),
      "Locked. Yours: 8.123456.",
    ],
    [
      "of what was typed and not sent",
      studentIn("locked", { question: number, draft: "8 or so", saving: unsent }),
      "Locked. What you typed last was NOT sent. No answer from you came before the lock.",
    ],
    [
      "of what was never sent, when feedback comes without a lock before it",
      studentIn("revealed", { draft: "b", mine: stored("c", false), saving: unsent }),
      "What you chose last was NOT sent. ✗ Not right. 0 of 1 point.",
    ],
    [
      "of a corrected key by which the answer is right",
      corrected("c", true),
      `The key was corrected at ${clock(AT + 35_000)}: your answer now counts as right. 1 of 1 point.`,
    ],
    [
      "of a corrected key by which it is not",
      corrected("b", false),
      `The key was corrected at ${clock(AT + 35_000)}: your answer now counts as not right. 0 of 1 point.`,
    ],
    [
      "of a corrected key to whom did not answer",
      { ...corrected("c", true), mine: null },
      `The key was corrected at ${clock(AT + 35_000)}. You have no answer in this round.`,
    ],
    [
      "of an answer that the close cut off",
      {
        ...studentIn("open", { saving: { state: "refused", notice: { code: "unconfirmed" } } }),
        connection: "ended",
        notice: { code: "closed" },
      },
      "NOT saved. The connection ended before the room confirmed it. The room is closed. Thank you for taking part.",
    ],
  ];

  test.each(told)("%s", (_name, lesson, expected) => {
    show("card", lesson);
    expect(status()).toBe(expected);
  });
});

describe("an announced lock", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("counts down for the eye, and is announced once", () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    let now = AT;
    const lesson = studentIn("open", { draft: "b", saving: unsent });
    const deadline = AT + 3_000;
    const room = lesson.room && { ...lesson.room, deadline };
    const { update } = show("card", { ...lesson, room }, {}, () => now);
    const seen: (string | null)[] = [];
    const said = new Set<string | null>();
    for (const after of [0, 1_000, 2_000, 3_000]) {
      now = AT + after;
      act(() => {
        vi.advanceTimersByTime(500);
      });
      update({ ...lesson, room: room && { ...room } });
      seen.push(screen.getByRole("timer").textContent);
      said.add(status());
    }
    expect(seen).toEqual(["Locked in 3…", "Locked in 2…", "Locked in 1…", "Locking…"]);
    expect(said.size).toBe(1);
    update(studentIn("locked", { mine: atLock("b") }));
    expect(screen.queryByRole("timer")).toBeNull();
  });

  test("is for nobody to hear second by second", () => {
    show("card", announced(studentIn("open")));
    expect(screen.getByRole("timer").closest("[aria-live], [role=status]")).toBeNull();
  });

  test("leaves focus and choice alone", () => {
    const lesson = studentIn("open", { draft: "b", saving: unsent });
    const { update } = show("card", lesson);
    const radio = screen.getByRole("radio", { name: /^B/ });
    radio.focus();
    update(announced(lesson));
    expect(radio).toHaveFocus();
    expect(radio).toBeChecked();
  });
});

describe("a change that comes in several documents is told once", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The lesson after the room's document, after the feedback's, and after the seat's own. */
  const reveal = studentIn("revealed", { mine: stored("b", true) });
  const halves = [
    { ...reveal, feedback: null, mine: stored("b") },
    { ...reveal, mine: stored("b") },
  ];

  test("a reveal", () => {
    const { update } = show("card", studentIn("locked", { mine: stored("b") }));
    for (const half of halves) {
      update(half);
      expect(status()).toBe("Locked. Yours: B.");
    }
    update(reveal);
    expect(status()).toBe("✓ Right. 1 of 1 point.");
  });

  test("a corrected key, never with the mark of the key before it", () => {
    const before = studentIn("revealed", { mine: stored("c", false) });
    const after = corrected("c", true);
    const { update } = show("card", before);
    update({ ...before, room: after.room });
    expect(status()).toBe("✗ Not right. 0 of 1 point.");
    update({ ...after, mine: before.mine });
    expect(status()).toBe("✗ Not right. 0 of 1 point.");
    update(after);
    expect(status()).toMatch(/your answer now counts as right/);
  });

  test("but nothing waits for ever for what does not come", () => {
    vi.useFakeTimers();
    const { update } = show("card", studentIn("locked", { mine: stored("b") }));
    update(halves[1] ?? reveal);
    expect(status()).toBe("Locked. Yours: B.");
    act(() => {
      vi.advanceTimersByTime(1_000);
    });
    expect(status()).toBe("Here is the feedback.");
  });
});

describe("what was typed is not thrown away", () => {
  test.each([
    ["a text", open, "A tuple never changes.", "A tuple never changes."],
    ["what is no number", number, "8 or so", "8 or so"],
    ["a number", number, 8.1, "8.1"],
  ])("%s that came too late can be read and copied", (_name, question, draft, text) => {
    const { update } = show("card", studentIn("open", { question, draft, saving: unsent }));
    expect(screen.queryByText("Typed, and not sent:")).toBeNull();
    update(studentIn("locked", { question, draft, saving: unsent }));
    expect(screen.getByText("Typed, and not sent:").nextElementSibling).toHaveTextContent(text);
  });
});

test("an option with an image is more than its letter", () => {
  expect(isOnlyLetter({ id: "a", text: '<p>A</p><img src="asset:0" alt="A plot">' })).toBe(false);
  expect(isOnlyLetter({ id: "a", text: "<p>B</p>" })).toBe(false);
});

test("an option that is only its letter shows it once", () => {
  const lesson = cards.find(([name]) => name === "letters")?.[1];
  if (!lesson) throw new Error("the gallery has no such card");
  show("card", lesson);
  const labels = screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent);
  expect(labels).toEqual(["A", "B", "C", "D"]);
  expect(screen.getByRole("radio", { name: "B" })).toBeChecked();
});

describe("axe finds nothing wrong with the card", () => {
  test.each(cards)("%s", async (_name, lesson) => {
    const { container } = show("card", lesson, {}, undefined, undefined, {
      myAnswers: pastAnswers(),
    });
    const { violations } = await axe.run(container, {
      // jsdom knows no layout: contrast is measured in a real browser.
      rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test("and does find what is wrong", async () => {
    const { container } = show("card", studentIn("open"));
    container.querySelector("[role=radiogroup]")?.removeAttribute("aria-labelledby");
    for (const label of container.querySelectorAll("label")) label.replaceWith(...label.childNodes);
    const { violations } = await axe.run(container, {
      rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toContain("label");
  });
});
