import type { Mark as GivenMark } from "../../room/documents";
import { useTools } from "../context";
import { verdictOn } from "../verdicts";

const SIGNS = { right: "✓", partly: "◐", wrong: "✗" };

/** What an answer earned, in a sign and in words. */
export function Mark({ mark }: { mark: GivenMark }) {
  const { t } = useTools();
  const verdict = verdictOn(mark);
  if (verdict === null) return <span>{t("mark.none")}</span>;
  return (
    <span className={`pylq-mark pylq-mark-${verdict}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span>
      <span className="pylq-unseen">{t(`mark.${verdict}`)}</span>
    </span>
  );
}
