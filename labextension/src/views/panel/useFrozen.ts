import { useState } from "react";

interface Held<T> {
  basis: unknown;
  items: readonly T[];
}

export interface Frozen<T> {
  /** In the order that stands still, each as it is now. */
  shown: readonly T[];
  /** How many are not shown yet. */
  news: number;
  /** Whether the order would change by more than what is new. */
  stale: boolean;
  /** Take the new order at once. */
  apply: () => void;
}

/**
 * Keeps a list's order while somebody is in it: what they are about to press must not move away.
 * `now` gives what an item is at this moment, null if it is gone. Another `basis` is another
 * list, which begins in its own order.
 */
export function useFrozen<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  now: (item: T) => T | null,
  isInside: boolean,
  basis: unknown,
): Frozen<T> {
  const [held, setHeld] = useState<Held<T> | null>(null);
  const stands = isInside && held !== null && held.basis === basis;
  if (isInside && !stands) setHeld({ basis, items });
  if (!isInside && held !== null) setHeld(null);

  const apply = () => {
    setHeld({ basis, items });
  };
  if (!stands || held.items === items) return { shown: items, news: 0, stale: false, apply };
  const shown = held.items.flatMap((item) => now(item) ?? []);
  const known = new Set(held.items.map(idOf));
  const order = items.filter((item) => known.has(idOf(item)));
  return {
    shown,
    news: items.length - order.length,
    stale: order.some(
      (item, place) => shown[place] === undefined || idOf(item) !== idOf(shown[place]),
    ),
    apply,
  };
}
