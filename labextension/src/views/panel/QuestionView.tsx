import type { Lesson } from "../../room/lesson";
import { Explanation } from "../Explanation";
import { Fragment } from "../Fragment";
import { OptionVerdict } from "../OptionVerdict";
import { letter } from "../answers";
import { useTools } from "../context";
import type { Projection } from "./projection";

/** The current question as a class may see it, and with key, notes and explanation when asked. */
export function QuestionView({ lesson, projection }: { lesson: Lesson; projection: Projection }) {
  const { t } = useTools();
  const { room, question, feedback } = lesson;
  if (!room?.round) {
    return <p className="pylq-empty">{t("question.none")}</p>;
  }
  if (!question) return <p className="pylq-empty">{t("card.question_coming")}</p>;
  // The feedback may amend the key of the copy that was picked.
  const source = projection.key ? (feedback ?? question) : null;
  const right = source?.right ?? null;
  return (
    <div className="pylq-question">
      <Fragment html={question.prompt} className="pylq-prompt" />
      {question.options.length > 0 && (
        <ul className="pylq-options" aria-label={t("question.options")}>
          {question.options.map((option) => {
            const isRight = right?.includes(option.id) ?? false;
            const note = source?.notes?.[option.id];
            return (
              <li
                key={option.id}
                className={`pylq-option pylq-option-shown${isRight ? " pylq-option-right" : ""}`}
              >
                <div className="pylq-option-face">
                  <span className="pylq-letter">{letter(option.id)}</span>
                  <Fragment html={option.text} className="pylq-option-text" />
                </div>
                {(isRight || note) && (
                  <div className="pylq-option-feedback">
                    {isRight && <OptionVerdict verdict="right" yours={false} />}
                    {note && <Fragment html={note} className="pylq-note" />}
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {source && (
        <Explanation
          explanation={source.explanation ?? ""}
          modelAnswer={source.model_answer ?? ""}
        />
      )}
    </div>
  );
}
