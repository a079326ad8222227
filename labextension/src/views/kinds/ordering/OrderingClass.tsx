import { Bars } from "../../Bars";
import { isOnlyLetter, letter, spoken } from "../../answers";
import { useTools } from "../../context";
import { groupsOf } from "../../panel/groups";
import type { Standing } from "../../tally";
import type { ClassProps } from "../kind_views";
import { Matrix } from "../Matrix";
import { plainText } from "../plain";
import { meanPlace } from "./order";

const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** As many orders as can be read from the last row. */
const MOST_ORDERS = 5;

/** How often each option stood in each place; of a ranking the mean places as well, the first first. */
export function OrderingClass({
  question,
  counts,
  answered,
  right,
  caption,
  rows,
  before = null,
}: ClassProps) {
  const { t } = useTools();
  const { options } = question;
  const places = new Intl.NumberFormat(t("language"), ONE_DECIMAL);
  // A key that is only hidden must not make another picture, which would tell that there is one.
  const isRanking = right === null && question.right == null;
  const items = options.map((option) => ({
    id: option.id,
    name: letter(option.id),
    text: isOnlyLetter(option) ? "" : plainText(option.text),
    mean: meanPlace(option.id, options.length, counts),
  }));
  if (isRanking) items.sort((one, other) => (one.mean ?? Infinity) - (other.mean ?? Infinity));
  const means = new Map(items.map(({ id, mean }) => [id, mean]));
  return (
    <div className="pylq-ordering">
      <Matrix
        caption={caption}
        heading={{ rows: t("distribution.option"), columns: t("ordering.place") }}
        rows={items}
        columns={options.map((_, place) => ({
          id: `${place + 1}`,
          name: `${place + 1}`,
          text: "",
        }))}
        counts={counts}
        answered={answered}
        right={right}
        before={before}
        last={
          isRanking
            ? {
                heading: t("ordering.mean"),
                of: (option) => {
                  const mean = means.get(option) ?? null;
                  return mean === null ? "–" : places.format(mean);
                },
              }
            : null
        }
      />
      {rows && rows.length > 0 && <Commonest rows={rows} marks={right !== null} />}
    </div>
  );
}

function Commonest({
  rows,
  marks,
}: {
  rows: readonly Standing[];
  /** What is right may be told. */
  marks: boolean;
}) {
  const { t } = useTools();
  const groups = groupsOf(rows, "ordering");
  const rest = groups.length - MOST_ORDERS;
  return (
    <>
      <Bars
        heading={t("attempts.answer")}
        caption={t("ordering.commonest")}
        answered={rows.length}
        wide
        bars={groups.slice(0, MOST_ORDERS).map(({ id, answer, rows: same, right }) => ({
          id,
          label: spoken(answer, "ordering", t),
          count: same.length,
          right: marks && right === true,
          before: null,
        }))}
      />
      {rest > 0 && <p className="pylq-hint">{t("results.rest", { count: rest })}</p>}
    </>
  );
}
