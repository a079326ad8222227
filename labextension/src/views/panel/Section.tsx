import { useId, type ReactNode } from "react";

import type { Lesson, Orders } from "../../room/lesson";
import { NoticeBar } from "../NoticeBar";
import { useTools } from "../context";
import type { Part } from "./parts";
import { onPeekKey, type Projection } from "./projection";
import { SafeSwitch } from "./SafeSwitch";

/**
 * One part of the panel under its name. Alone on a page, without controls, it also has what else
 * stands there: the switch, what a person must be told, and whether it is live.
 */
export function Section({
  part,
  lesson,
  orders,
  projection,
  alone,
  children,
}: {
  part: Part;
  lesson: Lesson;
  orders: Orders;
  projection: Projection;
  /** Laid out apart: not inside the panel. */
  alone: boolean;
  children: ReactNode;
}) {
  const { t } = useTools();
  const title = useId();
  const { room, connection } = lesson;
  const onItsOwn = alone && !projection.hasControls;
  const Heading = alone ? "h2" : "h3";
  return (
    // The keys are shortcuts to the buttons in here.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={`pylq-section pylq-section-${part}`}
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (part !== "people") onPeekKey(event, projection);
      }}
    >
      <header className="pylq-section-header">
        <Heading id={title} className="pylq-section-title">
          {t(`section.${part}`)}
        </Heading>
        {onItsOwn && room && connection !== "live" && <ConnectionLine lesson={lesson} />}
        {onItsOwn && room && <SafeSwitch projection={projection} />}
      </header>
      {onItsOwn && <NoticeBar lesson={lesson} orders={orders} />}
      {room ? children : <ConnectionLine lesson={lesson} />}
    </section>
  );
}

/** Whether what is shown is how things are now. */
export function ConnectionLine({ lesson: { connection, polling } }: { lesson: Lesson }) {
  const { t } = useTools();
  return (
    <p className={`pylq-connection pylq-connection-${connection}`}>
      {t(polling ? "connection.polling" : `connection.${connection}`)}
    </p>
  );
}
