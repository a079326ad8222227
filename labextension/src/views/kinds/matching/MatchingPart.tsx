import { type ReactNode, useId } from "react";

import type { QuestionOption } from "../../../room/documents";
import { Fragment } from "../../Fragment";
import { isOnlyLetter, letter } from "../../answers";
import { useTools } from "../../context";
import { eitherOf, rightFor, verdictOfPair } from "../pairs";
import { PartFeedback } from "../PartFeedback";

/** One option with what was chosen for it, and what feedback says of that. */
export function MatchingPart({
  option,
  chosen,
  names,
  feedback,
  children,
}: {
  option: QuestionOption;
  /** A target's id; empty: none. */
  chosen: string;
  names: ReadonlyMap<string, string>;
  feedback: {
    right: readonly string[] | null;
    notes: Readonly<Record<string, string>>;
  } | null;
  /** Where the target is chosen or shown; gets the id of what feedback says, if it says anything. */
  children: (describedBy: string | undefined) => ReactNode;
}) {
  const { t } = useTools();
  const id = useId();
  const right = feedback?.right ?? null;
  const verdict = verdictOfPair(option.id, chosen, right);
  const fitting = rightFor(option.id, right);
  const belongs =
    verdict !== "right" && fitting.length > 0
      ? t("matching.belongs", {
          target: eitherOf(
            fitting.map((target) => names.get(target) ?? target),
            t("language"),
          ),
        })
      : null;
  const note = feedback?.notes[option.id];
  const isDescribed = verdict !== null || belongs !== null || note !== undefined;
  return (
    <li className={`pylq-option pylq-option-shown${verdict ? ` pylq-option-${verdict}` : ""}`}>
      <div className="pylq-option-face pylq-pair">
        <span className="pylq-letter">{letter(option.id)}</span>
        {isOnlyLetter(option) ? (
          <span />
        ) : (
          <Fragment html={option.text} className="pylq-option-text" />
        )}
        {children(isDescribed ? id : undefined)}
      </div>
      <PartFeedback id={id} verdict={verdict} belongs={belongs} note={note} />
    </li>
  );
}
