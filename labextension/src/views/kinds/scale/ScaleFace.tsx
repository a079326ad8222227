import { Fragment } from "../../Fragment";
import { useTools } from "../../context";
import type { FaceProps } from "../kind_views";
import { scaleLayout } from "./layout";

/** The steps with their labels; a person's own one is marked. */
export function ScaleFace({ question, own }: FaceProps) {
  const { t } = useTools();
  return (
    <ol {...scaleLayout(question.options)} aria-label={t("scale.steps")}>
      {question.options.map(({ id, text }) => {
        const isMine = own?.answer === id;
        return (
          <li key={id} className={`pylq-step pylq-step-shown${isMine ? " pylq-step-mine" : ""}`}>
            <div className="pylq-step-face">
              <span className="pylq-step-value">{id}</span>
              {isMine && (
                <span className="pylq-step-sign">
                  <span aria-hidden="true">•</span>
                  <span className="pylq-unseen"> {t("option.yours")}</span>
                </span>
              )}
            </div>
            {text !== "" && <Fragment html={text} className="pylq-step-text" />}
          </li>
        );
      })}
    </ol>
  );
}
