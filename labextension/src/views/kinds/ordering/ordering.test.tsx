import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";

import type { Answer } from "../../../room/documents";
import type { Lesson } from "../../../room/lesson";
import { ProjectionStore } from "../../../room/projection_store";
import { steps } from "../../gallery/kinds/ordering";
import { ordersWith, stored, studentIn } from "../../gallery/samples";
import { LessonView } from "../../LessonView";
import { show, t } from "../../testing";
import { meanPlace, moved, startOf } from "./order";

/** jsdom has no pointers. */
class Pointing extends MouseEvent {
  readonly pointerId: number;
  readonly isPrimary: boolean;

  constructor(name: string, init: PointerEventInit) {
    super(name, init);
    this.pointerId = init.pointerId ?? 0;
    this.isPrimary = init.isPrimary ?? false;
  }
}

const typeset = () => Promise.resolve();
const found = { ...stored(""), answer: null, made_at: null, order: ["d", "a", "c", "b"] };
const fresh = studentIn("open", { question: steps, mine: found });

/** A card whose lesson follows what is moved in it, as a room's does. */
function Moving({ lesson, sent }: { lesson: Lesson; sent: (answer: Answer | null) => void }) {
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

function move(lesson = fresh) {
  const sent = vi.fn();
  const { container, rerender } = render(<Moving lesson={lesson} sent={sent} />);
  return {
    sent,
    said: () => container.querySelector("[aria-live]")?.textContent,
    follow: (each: Lesson) => {
      rerender(<Moving lesson={each} sent={sent} />);
    },
  };
}

const list = () => screen.getByRole("list", { name: /In which order/ });
const letters = () =>
  [...list().querySelectorAll(".pylq-letter")].map((each) => each.textContent).join("");
const button = (name: RegExp) => screen.getByRole("button", { name });
const handle = (item: string) => button(new RegExp(`^Move ${item}: (?!.* (?:up|down)$)`));

test("the list begins in the order that the host gave, or else in the question's", () => {
  expect(startOf(steps, ["d", "a", "c", "b"])).toEqual(["d", "a", "c", "b"]);
  expect(startOf(steps, null)).toEqual(["a", "b", "c", "d"]);
  expect(startOf(steps, ["d", "x", "d"])).toEqual(["d", "a", "b", "c"]);
});

test("an item is taken out of its place and put into another", () => {
  expect(moved(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
  expect(moved(["a", "b", "c", "d"], 3, 0)).toEqual(["d", "a", "b", "c"]);
});

test("a mean place counts from 1, and there is none where nobody placed the option", () => {
  expect(meanPlace("a", 3, { "a:1": 1, "a:3": 3, "b:1": 9 })).toBe(2.5);
  expect(meanPlace("c", 3, { "a:1": 1 })).toBeNull();
});

describe("an open question", () => {
  test("sends the order that was found when Send is pressed without a move", async () => {
    const setDraft = vi.fn();
    const send = vi.fn();
    show("card", fresh, { setDraft, send });
    expect(letters()).toBe("DACB");
    await userEvent.click(button(/^Send/));
    expect(setDraft).toHaveBeenCalledWith(["d", "a", "c", "b"]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("is answered by keyboard alone: the focus goes with the item, each move is told once", async () => {
    const { sent, said } = move();
    const held = handle("B");
    held.focus();
    await userEvent.keyboard("{Alt>}{ArrowUp}{ArrowUp}{/Alt}");
    expect(letters()).toBe("DBAC");
    expect(held).toHaveFocus();
    expect(said()).toMatch(/^B: The arguments are evaluated, .*, now 2 of 4$/);
    await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(letters()).toBe("DABC");
    await userEvent.keyboard("{Enter}");
    expect(sent).toHaveBeenCalledWith(["d", "a", "b", "c"]);
  });

  test("leaves the arrow keys alone to scroll, and stops at the list's ends", async () => {
    const { said } = move();
    handle("D").focus();
    await userEvent.keyboard("{ArrowDown}{Alt>}{ArrowUp}{/Alt}");
    expect(letters()).toBe("DACB");
    expect(said()).toBe("");
  });

  test("is answered by the buttons, which keep their focus at the ends", async () => {
    move();
    const up = button(/^Move A: .* up$/);
    expect(up).not.toHaveAttribute("aria-disabled");
    await userEvent.click(up);
    expect(letters()).toBe("ADCB");
    expect(up).toHaveFocus();
    expect(up).toHaveAttribute("aria-disabled", "true");
    await userEvent.keyboard("{Enter}");
    expect(letters()).toBe("ADCB");
  });

  describe("by dragging", () => {
    const captured = vi.fn();

    beforeEach(() => {
      // Without a layout: each item 40 high, 10 apart.
      vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (
        this: Element,
      ) {
        const place =
          this.tagName === "LI" ? [...(this.parentNode?.children ?? [])].indexOf(this) : 0;
        return new DOMRect(0, 100 + place * 50, 300, 40);
      });
      vi.stubGlobal("PointerEvent", Pointing);
      Object.assign(Element.prototype, {
        setPointerCapture: captured,
        scrollIntoView: () => undefined,
      });
    });
    afterEach(() => {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
      for (const name of ["setPointerCapture", "scrollIntoView"]) {
        Reflect.deleteProperty(Element.prototype, name);
      }
    });

    const finger = { pointerId: 3, isPrimary: true, button: 0, pointerType: "touch" };
    const drag = (item: string, from: number, to: number) => {
      const held = handle(item);
      fireEvent.pointerDown(held, { ...finger, clientY: from });
      fireEvent.pointerMove(held, { ...finger, clientY: to });
      // Otherwise there is nothing to drop or to give up.
      expect(held.closest<HTMLElement>(".pylq-option")?.style.transform).not.toBe("");
      return held;
    };

    test("an item goes where it is dropped, and nothing moves in the page before", () => {
      const { said } = move();
      const held = drag("D", 120, 230);
      expect(captured).toHaveBeenCalledWith(3);
      expect(letters()).toBe("DACB");
      const shifts = [...list().querySelectorAll<HTMLElement>(".pylq-option")];
      expect(shifts.map(({ style }) => style.transform)).toEqual([
        "translateY(110px)",
        "translateY(-50px)",
        "translateY(-50px)",
        "",
      ]);
      fireEvent.pointerUp(held, { ...finger, clientY: 230 });
      expect(letters()).toBe("ACDB");
      expect(said()).toMatch(/^D: .* now 3 of 4$/);
      expect(held).toHaveFocus();
    });

    test("is given up by Escape, and by the browser", async () => {
      move();
      const held = drag("D", 120, 230);
      await userEvent.keyboard("{Escape}");
      fireEvent.pointerUp(held, { ...finger, clientY: 230 });
      expect(letters()).toBe("DACB");
      drag("D", 120, 230);
      fireEvent.pointerCancel(held, finger);
      fireEvent.pointerUp(held, { ...finger, clientY: 230 });
      expect(letters()).toBe("DACB");
    });

    test("ends at the lock", () => {
      const { follow } = move();
      const held = drag("D", 120, 230);
      follow(studentIn("locked", { question: steps, mine: found }));
      fireEvent.pointerUp(held, { ...finger, clientY: 230 });
      expect(letters()).toBe("DACB");
    });
  });
});

test("after the lock the same controls stay, and nothing moves", async () => {
  const { follow } = move();
  const down = button(/^Move D: .* down$/);
  down.focus();
  follow(
    studentIn("locked", { question: steps, mine: { ...found, answer: [..."bdca".split("")] } }),
  );
  expect(letters()).toBe("BDCA");
  expect(down).toHaveFocus();
  await userEvent.keyboard("{Enter}{Alt>}{ArrowDown}{/Alt}");
  expect(letters()).toBe("BDCA");
  expect(screen.getByRole("status")).toHaveTextContent("Yours: B, D, C, A.");
});
