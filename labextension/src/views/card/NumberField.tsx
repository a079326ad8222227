import { useState } from "react";

import type { Answer } from "../../room/documents";
import type { Lesson, Orders } from "../../room/lesson";
import { useTools } from "../context";
import { numberText, readNumber } from "../number_text";
import { quiet } from "../quiet";
import { answerShown, sendOnEnter } from "./typing";

/** Characters; far more than any number needs, and few enough for every limit. */
const MOST = 100;

/**
 * A number, as text: what is typed stays exactly as it was typed. Its draft is the number as soon as
 * it can be read as one, else the text itself, which is kept like any draft and never sent.
 */
export function NumberField({
  lesson,
  orders,
  labelledBy,
  describedBy,
  isRefused,
  onSend,
  onLeave,
}: {
  lesson: Lesson;
  orders: Orders;
  labelledBy: string;
  /** The id of what says why the text could not be read. */
  describedBy: string;
  isRefused: boolean;
  onSend: () => void;
  onLeave: () => void;
}) {
  const { t } = useTools();
  const language = t("language");
  const open = lesson.room?.phase === "open";
  const shown = answerShown(lesson);
  const [typed, setTyped] = useState<{ text: string; meant: Answer | null }>();
  // Another tab may have stored something else meanwhile: then that is shown.
  const isMine = typed !== undefined && (typed.meant ?? "") === (shown ?? "");
  const text = isMine
    ? typed.text
    : typeof shown === "number"
      ? numberText(shown, language)
      : String(shown ?? "");

  const type = (text: string) => {
    const read = readNumber(text, language);
    const meant = "number" in read ? read.number : text.trim() === "" ? null : text;
    setTyped({ text, meant });
    orders.setDraft(meant);
  };
  return (
    <input
      {...quiet}
      className="pylq-input pylq-number"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      maxLength={MOST}
      aria-labelledby={labelledBy}
      aria-invalid={isRefused || undefined}
      aria-describedby={isRefused ? describedBy : undefined}
      placeholder={open ? t("card.number_placeholder") : undefined}
      readOnly={!open}
      value={text}
      onChange={(event) => {
        type(event.target.value);
      }}
      onBlur={onLeave}
      onKeyDown={sendOnEnter(onSend)}
    />
  );
}
