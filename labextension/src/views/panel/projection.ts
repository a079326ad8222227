import { useSyncExternalStore, type KeyboardEvent } from "react";

import type { Lesson } from "../../room/lesson";
import type { ProjectionStore } from "../../room/projection_store";
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
  /** A view with controls is on the page, and the switch with it. */
  hasControls: boolean;
  setSafe: (safe: boolean) => void;
  toggleSplit: () => void;
  toggleKey: () => void;
}

/**
 * Everything is hidden until it is asked for: for good by the switch, for the current round by
 * split and key alone, and by showing feedback, which shows both on every screen in the room.
 */
export function useProjection({ room }: Lesson, store: ProjectionStore): Projection {
  const asked = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const { safe, hasControls } = asked;
  const revealed = room?.phase === "revealed";
  // What was asked for in one round must not show the next one's split.
  const moment = `${room?.round?.id ?? ""} ${revealed ? "revealed" : "before"}`;
  const isNow = asked.moment === moment;
  const split = (isNow ? asked.split : undefined) ?? (revealed || !safe);
  const key = (isNow ? asked.key : undefined) ?? (revealed || !safe);
  return {
    safe,
    split,
    key,
    names: !safe,
    marks: !safe && key,
    hasControls,
    setSafe: (next) => {
      store.setSafe(next);
    },
    toggleSplit: () => {
      store.ask(moment, "split", !split);
    },
    toggleKey: () => {
      store.ask(moment, "key", !key);
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
