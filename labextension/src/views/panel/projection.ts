import { useState, type KeyboardEvent } from "react";

import type { Lesson } from "../../room/lesson";
import { shortcutOf } from "./shortcuts";

/**
 * What an instructor's view may show. Whatever is false here is not in the page at all: the screen
 * may be on a projector.
 */
export interface Projection {
  /** The switch: on at first. */
  safe: boolean;
  names: boolean;
  /** How the class is split, and so the single answers too: who can count them has the split. */
  split: boolean;
  /** Which options are right, and their notes. */
  key: boolean;
  /** Who was right: both name and key would have to be asked for. */
  marks: boolean;
  setSafe: (safe: boolean) => void;
  toggleSplit: () => void;
  toggleKey: () => void;
}

/** What was asked for (or hidden) by hand, and in which phase of which round. */
interface Asked {
  moment: string;
  split?: boolean;
  key?: boolean;
}

/**
 * Everything is hidden until it is asked for: for good by the switch, for the current round by
 * split and key alone, and by showing feedback, which shows both on every screen in the room.
 */
export function useProjection({ room }: Lesson): Projection {
  const [safe, setSafe] = useState(true);
  const [asked, setAsked] = useState<Asked>({ moment: "" });
  const revealed = room?.phase === "revealed";
  // What was asked for in one round must not show the next one's split.
  const moment = `${room?.round?.id ?? ""} ${revealed ? "revealed" : "before"}`;
  const current: Asked = asked.moment === moment ? asked : { moment };
  const split = current.split ?? (revealed || !safe);
  const key = current.key ?? (revealed || !safe);
  return {
    safe,
    split,
    key,
    names: !safe,
    marks: !safe && key,
    setSafe: (next) => {
      setSafe(next);
      setAsked({ moment: "" });
    },
    toggleSplit: () => {
      setAsked({ ...current, split: !split });
    },
    toggleKey: () => {
      setAsked({ ...current, key: !key });
    },
  };
}

/** V asks for the split and K for the key, as the buttons say. */
export function onPeekKey(event: KeyboardEvent<HTMLElement>, projection: Projection): void {
  const key = shortcutOf(event);
  if (key !== "V" && key !== "K") return;
  event.preventDefault();
  if (key === "V") projection.toggleSplit();
  else projection.toggleKey();
}
