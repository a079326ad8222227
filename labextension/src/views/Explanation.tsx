import { Fragment } from "./Fragment";
import { useTools } from "./context";

/** The model answer and the explanation, as far as there are. */
export function Explanation({
  explanation,
  modelAnswer,
}: {
  explanation: string;
  modelAnswer: string;
}) {
  const { t } = useTools();
  return (
    <>
      {modelAnswer && (
        <section className="pylq-explanation">
          <h3>{t("feedback.model_answer")}</h3>
          <Fragment html={modelAnswer} />
        </section>
      )}
      {explanation && (
        <section className="pylq-explanation">
          <h3>{t("feedback.explanation")}</h3>
          <Fragment html={explanation} />
        </section>
      )}
    </>
  );
}
