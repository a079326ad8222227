import { type PointerEvent, type RefObject, useRef, useState } from "react";

import { moved } from "./order";

/** What is measured once, when an item is taken up; lengths in pixels, from the list's top. */
interface Grip {
  pointer: number;
  from: number;
  start: number;
  middles: readonly number[];
}

interface Drag {
  from: number;
  to: number;
  by: number;
  /** How far the others make room. */
  room: number;
  /** The order that is changed: another one that comes meanwhile ends the drag. */
  order: string;
}

export interface Dragging {
  /** The place of what is dragged, counted from 0; null: nothing is. */
  from: number | null;
  /** How far the item at a place has to be drawn from where it stands, in pixels. */
  shift: (place: number) => number;
  cancel: () => void;
  /** For the handle of the item at a place. */
  handle: (place: number) => {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: () => void;
    onLostPointerCapture: () => void;
  };
}

/**
 * Dragging the items of a list up and down by their handles, with mouse, pen and finger. The items
 * stay where they are in the page until one is dropped: what is moved in the page would lose the finger.
 */
export function useDrag({
  list,
  ids,
  open,
  onMove,
}: {
  list: RefObject<HTMLElement | null>;
  ids: readonly string[];
  open: boolean;
  onMove: (from: number, to: number) => void;
}): Dragging {
  const grip = useRef<Grip | null>(null);
  const [held, setHeld] = useState<Drag | null>(null);
  const order = ids.join();
  const drag = open && held?.order === order ? held : null;

  const cancel = () => {
    grip.current = null;
    setHeld(null);
  };

  const take = (event: PointerEvent<HTMLElement>, from: number) => {
    if (!open || !list.current || event.button !== 0 || !event.isPrimary) return;
    const { top } = list.current.getBoundingClientRect();
    const boxes = [...list.current.children].map((item) => item.getBoundingClientRect());
    const [first, second] = boxes;
    const gap = first && second ? second.top - first.bottom : 0;
    grip.current = {
      pointer: event.pointerId,
      from,
      start: event.clientY - top,
      middles: boxes.map((box) => box.top + box.height / 2 - top),
    };
    const room = (boxes[from]?.height ?? 0) + gap;
    event.currentTarget.setPointerCapture(event.pointerId);
    // Safari gives a button no focus when it is pressed.
    event.currentTarget.focus({ preventScroll: true });
    setHeld({ from, to: from, by: 0, room, order });
  };

  const follow = (event: PointerEvent<HTMLElement>) => {
    const held = grip.current;
    if (!drag || !list.current || held?.pointer !== event.pointerId) return;
    // From the list's top, which may have been scrolled meanwhile.
    const by = event.clientY - list.current.getBoundingClientRect().top - held.start;
    const middle = (held.middles[held.from] ?? 0) + by;
    const above = held.middles.filter((each, place) => place !== held.from && each < middle);
    setHeld({ ...drag, by, to: above.length });
    event.currentTarget.scrollIntoView({ block: "nearest" });
  };

  const drop = (event: PointerEvent<HTMLElement>) => {
    if (grip.current?.pointer !== event.pointerId) return;
    cancel();
    if (drag && drag.to !== drag.from) onMove(drag.from, drag.to);
  };

  const shift = (place: number) => {
    if (!drag) return 0;
    if (place === drag.from) return drag.by;
    const now = moved([...ids.keys()], drag.from, drag.to).indexOf(place);
    return (now - place) * drag.room;
  };

  return {
    from: drag?.from ?? null,
    shift,
    cancel,
    handle: (place) => ({
      onPointerDown: (event) => {
        take(event, place);
      },
      onPointerMove: follow,
      onPointerUp: drop,
      onPointerCancel: cancel,
      onLostPointerCapture: cancel,
    }),
  };
}
