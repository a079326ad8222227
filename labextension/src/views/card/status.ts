import { isTyped, sendable } from "../../room/answers";
import type { Answer } from "../../room/documents";
import type { Lesson, Saving, Translate } from "../../room/lesson";
import { spoken } from "../answers";
import { viewsOf } from "../kinds";
import { verdictOn } from "../verdicts";
import type { ViewTools } from "../context";
import { whyUnread } from "../number_text";
import { sentence } from "../words";

/** What the card says of itself, and how serious that is. */
export interface Status {
  tone: "quiet" | "busy" | "good" | "bad";
  text: string;
}

/** Whether the card has a question to show, or only something to say. */
export function hasQuestion({ connection, room, question }: Lesson): boolean {
  return (
    connection !== "ended" && room?.round != null && room.phase !== "closed" && question !== null
  );
}

/** Whether pressing Send would send something now. */
export function canSend({ connection, room, question, draft, saving }: Lesson): boolean {
  if (connection === "ended" || room?.phase !== "open") return false;
  if (!sendable(draft, question?.kind)) return false;
  return saving.state !== "saving" && saving.state !== "saved";
}

/** What is sent where nothing was touched and nothing is stored yet; null where nothing can be. */
export function untouchedAnswer(lesson: Lesson): Answer | null {
  const { connection, room, question, draft, mine, saving } = lesson;
  const isFresh = draft === null && mine?.answer == null && saving.state === "none";
  if (!question || !isFresh || connection === "ended" || room?.phase !== "open") return null;
  return viewsOf(question.kind)?.untouched?.(question, mine?.order ?? null) ?? null;
}

/** What was typed and cannot be read as a number; null where that is no trouble. */
export function unreadable({ question, draft }: Lesson): string | null {
  return question?.kind === "number" && typeof draft === "string" && draft.trim() !== ""
    ? draft
    : null;
}

/**
 * The one true sentence about the lesson and the own answer; changes only when they do. `tried`: the
 * person wanted to send what cannot be read, and must be told why that is not possible.
 */
export function cardStatus(lesson: Lesson, tools: ViewTools, tried = false): Status {
  const { connection, room, notice } = lesson;
  const { t } = tools;
  // The end that every lesson has is no trouble.
  if (notice?.code === "closed" && connection === "ended") return closedStatus(lesson, t);
  if (connection === "ended") {
    // The reason says more than the room's phase: somebody removed did not see it close.
    if (notice) return { tone: "bad", text: sentence(t, notice) };
    return { tone: "bad", text: t(room?.phase === "closed" ? "card.closed" : "card.ended") };
  }
  if (room?.phase === "closed") return closedStatus(lesson, t);
  const lost = connection === "lost";
  if (!room) {
    return lost
      ? { tone: "bad", text: t("card.lost") }
      : { tone: "busy", text: t("card.connecting") };
  }
  const told = answerStatus(lesson, tools, tried);
  // Trouble with saving says already that there is no connection.
  const said = lesson.saving.state === "saving" && lesson.saving.offline;
  if (!lost || said) return told;
  return { tone: told.tone === "good" ? "good" : "bad", text: `${told.text} ${t("card.lost")}` };
}

function answerStatus(lesson: Lesson, tools: ViewTools, tried: boolean): Status {
  const { t } = tools;
  const { room, question } = lesson;
  if (!room?.round || room.phase === "waiting") return { tone: "quiet", text: t("card.waiting") };
  if (!question) return { tone: "busy", text: t("card.question_coming") };
  if (room.phase === "locked") return lockedStatus(lesson, t);
  if (room.phase === "revealed") return revealedStatus(lesson, tools);
  const told = openStatus(lesson, tools, tried);
  return room.deadline === null ? told : announcedStatus(lesson, told, t);
}

function closedStatus(lesson: Lesson, t: Translate): Status {
  const lost = lossOf(lesson, t);
  const text = t("card.closed");
  return lost === null ? { tone: "quiet", text } : { tone: "bad", text: `${lost} ${text}` };
}

/**
 * The lock is announced. Which second it is shows beside this sentence, which is said only once, and
 * promises nothing that a page without a connection cannot do.
 */
function announcedStatus(lesson: Lesson, told: Status, t: Translate): Status {
  const { saving, question, draft, mine } = lesson;
  const soon = t("card.lock_soon");
  if (unreadable(lesson) !== null) {
    return { tone: "bad", text: `${soon} ${t("card.lock_unreadable")}` };
  }
  const isUnsent = saving.state === "unsent" && sendable(draft, question?.kind);
  if (isUnsent && lesson.connection === "live") {
    return { tone: "quiet", text: `${soon} ${t("card.lock_sends")}` };
  }
  if (saving.state === "none" && mine?.answer == null && draft === null) {
    return { tone: "quiet", text: `${soon} ${t("card.lock_choose")}` };
  }
  return { ...told, text: `${soon} ${told.text}` };
}

