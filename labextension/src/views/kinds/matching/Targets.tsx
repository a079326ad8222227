import type { QuestionDocument } from "../../../room/documents";
import { Fragment } from "../../Fragment";
import { useTools } from "../../context";

/** What options are matched with, numbered as everyone calls it. */
export function Targets({ question: { targets = [] } }: { question: QuestionDocument }) {
  const { t } = useTools();
  return (
    <section className="pylq-targets">
      <h3>{t("matching.targets")}</h3>
      <ol aria-label={t("matching.targets")}>
        {targets.map(({ id, text }) => (
          <li key={id}>
            <span className="pylq-letter">{id}</span>
            <Fragment html={text} />
          </li>
        ))}
      </ol>
    </section>
  );
}
