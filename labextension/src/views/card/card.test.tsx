import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Lesson } from "../../room/lesson";
import { AT, multiple, open, stored, studentIn } from "../gallery/samples";
import { clock, show } from "../testing";

const status = () => screen.getByRole("status").textContent;
const saving = (offline: boolean) => ({ state: "saving", since: AT, offline }) as const;
const refused = (code: string) => ({ state: "refused", notice: { code } }) as const;
const unsent = { state: "unsent" } as const;

test("a card without a socket says quietly that it is a little behind, and no other card does", () => {
  const { update } = show("card", studentIn("open", { polling: true }));
  const slow = "Slow network: what others do shows a few seconds later.";
  expect(screen.getByText(slow)).toBeVisible();
  expect(status()).toBe("Choose one, then send.");
  update(studentIn("open"));
  expect(screen.queryByText(slow)).toBeNull();
});

describe("the status line tells the truth", () => {
  const told: [string, Lesson, string][] = [
    [
      "connecting",
      { ...studentIn("waiting"), room: null, connection: "connecting" },
      "Connecting to the room…",
    ],
    [
      "no connection yet",
      { ...studentIn("waiting"), room: null, connection: "lost" },
      "No connection; trying again.",
    ],
    ["waiting", studentIn("waiting"), "Waiting for a question."],
    [
      "the question not there yet",
      { ...studentIn("open"), question: null },
      "The question is on its way…",
    ],
    ["open", studentIn("open"), "Choose one, then send."],
    ["chosen", studentIn("open", { draft: "b", saving: unsent }), "Not sent yet."],
    [
      "chosen anew",
      studentIn("open", { draft: "c", mine: stored("b"), saving: unsent }),
      "Not sent yet. Stored: B.",
    ],
    [
      "chosen without a connection",
      studentIn("open", { draft: "b", saving: unsent, connection: "lost" }),
      "Not sent yet. No connection; trying again.",
    ],
    ["saving", studentIn("open", { draft: "b", saving: saving(false) }), "Saving…"],
    [
      "saved",
      studentIn("open", { mine: stored("b"), saving: { state: "saved", at: AT } }),
      `Saved ✓ ${clock(AT)}. You can change it until the lock.`,
    ],
    [
      "saved before a reload",
      studentIn("open", { mine: stored("b") }),
      `Saved ✓ ${clock(AT)}. You can change it until the lock.`,
    ],
    [
      "trouble",
      studentIn("open", { draft: "b", saving: saving(true), connection: "lost" }),
      "NOT saved: no connection. Kept here; trying again.",
    ],
    [
      "another tab",
      studentIn("open", { draft: "c", mine: stored("b"), saving: refused("other_answer") }),
      "NOT saved. Another tab or device of yours answered meanwhile. Stored: B.",
    ],
    ["locked", studentIn("locked", { mine: stored("b") }), "Locked. Yours: B."],
    [
      "locked, several",
      studentIn("locked", { question: multiple, mine: stored(["a", "d"]) }),
      "Locked. Yours: A, D.",
    ],
    [
      "locked, none ticked",
      studentIn("locked", { question: multiple, mine: stored([]) }),
      "Locked. Yours: nothing ticked.",
    ],
    ["locked without", studentIn("locked"), "Locked. No answer from you came before the lock."],
    [
      "locked before one came",
      { ...studentIn("locked"), late: true },
      "Locked. You came after the lock.",
    ],
    [
      "locked before it was sent",
      studentIn("locked", { draft: "c", mine: stored("b"), saving: unsent }),
      "Locked. What you chose last was NOT sent. Yours: B.",
    ],
    [
      "locked while it is on its way",
      studentIn("locked", { draft: "c", saving: saving(true) }),
      "Locked. NOT saved: no connection. Kept here; trying again.",
    ],
    [
      "refused at the lock",
      studentIn("locked", { draft: "c", saving: refused("locked") }),
      "NOT saved. The question was locked first. Nothing of yours is stored.",
    ],
    ["right", studentIn("revealed", { mine: stored("b", true) }), "✓ Right. 1 of 1 point."],
    ["wrong", studentIn("revealed", { mine: stored("c", false) }), "✗ Not right. 0 of 1 point."],
    [
      "feedback without an answer",
      studentIn("revealed"),
      "Here is the feedback. You have no answer in this round.",
    ],
    [
      "feedback after coming late",
      { ...studentIn("revealed"), late: true },
      "Here is the feedback. You came after the lock.",
    ],
    ["reopened", { ...studentIn("open"), late: true }, "Choose one, then send."],
    [
      "refused, and revealed since",
      studentIn("revealed", { mine: stored("b", true), saving: refused("locked") }),
      "NOT saved. The question was locked first. ✓ Right. 1 of 1 point.",
    ],
    ["closed", studentIn("closed"), "The room is closed. Thank you for taking part."],
    [
      "closed while connected",
      { ...studentIn("open"), connection: "ended", notice: { code: "closed" } },
      "The room is closed. Thank you for taking part.",
    ],
    [
      "removed",
      { ...studentIn("open"), connection: "ended", notice: { code: "removed" } },
      "You are no longer in this room. Speak to your instructor if that is a mistake.",
    ],
  ];

  test.each(told)("%s", (_name, lesson, expected) => {
    show("card", lesson);
    expect(status()).toBe(expected);
  });

  test("in one live region that stays the same element from phase to phase", () => {
    const { update } = show("card", studentIn("waiting"));
    const region = screen.getByRole("status");
    for (const phase of ["open", "locked", "revealed", "waiting", "closed"] as const) {
      update(studentIn(phase));
      expect(screen.getByRole("status")).toBe(region);
    }
  });
});

