import type { QuestionDocument } from "../../../room/documents";
import { Fragment } from "../../Fragment";
import { isOnlyLetter, letter } from "../../answers";
import { useTools } from "../../context";
import { eitherOf } from "../pairs";
import { rightOrder } from "./order";

/** The order that is right, as a list. */
export function RightOrder({
  question,
  right,
}: {
  question: QuestionDocument;
  right: readonly string[];
}) {
  const { t } = useTools();
  return (
    <section className="pylq-explanation">
      <h3>{t("ordering.right")}</h3>
      <ol className="pylq-right-order" aria-label={t("ordering.right")}>
        {rightOrder(question, right).map(({ option, places }) => (
          <li key={option.id}>
            <span className="pylq-order-place">{eitherOf(places, t("language"))}</span>
            <span className="pylq-letter">{letter(option.id)}</span>
            {!isOnlyLetter(option) && <Fragment html={option.text} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
