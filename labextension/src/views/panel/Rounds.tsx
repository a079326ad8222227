import type { Lesson, Orders } from "../../room/lesson";
import { Button } from "../Button";
import { useTools } from "../context";
import { quiet } from "../quiet";

/** Earlier rounds whose feedback was shown, to be shown to everyone again. */
export function Rounds({
  lesson,
  orders,
  off,
  press,
}: {
  lesson: Lesson;
  orders: Orders;
  off: boolean;
  press: (order: () => void) => void;
}) {
  const { t } = useTools();
  const current = lesson.room?.round?.id;
  const earlier = (lesson.room?.rounds ?? [])
    .filter((round) => round.phase === "revealed" && round.id !== current)
    .reverse();
  if (earlier.length === 0) return null;
  const title = t("rounds.title", { count: earlier.length });
  return (
    <details className="pylq-rounds">
      <summary {...quiet}>{title}</summary>
      <ul className="pylq-lines" aria-label={title}>
        {earlier.map((round) => (
          <li key={round.id} className="pylq-line">
            <span className="pylq-line-number">{round.number}</span>
            <span className="pylq-line-title" dir="auto">
              {round.title}
            </span>
            <Button
              off={off}
              label={t("rounds.show_label", { number: round.number, title: round.title ?? "" })}
              onPress={() => {
                press(() => {
                  orders.showRound(round.number);
                });
              }}
            >
              {t("rounds.show")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
