import type { Blank } from "../../../room/documents";
import { sendOnEnter } from "../../card/typing";
import { useTools } from "../../context";
import { SIGNS } from "../../OptionVerdict";
import { quiet } from "../../quiet";
import type { VerdictOf } from "../../verdicts";

/** Characters; as many as a short text and a number may have. */
const MOST = { short: 500, number: 100 };

/** One blank to be filled: a line that grows with its text, or a list to choose from. */
export function BlankField({
  blank,
  name,
  numbered,
  text,
  open,
  isUnread,
  describedBy,
  verdict,
  onChange,
  onSend,
}: {
  blank: Blank;
  name: string;
  /** There are others, and what is said of them below goes by their numbers. */
  numbered: boolean;
  text: string;
  open: boolean;
  /** What stands in it cannot be read as a number. */
  isUnread: boolean;
  describedBy: string | undefined;
  verdict: VerdictOf | null;
  onChange: (text: string) => void;
  onSend: () => void;
}) {
  const { t } = useTools();
  const { kind, label, options } = blank;
  const shared = {
    ...quiet,
    className: "pylq-blank-control",
    value: text,
    "aria-label": name,
    "aria-describedby": describedBy,
  };
  const send = sendOnEnter(onSend);
  return (
    <span className={`pylq-blank-box${verdict ? ` pylq-blank-${verdict}` : ""}`}>
      {numbered && <BlankNumber id={blank.id} />}
      {kind === "single" ? (
        <select
          {...shared}
          aria-disabled={!open || undefined}
          onChange={(event) => {
            if (open) onChange(event.target.value);
          }}
          onMouseDown={(event) => {
            // A list has no state in which it can be read and not changed.
            if (!open) event.preventDefault();
          }}
          onKeyDown={(event) => {
            if (!open && event.key !== "Tab") event.preventDefault();
            // In an unfolded list Enter takes what is marked there.
            else if (!isUnfolded(event.currentTarget)) send(event);
          }}
        >
          <option value="">{t("blanks.choose")}</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.text}
            </option>
          ))}
        </select>
      ) : (
        // The same text beside the field, unseen, makes it as wide as that.
        <span className="pylq-blank-line" data-text={text || label}>
          <input
            {...shared}
            type="text"
            dir="auto"
            inputMode={kind === "number" ? "decimal" : "text"}
            size={1}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={MOST[kind]}
            placeholder={label}
            readOnly={!open}
            aria-invalid={isUnread || undefined}
            onChange={(event) => {
              onChange(event.target.value);
            }}
            onKeyDown={send}
          />
        </span>
      )}
      <BlankSign verdict={verdict} />
    </span>
  );
}

/** The number under which a blank is spoken of. */
export function BlankNumber({ id }: { id: string }) {
  return (
    <span className="pylq-blank-number" aria-hidden="true">
      {id}
    </span>
  );
}

/** Whether what stands in a blank is right; keeps its room before, so that the line stays as it is. */
export function BlankSign({ verdict }: { verdict: VerdictOf | null }) {
  return (
    <span
      className={`pylq-blank-sign${verdict ? ` pylq-verdict-${verdict}` : ""}`}
      aria-hidden="true"
    >
      {verdict && SIGNS[verdict]}
    </span>
  );
}

function isUnfolded(list: HTMLSelectElement): boolean {
  try {
    return list.matches(":open");
  } catch {
    // A browser that does not know it yet.
    return false;
  }
}
