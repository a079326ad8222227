import { useEffect, useState } from "react";

import type { Lesson } from "../../room/lesson";
import type { Status } from "./status";

/** Milliseconds; the documents of one change are sent together. */
const PATIENCE = 1_000;

/**
 * Whether feedback, or a corrected key, has arrived without the own mark that belongs to it. Each is
 * a document of its own; between two of them a sentence about both would be wrong.
 */
export function isHalfThere({ connection, room, question, feedback, mine }: Lesson): boolean {
  if (connection !== "live" || room?.phase !== "revealed") return false;
  if (!feedback || feedback.amendment < (room.reveal?.amendment ?? 0)) return true;
  if (mine?.answer == null) return false;
  if (mine.mark === null) return true;
  const { right } = feedback;
  // By what the key says that this answer is right, where one id says it.
  const id = question?.kind === "single" ? mine.answer : (mine.mark.form ?? null);
  if (typeof id !== "string") return false;
  return (right?.includes(id) ?? null) !== mine.mark.right;
}

/**
 * `status`, but as it was before for as long as `isPending` holds, a second at most: so a change that
 * comes in several parts is told once, and nothing waits for a part that never comes.
 */
export function useSettled(status: Status, isPending: boolean): Status {
  const [settled, setSettled] = useState(status);
  const [isOverdue, setOverdue] = useState(false);
  if (!isPending && isOverdue) setOverdue(false);
  const isHeld = isPending && !isOverdue;
  const isNew = settled.text !== status.text || settled.tone !== status.tone;
  if (!isHeld && isNew) setSettled(status);
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(() => {
      setOverdue(true);
    }, PATIENCE);
    return () => {
      clearTimeout(timer);
    };
  }, [isPending]);
  return isHeld ? settled : status;
}
