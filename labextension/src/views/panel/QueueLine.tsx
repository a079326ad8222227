import { useId } from "react";

import { Button } from "../Button";
import { useTools } from "../context";
import type { Queued } from "./queue";
import { pickable, type Pickable } from "./round";

/** What can be done with a line of the bank; null: not here. */
export interface LineOrders {
  off: boolean;
  ask: (line: Pickable) => void;
  preview: ((line: Pickable) => void) | null;
  skip: ((name: string, skipped: boolean) => void) | null;
}

/** One question of the bank with what can be done with it. */
export function QueueLine({
  queued: { line, name, state, changed },
  isNext,
  isShortcut = false,
  orders: { off, ask, preview, skip },
}: {
  queued: Queued;
  isNext: boolean;
  /** N asks it. */
  isShortcut?: boolean;
  orders: LineOrders;
}) {
  const { t } = useTools();
  const problem = useId();
  const about = { number: line.number, title: line.title };
  return (
    <div className={`pylq-line pylq-line-${state}${isNext ? " pylq-line-next" : ""}`}>
      <span className="pylq-line-number">{line.number}</span>
      <span className="pylq-line-title">
        <bdi>{line.title}</bdi>
        {state !== "coming" && state !== "faulty" && (
          <span className="pylq-line-state">{t(`queue.${state}`)}</span>
        )}
        {changed && <span className="pylq-line-state">{t("queue.changed")}</span>}
        {line.tags.length > 0 && (
          <span className="pylq-line-tags">
            <span className="pylq-unseen">{t("queue.tags")} </span>
            {line.tags.join(", ")}
          </span>
        )}
        {line.problem && (
          <span id={problem} className="pylq-line-problem">
            {line.problem}
          </span>
        )}
      </span>
      {pickable(line) && (
        <span className="pylq-line-buttons">
          {(state !== "current" || changed) && (
            <Button
              off={off}
              look={isNext ? "primary" : "plain"}
              {...(isNext && isShortcut ? { shortcut: "N" } : {})}
              label={t("bank.ask_label", about)}
              onPress={() => {
                ask(line);
              }}
            >
              {t("bank.ask")}
            </Button>
          )}
          {skip && (state === "coming" || state === "skipped") && (
            <Button
              label={t(state === "skipped" ? "queue.take_back_label" : "queue.skip_label", about)}
              onPress={() => {
                skip(name, state !== "skipped");
              }}
            >
              {t(state === "skipped" ? "queue.take_back" : "queue.skip")}
            </Button>
          )}
          {preview && (
            <Button
              label={t("queue.preview_label", about)}
              onPress={() => {
                preview(line);
              }}
            >
              {t("queue.preview")}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}
