import type { KeyboardEvent } from "react";

import { quiet } from "../../quiet";

/** One step up or down. It keeps its focus at the list's ends, and after the lock. */
export function MoveButton({
  sign,
  label,
  off,
  onPress,
  onKeyDown,
}: {
  sign: string;
  label: string;
  off: boolean;
  onPress: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  return (
    <button
      {...quiet}
      type="button"
      className="pylq-move"
      aria-label={label}
      aria-disabled={off || undefined}
      onClick={() => {
        if (!off) onPress();
      }}
      onKeyDown={onKeyDown}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
