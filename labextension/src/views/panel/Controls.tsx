import { useMemo, useRef, useSyncExternalStore, type KeyboardEvent } from "react";

import type { Desk } from "../../room/desk";
import type { Lesson, Orders } from "../../room/lesson";
import { Button } from "../Button";
import { NoticeBar } from "../NoticeBar";
import { useTools } from "../context";
import { quiet } from "../quiet";
import type { Standing } from "../tally";
import { actionsOf } from "./actions";
import { BankQueue } from "./BankQueue";
import { CorrectKey } from "./CorrectKey";
import { Header } from "./Header";
import { onPeekKey, type Projection } from "./projection";
import { queueOf } from "./queue";
import { QuickBar } from "./QuickBar";
import { RoundLine } from "./RoundLine";
import { Rounds } from "./Rounds";
import { shortcutOf } from "./shortcuts";

/** All that an instructor does in a lesson. Its keys act only while focus is in here. */
export function Controls({
  lesson,
  orders,
  projection,
  rows,
  desk,
}: {
  lesson: Lesson;
  orders: Orders;
  projection: Projection;
  rows: readonly Standing[];
  desk: Desk | null;
}) {
  const { t } = useTools();
  const element = useRef<HTMLDivElement>(null);
  const { room, bank, connection, pending } = lesson;
  const phase = room?.phase ?? "waiting";
  const isAnnounced = phase === "open" && room?.deadline != null;
  const off = connection !== "live" || pending.size > 0;
  const skipped = useSyncExternalStore(
    desk?.skipped.subscribe ?? NEVER,
    desk?.skipped.getSnapshot ?? NOTHING,
  );
  const queue = useMemo(() => queueOf({ room, bank }, skipped), [room, bank, skipped]);
  const actions = actionsOf(lesson, orders, queue.next);

  // Before a question the next one stands in the queue, with the same key.
  const buttons = actions.filter(({ name }) => name !== "next" || phase !== "waiting");

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
      <Header lesson={lesson} projection={projection} link={desk?.link ?? null} />
      <NoticeBar lesson={lesson} orders={orders} />
      <p role="status" className={phase === "closed" ? "pylq-lead" : "pylq-unseen"}>
        {room ? t(`controls.phase.${isAnnounced ? "announced" : phase}`) : ""}
      </p>
      <RoundLine lesson={lesson} rows={rows} />
      {(buttons.length > 0 || room?.round) && (
        <div className="pylq-buttons">
          {buttons.map(({ name, shortcut, primary, params, run }) => (
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
          {phase !== "closed" && (
            <CorrectKey
              lesson={lesson}
              orders={orders}
              projection={projection}
              off={off}
              press={press}
            />
          )}
        </div>
      )}
      {desk && (phase === "waiting" || phase === "locked" || phase === "revealed") && (
        <QuickBar
          lesson={lesson}
          orders={orders}
          questions={desk.questions}
          off={off}
          press={press}
        />
      )}
      {room && phase !== "closed" && (
        <div className="pylq-controls-end">
          <BankQueue
            lesson={lesson}
            orders={orders}
            queue={queue}
            desk={desk}
            safe={projection.safe}
            off={off}
            press={press}
          />
          <Rounds lesson={lesson} orders={orders} off={off} press={press} />
        </div>
      )}
    </div>
  );
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING = () => NONE;
const NEVER = () => () => undefined;
