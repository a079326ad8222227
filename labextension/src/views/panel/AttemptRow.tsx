import { memo, useState, type Ref } from "react";

import type { Kind } from "../../room/documents";
import { Button } from "../Button";
import { spoken } from "../answers";
import { useTools } from "../context";
import { WrittenText } from "../WrittenText";
import { Mark } from "./Mark";
import { MarkButtons, type OnMark } from "./MarkButtons";
import type { Entry } from "./sifting";

interface Props {
  entry: Entry;
  /** Its place in the list, from 0. */
  place: number;
  kind: Kind;
  markdown: boolean;
  names: boolean;
  split: boolean;
  marks: boolean;
  /** null: marks are given by the key, or not now. */
  onMark: OnMark | null;
  measure: Ref<HTMLTableRowElement>;
}

/** One person's answer, and on demand the ones that it replaced. */
export const AttemptRow = memo(
  function AttemptRow({
    entry,
    place,
    kind,
    markdown,
    names,
    split,
    marks,
    onMark,
    measure,
  }: Props) {
    const { t } = useTools();
    const { name, here, standing } = entry;
    const answer = standing ? spoken(standing.last.answer, kind, t) : "";
    const whose = names ? t("by_hand.by", { name, answer }) : answer;
    return (
      <tr ref={measure} data-index={place} aria-rowindex={place + 2}>
        {names && (
          <th scope="row">
            <bdi>{name}</bdi>
            {!here && <span className="pylq-row-remark">{t("gauges.away")}</span>}
          </th>
        )}
        {split && (
          <td className={standing ? undefined : "pylq-hint"}>
            {standing ? <WrittenText text={answer} markdown={markdown} /> : t("attempts.no_answer")}
          </td>
        )}
        {(marks || onMark) && (
          <td>
            {standing &&
              (onMark ? (
                <MarkButtons attempts={[standing.last]} said={whose} onMark={onMark} />
              ) : (
                <Mark mark={standing.last.mark} />
              ))}
          </td>
        )}
        <td className="pylq-time">
          {standing ? (
            <Times standing={standing} kind={kind} split={split} />
          ) : (
            !split && t("attempts.no_answer")
          )}
        </td>
      </tr>
    );
  },
  // `earlier` is a new list at every attempt of anybody; its length says whether it changed.
  (before, after) =>
    before.entry.standing?.last === after.entry.standing?.last &&
    before.entry.standing?.earlier.length === after.entry.standing?.earlier.length &&
    before.entry.name === after.entry.name &&
    before.entry.here === after.entry.here &&
    before.place === after.place &&
    before.kind === after.kind &&
    before.names === after.names &&
    before.split === after.split &&
    before.marks === after.marks &&
    before.onMark === after.onMark,
);

/** When the answer came, and what came before it. */
function Times({
  standing: { last, earlier },
  kind,
  split,
}: {
  standing: NonNullable<Entry["standing"]>;
  kind: Kind;
  split: boolean;
}) {
  const { t, preciseClock } = useTools();
  const [open, setOpen] = useState(false);
  const changed = t("attempts.changed", { count: earlier.length });
  return (
    <>
      {preciseClock(last.at)}
      {last.at_lock && <span className="pylq-row-remark">{t("attempts.at_lock")}</span>}
      {earlier.length > 0 && !split && <span className="pylq-row-remark">{changed}</span>}
      {earlier.length > 0 && split && (
        <Button
          look="link"
          expanded={open}
          onPress={() => {
            setOpen(!open);
          }}
        >
          {changed}
        </Button>
      )}
      {open && split && earlier.length > 0 && (
        <ol className="pylq-history" aria-label={t("attempts.history")}>
          {earlier.map((attempt) => (
            <li key={attempt.number}>
              {preciseClock(attempt.at)}{" "}
              <span className="pylq-answer" dir="auto">
                {spoken(attempt.answer, kind, t)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
