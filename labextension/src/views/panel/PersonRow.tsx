import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from "react";

import type { JoinedFact } from "../../room/documents";
import { Button } from "../Button";
import { useTools } from "../context";
import { quiet } from "../quiet";

/** Longest name that a room takes. */
const LONGEST_NAME = 60;

export type Doing = "renaming" | "removing";

/** Somebody with a seat: who they are, whether they are here, and what may be done about it. */
export function PersonRow({
  person: { seat, name, at },
  place,
  here,
  answered,
  doing,
  off,
  onDo,
  onRename,
  onRemove,
  measure,
}: {
  person: JoinedFact;
  place: number;
  here: boolean;
  /** null: no question is being asked. */
  answered: boolean | null;
  doing: Doing | null;
  off: boolean;
  onDo: (seat: string, doing: Doing | null) => void;
  onRename: (seat: string, name: string) => void;
  onRemove: (seat: string) => void;
  measure: Ref<HTMLTableRowElement>;
}) {
  const { t, clock } = useTools();
  const buttons = useRef<HTMLTableCellElement>(null);
  const was = useRef(doing);
  useEffect(() => {
    if (was.current === doing) return;
    const button = was.current === "removing" ? 1 : 0;
    was.current = doing;
    const { current } = buttons;
    const page = current?.ownerDocument;
    // Focus follows the step that was taken, unless it was put elsewhere on purpose.
    const isHere =
      page?.activeElement === page?.body || current?.contains(page?.activeElement ?? null);
    if (!isHere || doing === "renaming") return;
    current?.querySelectorAll("button")[doing ? 0 : button]?.focus();
  }, [doing]);

  return (
    <tr ref={measure} data-index={place} aria-rowindex={place + 2}>
      <th scope="row">
        {doing === "renaming" ? (
          <NewName
            name={name}
            off={off}
            onCancel={() => {
              onDo(seat, null);
            }}
            onSave={(next) => {
              onDo(seat, null);
              if (next !== name) onRename(seat, next);
            }}
          />
        ) : (
          <bdi>{name}</bdi>
        )}
      </th>
      <td className="pylq-time">{clock(at)}</td>
      <td>{t(here ? "gauges.here" : "gauges.away")}</td>
      {answered !== null && <td>{t(answered ? "people.yes" : "people.not_yet")}</td>}
      <td ref={buttons} className="pylq-person-buttons">
        {doing === "removing" ? (
          <>
            <span>{t("people.remove_question")}</span>
            <Button
              label={t("people.keep_label", { name })}
              onPress={() => {
                onDo(seat, null);
              }}
            >
              {t("people.keep")}
            </Button>
            <Button
              look="danger"
              off={off}
              label={t("people.remove_confirm_label", { name })}
              onPress={() => {
                onRemove(seat);
              }}
            >
              {t("people.remove_confirm")}
            </Button>
          </>
        ) : (
          doing === null && (
            <>
              <Button
                look="link"
                label={t("people.rename_label", { name })}
                onPress={() => {
                  onDo(seat, "renaming");
                }}
              >
                {t("people.rename")}
              </Button>
              <Button
                look="link"
                label={t("people.remove_label", { name })}
                onPress={() => {
                  onDo(seat, "removing");
                }}
              >
                {t("people.remove")}
              </Button>
            </>
          )
        )}
      </td>
    </tr>
  );
}

function NewName({
  name,
  off,
  onSave,
  onCancel,
}: {
  name: string;
  off: boolean;
  onSave: (name: string) => void;
  onCancel: () => void;
}) {
  const { t } = useTools();
  const [typed, setTyped] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.select();
    field.current?.focus();
  }, []);
  const isReady = !off && typed.trim() !== "";
  const save = () => {
    if (isReady) onSave(typed.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") save();
    else onCancel();
  };
  return (
    <span className="pylq-new-name">
      <input
        {...quiet}
        ref={field}
        dir="auto"
        className="pylq-input"
        aria-label={t("people.new_name_label", { name })}
        value={typed}
        maxLength={LONGEST_NAME}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <Button off={!isReady} onPress={save}>
        {t("people.save")}
      </Button>
      <Button onPress={onCancel}>{t("people.cancel")}</Button>
    </span>
  );
}
