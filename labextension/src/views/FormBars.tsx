import type { Form } from "../room/documents";
import { Bars } from "./Bars";
import { useTools } from "./context";
import { formText } from "./forms";

/** Where a class is counted by forms: the answers that fit none. */
const NO_FORM = "";

/** How many answers fit what the key speaks of; what fits nothing of it has a bar where there is any. */
export function FormBars({
  forms,
  counts,
  answered,
  right,
  caption,
}: {
  forms: readonly Form[];
  counts: Readonly<Record<string, number>>;
  answered: number;
  right: readonly string[] | null;
  caption: string;
}) {
  const { t } = useTools();
  const rest = counts[NO_FORM] ?? 0;
  const bars = forms.map((form) => ({
    id: form.id,
    label: (
      <span className="pylq-form" dir="auto">
        {formText(form, t)}
      </span>
    ),
    count: counts[form.id] ?? 0,
    right: right?.includes(form.id) ?? false,
    before: null,
  }));
  const others = { id: NO_FORM, label: t("form.none"), count: rest, right: false, before: null };
  return (
    <Bars
      heading={t("attempts.answer")}
      caption={caption}
      answered={answered}
      bars={rest > 0 ? [...bars, others] : bars}
      wide
    />
  );
}
