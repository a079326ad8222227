import { memo, useState } from "react";

import type { AttemptFact, Kind } from "../../room/documents";
import { Button } from "../Button";
import { spoken } from "../answers";
import { useTools } from "../context";

interface Props {
  last: AttemptFact;
  earlier: readonly AttemptFact[];
  /** null: hidden. */
  name: string | null;
  kind: Kind;
  split: boolean;
  marks: boolean;
}

/** One person's answer, and on demand the ones that it replaced. */
export const AttemptRow = memo(
  function AttemptRow({ last, earlier, name, kind, split, marks }: Props) {
    const { t, preciseClock } = useTools();
    const [open, setOpen] = useState(false);
    const columns = 1 + Number(name !== null) + Number(split) + Number(marks);
    const changed = t("attempts.changed", { count: earlier.length });
    return (
      <>
        <tr>
          {name !== null && <th scope="row">{name}</th>}
          {split && <td className="pylq-answer">{spoken(last.answer, kind, t)}</td>}
          {marks && <MarkCell right={last.mark.right} />}
          <td className="pylq-time">
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
          </td>
        </tr>
        {open && split && earlier.length > 0 && (
          <tr className="pylq-history">
            <td colSpan={columns}>
              <ol aria-label={t("attempts.history")}>
                {earlier.map((attempt) => (
                  <li key={attempt.number}>
                    <span className="pylq-time">{preciseClock(attempt.at)}</span>{" "}
                    <span className="pylq-answer">{spoken(attempt.answer, kind, t)}</span>
                  </li>
                ))}
              </ol>
            </td>
          </tr>
        )}
      </>
    );
  },
  // `earlier` is a new list at every attempt of anybody; its length says whether it changed.
  (before, after) =>
    before.last === after.last &&
    before.earlier.length === after.earlier.length &&
    before.name === after.name &&
    before.kind === after.kind &&
    before.split === after.split &&
    before.marks === after.marks,
);

function MarkCell({ right }: { right: boolean | null }) {
  const { t } = useTools();
  if (right === null) return <td>{t("mark.none")}</td>;
  return (
    <td className={`pylq-mark pylq-mark-${right ? "right" : "wrong"}`}>
      <span aria-hidden="true">{right ? "✓" : "✗"}</span>
      <span className="pylq-unseen">{t(right ? "mark.right" : "mark.wrong")}</span>
    </td>
  );
}
