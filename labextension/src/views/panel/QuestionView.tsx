import type { Lesson } from "../../room/lesson";
import { useTools } from "../context";
import type { Projection } from "./projection";
import { QuestionFace } from "./QuestionFace";
import { keyOf } from "./round";

/** The current question as a class may see it, and with key, notes and explanation when asked. */
export function QuestionView({ lesson, projection }: { lesson: Lesson; projection: Projection }) {
  const { t } = useTools();
  const { room, question, feedback } = lesson;
  if (!room?.round) {
    return <p className="pylq-empty">{t("question.none")}</p>;
  }
  if (!question) return <p className="pylq-empty">{t("card.question_coming")}</p>;
  const { notes, explanation, model_answer } = feedback ?? question;
  return (
    <QuestionFace
      question={question}
      answerKey={
        projection.key
          ? {
              right: keyOf(lesson),
              notes: notes ?? {},
              explanation: explanation ?? "",
              modelAnswer: model_answer ?? "",
              forms: question.forms ?? [],
            }
          : null
      }
    />
  );
}
