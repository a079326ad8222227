/** The bank as a lesson goes through it: what was asked, what is left out, what comes. */
import type { BankLine, Lesson } from "../../room/lesson";
import { askedLines, currentLine, nameOf, nextLine, pickable, type Pickable } from "./round";
import { folded } from "./sifting";

/** `faulty`: it cannot be asked, the line says why. */
export type State = "current" | "asked" | "skipped" | "coming" | "faulty";

export interface Queued {
  line: BankLine;
  name: string;
  state: State;
  /** Its text is another one since it was asked: the round keeps what it asked. */
  changed: boolean;
}

export interface Queue {
  lines: readonly Queued[];
  next: Pickable | null;
}

export function queueOf(
  lesson: Pick<Lesson, "room" | "bank">,
  skipped: ReadonlySet<string>,
): Queue {
  const current = currentLine(lesson);
  const asked = new Map(askedLines(lesson));
  const lines = (lesson.bank?.questions ?? []).map((line) => {
    const name = nameOf(line);
    const state: State =
      line === current
        ? "current"
        : asked.has(line)
          ? "asked"
          : !pickable(line)
            ? "faulty"
            : skipped.has(name)
              ? "skipped"
              : "coming";
    const question = asked.get(line)?.question;
    return { line, name, state, changed: question !== undefined && question !== line.hash };
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
