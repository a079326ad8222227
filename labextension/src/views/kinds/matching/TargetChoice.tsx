import type { KeyboardEvent } from "react";

import { useTools } from "../../context";
import { quiet } from "../../quiet";

/** Keys that a list may not take after the lock are all but those that leave it. */
const LEAVING: ReadonlySet<string> = new Set(["Tab", "Shift", "Escape"]);

/** A native list of the targets, and of none. Read-only it keeps its focus, and does not open. */
export function TargetChoice({
  label,
  describedBy,
  names,
  open,
  value,
  onChoose,
  onEnter,
}: {
  label: string;
  describedBy: string | undefined;
  names: ReadonlyMap<string, string>;
  open: boolean;
  /** A target's id; empty: none. */
  value: string;
  onChoose: (target: string) => void;
  onEnter: (event: KeyboardEvent) => void;
}) {
  const { t } = useTools();
  return (
    <select
      {...quiet}
      className="pylq-select"
      aria-label={label}
      aria-describedby={describedBy}
      aria-disabled={!open || undefined}
      value={value}
      onChange={(event) => {
        onChoose(event.target.value);
      }}
      onMouseDown={(event) => {
        if (open) return;
        event.preventDefault();
        event.currentTarget.focus();
      }}
      onKeyDown={(event) => {
        onEnter(event);
        const { key, ctrlKey, metaKey } = event;
        if (!open && !LEAVING.has(key) && !ctrlKey && !metaKey) event.preventDefault();
      }}
    >
      <option value="">{t(open ? "matching.choose" : "matching.none")}</option>
      {[...names].map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
