/** Many different numbers, counted between round ones. */
import type { Band } from "./bands";

/** From `low` up to, and without, `high`; infinite for what lies far out, beside all the others. */
export interface Bin {
  low: number;
  high: number;
  count: number;
}

export interface Bins {
  bins: readonly Bin[];
  /** The first and the last round number, and what lies between two that are neighbours. */
  start: number;
  end: number;
  width: number;
  /** Only whole numbers were given. */
  isWhole: boolean;
}

/** Bins in which the bulk of the numbers is to be split, about. */
const WANTED = 10;
/** As many as can be read; what lies further out is taken together. */
const MOST = 14;

/** `values` in bins of one width, which is 1, 2 or 5 times a power of ten. There must be two different ones. */
export function binsOf(values: readonly number[]): Bins {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, most] = [at(sorted, 0), at(sorted, 1)];
  const [low, high] = bulk(sorted);
  const isWhole = sorted.every(Number.isInteger);
  const width = roundUp(high / WANTED - low / WANTED, isWhole ? 1 : 0);
  let first = Math.floor(low / width);
  let last = Math.floor(high / width);
  // What lies outside of the bulk, but near, has bins like all others.
  const [lowest, highest] = [Math.floor(least / width), Math.floor(most / width)];
  if (last - lowest < MOST) first = lowest;
  if (highest - first < MOST) last = highest;
  const edges = Array.from({ length: last - first + 2 }, (_, place) => exact(first + place, width));
  const bins: Bin[] = edges.slice(0, -1).map((edge, place) => ({
    low: edge,
    high: edges[place + 1] ?? Infinity,
    count: 0,
  }));
  const [start, end] = [edges[0] ?? least, edges.at(-1) ?? most];
  if (least < start) bins.unshift({ low: -Infinity, high: start, count: 0 });
  if (most >= end) bins.push({ low: end, high: Infinity, count: 0 });
  for (const bin of bins) {
    bin.count = sorted.filter((value) => bin.low <= value && value < bin.high).length;
  }
  return { bins, start, end, width, isWhole };
}

/** Where a band lies among the bins, from 0 to how many there are; null: beside all of them. */
export function placeOf({ low, high }: Band, { bins, start, end, width }: Bins): Place | null {
  const before = bins[0]?.low === -Infinity ? 1 : 0;
  const after = bins.at(-1)?.high === Infinity ? 1 : 0;
  const inner = bins.length - before - after;
  if (high < start && before === 0) return null;
  if (low > end && after === 0) return null;
  // Where exactly something lies among the far ones cannot be told: in the middle of them.
  const place = (value: number): number => {
    if (value < start) return value === -Infinity ? 0 : before / 2;
    if (value > end) return before + inner + (value === Infinity ? after : after / 2);
    return before + (value - start) / width;
  };
  return { from: place(low), to: place(high) };
}

interface Place {
  from: number;
  to: number;
}

/** The least and the most that is given no further out than one and a half times the middle half. */
function bulk(sorted: readonly number[]): [low: number, high: number] {
  const [least, most] = [at(sorted, 0), at(sorted, 1)];
  const [lower, upper] = [at(sorted, 0.25), at(sorted, 0.75)];
  const reach = (upper - lower) * 1.5;
  const near = sorted.filter((value) => value >= lower - reach && value <= upper + reach);
  if (reach > 0) return [near[0] ?? least, near.at(-1) ?? most];
  // More than half gave one number.
  const [low, high] = [at(sorted, 0.05), at(sorted, 0.95)];
  return low < high ? [low, high] : [least, most];
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}

/** The next of 1, 2, 5, 10, 20, ... and their parts; not less than `least`. */
function roundUp(width: number, least: number): number {
  const power = Math.floor(Math.log10(width));
  const found = [1, 2, 5, 10].find((step) => Number(`${step}e${power}`) >= width) ?? 10;
  return Math.max(Number(`${found}e${power}`), least);
}

/** A multiple without what computing in binary adds: 3 times 0.1 is 0.3. */
function exact(times: number, width: number): number {
  return Number((times * width).toPrecision(15)) + 0;
}
