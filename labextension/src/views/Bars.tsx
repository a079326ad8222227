import type { ReactNode } from "react";

import { useTools } from "./context";

export interface Bar {
  id: string;
  label: ReactNode;
  count: number;
  right: boolean;
  /** How many had it in an earlier vote; null: there is none to compare with. */
  before: number | null;
}

/**
 * Counts as bars that are also a table: label, bar, count, share with the share before. Shares are
 * of those who answered, so in multiple choice they add up to more than the whole.
 */
export function Bars({
  bars,
  answered,
  answeredBefore = 0,
  caption,
  heading,
  wide = false,
}: {
  bars: readonly Bar[];
  answered: number;
  answeredBefore?: number;
  caption: string;
  /** What the labels are. */
  heading: string;
  /** Labels are words: they stand above their bars. */
  wide?: boolean;
}) {
  const { t, percent } = useTools();
  const hasBefore = bars.some(({ before }) => before !== null);
  const share = (count: number, whole: number) => (whole > 0 ? count / whole : 0);
  return (
    <table className={`pylq-distribution${wide ? " pylq-distribution-wide" : ""}`}>
      <caption>{caption}</caption>
      <thead className="pylq-unseen">
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">{t("distribution.count")}</th>
          <th scope="col">{t(hasBefore ? "distribution.shares" : "distribution.share")}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ id, label, count, right, before }) => {
          const now = share(count, answered);
          const then = share(before ?? 0, answeredBefore);
          return (
            <tr key={id} className={right ? "pylq-bar-right" : ""}>
              <th scope="row">
                {label}
                {right && (
                  <span className="pylq-tick">
                    <span aria-hidden="true">✓</span>
                    <span className="pylq-unseen"> {t("option.right")}</span>
                  </span>
                )}
              </th>
              <td className="pylq-bar-cell">
                <span className="pylq-bar-track" aria-hidden="true">
                  <span className="pylq-bar" style={{ inlineSize: `${now * 100}%` }} />
                  {then > 0 && (
                    <span className="pylq-bar-ghost" style={{ inlineSize: `${then * 100}%` }} />
                  )}
                </span>
                <span className="pylq-bar-count">{count}</span>
              </td>
              <td className="pylq-bar-share">
                {percent(now)}
                {before !== null && (
                  <span className="pylq-bar-before">
                    {t("distribution.before", { share: percent(then) })}
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
