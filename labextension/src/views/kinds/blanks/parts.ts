/** What there is to say of each blank: what it is called, what fits in it, and how it fared. */
import type { Answer, Blank, Form, Mark } from "../../../room/documents";
import type { Translate } from "../../../room/lesson";
import { formText } from "../../forms";
import { numberText } from "../../number_text";
import type { VerdictOf } from "../../verdicts";

/** `Blank 1: its type`, or `Blank 1 of 3` where nothing was said of it. */
export function nameOf({ id, label }: Blank, count: number, t: Translate): string {
  return label
    ? t("blanks.name_label", { number: id, label })
    : t("blanks.name_count", { number: id, count });
}

/** What stands in each blank, in their order; empty where nothing does. */
export function partsIn(answer: Answer | null, blanks: readonly Blank[]): string[] {
  const parts = Array.isArray(answer) ? answer : [];
  return blanks.map((_, place) => parts[place] ?? "");
}

/** A part as its writer would read it: a number in the own language, an option by its words. */
export function partText({ kind, options }: Blank, part: string, language: string): string {
  if (kind === "single") return options.find(({ id }) => id === part)?.text ?? part;
  return kind === "number" && String(Number(part)) === part
    ? numberText(Number(part), language)
    : part;
}

/** What a blank is compared with: its options, or those of a key's forms that are its own. */
export function fittingIn(
  { id, kind, options }: Blank,
  forms: readonly Form[],
  t: Translate,
): { id: string; text: string }[] {
  if (kind === "single")
    return options.map((each) => ({ id: `${id}:${each.id}`, text: each.text }));
  return forms
    .filter((form) => form.id.startsWith(`${id}:`))
    .map((form) => ({ id: form.id, text: formText(form, t) }));
}

/** The ids that what stands in a blank fits. */
export function fitsIn({ id }: Blank, mark: Mark | null | undefined): string[] {
  return (mark?.fits ?? []).filter((fit) => fit.startsWith(`${id}:`));
}

/** Whether what stands in a blank is right; null where nothing is right or wrong, or nothing is marked. */
export function verdictIn(
  blank: Blank,
  mark: Mark | null | undefined,
  right: readonly string[] | null,
): Extract<VerdictOf, "right" | "wrong"> | null {
  const isMarked = mark?.right != null && right?.some((id) => id.startsWith(`${blank.id}:`));
  if (!isMarked) return null;
  return fitsIn(blank, mark).some((fit) => right?.includes(fit)) ? "right" : "wrong";
}
