import type { FeedbackDocument, QuestionDocument } from "../../room/documents";
import { Distribution } from "../Distribution";
import { Explanation } from "../Explanation";
import { useTools } from "../context";

/** What follows the options once feedback is shown: why, and how the class answered. */
export function Feedback({
  feedback,
  question,
}: {
  feedback: FeedbackDocument;
  question: QuestionDocument;
}) {
  const { t } = useTools();
  const { answered, counts } = feedback.distribution;
  return (
    <div className="pylq-feedback">
      <Explanation explanation={feedback.explanation} modelAnswer={feedback.model_answer} />
      {question.options.length > 0 ? (
        <Distribution
          options={question.options}
          counts={counts}
          answered={answered}
          right={feedback.right}
          caption={t("distribution.class", { count: answered })}
        />
      ) : (
        <p className="pylq-hint">{t("distribution.class", { count: answered })}</p>
      )}
    </div>
  );
}