function openStatus(lesson: Lesson, { t, clock }: ViewTools, tried: boolean): Status {
  const { saving, draft, mine } = lesson;
  const saved = (at: number): Status => ({
    tone: "good",
    text: t(mine?.at_lock ? "card.saved_at_lock" : "card.saved", { time: clock(at) }),
  });
  switch (saving.state) {
    case "saved":
      return saved(saving.at);
    case "saving":
      return savingStatus(saving, t);
    case "refused":
      return { tone: "bad", text: `${refusal(saving, t)} ${stored(lesson, t)}` };
    case "unsent":
      return unsent(lesson, t, tried);
    case "none":
      if (draft !== null) return unsent(lesson, t, tried);
      if (mine?.answer != null && mine.made_at !== null) return saved(mine.made_at);
      return { tone: "quiet", text: t(`card.hint.${lesson.question?.kind ?? "single"}`) };
  }
}

function unsent(lesson: Lesson, t: Translate, tried: boolean): Status {
  const parts = [t("card.unsent")];
  const typed = tried ? unreadable(lesson) : null;
  if (typed !== null) parts.push(whyUnread(typed, t) ?? "");
  if (lesson.mine?.answer != null) parts.push(stored(lesson, t));
  return { tone: typed === null ? "quiet" : "bad", text: parts.join(" ") };
}

function lockedStatus(lesson: Lesson, t: Translate): Status {
  const { saving, mine } = lesson;
  // Not acknowledged yet: whether it came in before the lock is not known here.
  if (saving.state === "saving") {
    const told = savingStatus(saving, t);
    return { ...told, text: `${t("card.locked")} ${told.text}` };
  }
  if (saving.state === "refused") {
    return { tone: "bad", text: `${refusal(saving, t)} ${stored(lesson, t)}` };
  }
  const lost = lossOf(lesson, t);
  const parts = [t("card.locked")];
  if (lost !== null) parts.push(lost);
  if (mine?.answer != null) parts.push(own(lesson, t));
  else parts.push(t(lesson.late ? "card.late" : "card.no_answer"));
  return { tone: lost === null ? "quiet" : "bad", text: parts.join(" ") };
}

function revealedStatus(lesson: Lesson, tools: ViewTools): Status {
  const told = markStatus(lesson, tools);
  // The mark is for what is stored; whoever sent or chose something else must know that it is not.
  const lost = lossOf(lesson, tools.t);
  return lost === null ? told : { tone: "bad", text: `${lost} ${told.text}` };
}

/** What was chosen or sent last and is not stored, once nothing can be sent any more. */
function lossOf({ saving, question }: Lesson, t: Translate): string | null {
  if (saving.state === "refused") return refusal(saving, t);
  if (saving.state !== "unsent") return null;
  return t(isTyped(question?.kind) ? "card.never_sent_typed" : "card.never_sent");
}

function markStatus({ mine, late, feedback }: Lesson, { t, clock }: ViewTools): Status {
  const at = feedback?.corrected_at ?? null;
  const time = at === null ? "" : clock(at);
  const mark = mine?.answer == null ? null : mine.mark;
  if (mark?.right == null) {
    const parts = [t(at === null ? "card.revealed" : "card.corrected", { time })];
    if (mine?.answer == null) parts.push(t(late ? "card.late" : "card.revealed_none"));
    return { tone: "quiet", text: parts.join(" ") };
  }
  const verdict = verdictOn(mark) ?? "wrong";
  const told = t(at === null ? `card.mark_${verdict}` : `card.corrected_${verdict}`, { time });
  const points = t("card.points", { points: mark.points, count: mark.of });
  return { tone: mark.right ? "good" : "quiet", text: `${told} ${points}` };
}

function savingStatus(saving: Extract<Saving, { state: "saving" }>, t: Translate): Status {
  return saving.offline
    ? { tone: "bad", text: t("card.trouble") }
    : { tone: "busy", text: t("card.saving") };
}

function refusal(saving: Extract<Saving, { state: "refused" }>, t: Translate): string {
  return `${t("card.not_saved")} ${sentence(t, saving.notice)}`;
}

function stored(lesson: Lesson, t: Translate): string {
  return lesson.mine?.answer == null ? t("card.stored_none") : own(lesson, t, "card.stored");
}

function own({ mine, question }: Lesson, t: Translate, key = "card.yours"): string {
  const kind = question?.kind ?? "single";
  if (mine?.answer == null) return "";
  const when = mine.at_lock ? "_at_lock" : "";
  // An open text stands in its field already; repeating it would swamp the line.
  if (kind === "open") return t(`${key}_text${when}`);
  return t(`${key}${when}`, { answer: spoken(mine.answer, kind, t) });
}
