import type { Translate } from "../room/lesson";

/** English for this host's few words, where the views' catalogue has none. */
const ENGLISH = {
  "widget.broken":
    "This view stopped because of a mistake in PyLiveQuestions. Your lesson and your answers are safe.",
  "widget.show_again": "Show it again",
  "widget.card": "PyLiveQuestions: question card",
  "widget.panel": "PyLiveQuestions: instructor's panel",
  "widget.controls": "PyLiveQuestions: controls",
  "widget.question": "PyLiveQuestions: question",
  "widget.results": "PyLiveQuestions: results",
  "widget.attempts": "PyLiveQuestions: attempts",
  "widget.people": "PyLiveQuestions: people",
} as const;

export function words(t: Translate, key: keyof typeof ENGLISH): string {
  const found = t(key);
  return found === key ? ENGLISH[key] : found;
}
