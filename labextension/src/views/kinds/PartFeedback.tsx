import { Fragment } from "../Fragment";
import { OptionVerdict } from "../OptionVerdict";
import type { VerdictOf } from "../verdicts";

/** What feedback says of one part of an answer: the verdict, what would be right, and the note. */
export function PartFeedback({
  verdict,
  belongs,
  note,
  id,
}: {
  verdict: VerdictOf | null;
  /** A sentence; null where the verdict says it all. */
  belongs: string | null;
  /** A safe HTML fragment. */
  note: string | undefined;
  id?: string;
}) {
  if (!verdict && belongs === null && !note) return null;
  return (
    <div id={id} className="pylq-option-feedback">
      {(verdict ?? belongs) !== null && (
        <div className="pylq-part-verdict">
          {verdict && <OptionVerdict verdict={verdict} yours={false} />}
          {belongs !== null && <p>{belongs}</p>}
        </div>
      )}
      {note && <Fragment html={note} className="pylq-note" />}
    </div>
  );
}
