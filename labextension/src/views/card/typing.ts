/** What fields for typed answers share: what stands in them, and when Enter sends it. */
import type { KeyboardEvent } from "react";

import type { Answer } from "../../room/documents";
import type { Lesson } from "../../room/lesson";

/** What was chosen, or else stored; after the lock only what is stored, unless that is not yet known. */
export function answerShown({ room, saving, draft, mine }: Lesson): Answer | null {
  const stored = mine?.answer ?? null;
  return room?.phase === "open" || saving.state === "saving" ? (draft ?? stored) : stored;
}

/** Enter in a line sends; not while a word is composed, and not again while it is held down. */
export function sendOnEnter(onSend: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Enter" || event.repeat || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };
}
