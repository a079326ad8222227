import { type CSSProperties, type ReactNode, useEffect, useRef } from "react";

import { useTools } from "../context";
import { silence } from "../quiet";

export interface MatrixLine {
  id: string;
  /** What everyone calls it: a letter, or a number. */
  name: string;
  /** What it says, plain; empty where the name is all there is. */
  text: string;
}

/**
 * How often each row met each column: counts with shares, the larger the darker. Shares are of those
 * who answered. What is right has a sign and a word, so that colour is never all there is.
 */
export function Matrix({
  caption,
  heading,
  rows,
  columns,
  counts,
  answered,
  right,
  before = null,
  last = null,
}: {
  caption: string;
  /** What the rows are, and what the columns are. */
  heading: { rows: string; columns: string };
  rows: readonly MatrixLine[];
  columns: readonly MatrixLine[];
  /** By `row:column`. */
  counts: Readonly<Record<string, number>>;
  answered: number;
  /** Pairs `row:column`; null: nothing is marked as right. */
  right: readonly string[] | null;
  /** An earlier vote on the same question. */
  before?: { answered: number; counts: Readonly<Record<string, number>> } | null;
  /** One more column, of what else there is to say of each row. */
  last?: { heading: string; of: (row: string) => ReactNode } | null;
}) {
  const { t, percent } = useTools();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // Not every browser gives focus to what scrolls, and nothing in a table can take it.
    silence(element);
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  });
  const share = (count: number, whole: number) => (whole > 0 ? count / whole : 0);
  return (
    <div ref={frame} className="pylq-matrix-frame" role="group" aria-label={caption}>
      <table
        className="pylq-matrix"
        style={{ "--pylq-columns": columns.length + (last ? 1 : 0) } as CSSProperties}
      >
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="pylq-unseen">{heading.rows}</span>
            </th>
            {columns.map(({ id, name, text }) => (
              <th key={id} scope="col">
                <span className="pylq-unseen">{heading.columns} </span>
                {name}
                {text && <span className="pylq-unseen">: {text}</span>}
              </th>
            ))}
            {last && (
              <th scope="col" className="pylq-matrix-last">
                {last.heading}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id: row, name, text }) => (
            <tr key={row}>
              <th scope="row">
                <span className="pylq-matrix-row">
                  <span className="pylq-letter">{name}</span>
                  {text && (
                    <span className="pylq-matrix-text" dir="auto">
                      {text}
                    </span>
                  )}
                </span>
              </th>
              {columns.map(({ id: column }) => {
                const pair = `${row}:${column}`;
                const count = counts[pair] ?? 0;
                const isRight = right?.includes(pair) ?? false;
                const now = share(count, answered);
                return (
                  <td
                    key={column}
                    className={`pylq-matrix-cell${isRight ? " pylq-matrix-right" : ""}`}
                    style={{ "--pylq-share": now } as CSSProperties}
                  >
                    <span className="pylq-matrix-count">{count}</span>
                    {isRight && (
                      <span className="pylq-matrix-sign">
                        <span aria-hidden="true">✓</span>
                        <span className="pylq-unseen"> {t("option.right")}</span>
                      </span>
                    )}
                    <span className="pylq-matrix-share"> {percent(now)}</span>
                    {before && (
                      <span className="pylq-matrix-share">
                        {" "}
                        {t("distribution.before", {
                          share: percent(share(before.counts[pair] ?? 0, before.answered)),
                        })}
                      </span>
                    )}
                  </td>
                );
              })}
              {last && <td className="pylq-matrix-last">{last.of(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
