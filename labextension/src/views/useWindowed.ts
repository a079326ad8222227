import {
  measureElement,
  observeElementRect,
  useVirtualizer,
  type VirtualItem,
} from "@tanstack/react-virtual";
import { useEffect, useRef, type RefObject } from "react";

/** Until it is laid out (in a hidden tab, say) a list is taken to be a screenful. */
const SCREENFUL = { width: 640, height: 480 };
const OVERSCAN = 8;

export interface Windowed {
  /** The element that scrolls. */
  scroller: RefObject<HTMLDivElement | null>;
  /** The items that are drawn. */
  items: readonly VirtualItem[];
  /** Pixels that the items before and after them would take. */
  before: number;
  after: number;
  /** Each item's element goes here, and says its place as `data-index`. */
  measure: (element: Element | null) => void;
}

/** Draws only what can be seen of a long list whose items are about `height` pixels high. */
export function useWindowed(
  count: number,
  height: number,
  keyOf: (place: number) => string,
): Windowed {
  const scroller = useRef<HTMLDivElement>(null);
  // Nothing of it is handed to memoised components, so what it changes in place is never missed.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    estimateSize: () => height,
    getItemKey: keyOf,
    getScrollElement: () => scroller.current,
    initialRect: SCREENFUL,
    measureElement: (element, entry, instance) =>
      measureElement(element, entry, instance) || height,
    observeElementRect: (instance, tell) =>
      observeElementRect(instance, (rect) => {
        tell(rect.height > 0 ? rect : SCREENFUL);
      }),
    overscan: OVERSCAN,
    useFlushSync: false,
  });
  const hadFocus = useRef(false);

  useEffect(() => {
    const { current } = scroller;
    const page = current?.ownerDocument;
    // What had the focus was scrolled out of sight: the list keeps it, and with it the keyboard.
    if (hadFocus.current && page?.activeElement === page?.body) {
      current?.focus({ preventScroll: true });
    }
    hadFocus.current = current?.contains(page?.activeElement ?? null) ?? false;
  });

  const items = virtualizer.getVirtualItems();
  return {
    scroller,
    items,
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    measure: virtualizer.measureElement,
  };
}
