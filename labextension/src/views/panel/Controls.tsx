import { useRef, type KeyboardEvent } from "react";

import type { Lesson, Orders } from "../../room/lesson";
import { Button } from "../Button";
import { NoticeBar } from "../NoticeBar";
import { useTools } from "../context";
import { quiet } from "../quiet";
import type { Standing } from "../tally";
import { actionsOf } from "./actions";
import { BankList } from "./BankList";
import { Header } from "./Header";
import { onPeekKey, type Projection } from "./projection";
import { RoundLine } from "./RoundLine";
import { Rounds } from "./Rounds";
import { shortcutOf } from "./shortcuts";

/** All that an instructor does in a lesson. Its keys act only while focus is in here. */
export function Controls({
  lesson,
  orders,
  projection,
  rows,
}: {
  lesson: Lesson;
  orders: Orders;
  projection: Projection;
  rows: readonly Standing[];
}) {
  const { t } = useTools();
  const element = useRef<HTMLDivElement>(null);
  const { room, connection, pending } = lesson;
  const phase = room?.phase ?? "waiting";
  const off = connection !== "live" || pending.size > 0;
  const actions = actionsOf(lesson, orders);

  const press = (order: () => void) => {
    if (off) return;
    order();
    // The button is often gone in the next phase, and the keyboard's focus would go with it.
    element.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const key = shortcutOf(event);
    const action = key === null ? undefined : actions.find(({ shortcut }) => shortcut === key);
    if (!action) {
      if (room?.round) onPeekKey(event, projection);
      return;
    }
    event.preventDefault();
    press(action.run);
  };

  return (
    // The keys are shortcuts to buttons that are all in here.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      {...quiet}
      ref={element}
      role="group"
      aria-label={t("controls.label")}
      tabIndex={-1}
      className="pylq-controls"
      onKeyDown={onKeyDown}
    >
      <Header lesson={lesson} projection={projection} />
      <NoticeBar lesson={lesson} orders={orders} />
      <p role="status" className={phase === "closed" ? "pylq-lead" : "pylq-unseen"}>
        {room ? t(`controls.phase.${phase}`) : ""}
      </p>
      <RoundLine lesson={lesson} rows={rows} />
      {actions.length > 0 && (
        <div className="pylq-buttons">
          {actions.map(({ name, shortcut, primary, params, run }) => (
            <Button
              key={name}
              look={primary ? "primary" : "plain"}
              off={off}
              {...(shortcut ? { shortcut } : {})}
              onPress={() => {
                press(run);
              }}
            >
              {t(`controls.${name}`, params)}
            </Button>
          ))}
        </div>
      )}
      {room && phase !== "closed" && (
        <div className="pylq-controls-end">
          <BankList lesson={lesson} orders={orders} off={off} press={press} />
          <Rounds lesson={lesson} orders={orders} off={off} press={press} />
        </div>
      )}
    </div>
  );
}
