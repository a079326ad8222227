import type { FeedbackDocument, Mark, QuestionDocument } from "../../room/documents";
import { Accepted } from "../Accepted";
import { Distribution } from "../Distribution";
import { Explanation } from "../Explanation";
import { FormBars } from "../FormBars";
import { viewsOf } from "../kinds";
import { useTools } from "../context";
import { earnsPart } from "../verdicts";

/** What follows the options once feedback is shown: why, and how the class answered. */
export function Feedback({
  feedback,
  question,
  mark,
}: {
  feedback: FeedbackDocument;
  question: QuestionDocument;
  /** The own answer's. */
  mark: Mark | null;
}) {
  const { t } = useTools();
  const { answered, counts } = feedback.distribution;
  const { forms = [] } = feedback;
  const views = viewsOf(question.kind);
  const caption = t("distribution.class", { count: answered });
  return (
    <div className="pylq-feedback">
      {!views && forms.length > 0 && (
        <Accepted
          forms={forms}
          right={feedback.right}
          notes={feedback.notes}
          mine={mark?.form ?? null}
          isPartly={earnsPart(mark, question.kind)}
        />
      )}
      <Explanation explanation={feedback.explanation} modelAnswer={feedback.model_answer} />
      {views ? (
        <views.Class
          question={question}
          counts={counts}
          answered={answered}
          right={feedback.right}
          forms={forms}
          caption={caption}
        />
      ) : question.options.length > 0 ? (
        <Distribution
          options={question.options}
          counts={counts}
          answered={answered}
          right={feedback.right}
          caption={caption}
        />
      ) : forms.length > 0 ? (
        <FormBars
          forms={forms}
          counts={counts}
          answered={answered}
          right={feedback.right}
          caption={caption}
        />
      ) : (
        <p className="pylq-hint">{caption}</p>
      )}
    </div>
  );
}
