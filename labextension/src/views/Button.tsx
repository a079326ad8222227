import type { ReactNode } from "react";

import { quiet } from "./quiet";

/**
 * A button that stays focusable while it is off: focus that falls to the page would take the
 * keyboard shortcuts with it. `shortcut` is shown and announced, not listened to.
 */
export function Button({
  children,
  onPress,
  off = false,
  shortcut,
  keys = shortcut,
  look = "plain",
  label,
  pressed,
  expanded,
}: {
  children: ReactNode;
  onPress: () => void;
  off?: boolean;
  /** As `aria-keyshortcuts` names it. */
  shortcut?: string;
  /** The shortcut as it is shown, where it has another name on people's keyboards. */
  keys?: string | undefined;
  look?: "plain" | "primary" | "danger" | "link";
  /** The accessible name, where the content alone does not tell. */
  label?: string;
  pressed?: boolean;
  expanded?: boolean;
}) {
  return (
    <button
      {...quiet}
      type="button"
      className={`pylq-button pylq-button-${look}`}
      aria-disabled={off || undefined}
      aria-keyshortcuts={shortcut}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={() => {
        if (!off) onPress();
      }}
    >
      <span className="pylq-button-text">{children}</span>
      {keys && (
        // Drawn by the style sheet: it is no part of the name by which the button is spoken to.
        <kbd className="pylq-kbd" aria-hidden="true" data-keys={keys} />
      )}
    </button>
  );
}
