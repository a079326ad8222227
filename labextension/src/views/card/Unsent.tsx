import { isTyped } from "../../room/answers";
import type { Lesson } from "../../room/lesson";
import { useTools } from "../context";
import { spoken } from "../answers";

/** What somebody typed and could not send any more, to be read and copied: it is not thrown away. */
export function Unsent({ lesson: { room, question, draft, saving } }: { lesson: Lesson }) {
  const { t } = useTools();
  const isLost = saving.state === "unsent" || saving.state === "refused";
  if (room?.phase === "open" || !isLost || !question || !isTyped(question.kind)) return null;
  const text =
    draft === null || typeof draft === "string" ? draft : spoken(draft, question.kind, t);
  if (text === null || text === "") return null;
  return (
    <div className="pylq-unsent">
      <p className="pylq-hint">{t("card.not_sent_text")}</p>
      <p className="pylq-unsent-text" dir="auto">
        {text}
      </p>
    </div>
  );
}
