import type { CSSProperties } from "react";

import type { Translate } from "../../room/lesson";
import { useTools } from "../context";
import { figure } from "../number_text";
import type { Band } from "./bands";
import { type Bin, type Bins, placeOf } from "./bins";

/** Characters of the labels below the columns that have room side by side. */
const ROOM = 44;

/** Numbers as columns between round ones, with what is accepted marked; a table says the same. */
export function Histogram({
  bins,
  bands,
  answered,
  caption,
}: {
  bins: Bins;
  /** What is accepted and may be shown. */
  bands: readonly Band[];
  answered: number;
  caption: string;
}) {
  const { t, percent } = useTools();
  const language = t("language");
  const columns = bins.bins;
  const most = Math.max(1, ...columns.map(({ count }) => count));
  const edges = columns.slice(1).map(({ low }) => figure(low, language));
  if (columns[0] && columns[0].low !== -Infinity) edges.unshift(figure(columns[0].low, language));
  else edges.unshift("");
  const last = columns.at(-1);
  edges.push(last && last.high !== Infinity ? figure(last.high, language) : "");
  const longest = Math.max(...edges.map(({ length }) => length));
  const every = Math.max(1, Math.ceil((edges.length * (longest + 1)) / ROOM));
  const share = (place: number) => `${(place / columns.length) * 100}%`;
  return (
    <div className="pylq-histogram">
      <p className="pylq-histogram-caption" aria-hidden="true">
        {caption}
      </p>
      <div
        className="pylq-histogram-plot"
        style={{ "--pylq-columns": columns.length } as CSSProperties}
        aria-hidden="true"
      >
        {bands.map((band, place) => {
          const where = placeOf(band, bins);
          return (
            where && (
              <span
                key={place}
                className="pylq-histogram-band"
                style={{
                  insetInlineStart: share(where.from),
                  inlineSize: share(where.to - where.from),
                }}
              />
            )
          );
        })}
        {columns.map(({ count }, place) => (
          <span key={place} className="pylq-column">
            <span className="pylq-column-count">{count > 0 && count}</span>
            <span className="pylq-column-bar" style={{ blockSize: `${(count / most) * 9}em` }} />
          </span>
        ))}
      </div>
      <div className="pylq-histogram-axis" aria-hidden="true">
        {edges.map(
          (edge, place) =>
            place % every === 0 && (
              <span key={place} style={{ insetInlineStart: share(place) }}>
                {edge}
              </span>
            ),
        )}
      </div>
      <div className="pylq-unseen">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("results.values")}</th>
              <th scope="col">{t("distribution.count")}</th>
              <th scope="col">{t("distribution.share")}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((bin, place) => (
              <tr key={place}>
                <th scope="row">{nameOf(bin, bins, t)}</th>
                <td>{bin.count}</td>
                <td>{percent(answered > 0 ? bin.count / answered : 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A bin in words: `0 to less than 0.5`; of whole numbers `0 to 4`, or the only one in it. */
function nameOf({ low, high }: Bin, { width, isWhole }: Bins, t: Translate): string {
  const [from, to] = [figure(low, t("language")), figure(high, t("language"))];
  if (low === -Infinity) return t("results.bin_below", { high: to });
  if (high === Infinity) return t("results.bin_above", { low: from });
  if (!isWhole) return t("results.bin", { low: from, high: to });
  if (width === 1) return from;
  return t("results.bin_whole", { low: from, high: figure(high - 1, t("language")) });
}
