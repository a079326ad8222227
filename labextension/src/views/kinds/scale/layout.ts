/** How the steps of a scale stand: side by side where they fit, else below each other. */
import type { CSSProperties } from "react";

import type { QuestionOption } from "../../../room/documents";

/** More steps than that have no room for a label each. */
const MOST_LABELLED = 7;

/**
 * The class and style of the element around the steps. With labels at the ends only, each of them
 * has half of a line of its own; labels in between stand below their steps.
 */
export function scaleLayout(options: readonly QuestionOption[]): {
  className: string;
  style: CSSProperties;
} {
  const between = options.slice(1, -1).some(({ text }) => text !== "");
  const kind = !between ? "ends" : options.length > MOST_LABELLED ? "long" : "labelled";
  const style = { "--pylq-steps": options.length, "--pylq-half": options.length >> 1 };
  return { className: `pylq-scale pylq-scale-${kind}`, style: style as CSSProperties };
}
