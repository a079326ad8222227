/** The words of a class, by how many gave them. */
import { spelled } from "../../spellings";
import type { Standing } from "../../tally";
import { folded } from "../said";

export interface CountedWord {
  /** Folded: equal words have the same. */
  key: string;
  /** As it is shown. */
  word: string;
  count: number;
}

/** Sizes in which the words of a cloud are written, 1 is the smallest. */
export const SIZES = 5;

/** As many gave a word that has the largest size, at least: a class of two is not yet a crowd. */
const LARGE = 5;

/** The words that were given, the commonest first, equally common ones by the alphabet. */
export function commonest(
  counts: Readonly<Record<string, number>>,
  spelled: ReadonlyMap<string, string>,
  language: string,
): CountedWord[] {
  const { compare } = new Intl.Collator(language);
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => ({ key, word: spelled.get(folded(key)) ?? key, count }))
    .sort((a, b) => b.count - a.count || compare(a.key, b.key));
}

/** Each word, by its folded form, as most people wrote it. */
export function spellings(rows: readonly Standing[]): Map<string, string> {
  const words = [...rows].reverse().flatMap(({ last: { answer } }) => {
    return Array.isArray(answer) ? answer.map((word) => word.replaceAll(/\s+/g, " ")) : [];
  });
  return new Map([...spelled(words)].map(([key, { text }]) => [key, text]));
}

/** The size of a word that `count` gave, where `most` gave the commonest one. */
export function sizeOf(count: number, most: number): number {
  const largest = Math.max(most, LARGE);
  return 1 + Math.round(((SIZES - 1) * (count - 1)) / (largest - 1));
}
