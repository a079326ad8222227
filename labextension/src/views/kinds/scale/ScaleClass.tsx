import { Bars } from "../../Bars";
import { Fragment } from "../../Fragment";
import { useTools } from "../../context";
import type { ClassProps } from "../kind_views";
import { middleOf } from "./middle";

/** How many chose each step, and where the middle is, beside those of an earlier vote. */
export function ScaleClass({ question, counts, answered, caption, before = null }: ClassProps) {
  const { t } = useTools();
  const now = middleOf(counts);
  const then = before && middleOf(before.counts);
  const format = new Intl.NumberFormat(t("language"), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const beside = (value: string, earlier: string | null) =>
    earlier === null ? value : `${value} (${t("distribution.before", { share: earlier })})`;
  const plain = (value: number) => (Number.isInteger(value) ? String(value) : format.format(value));
  return (
    <div className="pylq-scale-class">
      <Bars
        heading={t("scale.step")}
        caption={caption}
        answered={answered}
        answeredBefore={before?.answered ?? 0}
        bars={question.options.map(({ id, text }) => ({
          id,
          label: (
            <span className="pylq-step-label">
              <span className="pylq-step-value">{id}</span>
              {text !== "" && <Fragment html={text} />}
            </span>
          ),
          count: counts[id] ?? 0,
          right: false,
          before: before && (before.counts[id] ?? 0),
        }))}
      />
      {now && (
        <p className="pylq-middle">
          <span>
            {t("results.median", { median: beside(plain(now.median), then && plain(then.median)) })}
          </span>{" "}
          <span>
            {t("results.mean", {
              mean: beside(format.format(now.mean), then && format.format(then.mean)),
            })}
          </span>
        </p>
      )}
    </div>
  );
}
