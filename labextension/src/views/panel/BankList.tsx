import { useId, type ReactNode } from "react";

import type { BankLine, Lesson, Orders } from "../../room/lesson";
import { Button } from "../Button";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { asks, nextLine, pickable, wasAsked } from "./round";

/** The bank's questions, each one click away; folded while a question is being answered. */
export function BankList({
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
  const { bank, room } = lesson;
  if (!bank) return <p className="pylq-hint">{t("bank.none")}</p>;
  const waiting = room?.phase === "waiting";
  const next = nextLine(lesson);
  const title = t("bank.title", { title: bank.title, count: bank.questions.length });
  return (
    <details
      className="pylq-bank"
      // A new element for each, so that the fold follows the phase and then the person's hand.
      key={waiting ? "waiting" : "round"}
      open={waiting}
    >
      <summary {...quiet}>{title}</summary>
      <ol className="pylq-lines" aria-label={title}>
        {bank.questions.map((line) => (
          <Line
            key={line.number}
            line={line}
            asked={wasAsked(lesson, line)}
            isNext={line === next}
            isCurrent={room?.round != null && asks(room.round, line)}
          >
            {pickable(line) && (
              <Button
                off={off}
                look={line === next ? "primary" : "plain"}
                label={t("bank.ask_label", { number: line.number, title: line.title })}
                onPress={() => {
                  press(() => {
                    orders.pick(line);
                  });
                }}
              >
                {t("bank.ask")}
              </Button>
            )}
          </Line>
        ))}
      </ol>
    </details>
  );
}

function Line({
  line,
  asked,
  isNext,
  isCurrent,
  children,
}: {
  line: BankLine;
  asked: boolean;
  isNext: boolean;
  isCurrent: boolean;
  children: ReactNode;
}) {
  const { t } = useTools();
  const problem = useId();
  return (
    <li
      className={`pylq-line${isNext ? " pylq-line-next" : ""}${asked ? " pylq-line-asked" : ""}`}
      aria-current={isCurrent || undefined}
    >
      <span className="pylq-line-number">{line.number}</span>
      <span className="pylq-line-asked-sign">
        {asked && (
          <>
            <span aria-hidden="true">✓</span>
            <span className="pylq-unseen">{t("bank.asked")}</span>
          </>
        )}
      </span>
      <span className="pylq-line-title">
        {line.title}
        {line.problem && (
          <span id={problem} className="pylq-line-problem">
            {line.problem}
          </span>
        )}
      </span>
      {isCurrent ? <span className="pylq-hint">{t("bank.current")}</span> : children}
    </li>
  );
}
