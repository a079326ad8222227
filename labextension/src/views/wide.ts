import { silence } from "./quiet";

/** Let the keyboard reach what is wider than its place, and so scrolls, within an element. */
export function reachWide(root: HTMLElement): void {
  for (const wide of root.querySelectorAll<HTMLElement>("pre, table, .pylq-display")) {
    // Chromium gives focus to whatever scrolls; others must be told.
    silence(wide);
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
}