describe("choosing", () => {
  test("options are radio buttons, lettered, and labelled by the prompt", () => {
    show("card", studentIn("open"));
    const group = screen.getByRole("radiogroup", { name: /What does this print\?/ });
    const names = within(group)
      .getAllByRole("radio")
      .map((radio) => radio.closest("label")?.textContent);
    expect(names[0]).toBe("Aaaabnn");
    expect(screen.getByRole("radio", { name: /^B/ })).not.toBeChecked();
  });

  test("a choice is a draft, and the arrow keys send nothing", async () => {
    const setDraft = vi.fn();
    const send = vi.fn();
    show("card", studentIn("open", { draft: "a", saving: unsent }), { setDraft, send });
    await userEvent.click(screen.getByRole("radio", { name: /^A/ }));
    await userEvent.keyboard("{ArrowDown}{ArrowUp}{ArrowRight}");
    expect(send).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("radio", { name: /^C/ }));
    expect(setDraft).toHaveBeenLastCalledWith("c");
  });

  test("Enter sends what is chosen, and so does the button", async () => {
    const send = vi.fn();
    show("card", studentIn("open", { draft: "a", saving: unsent }), { send });
    screen.getByRole("radio", { name: /^A/ }).focus();
    await userEvent.keyboard("{Enter}");
    expect(send).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(send).toHaveBeenCalledTimes(2);
  });

  test("nothing is sent that is not chosen, on its way or saved already", async () => {
    const send = vi.fn();
    const { update } = show("card", studentIn("open"), { send });
    const press = async () => {
      const button = screen.getByRole("button", { name: "Send" });
      expect(button).toHaveAttribute("aria-disabled", "true");
      await userEvent.click(button);
    };
    await press();
    update(studentIn("open", { draft: "a", saving: saving(false) }));
    await press();
    update(studentIn("open", { draft: "a", saving: { state: "saved", at: AT } }));
    await press();
    expect(send).not.toHaveBeenCalled();
  });

  test("several options are checkboxes, and a draft keeps the options' order", async () => {
    const setDraft = vi.fn();
    show("card", studentIn("open", { question: multiple, draft: ["c"] }), { setDraft });
    expect(screen.getByRole("group", { name: /Which take time/ })).toBeVisible();
    await userEvent.click(screen.getByRole("checkbox", { name: /^A/ }));
    expect(setDraft).toHaveBeenLastCalledWith(["a", "c"]);
    await userEvent.click(screen.getByRole("checkbox", { name: /^C/ }));
    expect(setDraft).toHaveBeenLastCalledWith([]);
  });

  test("in a text Enter makes a line and Ctrl+Enter sends", async () => {
    const setDraft = vi.fn();
    const send = vi.fn();
    show("card", studentIn("open", { question: open, draft: "because", saving: unsent }), {
      setDraft,
      send,
    });
    const text = screen.getByRole("textbox", { name: /Why can a tuple/ });
    await userEvent.type(text, "{Enter}");
    expect(setDraft).toHaveBeenLastCalledWith("because\n");
    expect(send).not.toHaveBeenCalled();
    await userEvent.type(text, "{Control>}{Enter}{/Control}");
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("every element that takes focus silences JupyterLab's shortcuts", () => {
    const { container, update } = show("card", studentIn("open"));
    const all = () => [...container.querySelectorAll("a, button, input, textarea, [tabindex]")];
    expect(all()).toHaveLength(4);
    for (const element of all()) expect(element).toHaveAttribute("data-lm-suppress-shortcuts");
    update(studentIn("open", { question: open }));
    for (const element of all()) expect(element).toHaveAttribute("data-lm-suppress-shortcuts");
  });
});

describe("after the lock", () => {
  test("what is stored is shown, not what was chosen last, and it cannot be changed", async () => {
    const setDraft = vi.fn();
    show("card", studentIn("locked", { draft: "c", mine: stored("b"), saving: unsent }), {
      setDraft,
    });
    expect(screen.getByRole("radio", { name: /^B/ })).toBeChecked();
    await userEvent.click(screen.getByRole("radio", { name: /^A/ }));
    expect(setDraft).not.toHaveBeenCalled();
    expect(screen.queryByRole("button", { name: "Send" })).toBeNull();
  });

  test("lock and feedback leave the focus where it is", () => {
    const { update } = show("card", studentIn("open", { draft: "b", saving: unsent }));
    const radio = screen.getByRole("radio", { name: /^B/ });
    radio.focus();
    update(studentIn("locked", { mine: stored("b") }));
    expect(radio).toHaveFocus();
    update(studentIn("revealed", { mine: stored("b", true) }));
    expect(radio).toHaveFocus();
  });

  test("a locked text can be read, not written", () => {
    show("card", studentIn("locked", { question: open, mine: stored("It is fixed.") }));
    expect(screen.getByRole("textbox")).toHaveValue("It is fixed.");
    expect(screen.getByRole("textbox")).toHaveAttribute("readonly");
  });
});

describe("feedback", () => {
  test("each option says in words what it is, with its note", () => {
    show("card", studentIn("revealed", { mine: stored("c", false) }));
    expect(screen.getByRole("radio", { name: /^B/ })).toHaveAccessibleDescription(/✓?\s*Right$/);
    expect(screen.getByRole("radio", { name: /^C/ })).toHaveAccessibleDescription(
      /Wrong, yours\s*That is list\.sort\(\)/,
    );
    expect(screen.getByText(/returns a new list/)).toBeVisible();
  });

  test("in multiple choice right options are right or missed", () => {
    show("card", studentIn("revealed", { question: multiple, mine: stored(["a", "b"], false) }));
    expect(screen.getByText("Right, yours")).toBeVisible();
    expect(screen.getByText("Wrong, yours")).toBeVisible();
    expect(screen.getByText("Right, and missed")).toBeVisible();
  });

  test("where nothing is right or wrong, the own option is only that", () => {
    const lesson = studentIn("revealed", { mine: stored("a") });
    const feedback = lesson.feedback && { ...lesson.feedback, right: null };
    show("card", { ...lesson, feedback });
    expect(screen.getByText("Yours")).toBeVisible();
    expect(screen.queryByText(/Right|Wrong/)).toBeNull();
    expect(status()).toBe("Here is the feedback.");
  });

  test("the class is a table with a caption", () => {
    show("card", studentIn("revealed"));
    const table = screen.getByRole("table", { name: "The class: 21 answered" });
    expect(within(table).getByRole("row", { name: /B.*right.*13.*62%/i })).toBeVisible();
  });

  test("an open question has its model answer", () => {
    show("card", studentIn("revealed", { question: open, mine: stored("Fixed.") }));
    expect(screen.getByRole("heading", { name: "Model answer" })).toBeVisible();
    expect(screen.getByText("The class: 21 answered")).toBeVisible();
  });
});

test("before the reveal nothing but the question is shown, even with feedback at hand", () => {
  const { feedback } = studentIn("revealed");
  const { container } = show("card", { ...studentIn("locked"), feedback });
  expect(container).not.toHaveTextContent(/list\.sort|Right|new list/);
});

test("a notice stays until it is dismissed", async () => {
  const dismiss = vi.fn();
  const notice = { code: "earlier_answer_refused", params: { reason: "locked" } };
  show("card", studentIn("open", { notice }), { dismiss });
  expect(screen.getByRole("alert")).toHaveTextContent("earlier question was NOT saved");
  await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(dismiss).toHaveBeenCalledTimes(1);
});

test("names are text, never markup", () => {
  const { container } = show("card", studentIn("open", { name: "<b>Ada</b>" }));
  expect(screen.getByText("<b>Ada</b>")).toBeVisible();
  expect(container.querySelector("b")).toBeNull();
});

test("a shuffled question shows each student an order of their own, with the letters of all", () => {
  const mine = { ...stored("b"), order: ["c", "a", "b"] };
  show("card", studentIn("open", { mine }));
  const values = screen.getAllByRole("radio").map((radio) => (radio as HTMLInputElement).value);
  expect(values).toEqual(["c", "a", "b"]);
  expect(screen.getByRole("radio", { checked: true })).toHaveAttribute("value", "b");
});
