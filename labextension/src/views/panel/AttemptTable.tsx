import type { Kind } from "../../room/documents";
import { Scroll } from "../Scroll";
import { useTools } from "../context";
import type { Inside } from "../useInside";
import { useWindowed } from "../useWindowed";
import { AttemptRow } from "./AttemptRow";
import type { OnMark } from "./MarkButtons";
import type { Entry } from "./sifting";

/** One person a row; of many only those that can be seen are in the page. */
export function AttemptTable({
  entries,
  kind,
  markdown,
  names,
  split,
  marks,
  onMark,
  caption,
  watch,
}: {
  entries: readonly Entry[];
  kind: Kind;
  markdown: boolean;
  names: boolean;
  split: boolean;
  marks: boolean;
  /** null: marks are given by the key, or not now. */
  onMark: OnMark | null;
  caption: string;
  watch: Inside["watch"];
}) {
  const { t } = useTools();
  const { scroller, items, before, after, measure } = useWindowed(
    entries.length,
    ROW,
    (place) => entries[place]?.seat ?? "",
  );
  const columns = 1 + Number(names) + Number(split) + Number(marks || onMark !== null);
  return (
    <Scroll ref={scroller} inside={watch} label={t("section.attempts")}>
      <table className="pylq-table" aria-rowcount={entries.length + 1}>
        <caption className="pylq-unseen">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {names && <th scope="col">{t("attempts.name")}</th>}
            {split && <th scope="col">{t("attempts.answer")}</th>}
            {(marks || onMark) && <th scope="col">{t("attempts.right")}</th>}
            <th scope="col">{t("attempts.time")}</th>
          </tr>
        </thead>
        <tbody>
          <Gap height={before} columns={columns} />
          {items.map(({ key, index }) => {
            const entry = entries[index];
            return (
              entry && (
                <AttemptRow
                  key={key}
                  entry={entry}
                  place={index}
                  kind={kind}
                  markdown={markdown}
                  names={names}
                  split={split}
                  marks={marks}
                  onMark={onMark}
                  measure={measure}
                />
              )
            );
          })}
          <Gap height={after} columns={columns} />
        </tbody>
      </table>
    </Scroll>
  );
}

/** Pixels: a row of one line. */
const ROW = 37;

/** The room of rows that are not in the page. */
export function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="pylq-gap">
      <td colSpan={columns} style={{ blockSize: height }} />
    </tr>
  );
}
