import { useState } from "react";

import { answerShown, sendOnEnter } from "../../card/typing";
import { useTools } from "../../context";
import { quiet } from "../../quiet";
import type { InputProps } from "../kind_views";
import { answerIn, linesOf, LONGEST, mostOf } from "./lines";
import { WordsFace } from "./WordsFace";

/**
 * A line for each word. What is typed stays in its line exactly as it was typed; the draft is what it
 * comes to, without empty lines and the same word twice.
 */
export function WordsInput({ lesson, question, orders, labelledBy, onSend }: InputProps) {
  const { t } = useTools();
  const most = mostOf(question);
  const open = lesson.room?.phase === "open";
  const shown = answerShown(lesson);
  const [typed, setTyped] = useState<{ lines: string[]; shown: string }>();
  // Another tab may have stored something else meanwhile: then that is shown.
  const isMine =
    typed?.shown === JSON.stringify(shown) && (open || lesson.saving.state === "saving");
  const lines = isMine ? typed.lines : linesOf(shown, most);

  const type = (place: number, text: string) => {
    const next = lines.map((line, at) => (at === place ? text : line));
    const meant = answerIn(next);
    // With nothing typed the stored answer is the one that holds; the lines stay empty all the same.
    setTyped({ lines: next, shown: JSON.stringify(meant ?? lesson.mine?.answer ?? null) });
    orders.setDraft(meant);
  };
  return (
    <div className="pylq-words" role="group" aria-labelledby={labelledBy}>
      <WordsFace question={question} answerKey={null} />
      {lines.map((line, place) => (
        // Lines have no name but their place, and never change it.
        <label key={place} className="pylq-word-line">
          <span className="pylq-word-name">{t("words.line", { number: place + 1 })}</span>
          <input
            {...quiet}
            className="pylq-input pylq-short"
            type="text"
            dir="auto"
            autoComplete="off"
            autoCapitalize="off"
            maxLength={LONGEST}
            readOnly={!open}
            value={line}
            onChange={(event) => {
              type(place, event.target.value);
            }}
            onKeyDown={sendOnEnter(onSend)}
          />
        </label>
      ))}
    </div>
  );
}
