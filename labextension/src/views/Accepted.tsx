import type { Form } from "../room/documents";
import { Fragment } from "./Fragment";
import { OptionVerdict } from "./OptionVerdict";
import { useTools } from "./context";
import { formText } from "./forms";
import { verdictOf } from "./verdicts";

/** What a typed answer is compared with, and why; `mine` is the form that the own answer fits. */
export function Accepted({
  forms,
  right,
  notes,
  mine = null,
  isPartly = false,
}: {
  forms: readonly Form[];
  /** null: there is no right or wrong. */
  right: readonly string[] | null;
  notes: Readonly<Record<string, string>>;
  mine?: string | null;
  /** The own answer is not right, and earned a part of the points. */
  isPartly?: boolean;
}) {
  const { t } = useTools();
  const own = mine === null ? [] : [mine];
  return (
    <ul className="pylq-past-options pylq-accepted" aria-label={t("form.list")}>
      {forms.map((form) => {
        const verdict = verdictOf(form.id, right, own, false, isPartly);
        const note = notes[form.id];
        return (
          <li key={form.id} className={`pylq-option${verdict ? ` pylq-option-${verdict}` : ""}`}>
            <div className="pylq-option-face">
              <span className="pylq-form" dir="auto">
                {formText(form, t)}
              </span>
            </div>
            {(verdict || note) && (
              <div className="pylq-option-feedback">
                {verdict && <OptionVerdict verdict={verdict} yours={form.id === mine} />}
                {note && <Fragment html={note} className="pylq-note" />}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
