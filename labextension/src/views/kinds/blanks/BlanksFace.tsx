import { useTools } from "../../context";
import type { FaceProps } from "../kind_views";
import { BlankNumber, BlankSign } from "./BlankField";
import { BlankPrompt } from "./BlankPrompt";
import { BlanksFeedback } from "./BlanksFeedback";
import { nameOf, partsIn, partText, verdictIn } from "./parts";

/** The prompt with numbered boxes for its blanks, and what somebody put into them. */
export function BlanksFace({ question, answerKey, own = null }: FaceProps) {
  const { t } = useTools();
  const { blanks = [] } = question;
  const parts = partsIn(own?.answer ?? null, blanks);
  const mark = own?.mark ?? null;
  return (
    <div className="pylq-blanks">
      <BlankPrompt question={question}>
        {(blank) => {
          const text = partText(blank, parts[blanks.indexOf(blank)] ?? "", t("language"));
          const verdict = answerKey && verdictIn(blank, mark, answerKey.right);
          return (
            <span
              className={`pylq-blank-box pylq-blank-shown${verdict ? ` pylq-blank-${verdict}` : ""}`}
            >
              <span className="pylq-unseen">{nameOf(blank, blanks.length, t)}</span>
              <BlankNumber id={blank.id} />
              <span className="pylq-blank-text" dir="auto">
                {text}
              </span>
              {verdict && <BlankSign verdict={verdict} />}
            </span>
          );
        }}
      </BlankPrompt>
      {answerKey && (
        <BlanksFeedback
          blanks={blanks}
          parts={own && parts}
          mark={mark}
          right={answerKey.right}
          notes={answerKey.notes}
          forms={answerKey.forms}
        />
      )}
    </div>
  );
}
