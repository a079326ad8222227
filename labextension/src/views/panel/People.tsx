import { useMemo, useState } from "react";

import type { JoinedFact } from "../../room/documents";
import type { Lesson, Orders } from "../../room/lesson";
import { Scroll } from "../Scroll";
import { useTools } from "../context";
import { quiet } from "../quiet";
import type { Standing } from "../tally";
import { useWindowed } from "../useWindowed";
import { Gap } from "./AttemptTable";
import { PersonRow, type Doing } from "./PersonRow";
import type { Projection } from "./projection";

/** Pixels: a row of one line. */
const ROW = 45;

/** Who has a seat, and who no longer has one; how many, where names are hidden. */
export function People({
  lesson,
  orders,
  projection,
  rows,
  folded,
}: {
  lesson: Lesson;
  orders: Orders;
  projection: Projection;
  rows: readonly Standing[];
  /** Among other parts: opened when somebody looks. */
  folded: boolean;
}) {
  const { t } = useTools();
  const { people, removed } = lesson;
  const attendees = useMemo(
    () => [...people.values()].filter(({ role }) => role === "attendee"),
    [people],
  );
  const seated = useMemo(
    () => attendees.filter(({ seat }) => !removed.has(seat)),
    [attendees, removed],
  );
  const gone = useMemo(
    () => attendees.filter(({ seat }) => removed.has(seat)),
    [attendees, removed],
  );
  if (attendees.length === 0) return <p className="pylq-empty">{t("people.none")}</p>;
  if (!projection.names) {
    return <p className="pylq-empty">{t("people.hidden", { count: seated.length })}</p>;
  }
  const list = (
    <>
      <Seated lesson={lesson} orders={orders} rows={rows} seated={seated} />
      {gone.length > 0 && (
        <p className="pylq-removed">
          {t("people.removed", { names: gone.map(({ name }) => name).join(", ") })}
        </p>
      )}
    </>
  );
  if (!folded) return list;
  return (
    <details className="pylq-people">
      <summary {...quiet}>{t("people.caption", { count: seated.length })}</summary>
      {list}
    </details>
  );
}

function Seated({
  lesson,
  orders,
  rows,
  seated,
}: {
  lesson: Lesson;
  orders: Orders;
  rows: readonly Standing[];
  seated: readonly JoinedFact[];
}) {
  const { t } = useTools();
  const [doing, setDoing] = useState<{ seat: string; what: Doing } | null>(null);
  const { scroller, items, before, after, measure } = useWindowed(
    seated.length,
    ROW,
    (place) => seated[place]?.seat ?? "",
  );
  const inRound = lesson.room?.round != null;
  const isClosed = lesson.room?.phase === "closed";
  const answered = useMemo(() => new Set(rows.map(({ seat }) => seat)), [rows]);
  const off = isClosed || lesson.connection !== "live" || lesson.pending.size > 0;
  const columns = 4 + Number(inRound);
  return (
    <Scroll ref={scroller} label={t("section.people")}>
      <table className="pylq-table" aria-rowcount={seated.length + 1}>
        <caption className="pylq-unseen">{t("people.caption", { count: seated.length })}</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t("people.name")}</th>
            <th scope="col">{t("people.joined")}</th>
            <th scope="col">{t("people.presence")}</th>
            {inRound && <th scope="col">{t("people.answered")}</th>}
            <th scope="col">
              <span className="pylq-unseen">{t("people.change")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Gap height={before} columns={columns} />
          {items.map(({ key, index }) => {
            const person = seated[index];
            return (
              person && (
                <PersonRow
                  key={key}
                  person={person}
                  place={index}
                  here={lesson.here.has(person.seat)}
                  answered={inRound ? answered.has(person.seat) : null}
                  doing={doing?.seat === person.seat ? doing.what : null}
                  off={off}
                  onDo={(seat, what) => {
                    setDoing(what && { seat, what });
                  }}
                  onRename={(seat, name) => {
                    orders.rename(seat, name);
                  }}
                  onRemove={(seat) => {
                    setDoing(null);
                    orders.remove(seat);
                    scroller.current?.focus({ preventScroll: true });
                  }}
                  measure={measure}
                />
              )
            );
          })}
          <Gap height={after} columns={columns} />
        </tbody>
      </table>
    </Scroll>
  );
}
