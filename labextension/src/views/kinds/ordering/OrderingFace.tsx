import { Fragment } from "../../Fragment";
import { isOnlyLetter, letter } from "../../answers";
import { useTools } from "../../context";
import type { FaceProps } from "../kind_views";
import { PartFeedback } from "../PartFeedback";
import { shownOrder } from "./order";
import { OrderingItem } from "./OrderingItem";
import { RightOrder } from "./RightOrder";

/** What is to be ordered; where a person's own answer is looked at again, in that person's order. */
export function OrderingFace({ question, answerKey, own = null }: FaceProps) {
  const { t } = useTools();
  const feedback = answerKey && { ...answerKey, isAnswered: true };
  return (
    <div className="pylq-ordering">
      {own ? (
        <ol className="pylq-order" aria-label={t("ordering.own")}>
          {shownOrder(question, own.answer, null).map((option, place, { length }) => (
            <OrderingItem
              key={option.id}
              option={option}
              place={place}
              places={length}
              feedback={feedback}
            />
          ))}
        </ol>
      ) : (
        <ul className="pylq-options" aria-label={t("question.options")}>
          {question.options.map((option) => (
            <li key={option.id} className="pylq-option pylq-option-shown">
              <div className="pylq-option-face">
                <span className="pylq-letter">{letter(option.id)}</span>
                {!isOnlyLetter(option) && (
                  <Fragment html={option.text} className="pylq-option-text" />
                )}
              </div>
              <PartFeedback verdict={null} belongs={null} note={answerKey?.notes[option.id]} />
            </li>
          ))}
        </ul>
      )}
      {answerKey?.right && own?.mark?.right !== true && (
        <RightOrder question={question} right={answerKey.right} />
      )}
    </div>
  );
}
