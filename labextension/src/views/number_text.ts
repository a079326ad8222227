/** Numbers as people type them, and as they are shown: with a decimal comma where that is usual. */
import type { Translate } from "../room/lesson";

/** What a text says: a number, or that it can be read in two ways, or in none. */
export type ReadNumber =
  | { number: number }
  | { problem: "ambiguous"; small: string; large: string }
  | { problem: "unreadable" | "too_large" };

const LANGUAGES_OF_THE_COMMA = new Set(["de"]);

const MINUS = /[\u2212\u2013\uFE63\uFF0D]/g;
/** Spaces and apostrophes that group digits: 12 000, 12’000. */
const GROUPED = /^([+-]?\d{1,3})((?:[\s\u00A0\u2009\u202F'’]\d{3})+)(?![\s\d'’])/;
const FRACTION = /^([+-]?\d{1,15})\s*\/\s*(\d{1,15})$/;
/** As it is written by hand: 2 × 10^4. */
const POWER = /(\d)\s*[*×·]\s*10\s?\^\s?([+-]?\d{1,3})$/;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Read what a person typed. Point and comma are both taken, as long as only one reading is possible;
 * `1,234` has two where the language writes its decimals with a point, `1.234` where with a comma.
 */
export function readNumber(typed: string, language: string): ReadNumber {
  const text = typed
    .trim()
    .replace(MINUS, "-")
    .replace(/^([+-])\s+/, "$1")
    .replace(POWER, "$1e$2")
    .replace(GROUPED, (_all, first: string, rest: string) => first + rest.replace(/\D/g, ""));
  const fraction = FRACTION.exec(text);
  if (fraction) {
    const number = Number(fraction[1]) / Number(fraction[2]);
    return Number.isFinite(number) ? { number: number + 0 } : unreadable;
  }
  const usual = usesComma(language) ? "," : ".";
  const marks = text.replace(/[^.,]/g, "");
  const distinct = new Set(marks);
  // The last of two different marks is the decimal one, and must be the only one of its kind.
  const last = marks.at(-1) ?? usual;
  if (distinct.size === 2 && marks.indexOf(last) === marks.length - 1) {
    return isGrouped(text, last === "," ? "." : ",", last) ? plain(text, last) : unreadable;
  }
  if (distinct.size === 2) return unreadable;
  if (marks.length > 1) return isGrouped(text, last, null) ? plain(text, null) : unreadable;
  if (marks.length === 1 && last !== usual && isGrouped(text, last, null)) {
    const digits = text.replace(/[.,]/, "");
    return { problem: "ambiguous", small: text.replace(last, usual), large: digits };
  }
  return plain(text, last);
}

/** Why a text cannot be read as a number, and how to write it; null where it can. */
export function whyUnread(text: string, t: Translate): string | null {
  const read = readNumber(text, t("language"));
  return "problem" in read ? t(`card.number_${read.problem}`, { text, ...read }) : null;
}

/** The number as a person of this language writes it, with every digit that it has. */
export function numberText(number: number, language: string): string {
  const text = String(number);
  return usesComma(language) ? text.replace(".", ",") : text;
}

/** A number to be read at a glance, with six digits at most; `1E9` where there would be many zeros. */
export function figure(number: number, language: string): string {
  const size = Math.abs(number);
  const isLong = size !== 0 && (size >= 1e7 || size < 1e-4);
  return new Intl.NumberFormat(language, {
    maximumSignificantDigits: 6,
    notation: isLong ? "scientific" : "standard",
  }).format(number);
}

const unreadable = { problem: "unreadable" } as const;

function usesComma(language: string): boolean {
  return LANGUAGES_OF_THE_COMMA.has(language);
}

/** Whether every `group` mark stands before three digits, as in 1,234,567, up to a `decimal` mark. */
function isGrouped(text: string, group: string, decimal: string | null): boolean {
  const whole = decimal === null ? text : (text.split(decimal)[0] ?? "");
  const [first = "", ...others] = whole.split(group);
  // Nobody begins a group with a zero: 0,125 is a fraction.
  return /^[+-]?[1-9]\d{0,2}$/.test(first) && others.every((digits) => /^\d{3}$/.test(digits));
}

/** Read a text whose decimal mark is known (null: it has none); other marks only group. */
function plain(text: string, decimal: string | null): ReadNumber {
  const pointed = text.replace(/[.,]/g, (mark) => (mark === decimal ? "." : ""));
  if (!PLAIN.test(pointed)) return unreadable;
  const number = Number(pointed);
  if (!Number.isFinite(number)) return { problem: "too_large" };
  // There is no second zero to a person.
  return { number: number + 0 };
}
