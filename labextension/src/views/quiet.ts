/**
 * For every element that can have focus: JupyterLab's shortcuts stay silent there. On an ancestor
 * alone it has no effect, and `x` typed in a card would cut the cell with the card in it.
 */
export const quiet = { "data-lm-suppress-shortcuts": "true" } as const;

/** The same for an element that React did not make. */
export function silence(element: Element): void {
  for (const [name, value] of Object.entries(quiet)) element.setAttribute(name, value);
}
