import { useTools } from "../context";
import { quiet } from "../quiet";
import type { Projection } from "./projection";

/** On: no view of this room on the page shows what a class must not see. */
export function SafeSwitch({ projection }: { projection: Projection }) {
  const { t } = useTools();
  return (
    <button
      {...quiet}
      type="button"
      role="switch"
      aria-checked={projection.safe}
      className="pylq-switch"
      title={t("safe.title")}
      onClick={() => {
        projection.setSafe(!projection.safe);
      }}
    >
      <span>{t("safe.label")}</span>
      <span className="pylq-switch-track" aria-hidden="true" />
    </button>
  );
}
