/** What the list of earlier questions and the saved file both say of a round. */
import type { OwnAttempt, OwnRound } from "../../room/documents";
import type { Translate } from "../../room/lesson";
import { spoken } from "../answers";
import { verdictOn } from "../verdicts";
import type { ViewTools } from "../context";

/** How the own answer fared, as a key of the catalogue ends. */
export type Outcome = "right" | "partly" | "wrong" | "plain" | "none";

export function outcomeOf({ attempts }: OwnRound): Outcome {
  const last = attempts.at(-1);
  if (!last) return "none";
  return last.mark === null ? "plain" : (verdictOn(last.mark) ?? "plain");
}

/** What there is to say of an attempt beside its answer: when, at the lock, and what it earned. */
export function circumstances({ made_at, at_lock, mark }: OwnAttempt, tools: ViewTools): string {
  const { t, preciseClock } = tools;
  const parts = [preciseClock(made_at)];
  if (at_lock) parts.push(t("mine.at_lock"));
  if (mark?.right != null) {
    parts.push(t(`mine.verdict_${verdictOn(mark) ?? "plain"}`));
    parts.push(t("mine.points", { points: mark.points, count: mark.of }));
  }
  return parts.join(" · ");
}

/** The attempt's answer in the words of its round's question. */
export function answerIn({ question }: OwnRound, { answer }: OwnAttempt, t: Translate): string {
  return spoken(answer, question.kind, t);
}
