import { useMemo } from "react";

import { Bars } from "../Bars";
import { spoken } from "../answers";
import { useTools } from "../context";
import type { Standing } from "../tally";
import { groupsOf } from "./groups";

const MOST = 5;

/** What was ticked together in multiple choice: the commonest combinations. */
export function Combinations({
  rows,
  marks,
}: {
  rows: readonly Standing[];
  /** What is right may be told. */
  marks: boolean;
}) {
  const { t } = useTools();
  const groups = useMemo(() => groupsOf(rows, "multiple"), [rows]);
  if (groups.length === 0) return null;
  const rest = groups.length - MOST;
  return (
    <>
      <Bars
        heading={t("results.combination")}
        caption={t("results.combinations")}
        answered={rows.length}
        bars={groups.slice(0, MOST).map(({ id, answer, rows: same, right }) => ({
          id,
          label: spoken(Array.isArray(answer) ? [...answer].sort() : answer, "multiple", t),
          count: same.length,
          right: marks && right === true,
          before: null,
        }))}
      />
      {rest > 0 && <p className="pylq-hint">{t("results.rest_combinations", { count: rest })}</p>}
    </>
  );
}
