import { useId } from "react";

import { sendOnEnter } from "../../card/typing";
import { useTools } from "../../context";
import { quiet } from "../../quiet";

/** Percent by which an arrow key moves the place, alone and with Shift. */
const STEP = 1;
const LEAP = 10;

/** One coordinate of a place by keyboard: arrow keys, Page Up and Down, Home, End. */
export function Slider({
  axis,
  value,
  open,
  onChange,
  onSend,
}: {
  axis: "across" | "down";
  /** Percent; null: no place was chosen yet. */
  value: number | null;
  open: boolean;
  onChange: (value: number) => void;
  onSend: () => void;
}) {
  const { t } = useTools();
  const id = useId();
  const send = sendOnEnter(onSend);
  const at = value ?? MIDDLE;
  return (
    <>
      <label htmlFor={id}>{t(`place.${axis}`)}</label>
      <input
        {...quiet}
        id={id}
        type="range"
        // An image is not turned around in scripts that go from right to left.
        dir="ltr"
        min={0}
        max={100}
        step={0.5}
        value={at}
        aria-valuetext={value === null ? t("place.none") : t("place.percent", { percent: value })}
        aria-disabled={!open || undefined}
        onChange={(event) => {
          if (open) onChange(Number(event.target.value));
        }}
        onKeyDown={(event) => {
          const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
          if (ctrlKey || altKey || metaKey || key === "Tab") return;
          const way = (key.startsWith("Page") ? PAGES : ARROWS)[axis][key];
          if (way !== undefined && open) {
            event.preventDefault();
            onChange(at + way * (shiftKey || key.startsWith("Page") ? LEAP : STEP));
          } else if (!open) event.preventDefault();
          else send(event);
        }}
      />
    </>
  );
}

/** Where the sliders stand before anything was chosen. */
export const MIDDLE = 50;

type Ways = Readonly<Record<"across" | "down", Readonly<Record<string, number>>>>;

// As on every slider; but what goes down by its name goes down by the key, too.
const ARROWS: Ways = {
  across: { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1 },
  down: { ArrowRight: 1, ArrowLeft: -1, ArrowUp: -1, ArrowDown: 1 },
};
const PAGES: Ways = {
  across: { PageUp: 1, PageDown: -1 },
  down: { PageUp: -1, PageDown: 1 },
};
