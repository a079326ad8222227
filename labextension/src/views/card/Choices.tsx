import { useId } from "react";

import type { QuestionDocument } from "../../room/documents";
import type { Lesson, Orders } from "../../room/lesson";
import { Fragment } from "../Fragment";
import { chosen, isOnlyLetter, letter } from "../answers";
import { useTools } from "../context";
import { inOrder } from "../order";
import { quiet } from "../quiet";
import { answerShown, sendOnEnter } from "./typing";
import { earnsPart, verdictOf } from "../verdicts";
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
  const shown = answerShown(lesson);
  const ticked = chosen(shown, kind);
  const feedback = lesson.room?.phase === "revealed" ? lesson.feedback : null;

  const isPartly = earnsPart(lesson.mine?.mark, kind);

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

  return (
    <div
      className="pylq-options"
      role={single ? "radiogroup" : "group"}
      aria-labelledby={labelledBy}
      {...(single ? { "aria-readonly": !open } : {})}
    >
      {!single && <p className="pylq-hint">{t("card.several")}</p>}
      {inOrder(question.options, lesson.mine?.order).map((option) => {
        const isTicked = ticked.includes(option.id);
        const verdict =
          feedback &&
          verdictOf(option.id, feedback.right, ticked, !single && shown !== null, isPartly);
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
                // Arrow keys only choose: that is how screen readers walk through options.
                onKeyDown={sendOnEnter(onSend)}
              />
              <span className="pylq-letter">{letter(option.id)}</span>
              {!isOnlyLetter(option) && (
                <Fragment html={option.text} className="pylq-option-text" />
              )}
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
