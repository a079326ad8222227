import { useEffect, useRef, useState } from "react";

import type { Orders } from "../../room/lesson";
import { Button } from "../Button";
import { useTools } from "../context";

/** Ends the lesson for everyone, so it asks once more, in the page. */
export function CloseRoom({ orders, off }: { orders: Orders; off: boolean }) {
  const { t } = useTools();
  const [asking, setAsking] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const moved = useRef(false);

  useEffect(() => {
    // Focus follows the step that was taken, but not the first drawing of the page.
    if (moved.current) element.current?.querySelector("button")?.focus();
  }, [asking]);

  const step = (next: boolean) => {
    moved.current = true;
    setAsking(next);
  };

  if (!asking) {
    return (
      <div ref={element} className="pylq-close">
        <Button
          look="link"
          off={off}
          onPress={() => {
            step(true);
          }}
        >
          {t("close.ask")}
        </Button>
      </div>
    );
  }
  return (
    <div ref={element} className="pylq-close" role="group" aria-label={t("close.question")}>
      <p>{t("close.question")}</p>
      <Button
        onPress={() => {
          step(false);
        }}
      >
        {t("close.keep")}
      </Button>
      <Button
        look="danger"
        off={off}
        onPress={() => {
          setAsking(false);
          orders.close();
        }}
      >
        {t("close.confirm")}
      </Button>
    </div>
  );
}
