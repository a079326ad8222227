/** What an answer is, as far as a client must know before it is sent. */
import type { Answer, Kind } from "./documents";

/** Whether a kind is answered in words or figures of one's own, which must not get lost. */
export function isTyped(kind: Kind | undefined): boolean {
  return TYPED.has(kind ?? "single");
}

const TYPED: ReadonlySet<Kind> = new Set(["open", "number", "short", "blanks", "words"]);

/** Kinds whose answers have parts that may be left empty, and not all of them. */
const IN_PARTS: ReadonlySet<Kind> = new Set(["matching", "blanks", "words"]);

/**
 * Whether an answer may be sent: a text must say something, and what was typed as a number must have
 * been read as one. Ticking nothing is an answer.
 */
export function sendable(answer: Answer | null, kind: Kind | undefined): boolean {
  if (answer === null) return false;
  if (Array.isArray(answer) && IN_PARTS.has(kind ?? "single")) {
    return answer.some((part) => part.trim() !== "");
  }
  return typeof answer !== "string" || (kind !== "number" && answer.trim() !== "");
}
