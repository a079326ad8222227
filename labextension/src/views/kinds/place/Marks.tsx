import type { ReactNode } from "react";

import { SIGNS } from "../../OptionVerdict";
import type { VerdictOf } from "../../verdicts";
import type { Size } from "./Picture";
import { type Area, type Corner, type Shape, topOf } from "./shapes";

/** Where somebody pointed: a ring with a cross, seen on any ground. */
export function Marker({ at, verdict = null }: { at: Corner; verdict?: VerdictOf | null }) {
  return (
    <span
      className={`pylq-place-marker${verdict ? ` pylq-verdict-${verdict}` : ""}`}
      style={placed(at)}
      aria-hidden="true"
    >
      <svg viewBox="-20 -20 40 40">
        {["pylq-place-halo", "pylq-place-line"].map((look) => (
          <path
            key={look}
            className={look}
            d="M-19 0H-5M5 0H19M0 -19V-5M0 5V19M-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0"
          />
        ))}
      </svg>
      {verdict && <span className="pylq-place-sign">{SIGNS[verdict]}</span>}
    </span>
  );
}

/** The outlines of what a key speaks of: unbroken where it is right, and each with its number. */
export function Areas({
  areas,
  right,
  size,
}: {
  areas: readonly Area[];
  right: readonly string[] | null;
  size: Size;
}) {
  const lookOf = ({ id }: Area) => `pylq-place-${right?.includes(id) ? "right" : "other"}`;
  return (
    <>
      <Drawing size={size}>
        {areas.map((area) => (
          <g key={area.id} className={lookOf(area)}>
            <Outline shape={area.shape} size={size} className="pylq-place-halo" />
            <Outline shape={area.shape} size={size} className="pylq-place-line" />
          </g>
        ))}
      </Drawing>
      {areas.map((area) => (
        <span
          key={area.id}
          className={`pylq-place-number ${lookOf(area)}`}
          style={placed(topOf(area.shape, size.width / size.height))}
          aria-hidden="true"
        >
          {area.number}
          {right?.includes(area.id) && ` ${SIGNS.right}`}
        </span>
      ))}
    </>
  );
}

/** All that a class pointed at: where many are, they are darker. */
export function Dots({ places, size }: { places: readonly Corner[]; size: Size }) {
  return (
    <Drawing size={size}>
      {places.map(([across, down], index) => {
        // A line without length and with round ends is a dot, as large on every screen.
        const dot = `M${(across * size.width) / 100} ${(down * size.height) / 100}h0`;
        return (
          <g key={index} className="pylq-place-dot">
            <path d={dot} />
            <path d={dot} />
          </g>
        );
      })}
    </Drawing>
  );
}

function Drawing({ size, children }: { size: Size; children: ReactNode }) {
  return (
    <svg
      className="pylq-place-drawing"
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

function Outline({
  shape,
  size: { width, height },
  className,
}: {
  shape: Shape;
  size: Size;
  className: string;
}) {
  const x = (across: number) => (across * width) / 100;
  const y = (down: number) => (down * height) / 100;
  if (shape.kind === "circle") {
    const { across, down, radius } = shape;
    return <circle className={className} cx={x(across)} cy={y(down)} r={x(radius)} />;
  }
  const corners: readonly Corner[] =
    shape.kind === "polygon"
      ? shape.corners
      : [
          [shape.left, shape.top],
          [shape.right, shape.top],
          [shape.right, shape.bottom],
          [shape.left, shape.bottom],
        ];
  const points = corners.map(([across, down]) => `${x(across)},${y(down)}`).join(" ");
  return <polygon className={className} points={points} />;
}

/** From the left in every script: an image is not turned around. */
function placed([across, down]: Corner) {
  const within = (percent: number) => `${Math.min(Math.max(percent, 0), 100)}%`;
  return { left: within(across), top: within(down) };
}
