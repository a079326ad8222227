import { useId, useState } from "react";

import type { Blank } from "../../../room/documents";
import { answerShown } from "../../card/typing";
import { useTools } from "../../context";
import { readNumber, whyUnread } from "../../number_text";
import type { InputProps } from "../kind_views";
import { BlankField } from "./BlankField";
import { BlankPrompt } from "./BlankPrompt";
import { BlanksFeedback } from "./BlanksFeedback";
import { nameOf, partsIn, partText, verdictIn } from "./parts";

/** What was typed in a number's blank, and what of it stands in the draft. */
interface Typed {
  text: string;
  part: string;
}

/** The prompt with a field for each of its blanks. */
export function BlanksInput({
  lesson,
  question,
  orders,
  labelledBy,
  onSend,
  feedback,
}: InputProps) {
  const { t } = useTools();
  const language = t("language");
  const id = useId();
  const { blanks = [] } = question;
  const open = lesson.room?.phase === "open";
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  /** The blank that is being typed in: half a number is no mistake yet. */
  const [busy, setBusy] = useState<string | null>(null);
  /** All was taken out, and the person is still at it: what is stored must not come back at once. */
  const [isCleared, setCleared] = useState(false);

  const isEmpty = open && isCleared && lesson.draft === null;
  const parts = partsIn(isEmpty ? null : answerShown(lesson), blanks);
  const mark = lesson.mine?.mark ?? null;

  const textIn = (blank: Blank): string => {
    const part = parts[blanks.indexOf(blank)] ?? "";
    const own = typed[blank.id];
    // Another tab may have stored something else meanwhile: then that is shown.
    if (blank.kind === "number")
      return own?.part === part ? own.text : partText(blank, part, language);
    return part;
  };
  const troubleIn = (blank: Blank): string | null => {
    const text = textIn(blank);
    if (!open || blank.kind !== "number" || text.trim() === "" || busy === blank.id) return null;
    const why = whyUnread(text, t);
    return why === null ? null : t("blanks.trouble", { number: blank.id, why });
  };
  const type = (blank: Blank, text: string) => {
    const read = blank.kind === "number" ? readNumber(text, language) : { problem: null };
    const part = "number" in read ? String(read.number) : text;
    const next = blanks.map((each, place) => (each === blank ? part : (parts[place] ?? "")));
    const isNothing = next.every((each) => each === "");
    setTyped({ ...typed, [blank.id]: { text, part } });
    setBusy(blank.id);
    setCleared(isNothing);
    orders.setDraft(isNothing ? null : next);
  };
  const troubles = blanks.flatMap((blank) => {
    const words = troubleIn(blank);
    return words === null ? [] : [{ blank, words }];
  });

  return (
    <div
      className="pylq-blanks"
      onBlur={(event) => {
        setBusy(null);
        if (!event.currentTarget.contains(event.relatedTarget)) setCleared(false);
      }}
    >
      <BlankPrompt question={question} id={labelledBy}>
        {(blank) => {
          const isUnread = troubles.some((each) => each.blank === blank);
          const told = feedback ? "told" : isUnread ? "trouble" : null;
          return (
            <BlankField
              blank={blank}
              name={nameOf(blank, blanks.length, t)}
              numbered={blanks.length > 1}
              text={textIn(blank)}
              open={open}
              isUnread={isUnread}
              describedBy={told === null ? undefined : `${id}-${told}-${blank.id}`}
              verdict={feedback && verdictIn(blank, mark, feedback.right)}
              onChange={(text) => {
                type(blank, text);
              }}
              onSend={() => {
                setBusy(null);
                onSend();
              }}
            />
          );
        }}
      </BlankPrompt>
      {troubles.map(({ blank, words }) => (
        <p key={blank.id} id={`${id}-trouble-${blank.id}`} className="pylq-blank-trouble">
          {words}
        </p>
      ))}
      {feedback && (
        <BlanksFeedback
          blanks={blanks}
          parts={lesson.mine?.answer == null ? null : parts}
          mark={mark}
          right={feedback.right}
          notes={feedback.notes}
          forms={feedback.forms ?? []}
          id={`${id}-told`}
        />
      )}
    </div>
  );
}
