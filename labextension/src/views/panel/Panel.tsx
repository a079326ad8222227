import { useLayoutEffect, useMemo } from "react";

import type { Desk } from "../../room/desk";
import type { Lesson, Orders } from "../../room/lesson";
import type { ProjectionStore } from "../../room/projection_store";
import { standings } from "../tally";
import { Attempts } from "./Attempts";
import { CloseRoom } from "./CloseRoom";
import { Controls } from "./Controls";
import type { Part } from "./parts";
import { Peek } from "./Peek";
import { People } from "./People";
import { useProjection } from "./projection";
import { QuestionView } from "./QuestionView";
import { Results } from "./Results";
import { RoomList } from "./RoomList";
import { Section } from "./Section";

/** The instructor's views: the whole panel, or one part of it. */
export function Panel({
  lesson,
  orders,
  parts,
  store,
  desk,
  look,
}: {
  lesson: Lesson;
  orders: Orders;
  parts: readonly Part[];
  store: ProjectionStore;
  desk: Desk | null;
  /** Somebody is back at this panel, and may have edited the bank meanwhile. */
  look: () => void;
}) {
  const projection = useProjection(lesson, store);
  const round = lesson.room?.round?.id ?? "";
  const { attempts, removed } = lesson;
  const rows = useMemo(() => standings(attempts, round, removed), [attempts, round, removed]);
  const given = { lesson, projection, rows };
  const hasControls = parts.includes("controls");
  const alone = parts.length === 1;
  // Without a round the whole panel is its controls; a part alone says what will be there.
  const has = (part: Part) =>
    parts.includes(part) &&
    (alone || lesson.room?.round != null || (part === "people" && lesson.room));
  const section = { lesson, orders, projection, alone };
  const phase = lesson.room?.phase ?? "closed";

  // Before the page is drawn: no switch of another view may flash up.
  useLayoutEffect(() => (hasControls ? store.addControls() : undefined), [hasControls, store]);

  return (
    <div
      className={`pylq-panel${alone ? "" : " pylq-panel-whole"}`}
      onFocus={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        // Whoever comes back may have opened the room to the network meanwhile.
        void desk?.link.read();
        look();
      }}
      // Before the press that asks a question, which would be the old one.
      onPointerEnter={look}
    >
      {hasControls && <Controls {...given} orders={orders} desk={desk} />}
      {has("question") && (
        <Section {...section} part="question">
          {!hasControls && <Peek lesson={lesson} projection={projection} only="key" />}
          <QuestionView {...given} />
        </Section>
      )}
      {has("results") && (
        <Section {...section} part="results">
          <Peek lesson={lesson} projection={projection} />
          <Results {...given} />
        </Section>
      )}
      {has("attempts") && (
        <Section {...section} part="attempts">
          {!has("results") && <Peek lesson={lesson} projection={projection} only="split" />}
          <Attempts {...given} orders={orders} />
        </Section>
      )}
      {has("people") && (
        <Section {...section} part="people">
          <People {...given} orders={orders} folded={!alone} />
        </Section>
      )}
      {hasControls && desk && <RoomList myRooms={desk.myRooms} current={lesson.room?.id ?? ""} />}
      {hasControls && phase !== "closed" && (
        <CloseRoom orders={orders} off={lesson.connection !== "live" || lesson.pending.size > 0} />
      )}
    </div>
  );
}
