import { useTools } from "../context";
import { quiet } from "../quiet";
import type { Queued, State } from "./queue";

const SIGNS: Readonly<Record<State, string>> = {
  current: "●",
  asked: "✓",
  skipped: "–",
  coming: "",
  faulty: "!",
};

/** The whole bank in the space of a line or two; each number shows its question. */
export function Strip({
  lines,
  shown,
  onShow,
}: {
  lines: readonly Queued[];
  /** The number of the line that was asked for. */
  shown: number | null;
  onShow: (number: number | null) => void;
}) {
  const { t } = useTools();
  return (
    <ol className="pylq-strip" aria-label={t("queue.strip")}>
      {lines.map(({ line: { number, title }, state, changed }) => (
        <li key={number}>
          <button
            {...quiet}
            type="button"
            className={`pylq-strip-item pylq-strip-${state}`}
            aria-label={t("queue.strip_label", {
              number,
              title,
              state: [t(`queue.${state}`), ...(changed ? [t("queue.changed")] : [])].join(", "),
            })}
            aria-pressed={shown === number}
            title={title}
            onClick={() => {
              onShow(shown === number ? null : number);
            }}
          >
            {SIGNS[state]}
            {number}
            {changed && "*"}
          </button>
        </li>
      ))}
    </ol>
  );
}
