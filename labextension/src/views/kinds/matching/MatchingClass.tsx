import { isOnlyLetter, letter } from "../../answers";
import { useTools } from "../../context";
import type { ClassProps } from "../kind_views";
import { Matrix } from "../Matrix";
import { plainText } from "../plain";

/** How often each option was matched with each target; with none as well, where that was. */
export function MatchingClass({
  question,
  counts,
  answered,
  right,
  caption,
  before = null,
}: ClassProps) {
  const { t } = useTools();
  const { options, targets = [] } = question;
  const unmatched = new Map(
    options.map(({ id }) => [
      id,
      targets.reduce((rest, target) => rest - (counts[`${id}:${target.id}`] ?? 0), answered),
    ]),
  );
  const hasUnmatched = [...unmatched.values()].some((count) => count > 0);
  return (
    <Matrix
      caption={caption}
      heading={{ rows: t("distribution.option"), columns: t("matching.target") }}
      rows={options.map((option) => ({
        id: option.id,
        name: letter(option.id),
        text: isOnlyLetter(option) ? "" : plainText(option.text),
      }))}
      columns={targets.map(({ id, text }) => ({ id, name: id, text: plainText(text) }))}
      counts={counts}
      answered={answered}
      right={right}
      before={before}
      last={
        hasUnmatched
          ? { heading: t("matching.none"), of: (option) => unmatched.get(option) ?? 0 }
          : null
      }
    />
  );
}
