import { useMemo } from "react";

import type { Desk } from "../room/desk";
import type { Lesson, Orders, Translate } from "../room/lesson";
import type { MyAnswers } from "../room/my_answers";
import type { ProjectionStore } from "../room/projection_store";
import { Card } from "./card/Card";
import { makeTools, notNow, ToolsContext, type Typeset } from "./context";
import { download, type Download } from "./download";
import { noAssets, type ShowAsset } from "./images";
import { Panel } from "./panel/Panel";
import type { Part } from "./panel/parts";
import type { ParseMarkdown } from "./pieces";

/** The student's card, the instructor's panel, or one part of that panel. */
export type View = "panel" | "card" | Part;

const nothing = () => undefined;

const WHOLE: readonly Part[] = ["controls", "question", "results", "attempts", "people"];

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
  desk = null,
  myAnswers = null,
  save = download,
  look = nothing,
  t,
  typeset,
  parseMarkdown = notNow,
  asset = noAssets,
  now = Date.now,
}: {
  view: View;
  lesson: Lesson;
  orders: Orders;
  projection: ProjectionStore;
  /** What an owner's panel asks of the host; without it the panel has only the lesson. */
  desk?: Desk | null;
  /** What the student's card keeps of earlier rounds; null: it offers none. */
  myAnswers?: MyAnswers | null;
  /** How a file gets to the person. */
  save?: Download;
  /** Called when somebody comes back to the panel: what its kernel knows may have changed. */
  look?: () => void;
  t: Translate;
  typeset: Typeset;
  parseMarkdown?: ParseMarkdown;
  asset?: ShowAsset;
  now?: () => number;
}) {
  const { ahead } = lesson;
  // The host's clock: all times in documents are its own, and a page's may be wrong by hours.
  const tools = useMemo(
    () => makeTools(t, typeset, () => now() + ahead, asset, parseMarkdown),
    [t, typeset, parseMarkdown, now, ahead, asset],
  );
  return (
    <ToolsContext value={tools}>
      <div className="pylq-view" lang={t("language")}>
        {view === "card" ? (
          <Card lesson={lesson} orders={orders} myAnswers={myAnswers} save={save} />
        ) : (
          <Panel
            lesson={lesson}
            orders={orders}
            parts={view === "panel" ? WHOLE : [view]}
            store={projection}
            desk={desk}
            look={look}
          />
        )}
      </div>
    </ToolsContext>
  );
}
