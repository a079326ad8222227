import { useEffect, useRef, type ReactNode } from "react";

import { Button } from "./Button";
import { useTools } from "./context";

/** Something in large print over everything else on the page, until Escape or its button. */
export function Overlay({
  label,
  children,
  onClose,
}: {
  label: string;
  children: ReactNode;
  onClose: () => void;
}) {
  const { t } = useTools();
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const before = dialog.ownerDocument.activeElement;
    // The top layer: a notebook's output clips whatever else would leave it. Old browsers have none.
    if ("showModal" in dialog) dialog.showModal();
    else (dialog as HTMLElement).setAttribute("open", "");
    dialog.querySelector("button")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={element}
      className="pylq-overlay"
      aria-label={label}
      aria-modal="true"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        // No key of the panel behind it may act on what nobody sees.
        event.stopPropagation();
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="pylq-overlay-content">{children}</div>
      <Button keys={t("keys.escape")} shortcut="Escape" onPress={onClose}>
        {t("overlay.close")}
      </Button>
    </dialog>
  );
}
