import { useState } from "react";

import type { Lesson } from "../../room/lesson";
import { Button } from "../Button";
import { Scroll } from "../Scroll";
import { useTools } from "../context";
import type { Standing } from "../tally";
import { AttemptRow } from "./AttemptRow";
import type { Projection } from "./projection";

/** As many rows as a screen can use; the rest are one click away and cost nothing until then. */
const WINDOW = 40;

/** Who answered what, the newest first, as it is committed. */
export function Attempts({
  lesson,
  projection,
  rows,
}: {
  lesson: Lesson;
  projection: Projection;
  rows: readonly Standing[];
}) {
  const { t } = useTools();
  const [all, setAll] = useState(false);
  const { room, question, people } = lesson;
  if (!room?.round || !question) return <p className="pylq-empty">{t("attempts.no_round")}</p>;
  if (rows.length === 0) return <p className="pylq-empty">{t("attempts.none")}</p>;
  const { names, split } = projection;
  if (!names && !split) {
    // Times alone tell nobody anything, and a row for each fills a projected screen.
    return <p className="pylq-empty">{t("attempts.hidden", { count: rows.length })}</p>;
  }
  // A text has no mark: a column of dashes would only take room.
  const marks = projection.marks && question.options.length > 0;
  const shown = all ? rows : rows.slice(0, WINDOW);
  return (
    <div className="pylq-attempts">
      {!names && <p className="pylq-hint">{t("attempts.names_hidden")}</p>}
      <Scroll label={t("section.attempts")}>
        <table className="pylq-table">
          <caption className="pylq-unseen">{t("attempts.caption", { count: rows.length })}</caption>
          <thead>
            <tr>
              {names && <th scope="col">{t("attempts.name")}</th>}
              {split && <th scope="col">{t("attempts.answer")}</th>}
              {marks && <th scope="col">{t("attempts.right")}</th>}
              <th scope="col">{t("attempts.time")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <AttemptRow
                key={row.seat}
                last={row.last}
                earlier={row.earlier}
                name={names ? (people.get(row.seat)?.name ?? t("attempts.nameless")) : null}
                kind={question.kind}
                split={split}
                marks={marks}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {rows.length > WINDOW && (
        <Button
          look="link"
          expanded={all}
          onPress={() => {
            setAll(!all);
          }}
        >
          {all ? t("attempts.fewer") : t("attempts.all", { count: rows.length })}
        </Button>
      )}
    </div>
  );
}
