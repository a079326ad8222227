/**
 * For every element that can have focus: JupyterLab's shortcuts stay silent there. On an ancestor
 * alone it has no effect, and `x` typed in a card would cut the cell with the card in it.
 */
export const quiet = { "data-lm-suppress-shortcuts": "true" } as const;
