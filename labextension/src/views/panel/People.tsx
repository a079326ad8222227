import type { Lesson } from "../../room/lesson";
import { Scroll } from "../Scroll";
import { useTools } from "../context";
import type { Standing } from "../tally";
import type { Projection } from "./projection";

/** Who has a seat, since when, and whether they answered the current question. */
export function People({
  lesson,
  projection,
  rows,
}: {
  lesson: Lesson;
  projection: Projection;
  rows: readonly Standing[];
}) {
  const { t, clock } = useTools();
  const seated = [...lesson.people.values()].filter(({ role }) => role === "attendee");
  if (seated.length === 0) return <p className="pylq-empty">{t("people.none")}</p>;
  if (!projection.names) {
    return <p className="pylq-empty">{t("people.hidden", { count: seated.length })}</p>;
  }
  const inRound = lesson.room?.round != null;
  const answered = new Set(rows.map(({ seat }) => seat));
  return (
    <Scroll label={t("section.people")}>
      <table className="pylq-table">
        <caption className="pylq-unseen">{t("people.caption", { count: seated.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("people.name")}</th>
            <th scope="col">{t("people.joined")}</th>
            {inRound && <th scope="col">{t("people.answered")}</th>}
          </tr>
        </thead>
        <tbody>
          {seated.map(({ seat, name, at }) => (
            <tr key={seat}>
              <th scope="row">{name}</th>
              <td className="pylq-time">{clock(at)}</td>
              {inRound && <td>{t(answered.has(seat) ? "people.yes" : "people.not_yet")}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
