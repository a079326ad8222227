import type { Lesson } from "../../room/lesson";
import { Bars } from "../Bars";
import { Distribution } from "../Distribution";
import { useTools } from "../context";
import { viewsOf } from "../kinds";
import { counts, type Standing } from "../tally";
import { WrittenText } from "../WrittenText";
import { Combinations } from "./Combinations";
import { earlierVote } from "./earlier";
import { groupsOf, MOST_BARS } from "./groups";
import { OwnNumbers } from "./OwnNumbers";
import type { Projection } from "./projection";
import { keyOf } from "./round";

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
  if (!projection.split) return <p className="pylq-empty">{t("results.hidden")}</p>;
  const views = viewsOf(question.kind);
  const right = projection.key ? keyOf(lesson) : null;
  if (question.kind === "number") {
    const accepted = right && (question.forms ?? []).filter(({ id }) => right.includes(id));
    return <OwnNumbers rows={rows} accepted={accepted} />;
  }
  if (!views && question.options.length === 0)
    return <OwnWords rows={rows} markdown={question.markdown ?? false} marks={projection.key} />;
  // Once shown, the whole room has these figures: ours are the same ones.
  const answered = feedback?.distribution.answered ?? rows.length;
  const figures = {
    counts: feedback?.distribution.counts ?? counts(rows, question.kind),
    answered,
    right,
    caption: t("distribution.class", { count: answered }),
    before: earlierVote(lesson, question.kind),
  };
  return views ? (
    <views.Class
      {...figures}
      question={question}
      forms={projection.key ? (question.forms ?? []) : []}
      rows={rows}
    />
  ) : (
    <>
      <Distribution {...figures} options={question.options} />
      {question.kind === "multiple" && <Combinations rows={rows} marks={right !== null} />}
    </>
  );
}

/** Texts of people's own: the commonest ones. */
function OwnWords({
  rows,
  markdown,
  marks,
}: {
  rows: readonly Standing[];
  markdown: boolean;
  /** What is right may be told. */
  marks: boolean;
}) {
  const { t } = useTools();
  const groups = groupsOf(rows, "open", markdown);
  if (groups.length === 0) return <p className="pylq-empty">{t("attempts.none")}</p>;
  const shown = groups.slice(0, MOST_BARS);
  const rest = groups.length - shown.length;
  return (
    <>
      <Bars
        heading={t("attempts.answer")}
        caption={t("distribution.class", { count: rows.length })}
        answered={rows.length}
        wide
        bars={shown.map(({ id, answer, rows: same, right }) => ({
          id,
          label: (
            <WrittenText text={String(answer)} markdown={markdown} className="pylq-bar-answer" />
          ),
          count: same.length,
          right: marks && right === true,
          before: null,
        }))}
      />
      {rest > 0 && <p className="pylq-hint">{t("results.rest", { count: rest })}</p>}
    </>
  );
}
