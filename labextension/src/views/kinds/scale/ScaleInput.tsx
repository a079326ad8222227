import { useId } from "react";

import { answerShown, sendOnEnter } from "../../card/typing";
import { Fragment } from "../../Fragment";
import { quiet } from "../../quiet";
import type { InputProps } from "../kind_views";
import { scaleLayout } from "./layout";

/** The steps as radio buttons: arrow keys choose one, Enter sends it. After the lock, read-only. */
export function ScaleInput({ lesson, question, orders, labelledBy, onSend }: InputProps) {
  const id = useId();
  const open = lesson.room?.phase === "open";
  const shown = answerShown(lesson);
  return (
    <div
      {...scaleLayout(question.options)}
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-readonly={!open}
    >
      {question.options.map((step) => {
        const isMine = step.id === shown;
        const input = `${id}-${step.id}`;
        return (
          <div key={step.id} className={`pylq-step${isMine ? " pylq-step-mine" : ""}`}>
            <label className="pylq-step-face" htmlFor={input}>
              <input
                {...quiet}
                id={input}
                type="radio"
                name={id}
                value={step.id}
                checked={isMine}
                aria-disabled={!open || undefined}
                aria-labelledby={`${input}-value ${input}-text`}
                onChange={() => {
                  if (open) orders.setDraft(step.id);
                }}
                onKeyDown={sendOnEnter(onSend)}
              />
              <span id={`${input}-value`} className="pylq-step-value">
                {step.id}
              </span>
            </label>
            {step.text !== "" && (
              <label className="pylq-step-text" htmlFor={input} id={`${input}-text`}>
                <Fragment html={step.text} />
              </label>
            )}
          </div>
        );
      })}
    </div>
  );
}
