/** The bank as a lesson goes through it: what was asked, what is left out, what comes. */
import type { BankLine, Lesson } from "../../room/lesson";
import { asks, nameOf, nextLine, pickable, wasAsked, type Pickable } from "./round";
import { folded } from "./sifting";

/** `faulty`: it cannot be asked, the line says why. */
export type State = "current" | "asked" | "skipped" | "coming" | "faulty";

export interface Queued {
  line: BankLine;
  name: string;
  state: State;
}

export interface Queue {
  lines: readonly Queued[];
  next: Pickable | null;
}

export function queueOf(
  lesson: Pick<Lesson, "room" | "bank">,
  skipped: ReadonlySet<string>,
): Queue {
  const round = lesson.room?.round;
  const lines = (lesson.bank?.questions ?? []).map((line) => {
    const name = nameOf(line);
    const state: State =
      round && asks(round, line)
        ? "current"
        : wasAsked(lesson, line)
          ? "asked"
          : !pickable(line)
            ? "faulty"
            : skipped.has(name)
              ? "skipped"
              : "coming";
    return { line, name, state };
  });
  return { lines, next: nextLine(lesson, skipped) };
}

/** All tags of the bank, each once, in the order of the alphabet. */
export function tagsOf({ lines }: Queue): string[] {
  return [...new Set(lines.flatMap(({ line }) => line.tags))].sort((a, b) => a.localeCompare(b));
}

/** The lines with every word of `words` in the title, the tags or as the number; null: none asked for. */
export function found({ lines }: Queue, words: string, tag: string): readonly Queued[] | null {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0 && tag === "") return null;
  return lines.filter(({ line }) => {
    const text = folded([line.title, ...line.tags].join(" "));
    const says = (word: string) => text.includes(word) || `${line.number}` === word;
    return (tag === "" || line.tags.includes(tag)) && wanted.every(says);
  });
}
