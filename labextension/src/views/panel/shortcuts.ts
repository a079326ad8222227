import type { KeyboardEvent } from "react";

/**
 * The single key that was pressed, in upper case; null where it is not meant as a shortcut: with
 * another key, held down, or in a field that takes text.
 */
export function shortcutOf(event: KeyboardEvent<HTMLElement>): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  return takesText(event.target) ? null : event.key.toUpperCase();
}

function takesText(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !/^(radio|checkbox|button)$/.test(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
