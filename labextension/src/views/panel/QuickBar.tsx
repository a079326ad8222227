import { useId, useState, useSyncExternalStore } from "react";

import type { Lesson, Orders } from "../../room/lesson";
import type { Questions } from "../../room/questions";
import { Button } from "../Button";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { sentence } from "../words";
import { QUICK, sourceOf, type Quick } from "./quick";

/** Asks a question that is in no bank, with one click: said aloud, or typed beside it. */
export function QuickBar({
  lesson,
  orders,
  questions,
  off,
  press,
}: {
  lesson: Lesson;
  orders: Orders;
  questions: Questions;
  off: boolean;
  press: (order: () => void) => void;
}) {
  const { t } = useTools();
  const id = useId();
  const [typed, setTyped] = useState("");
  const { busy, notice } = useSyncExternalStore(questions.subscribe, questions.getSnapshot);
  const { room } = lesson;

  const ask = async (quick: Quick) => {
    const number = Math.max(0, ...(room?.rounds ?? []).map((round) => round.number)) + 1;
    const hash = await questions.put(sourceOf(quick, typed, number, t));
    if (hash === null) return;
    setTyped("");
    // The same words once more are a vote of their own, not the round that is over.
    orders.pick({ hash, bank: null, cell: null }, room?.round?.question === hash);
  };
  return (
    <div className="pylq-quick" role="group" aria-label={t("quick.label")}>
      <span className="pylq-tool pylq-quick-prompt">
        <label htmlFor={id}>{t("quick.prompt")}</label>
        <input
          {...quiet}
          id={id}
          dir="auto"
          className="pylq-input"
          value={typed}
          maxLength={300}
          autoComplete="off"
          placeholder={t("quick.placeholder")}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </span>
      <span className="pylq-buttons">
        {QUICK.map((quick) => (
          <Button
            key={quick}
            off={off || busy}
            label={t(`quick.ask.${quick}`)}
            onPress={() => {
              press(() => {
                void ask(quick);
              });
            }}
          >
            {t(`quick.${quick}`)}
          </Button>
        ))}
      </span>
      <p role="status" className={notice ? "pylq-quick-notice" : "pylq-unseen"}>
        {notice ? sentence(t, notice) : ""}
      </p>
    </div>
  );
}
