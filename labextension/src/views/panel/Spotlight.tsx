import type { QuestionDocument } from "../../room/documents";
import { Fragment } from "../Fragment";
import { Overlay } from "../Overlay";
import { letter, isOnlyLetter, spoken } from "../answers";
import { useTools } from "../context";
import type { Group } from "./groups";

/** One answer in large print, without who gave it and whether it is right: safe to project. */
export function Spotlight({
  group,
  question,
  onClose,
}: {
  group: Group;
  question: QuestionDocument;
  onClose: () => void;
}) {
  const { t } = useTools();
  const { answer } = group;
  const isOption = question.kind === "single" || question.kind === "scale";
  const option = isOption ? question.options.find(({ id }) => id === answer) : undefined;
  return (
    <Overlay label={t("attempts.spotlight_title")} onClose={onClose}>
      {option ? (
        <div className="pylq-spotlight">
          <span className="pylq-letter">{letter(option.id)}</span>
          {!isOnlyLetter(option) && <Fragment html={option.text} />}
        </div>
      ) : (
        <p className="pylq-spotlight pylq-answer" dir="auto">
          {spoken(answer, question.kind, t)}
        </p>
      )}
    </Overlay>
  );
}
