import { useMemo } from "react";

import type { Lesson, Orders, Translate } from "../room/lesson";
import { Card } from "./card/Card";
import { makeTools, ToolsContext, type Typeset } from "./context";
import { Panel, type Part } from "./panel/Panel";

/** The student's card, the instructor's panel, or one part of that panel. */
export type View = "panel" | "card" | Part;

const WHOLE: readonly Part[] = ["controls", "question", "results", "attempts"];

/**
 * One view of a lesson. It knows no host: it is fed with snapshots and answers with orders.
 * `now` gives milliseconds since the epoch.
 */
export function LessonView({
  view,
  lesson,
  orders,
  t,
  typeset,
  now = Date.now,
}: {
  view: View;
  lesson: Lesson;
  orders: Orders;
  t: Translate;
  typeset: Typeset;
  now?: () => number;
}) {
  const tools = useMemo(() => makeTools(t, typeset, now), [t, typeset, now]);
  return (
    <ToolsContext value={tools}>
      <div className="pylq-view" lang={t("language")}>
        {view === "card" ? (
          <Card lesson={lesson} orders={orders} />
        ) : (
          <Panel lesson={lesson} orders={orders} parts={view === "panel" ? WHOLE : [view]} />
        )}
      </div>
    </ToolsContext>
  );
}
