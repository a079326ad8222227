import { useTools } from "./context";
import type { VerdictOf } from "./verdicts";

/** Each verdict as a sign. */
export const SIGNS: Readonly<Record<VerdictOf, string>> = {
  right: "✓",
  missed: "○",
  partly: "◐",
  wrong: "✗",
  yours: "•",
};

/** The verdict on an option in a sign and in words, so that colour is never all there is. */
export function OptionVerdict({ verdict, yours }: { verdict: VerdictOf; yours: boolean }) {
  const { t } = useTools();
  const words = yours && verdict !== "yours" ? `option.${verdict}_yours` : `option.${verdict}`;
  return (
    <p className={`pylq-verdict pylq-verdict-${verdict}`}>
      <span aria-hidden="true" className="pylq-sign">
        {SIGNS[verdict]}
      </span>
      {t(words)}
    </p>
  );
}
