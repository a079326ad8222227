import type { Lesson } from "../../room/lesson";
import { Distribution } from "../Distribution";
import { useTools } from "../context";
import { counts, type Standing } from "../tally";
import type { Projection } from "./projection";

/** How the class is split; nothing of it is in the page before it is asked for. */
export function Results({
  lesson,
  projection,
  rows,
}: {
  lesson: Lesson;
  projection: Projection;
  rows: readonly Standing[];
}) {
  const { t } = useTools();
  const { room, question, feedback } = lesson;
  if (!room?.round || !question) return <p className="pylq-empty">{t("results.none")}</p>;
  if (question.options.length === 0) {
    return <p className="pylq-empty">{t("results.text", { count: rows.length })}</p>;
  }
  if (!projection.split) return <p className="pylq-empty">{t("results.hidden")}</p>;
  const right = projection.key ? ((feedback ?? question).right ?? null) : null;
  // Once shown, the whole room has these figures: ours are the same ones.
  const answered = feedback?.distribution.answered ?? rows.length;
  return (
    <Distribution
      options={question.options}
      counts={feedback?.distribution.counts ?? counts(rows, question.kind)}
      answered={answered}
      right={right}
      caption={t("distribution.class", { count: answered })}
    />
  );
}
