import { useTools } from "../context";

/** Whether an answer is right, in a sign and in words. */
export function Mark({ right }: { right: boolean | null }) {
  const { t } = useTools();
  if (right === null) return <span>{t("mark.none")}</span>;
  return (
    <span className={`pylq-mark pylq-mark-${right ? "right" : "wrong"}`}>
      <span aria-hidden="true">{right ? "✓" : "✗"}</span>
      <span className="pylq-unseen">{t(right ? "mark.right" : "mark.wrong")}</span>
    </span>
  );
}
