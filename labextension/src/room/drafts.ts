/** What must survive a reload, in the page's localStorage: one entry for each seat and round. */
import type { KeptAnswer, SentAnswer } from "./answering";
import type { Answer } from "./documents";

const PREFIX = "pylivequestions.draft";

export interface Drafts {
  read(): Map<string, KeptAnswer>;
  keep(round: string, kept: KeptAnswer | null): void;
}

/**
 * The drafts of one seat. A storage that refuses (private windows, full, switched off) only means
 * that a reload loses what was not sent: nothing here throws.
 */
export function storedDrafts(room: string, seat: string, storage: () => Storage): Drafts {
  const prefix = `${PREFIX}/${room}/${seat}/`;
  // Another tab of the same seat uses the same entries: forget only what this one wrote or read.
  const known = new Map<string, string>();

  return {
    read() {
      const found = new Map<string, KeptAnswer>();
      quietly(() => {
        const store = storage();
        for (let index = 0; index < store.length; index += 1) {
          const key = store.key(index);
          if (!key?.startsWith(prefix)) continue;
          const text = store.getItem(key) ?? "";
          const kept = readKept(text);
          const round = key.slice(prefix.length);
          known.set(round, text);
          if (kept) found.set(round, kept);
        }
      });
      return found;
    },

    keep(round, kept) {
      const key = prefix + round;
      quietly(() => {
        if (kept) {
          const text = JSON.stringify(kept);
          if (known.get(round) === text) return;
          storage().setItem(key, text);
          known.set(round, text);
        } else if (known.has(round)) {
          const store = storage();
          if (store.getItem(key) === known.get(round)) store.removeItem(key);
          known.delete(round);
        }
      });
    },
  };
}

/** Forget the drafts of a seat: somebody else sits at this page. */
export function forgetDrafts(room: string, seat: string, storage: () => Storage): void {
  const prefix = `${PREFIX}/${room}/${seat}/`;
  quietly(() => {
    const store = storage();
    const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
    for (const key of keys) if (key.startsWith(prefix)) store.removeItem(key);
  });
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // See above: the lesson goes on without.
  }
}

function readKept(text: string): KeptAnswer | null {
  try {
    const read = JSON.parse(text) as Partial<Record<keyof KeptAnswer, unknown>> | null;
    if (typeof read !== "object" || read === null) return null;
    const draft = isAnswer(read.draft) ? read.draft : null;
    const next = isAnswer(read.next) ? read.next : null;
    const sent = isSent(read.sent) ? read.sent : null;
    return draft !== null || sent ? { draft, sent, next } : null;
  } catch {
    return null;
  }
}

function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "string" ||
    typeof value === "number" ||
    (Array.isArray(value) && value.every((one) => typeof one === "string"))
  );
}

function isSent(value: unknown): value is SentAnswer {
  if (typeof value !== "object" || value === null) return false;
  const sent = value as Partial<Record<keyof SentAnswer, unknown>>;
  return (
    typeof sent.command_id === "string" && typeof sent.seen === "number" && isAnswer(sent.answer)
  );
}
