import { type KeyboardEvent, useId, useRef, useState } from "react";

import { answerShown, sendOnEnter } from "../../card/typing";
import { useTools } from "../../context";
import { optionName } from "../plain";
import type { InputProps } from "../kind_views";
import { moved, shownOrder } from "./order";
import { OrderingItem } from "./OrderingItem";
import { RightOrder } from "./RightOrder";
import { useDrag } from "./useDrag";

/** How many places a key moves an item. */
const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Options to bring into order: by dragging, by the buttons at each, or by keyboard alone. */
export function OrderingInput({
  lesson,
  question,
  orders,
  labelledBy,
  onSend,
  feedback,
}: InputProps) {
  const { t } = useTools();
  const hint = useId();
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState("");
  const open = lesson.room?.phase === "open";
  const answer = answerShown(lesson);
  const shown = shownOrder(question, answer, lesson.mine?.order ?? null);
  const ids = shown.map(({ id }) => id);

  const move = (from: number, to: number) => {
    const option = shown[from];
    if (!open || !option || to < 0 || to >= shown.length) return;
    orders.setDraft(moved(ids, from, to));
    const item = optionName(option);
    setSaid(t("ordering.moved", { item, place: to + 1, count: shown.length }));
  };
  const drag = useDrag({ list, ids, open, onMove: move });
  const keysAt = (place: number) => (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === "Escape") drag.cancel();
    if (!open || step === undefined || !event.altKey) return;
    event.preventDefault();
    move(place, place + step);
  };

  return (
    <div className="pylq-ordering">
      {/* It keeps its room after the lock, so that nothing moves. */}
      <p id={hint} className={`pylq-hint${open ? "" : " pylq-order-over"}`}>
        {t("ordering.hint")}
      </p>
      <ol
        ref={list}
        className={`pylq-order${drag.from === null ? "" : " pylq-order-dragging"}`}
        aria-labelledby={labelledBy}
      >
        {shown.map((option, place) => (
          <OrderingItem
            key={option.id}
            option={option}
            place={place}
            places={shown.length}
            // There is a verdict only on what was answered.
            feedback={feedback && { ...feedback, isAnswered: answer !== null }}
            shift={drag.shift(place)}
            isDragged={drag.from === place}
            controls={{
              open,
              describedBy: hint,
              handle: drag.handle(place),
              onMove: (step) => {
                move(place, place + step);
              },
              onKeyDown: keysAt(place),
              onEnter: sendOnEnter(onSend),
            }}
          />
        ))}
      </ol>
      <p className="pylq-unseen" aria-live="polite">
        {said}
      </p>
      {feedback?.right && lesson.mine?.mark?.right !== true && (
        <RightOrder question={question} right={feedback.right} />
      )}
    </div>
  );
}
