/** Which numbers a key's form accepts, by its spelling in a bank (FORMAT.md), to be drawn. */

/** From `low` to `high`; infinite where there is no end. Whether an end belongs to it is too fine to see. */
export interface Band {
  low: number;
  high: number;
}

const NUMBER =
  /^([-+−]?)(?:(\d{1,40}) ?\/ ?(\d{1,40})|(?=\.?\d)(\d{0,40}(?:\.\d{0,40})?)(?:[eE]([-+−]?\d{1,3})|\s?[*×·]\s?10\^([-+−]?\d{1,3}))?)$/;
const RANGE = /^[[(]([^,;]*)[,;]([^,;]*)[\])]$/;
const TO_DIGITS = /^(.*\S)\s+to\s+(\d{1,2})\s+digits?$/;
const DOTS = /^(.*?\S)\s*(?:\.\.\.?|…)\s*(\S.*)$/;
const PLUS_MINUS = /\s*(?:±|\+\/?-)\s*/;
const MOST_DIGITS = 15;

/** The numbers that a form accepts; null where it is of something else or is not understood. */
export function bandOf(form: string): Band | null {
  if (!form.startsWith("=")) return null;
  const text = form.slice(1).trim();
  const range = RANGE.exec(text);
  if (range) return between(end(range[1] ?? ""), end(range[2] ?? ""));
  const digits = TO_DIGITS.exec(text);
  if (digits) return toDigits(numberIn(digits[1] ?? ""), Number(digits[2]));
  const dots = DOTS.exec(text);
  if (dots) return between(end(dots[1] ?? ""), end(dots[2] ?? ""));
  const place = PLUS_MINUS.exec(text);
  // A sign in front of a number is no tolerance, and one alone has no number before it.
  if (!place) return around(numberIn(text), 0);
  const value = numberIn(text.slice(0, place.index));
  const off = text.slice(place.index + place[0].length).trim();
  const tolerance = numberIn(off.replace(/%$/, ""));
  if (value === null || tolerance === null || tolerance < 0) return null;
  return around(value, off.endsWith("%") ? (Math.abs(value) * tolerance) / 100 : tolerance);
}

function numberIn(text: string): number | null {
  const found = NUMBER.exec(text.trim());
  if (!found) return null;
  const [, sign = "", over, under, digits = "", exponent, power] = found;
  const scale = (exponent ?? power ?? "0").replace("−", "-");
  const size = over === undefined ? Number(`${digits}e${scale}`) : Number(over) / Number(under);
  if (!Number.isFinite(size)) return null;
  return sign === "-" || sign === "−" ? -size : size;
}

function end(text: string): number | null {
  const open = /^([-+−]?)(?:∞|inf)$/.exec(text.trim());
  if (!open) return numberIn(text);
  return open[1] === "-" || open[1] === "−" ? -Infinity : Infinity;
}

function between(low: number | null, high: number | null): Band | null {
  return low === null || high === null || low > high ? null : { low, high };
}

function around(value: number | null, off: number): Band | null {
  return value === null ? null : { low: value - off, high: value + off };
}

/** What is the same as `value` when both are rounded to so many significant digits. */
function toDigits(value: number | null, digits: number): Band | null {
  if (value === null || digits < 1 || digits > MOST_DIGITS) return null;
  if (value === 0) return { low: 0, high: 0 };
  const [mantissa = "", exponent = "0"] = Math.abs(value)
    .toExponential(digits - 1)
    .split("e");
  const rounded = Number(`${mantissa}e${exponent}`);
  const half = Number(`5e${Number(exponent) - digits}`);
  // Below a power of ten, digits are ten times finer.
  const isPower = Number(mantissa) === 1;
  const [low, high] = [rounded - (isPower ? half / 10 : half), rounded + half];
  return value > 0 ? { low, high } : { low: -high, high: -low };
}
