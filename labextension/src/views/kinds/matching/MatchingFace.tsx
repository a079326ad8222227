import { useTools } from "../../context";
import type { FaceProps } from "../kind_views";
import { MatchingPart } from "./MatchingPart";
import { pairing, targetNames } from "./pairing";
import { Targets } from "./Targets";

/** Options and targets; where a person's own answer is looked at again, with what was chosen. */
export function MatchingFace({ question, answerKey, own = null }: FaceProps) {
  const { t } = useTools();
  const names = targetNames(question);
  const chosen = own && pairing(question, own.answer);
  return (
    <div className="pylq-matching">
      <Targets question={question} />
      <ul className="pylq-options" aria-label={t("question.options")}>
        {question.options.map((option, place) => {
          const target = chosen?.[place] ?? "";
          return (
            <MatchingPart
              key={option.id}
              option={option}
              chosen={target}
              names={names}
              feedback={answerKey}
            >
              {() =>
                chosen && (
                  <span className="pylq-chosen">
                    <span aria-hidden="true">→ </span>
                    {target === "" ? t("matching.none") : (names.get(target) ?? target)}
                  </span>
                )
              }
            </MatchingPart>
          );
        })}
      </ul>
    </div>
  );
}
