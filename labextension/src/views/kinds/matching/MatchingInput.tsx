import { answerShown, sendOnEnter } from "../../card/typing";
import { useTools } from "../../context";
import type { InputProps } from "../kind_views";
import { optionName } from "../plain";
import { MatchingPart } from "./MatchingPart";
import { pairing, targetNames } from "./pairing";
import { TargetChoice } from "./TargetChoice";
import { Targets } from "./Targets";

/** For each option a list of the targets to choose from. */
export function MatchingInput({
  lesson,
  question,
  orders,
  labelledBy,
  onSend,
  feedback,
}: InputProps) {
  const { t } = useTools();
  const open = lesson.room?.phase === "open";
  const chosen = pairing(question, answerShown(lesson));
  const names = targetNames(question);
  // Enter may be meant for a list that hangs open: it sends nothing that is not whole.
  const send = sendOnEnter(onSend);
  const isWhole = !chosen.includes("");

  const choose = (place: number, target: string) => {
    if (!open) return;
    const next = chosen.map((before, at) => (at === place ? target : before));
    const isNothing = next.every((each) => each === "") && lesson.mine?.answer == null;
    orders.setDraft(isNothing ? null : next);
  };

  return (
    <div className="pylq-matching">
      <Targets question={question} />
      <ul className="pylq-options" aria-labelledby={labelledBy}>
        {question.options.map((option, place) => (
          <MatchingPart
            key={option.id}
            option={option}
            chosen={chosen[place] ?? ""}
            names={names}
            feedback={feedback}
          >
            {(describedBy) => (
              <TargetChoice
                label={t("matching.choice", { option: optionName(option, 40) })}
                describedBy={describedBy}
                names={names}
                open={open}
                value={chosen[place] ?? ""}
                onChoose={(target) => {
                  choose(place, target);
                }}
                onEnter={(event) => {
                  if (open && isWhole) send(event);
                }}
              />
            )}
          </MatchingPart>
        ))}
      </ul>
    </div>
  );
}
