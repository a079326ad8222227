import type { Blank, Form, Mark } from "../../../room/documents";
import { useTools } from "../../context";
import { Fragment } from "../../Fragment";
import { OptionVerdict } from "../../OptionVerdict";
import { fitsIn, fittingIn, partText, verdictIn } from "./parts";

/** Blank by blank what somebody wrote, whether it is right, what is accepted, and why. */
export function BlanksFeedback({
  blanks,
  parts,
  mark,
  right,
  notes,
  forms,
  id,
}: {
  blanks: readonly Blank[];
  /** What stands in each; null: nobody's answer is looked at, and all of the key is told. */
  parts: readonly string[] | null;
  mark: Mark | null;
  /** null: there is no right or wrong. */
  right: readonly string[] | null;
  notes: Readonly<Record<string, string>>;
  forms: readonly Form[];
  /** Begins the ids of what is said of each blank. */
  id?: string;
}) {
  const { t } = useTools();
  return (
    <ul className="pylq-past-options pylq-blanks-told" aria-label={t("blanks.list")}>
      {blanks.map((blank, place) => {
        const verdict = verdictIn(blank, mark, right);
        const part = parts?.[place];
        const fitting = fittingIn(blank, forms, t);
        const accepted = fitting.filter((each) => right?.includes(each.id));
        // Whoever wrote something is told of that; whoever sees the key, of all that it speaks of.
        const told = parts ? fitsIn(blank, mark).map((fit) => ({ id: fit, text: null })) : fitting;
        const noted = told.filter((each) => notes[each.id]);
        return (
          <li key={blank.id} className={`pylq-option${verdict ? ` pylq-option-${verdict}` : ""}`}>
            <div className="pylq-blanks-head">
              <span className="pylq-blank-number">
                <span className="pylq-unseen">{t("blanks.name", { number: blank.id })}</span>
                <span aria-hidden="true">{blank.id}</span>
              </span>
              {blank.label && <span className="pylq-blanks-label">{blank.label}</span>}
            </div>
            <div
              id={id === undefined ? undefined : `${id}-${blank.id}`}
              className="pylq-blanks-body"
            >
              {part !== undefined && (
                <Own text={partText(blank, part, t("language"))} verdict={verdict} />
              )}
              {accepted.length > 0 && (
                <p>
                  {t("blanks.accepted")}{" "}
                  {accepted.map(({ id: fit, text }, index) => (
                    <span key={fit}>
                      {index > 0 && " · "}
                      <span className="pylq-form" dir="auto">
                        {text}
                      </span>
                    </span>
                  ))}
                </p>
              )}
              {noted.map(({ id: fit, text }) => (
                <div key={fit} className="pylq-blanks-note">
                  {text !== null && (
                    <span className="pylq-form" dir="auto">
                      {text}
                    </span>
                  )}
                  <Fragment html={notes[fit] ?? ""} className="pylq-note" />
                </div>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Own({ text, verdict }: { text: string; verdict: "right" | "wrong" | null }) {
  const { t } = useTools();
  const isEmpty = text.trim() === "";
  return (
    <div className="pylq-blanks-own">
      <span className={isEmpty ? "pylq-hint" : "pylq-answer"}>
        {isEmpty ? t("blanks.empty") : text}
      </span>
      {verdict ? (
        <OptionVerdict verdict={verdict} yours={!isEmpty} />
      ) : (
        !isEmpty && <OptionVerdict verdict="yours" yours />
      )}
    </div>
  );
}
