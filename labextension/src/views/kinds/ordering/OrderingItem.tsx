import type { KeyboardEvent } from "react";

import type { QuestionOption } from "../../../room/documents";
import { Fragment } from "../../Fragment";
import { isOnlyLetter, letter } from "../../answers";
import { useTools } from "../../context";
import { quiet } from "../../quiet";
import { eitherOf, rightFor, verdictOfPair } from "../pairs";
import { PartFeedback } from "../PartFeedback";
import { optionName } from "../plain";
import { MoveButton } from "./MoveButton";
import type { Dragging } from "./useDrag";

/** What moves an item. */
export interface Controls {
  /** After the lock everything stays, and nothing moves. */
  open: boolean;
  /** The id of what says how. */
  describedBy: string;
  handle: ReturnType<Dragging["handle"]>;
  onMove: (step: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onEnter: (event: KeyboardEvent) => void;
}

/** One option in its place: how it is moved, and what feedback says of the place. */
export function OrderingItem({
  option,
  place,
  places,
  feedback,
  controls = null,
  shift = 0,
  isDragged = false,
}: {
  option: QuestionOption;
  /** Counted from 0. */
  place: number;
  places: number;
  feedback: {
    right: readonly string[] | null;
    notes: Readonly<Record<string, string>>;
    /** The place is a person's answer. */
    isAnswered: boolean;
  } | null;
  /** null: only to be read. */
  controls?: Controls | null;
  /** How far the item is drawn from its place while one is dragged, in pixels. */
  shift?: number;
  isDragged?: boolean;
}) {
  const { t } = useTools();
  const isAnswered = feedback?.isAnswered ?? false;
  const right = feedback?.right ?? null;
  const verdict = isAnswered ? verdictOfPair(option.id, `${place + 1}`, right) : null;
  const rightPlaces = rightFor(option.id, right);
  const belongs =
    verdict === "wrong" && rightPlaces.length > 0
      ? t("ordering.belongs", { place: eitherOf(rightPlaces, t("language")) })
      : null;
  const item = optionName(option, 40);
  return (
    <li className={`pylq-order-item${isDragged ? " pylq-order-dragged" : ""}`}>
      <span className="pylq-order-place" aria-hidden="true">
        {place + 1}
      </span>
      <div
        className={`pylq-option pylq-option-shown${verdict ? ` pylq-option-${verdict}` : ""}`}
        style={shift === 0 ? undefined : { transform: `translateY(${shift}px)` }}
      >
        <div className={`pylq-option-face${controls ? " pylq-order-face" : ""}`}>
          {controls && (
            <button
              {...quiet}
              {...controls.handle}
              type="button"
              className="pylq-handle"
              aria-label={t("ordering.handle", { item })}
              aria-describedby={controls.describedBy}
              aria-disabled={!controls.open || undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              onKeyDown={(event) => {
                controls.onKeyDown(event);
                controls.onEnter(event);
              }}
            >
              <span aria-hidden="true" className="pylq-grip" />
            </button>
          )}
          <span className="pylq-letter">{letter(option.id)}</span>
          {isOnlyLetter(option) ? (
            <span />
          ) : (
            <Fragment html={option.text} className="pylq-option-text" />
          )}
          {controls && (
            <span className="pylq-moves">
              {[-1, 1].map((step) => (
                <MoveButton
                  key={step}
                  sign={step < 0 ? "↑" : "↓"}
                  label={t(step < 0 ? "ordering.up" : "ordering.down", { item })}
                  off={!controls.open || place + step < 0 || place + step >= places}
                  onPress={() => {
                    controls.onMove(step);
                  }}
                  onKeyDown={controls.onKeyDown}
                />
              ))}
            </span>
          )}
        </div>
        <PartFeedback verdict={verdict} belongs={belongs} note={feedback?.notes[option.id]} />
      </div>
    </li>
  );
}
