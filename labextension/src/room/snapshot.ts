/** A lesson's snapshot, put together from what is held. */
import type { Answering } from "./answering";
import type { Holdings } from "./holdings";
import type { Lesson, Notice } from "./lesson";
import { same } from "./same";

type Held =
  "room" | "question" | "feedback" | "people" | "removed" | "here" | "attempts" | "gauges";
type Own = "mine" | "late" | "saving" | "draft";

/** What the host has told of the room. */
export function heldOf(holdings: Holdings): Pick<Lesson, Held> {
  const { room, question, feedback, people, removed, here, attempts, gauges } = holdings;
  return { room, question, feedback, people, removed, here, attempts, gauges };
}

/** What has become of the own answer; `ending` says why nothing will be sent any more. */
export function ownOf(
  { mine, round }: Holdings,
  answering: Answering,
  offline: boolean,
  ending: Notice | null,
): Pick<Lesson, Own> {
  return {
    mine: mine && mine.number > 0 ? mine : null,
    late: mine?.late ?? false,
    saving: round ? answering.saving(round.id, offline, ending) : { state: "none" },
    draft: round ? answering.chosen(round.id) : null,
  };
}

/** The next snapshot after `last`: what says the same as before stays the same object. */
export function nextSnapshot(last: Lesson | null, lesson: Lesson): Lesson {
  if (!last) return lesson;
  // Small values are made anew at each look.
  if (same(last.saving, lesson.saving)) lesson.saving = last.saving;
  if (same(last.draft, lesson.draft)) lesson.draft = last.draft;
  if (same(last.notice, lesson.notice)) lesson.notice = last.notice;
  if (same([...last.pending], [...lesson.pending])) lesson.pending = last.pending;
  const names = Object.keys(lesson) as (keyof Lesson)[];
  return names.every((name) => Object.is(last[name], lesson[name])) ? last : lesson;
}
