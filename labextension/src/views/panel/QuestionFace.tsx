import type { QuestionDocument } from "../../room/documents";
import { Accepted } from "../Accepted";
import { Explanation } from "../Explanation";
import { Fragment } from "../Fragment";
import { OptionVerdict } from "../OptionVerdict";
import { letter, isOnlyLetter } from "../answers";
import { useTools } from "../context";
import { viewsOf } from "../kinds";
import type { Key } from "../kinds/kind_views";

/** A question as a class may see it; with its key, once that was asked for. */
export function QuestionFace({
  question,
  answerKey,
}: {
  question: QuestionDocument;
  /** null: hidden, and not in the page at all. */
  answerKey: Key | null;
}) {
  const { t } = useTools();
  const views = viewsOf(question.kind);
  return (
    <div className="pylq-question">
      {!views?.holdsPrompt && <Fragment html={question.prompt} className="pylq-prompt" />}
      {views && <views.Face question={question} answerKey={answerKey} />}
      {!views && question.options.length > 0 && (
        <ul className="pylq-options" aria-label={t("question.options")}>
          {question.options.map((option) => {
            const isRight = answerKey?.right?.includes(option.id) ?? false;
            const note = answerKey?.notes[option.id];
            return (
              <li
                key={option.id}
                className={`pylq-option pylq-option-shown${isRight ? " pylq-option-right" : ""}`}
              >
                <div className="pylq-option-face">
                  <span className="pylq-letter">{letter(option.id)}</span>
                  {!isOnlyLetter(option) && (
                    <Fragment html={option.text} className="pylq-option-text" />
                  )}
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
      {!views && answerKey && answerKey.forms.length > 0 && (
        <Accepted forms={answerKey.forms} right={answerKey.right} notes={answerKey.notes} />
      )}
      {answerKey && (
        <Explanation explanation={answerKey.explanation} modelAnswer={answerKey.modelAnswer} />
      )}
    </div>
  );
}
