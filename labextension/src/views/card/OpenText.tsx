import type { KeyboardEvent } from "react";

import type { Lesson, Orders } from "../../room/lesson";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { WrittenText } from "../WrittenText";
import { answerShown } from "./typing";

/** As many characters as surely fit: the host takes 8,000 bytes of UTF-8, up to 3 a unit. */
const MOST = 2_600;

/** A free text. Enter makes a line, as in any text; Ctrl+Enter (or ⌘+Enter) sends. */
export function OpenText({
  lesson,
  orders,
  labelledBy,
  markdown,
  onSend,
}: {
  lesson: Lesson;
  orders: Orders;
  labelledBy: string;
  /** The text may be written in Markdown: below it stands how others will see it. */
  markdown: boolean;
  onSend: () => void;
}) {
  const { t } = useTools();
  const open = lesson.room?.phase === "open";
  const shown = answerShown(lesson);
  const text = typeof shown === "string" ? shown : "";
  const sendOnCtrlEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    onSend();
  };
  return (
    <>
      <textarea
        {...quiet}
        className="pylq-text"
        dir="auto"
        rows={4}
        maxLength={MOST}
        aria-labelledby={labelledBy}
        placeholder={open ? t("card.text_placeholder") : undefined}
        readOnly={!open}
        value={text}
        onChange={(event) => {
          orders.setDraft(event.target.value || null);
        }}
        onKeyDown={sendOnCtrlEnter}
      />
      {markdown && <Preview text={text} />}
    </>
  );
}

function Preview({ text }: { text: string }) {
  const { t } = useTools();
  return (
    <section className="pylq-text-preview" aria-label={t("card.preview")}>
      <p className="pylq-hint">{t(text.trim() === "" ? "card.markdown" : "card.preview")}</p>
      {text.trim() !== "" && <WrittenText text={text} markdown />}
    </section>
  );
}
