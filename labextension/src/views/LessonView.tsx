import { useMemo } from "react";

import type { Lesson, Orders, Translate } from "../room/lesson";
import type { MyRooms } from "../room/my_rooms";
import type { ProjectionStore } from "../room/projection_store";
import { Card } from "./card/Card";
import { makeTools, ToolsContext, type Typeset } from "./context";
import { Panel } from "./panel/Panel";
import type { Part } from "./panel/parts";

/** The student's card, the instructor's panel, or one part of that panel. */
export type View = "panel" | "card" | Part;

const WHOLE: readonly Part[] = ["controls", "question", "results", "attempts"];

/**
 * One view of a lesson. It knows no host: it is fed with snapshots and answers with orders.
 * `now` gives milliseconds since the epoch by the page's clock. Views of one room on a page share its
 * `projection`.
 */
export function LessonView({
  view,
  lesson,
  orders,
  projection,
  myRooms = null,
  t,
  typeset,
  now = Date.now,
}: {
  view: View;
  lesson: Lesson;
  orders: Orders;
  projection: ProjectionStore;
  myRooms?: MyRooms | null;
  t: Translate;
  typeset: Typeset;
  now?: () => number;
}) {
  const { ahead } = lesson;
  // The host's clock: all times in documents are its own, and a page's may be wrong by hours.
  const tools = useMemo(() => makeTools(t, typeset, () => now() + ahead), [t, typeset, now, ahead]);
  return (
    <ToolsContext value={tools}>
      <div className="pylq-view" lang={t("language")}>
        {view === "card" ? (
          <Card lesson={lesson} orders={orders} />
        ) : (
          <Panel
            lesson={lesson}
            orders={orders}
            parts={view === "panel" ? WHOLE : [view]}
            store={projection}
            myRooms={myRooms}
          />
        )}
      </div>
    </ToolsContext>
  );
}
