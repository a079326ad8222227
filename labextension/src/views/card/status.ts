import type { Lesson, Saving, Translate } from "../../room/lesson";
import { sendable, spoken } from "../answers";
import type { ViewTools } from "../context";
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
export function canSend({ connection, room, draft, saving }: Lesson): boolean {
  if (connection === "ended" || room?.phase !== "open" || !sendable(draft)) return false;
  return saving.state !== "saving" && saving.state !== "saved";
}

/** The one true sentence about the lesson and the own answer; changes only when they do. */
export function cardStatus(lesson: Lesson, tools: ViewTools): Status {
  const { connection, room, notice } = lesson;
  const { t } = tools;
  // The end that every lesson has is no trouble.
  if (notice?.code === "closed" && connection === "ended") {
    return { tone: "quiet", text: t("card.closed") };
  }
  if (connection === "ended") {
    // The reason says more than the room's phase: somebody removed did not see it close.
    if (notice) return { tone: "bad", text: sentence(t, notice) };
    return { tone: "bad", text: t(room?.phase === "closed" ? "card.closed" : "card.ended") };
  }
  if (room?.phase === "closed") return { tone: "quiet", text: t("card.closed") };
  const lost = connection === "lost";
  if (!room) {
    return lost
      ? { tone: "bad", text: t("card.lost") }
      : { tone: "busy", text: t("card.connecting") };
  }
  const told = answerStatus(lesson, tools);
  // Trouble with saving says already that there is no connection.
  const said = lesson.saving.state === "saving" && lesson.saving.offline;
  if (!lost || said) return told;
  return { tone: told.tone === "good" ? "good" : "bad", text: `${told.text} ${t("card.lost")}` };
}

function answerStatus(lesson: Lesson, tools: ViewTools): Status {
  const { t } = tools;
  const { room, question } = lesson;
  if (!room?.round || room.phase === "waiting") return { tone: "quiet", text: t("card.waiting") };
  if (!question) return { tone: "busy", text: t("card.question_coming") };
  if (room.phase === "locked") return lockedStatus(lesson, t);
  if (room.phase === "revealed") return revealedStatus(lesson, t);
  return openStatus(lesson, tools);
}

function openStatus(lesson: Lesson, { t, clock }: ViewTools): Status {
  const { saving, draft, mine } = lesson;
  switch (saving.state) {
    case "saved":
      return { tone: "good", text: t("card.saved", { time: clock(saving.at) }) };
    case "saving":
      return savingStatus(saving, t);
    case "refused":
      return { tone: "bad", text: `${refusal(saving, t)} ${stored(lesson, t)}` };
    case "unsent":
      return unsent(lesson, t);
    case "none":
      if (draft !== null) return unsent(lesson, t);
      if (mine?.answer != null && mine.made_at !== null) {
        return { tone: "good", text: t("card.saved", { time: clock(mine.made_at) }) };
      }
      return { tone: "quiet", text: t(`card.hint.${lesson.question?.kind ?? "single"}`) };
  }
}

function unsent(lesson: Lesson, t: Translate): Status {
  const nothing = lesson.mine?.answer == null;
  const text = nothing ? t("card.unsent") : `${t("card.unsent")} ${stored(lesson, t)}`;
  return { tone: "quiet", text };
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
  const parts = [t("card.locked")];
  if (saving.state === "unsent") parts.push(t("card.never_sent"));
  if (mine?.answer != null) parts.push(own(lesson, t));
  else parts.push(t(lesson.late ? "card.late" : "card.no_answer"));
  return { tone: saving.state === "unsent" ? "bad" : "quiet", text: parts.join(" ") };
}

function revealedStatus(lesson: Lesson, t: Translate): Status {
  const { saving } = lesson;
  const told = markStatus(lesson, t);
  // The mark is for what is stored; whoever sent something else must know that it is not.
  if (saving.state !== "refused") return told;
  return { tone: "bad", text: `${refusal(saving, t)} ${told.text}` };
}

function markStatus({ mine, late }: Lesson, t: Translate): Status {
  if (mine?.answer == null) {
    const why = t(late ? "card.late" : "card.revealed_none");
    return { tone: "quiet", text: `${t("card.revealed")} ${why}` };
  }
  const mark = mine.mark;
  if (mark?.right == null) return { tone: "quiet", text: t("card.revealed") };
  const points = t("card.points", { points: mark.points, count: mark.of });
  return {
    tone: mark.right ? "good" : "quiet",
    text: `${t(mark.right ? "card.mark_right" : "card.mark_wrong")} ${points}`,
  };
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
  // An open text stands in its field already; repeating it would swamp the line.
  if (mine?.answer == null) return "";
  if (kind === "open") return t(`${key}_text`);
  return t(key, { answer: spoken(mine.answer, kind, t) });
}
