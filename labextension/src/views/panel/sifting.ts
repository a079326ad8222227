/** Which of the attempts an instructor wants to see, and in which order. */
import type { Answer } from "../../room/documents";
import type { Lesson } from "../../room/lesson";
import type { Standing } from "../tally";

/** `largest`: equal answers together; the others list one person a row. */
export type Order = "largest" | "newest" | "name";
export type Filter = "wrong" | "changed" | "away" | "at_lock" | "unanswered";

export interface Sieve {
  order: Order;
  filters: ReadonlySet<Filter>;
  /** Part of a name; "": all names. */
  name: string;
  /** Part of an answer; "": all answers. */
  text: string;
}

export const EVERYTHING: Sieve = { order: "largest", filters: new Set(), name: "", text: "" };

/** One person in one round; `standing` null: without an answer. */
export interface Entry {
  seat: string;
  name: string;
  here: boolean;
  standing: Standing | null;
}

/** Everybody with a seat: those who answered first, the newest answer on top, then the others. */
export function entriesOf(
  { people, here, removed }: Pick<Lesson, "people" | "here" | "removed">,
  rows: readonly Standing[],
  nameless: string,
): Entry[] {
  const entry = (seat: string, standing: Standing | null): Entry => ({
    seat,
    name: people.get(seat)?.name ?? nameless,
    here: here.has(seat),
    standing,
  });
  const answered = new Set(rows.map(({ seat }) => seat));
  const missing = [...people.values()].filter(
    ({ seat, role }) => role === "attendee" && !answered.has(seat) && !removed.has(seat),
  );
  return [
    ...rows.map((row) => entry(row.seat, row)),
    ...missing.map(({ seat }) => entry(seat, null)),
  ];
}

/**
 * The entries that pass. Those without an answer pass only where they are asked for, by the filter
 * or by name.
 */
export function sift(entries: readonly Entry[], { order, filters, name, text }: Sieve): Entry[] {
  const wanted = folded(name);
  const words = oneLine(text);
  const passed = entries.filter(
    (entry) =>
      (entry.standing !== null || wanted !== "" || filters.has("unanswered")) &&
      folded(entry.name).includes(wanted) &&
      (words === "" || (entry.standing !== null && says(entry.standing.last.answer, words))) &&
      [...filters].every((filter) => passes(entry, filter)),
  );
  return order === "name" || filters.has("unanswered")
    ? passed.sort((a, b) => a.name.localeCompare(b.name))
    : passed;
}

function passes({ standing, here }: Entry, filter: Filter): boolean {
  switch (filter) {
    case "wrong":
      return standing?.last.mark.right === false;
    case "changed":
      return (standing?.earlier.length ?? 0) > 0;
    case "at_lock":
      return standing?.last.at_lock ?? false;
    case "away":
      return !here;
    case "unanswered":
      return standing === null;
  }
}

function says(answer: Answer, words: string): boolean {
  return oneLine(Array.isArray(answer) ? answer.join(", ") : String(answer)).includes(words);
}

/** Where a text breaks its lines makes no difference to who looks for two words of it. */
function oneLine(text: string): string {
  return folded(text).replaceAll(/\s+/g, " ");
}

/** For comparing: `chloe` finds Chloé. */
export function folded(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").trim().toLowerCase();
}
