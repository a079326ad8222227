import { useMemo } from "react";

import type { Form } from "../../room/documents";
import { Bars } from "../Bars";
import { useTools } from "../context";
import { formText } from "../forms";
import { figure, numberText } from "../number_text";
import type { Standing } from "../tally";
import { bandOf } from "./bands";
import { binsOf } from "./bins";
import { byValue, groupsOf, median, MOST_BARS } from "./groups";
import { Histogram } from "./Histogram";

/** Numbers of people's own: a bar for each of a few values, of many a histogram. */
export function OwnNumbers({
  rows,
  accepted,
}: {
  rows: readonly Standing[];
  /** The forms that count as right; null: it may not be told, or nothing is right or wrong. */
  accepted: readonly Form[] | null;
}) {
  const { t } = useTools();
  const language = t("language");
  const groups = useMemo(() => groupsOf(rows, "number"), [rows]);
  const isMany = groups.length > MOST_BARS;
  const bins = useMemo(
    () => (isMany ? binsOf(rows.map(({ last }) => Number(last.answer))) : null),
    [isMany, rows],
  );
  const middle = median(rows);
  if (middle === null) return <p className="pylq-empty">{t("attempts.none")}</p>;
  const caption = t("distribution.class", { count: rows.length });
  return (
    <>
      {bins ? (
        <Histogram
          bins={bins}
          bands={(accepted ?? []).flatMap(({ text }) => bandOf(text) ?? [])}
          answered={rows.length}
          caption={caption}
        />
      ) : (
        <Bars
          heading={t("attempts.answer")}
          caption={caption}
          answered={rows.length}
          bars={byValue(groups).map(({ id, answer, rows: same, right }) => ({
            id,
            label: numberText(Number(answer), language),
            count: same.length,
            right: accepted !== null && right === true,
            before: null,
          }))}
        />
      )}
      {bins && accepted && accepted.length > 0 && (
        <p className="pylq-histogram-accepted">
          <span aria-hidden="true">✓ </span>
          {t("results.accepted", {
            forms: accepted.map((form) => formText(form, t)).join(", "),
            count: rows.filter(({ last }) => last.mark.right === true).length,
          })}
        </p>
      )}
      <p className="pylq-hint">{t("results.median", { median: figure(middle, language) })}</p>
    </>
  );
}
