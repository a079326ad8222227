import { useEffect, useState, useSyncExternalStore } from "react";

import type { Lesson } from "../../room/lesson";
import type { MyAnswers } from "../../room/my_answers";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { PastRound } from "./PastRound";
import { hasQuestion } from "./status";

/** The lesson's earlier questions with the own answers: below the current one, folded, on demand. */
export function Earlier({ lesson, myAnswers }: { lesson: Lesson; myAnswers: MyAnswers }) {
  const { t } = useTools();
  const { rounds, isWhole, busy, notice } = useSyncExternalStore(
    myAnswers.subscribe,
    myAnswers.getSnapshot,
  );
  const [isOpen, setOpen] = useState(false);
  useEffect(() => (isOpen ? myAnswers.watch() : undefined), [isOpen, myAnswers]);
  const current = hasQuestion(lesson) ? lesson.room?.round?.id : undefined;
  const earlier = rounds.filter(({ id }) => id !== current);
  if (isWhole && earlier.length === 0 && !isOpen) return null;
  return (
    <details
      className="pylq-earlier"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary {...quiet}>
        {isWhole ? t("mine.count", { count: earlier.length }) : t("mine.some")}
      </summary>
      {isOpen && (
        <>
          {notice && <p className="pylq-hint">{t("mine.part_list")}</p>}
          {earlier.length === 0 && (
            <p className="pylq-empty">{t(busy ? "mine.reading" : "mine.none")}</p>
          )}
          {earlier.length > 0 && (
            <ol className="pylq-past-list" reversed aria-label={t("mine.some")}>
              {[...earlier].reverse().map((round) => (
                <PastRound key={round.id} round={round} />
              ))}
            </ol>
          )}
        </>
      )}
    </details>
  );
}
