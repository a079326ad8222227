import type { QuestionOption } from "../room/documents";
import { letter } from "./answers";
import { useTools } from "./context";

/**
 * How a class answered, as bars that are also a table: letter, bar, count, share. Shares are of
 * those who answered, so in multiple choice they add up to more than the whole.
 */
export function Distribution({
  options,
  counts,
  answered,
  right,
  caption,
}: {
  options: readonly QuestionOption[];
  counts: Readonly<Record<string, number>>;
  answered: number;
  /** null: nothing is marked as right. */
  right: readonly string[] | null;
  caption: string;
}) {
  const { t, percent } = useTools();
  return (
    <table className="pylq-distribution">
      <caption>{caption}</caption>
      <thead className="pylq-unseen">
        <tr>
          <th scope="col">{t("distribution.option")}</th>
          <th scope="col">{t("distribution.count")}</th>
          <th scope="col">{t("distribution.share")}</th>
        </tr>
      </thead>
      <tbody>
        {options.map(({ id }) => {
          const count = counts[id] ?? 0;
          const share = answered > 0 ? count / answered : 0;
          const isRight = right?.includes(id) ?? false;
          return (
            <tr key={id} className={isRight ? "pylq-bar-right" : ""}>
              <th scope="row">
                {letter(id)}
                {isRight && (
                  <span className="pylq-tick">
                    <span aria-hidden="true">✓</span>
                    <span className="pylq-unseen"> {t("option.right")}</span>
                  </span>
                )}
              </th>
              <td className="pylq-bar-cell">
                <span className="pylq-bar-track" aria-hidden="true">
                  <span className="pylq-bar" style={{ inlineSize: `${share * 100}%` }} />
                </span>
                <span className="pylq-bar-count">{count}</span>
              </td>
              <td className="pylq-bar-share">{percent(share)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
