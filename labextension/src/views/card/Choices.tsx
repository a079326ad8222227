import { useId, type KeyboardEvent } from "react";

import type { Answer, QuestionDocument } from "../../room/documents";
import type { Lesson, Orders } from "../../room/lesson";
import { Fragment } from "../Fragment";
import { chosen, letter } from "../answers";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { verdictOf } from "../verdicts";
import { OptionVerdict } from "../OptionVerdict";

/**
 * Options to choose from: radio buttons or checkboxes. The same elements serve before and after the
 * lock; `disabled` would drop the focus of whoever is reading them, so locked ones are read-only.
 */
export function Choices({
  lesson,
  question,
  orders,
  labelledBy,
  onSend,
}: {
  lesson: Lesson;
  question: QuestionDocument;
  orders: Orders;
  labelledBy: string;
  onSend: () => void;
}) {
  const { t } = useTools();
  const id = useId();
  const { kind } = question;
  const single = kind === "single";
  const open = lesson.room?.phase === "open";
  const stored = lesson.mine?.answer ?? null;
  // After the lock only what is stored counts, unless that is not yet known.
  const shown: Answer | null =
    open || lesson.saving.state === "saving" ? (lesson.draft ?? stored) : stored;
  const ticked = chosen(shown, kind);
  const feedback = lesson.room?.phase === "revealed" ? lesson.feedback : null;

  const choose = (option: string) => {
    if (!open) return;
    if (single) orders.setDraft(option);
    else {
      const next = question.options
        .map((each) => each.id)
        .filter((each) => (each === option ? !ticked.includes(each) : ticked.includes(each)));
      orders.setDraft(next);
    }
  };
  // Arrow keys only choose: that is how screen readers walk through options.
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.repeat || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };

  return (
    <div
      className="pylq-options"
      role={single ? "radiogroup" : "group"}
      aria-labelledby={labelledBy}
      {...(single ? { "aria-readonly": !open } : {})}
    >
      {!single && <p className="pylq-hint">{t("card.several")}</p>}
      {question.options.map((option) => {
        const isTicked = ticked.includes(option.id);
        const verdict =
          feedback && verdictOf(option.id, feedback.right, ticked, !single && shown !== null);
        const note = feedback?.notes[option.id];
        const described = `${id}-${option.id}-verdict`;
        return (
          <div
            key={option.id}
            className={`pylq-option${isTicked ? " pylq-option-mine" : ""}${
              verdict ? ` pylq-option-${verdict}` : ""
            }`}
          >
            <label className="pylq-option-face">
              <input
                {...quiet}
                type={single ? "radio" : "checkbox"}
                name={id}
                value={option.id}
                checked={isTicked}
                aria-disabled={!open || undefined}
                aria-describedby={verdict || note ? described : undefined}
                onChange={() => {
                  choose(option.id);
                }}
                onKeyDown={sendOnEnter}
              />
              <span className="pylq-letter">{letter(option.id)}</span>
              <Fragment html={option.text} className="pylq-option-text" />
            </label>
            {(verdict || note) && (
              <div id={described} className="pylq-option-feedback">
                {verdict && <OptionVerdict verdict={verdict} yours={isTicked} />}
                {note && <Fragment html={note} className="pylq-note" />}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}
