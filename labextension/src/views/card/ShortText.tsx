import type { Lesson, Orders } from "../../room/lesson";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { answerShown, sendOnEnter } from "./typing";

/** Characters; as many as the host takes. */
const MOST = 500;

/** One line of a student's own. */
export function ShortText({
  lesson,
  orders,
  labelledBy,
  onSend,
}: {
  lesson: Lesson;
  orders: Orders;
  labelledBy: string;
  onSend: () => void;
}) {
  const { t } = useTools();
  const open = lesson.room?.phase === "open";
  const shown = answerShown(lesson);
  return (
    <input
      {...quiet}
      className="pylq-input pylq-short"
      type="text"
      dir="auto"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={MOST}
      aria-labelledby={labelledBy}
      placeholder={open ? t("card.text_placeholder") : undefined}
      readOnly={!open}
      value={typeof shown === "string" ? shown : ""}
      onChange={(event) => {
        orders.setDraft(event.target.value || null);
      }}
      onKeyDown={sendOnEnter(onSend)}
    />
  );
}
