/**
 * Keep JupyterLab's shortcuts away from what is typed in a view. In command mode `x` would cut the
 * cell with the view in it. Two guards, because each is enough in some versions only: keys do not
 * leave the root, and Lumino is told at every element that can have focus (it looks nowhere else).
 */

const FOCUSABLE =
  "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]";
const QUIET = "data-lm-suppress-shortcuts";

/** Guard everything below `root`, also what is added later. Returns how to stop. */
export function keepKeys(root: HTMLElement): () => void {
  const stop = (event: KeyboardEvent) => {
    event.stopPropagation();
  };
  const quieten = (element: Element) => {
    const inside = element.querySelectorAll(FOCUSABLE);
    for (const focusable of element.matches(FOCUSABLE) ? [element, ...inside] : inside) {
      if (!focusable.hasAttribute(QUIET)) focusable.setAttribute(QUIET, "true");
    }
  };
  root.addEventListener("keydown", stop);
  quieten(root);
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      for (const added of record.addedNodes) {
        if (added instanceof Element) quieten(added);
      }
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    root.removeEventListener("keydown", stop);
  };
}
