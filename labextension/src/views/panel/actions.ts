import type { Lesson, Orders } from "../../room/lesson";
import { sameAgain, type Pickable } from "./round";

/** One thing that an instructor can do at this moment; its words are `controls.<name>`. */
export interface Action {
  name: "lock" | "lock_now" | "feedback" | "reopen" | "next" | "again" | "undo" | "clear";
  /** A single upper-case letter. */
  shortcut?: string;
  primary: boolean;
  params?: Record<string, string | number>;
  run: () => void;
}

/** What can be done in the room's phase, in the order of the buttons; `next`: what to ask next. */
export function actionsOf(lesson: Lesson, orders: Orders, next: Pickable | null): Action[] {
  const phase = lesson.room?.phase ?? "closed";
  const isAnnounced = lesson.room?.deadline != null;
  const again = sameAgain(lesson);

  const lock: Action = {
    name: "lock",
    shortcut: "L",
    primary: true,
    run: () => {
      orders.lock();
    },
  };
  const lockNow: Action = {
    name: "lock_now",
    shortcut: "L",
    primary: true,
    run: () => {
      orders.lock(true);
    },
  };
  const undo: Action = {
    name: "undo",
    shortcut: "U",
    primary: false,
    run: () => {
      orders.undo();
    },
  };
  const reopen: Action = {
    name: "reopen",
    primary: false,
    run: () => {
      orders.reopen();
    },
  };
  const clear: Action = {
    name: "clear",
    primary: false,
    run: () => {
      orders.clear();
    },
  };
  const feedback: Action = {
    name: "feedback",
    shortcut: "F",
    primary: phase === "locked",
    run: () => {
      orders.showFeedback();
    },
  };
  const askNext: Action[] = next
    ? [
        {
          name: "next",
          shortcut: "N",
          primary: true,
          params: { number: next.number, title: next.title },
          run: () => {
            orders.pick(next);
          },
        },
      ]
    : [];
  const askAgain: Action[] = again
    ? [
        {
          name: "again",
          shortcut: "R",
          primary: false,
          run: () => {
            orders.pick(again, true);
          },
        },
      ]
    : [];

  switch (phase) {
    case "waiting":
      return askNext;
    case "open":
      return isAnnounced ? [lockNow, reopen, feedback, undo] : [lock, feedback, undo];
    case "locked":
      return [feedback, reopen, ...askAgain, undo];
    case "revealed":
      return [...askNext, ...askAgain, clear];
    case "closed":
      return [];
  }
}
