import type { QuestionOption } from "../room/documents";
import { letter } from "./answers";
import { Bars } from "./Bars";
import { useTools } from "./context";

/** How a class chose among options, and how it did before where it was asked before. */
export function Distribution({
  options,
  counts,
  answered,
  right,
  caption,
  before = null,
}: {
  options: readonly QuestionOption[];
  counts: Readonly<Record<string, number>>;
  answered: number;
  /** null: nothing is marked as right. */
  right: readonly string[] | null;
  caption: string;
  /** An earlier vote on the same question. */
  before?: { answered: number; counts: Readonly<Record<string, number>> } | null;
}) {
  const { t } = useTools();
  return (
    <Bars
      heading={t("distribution.option")}
      caption={caption}
      answered={answered}
      answeredBefore={before?.answered ?? 0}
      bars={options.map(({ id }) => ({
        id,
        label: letter(id),
        count: counts[id] ?? 0,
        right: right?.includes(id) ?? false,
        before: before && (before.counts[id] ?? 0),
      }))}
    />
  );
}
