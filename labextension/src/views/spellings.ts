/** Texts that say the same, as most people wrote them. */
import { folded } from "./kinds/said";

export interface Spelled {
  /** As most wrote it; of two as common the one met first. */
  text: string;
  count: number;
}

/** By what equal texts have in common; the order is that in which they were met first. */
export function spelled(texts: Iterable<string>): Map<string, Spelled> {
  const written = new Map<string, Map<string, number>>();
  for (const each of texts) {
    const text = each.trim();
    const same = written.get(folded(text)) ?? new Map<string, number>();
    same.set(text, (same.get(text) ?? 0) + 1);
    written.set(folded(text), same);
  }
  const found = new Map<string, Spelled>();
  for (const [key, same] of written) {
    // A Map keeps the order in which spellings were met, and sorting that of equals.
    const [commonest] = [...same].sort(([, a], [, b]) => b - a);
    const count = [...same.values()].reduce((all, each) => all + each, 0);
    found.set(key, { text: commonest?.[0] ?? "", count });
  }
  return found;
}
