/** Places that a key speaks of, read from their forms; all in percent of the image. */
import type { Form } from "../../../room/documents";
import type { Translate } from "../../../room/lesson";

export type Corner = readonly [across: number, down: number];

/** A circle's radius is of the image's width. */
export type Shape =
  | { kind: "circle"; across: number; down: number; radius: number }
  | { kind: "box"; left: number; top: number; right: number; bottom: number }
  | { kind: "polygon"; corners: readonly Corner[] };

/** A form that has a shape, with the number under which people see it. */
export interface Area {
  id: string;
  number: number;
  shape: Shape;
}

/** The forms that can be drawn; `otherwise` cannot. */
export function areasOf(forms: readonly Form[]): Area[] {
  const found: Area[] = [];
  for (const form of forms) {
    const shape = shapeOf(form);
    if (shape) found.push({ id: form.id, number: found.length + 1, shape });
  }
  return found;
}

/** `= circle 30 40 8`, `= box 10 20 30 50`, `= polygon 10 10, 20 10, 15 30`; null for anything else. */
export function shapeOf({ text }: Form): Shape | null {
  const [, kind, rest = ""] = /^=\s*(circle|box|polygon)\b(.*)$/.exec(text) ?? [];
  const numbers = (rest.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  if (kind === "circle") return { kind, across: a, down: b, radius: c };
  if (kind === "box") return { kind, left: a, top: b, right: c, bottom: d };
  if (kind !== "polygon") return null;
  const corners: Corner[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    corners.push([numbers[at] ?? 0, numbers[at + 1] ?? 0]);
  }
  return { kind, corners };
}

/** The topmost point of a shape's outline, where its number stands; `ratio` is the image's width by its height. */
export function topOf(shape: Shape, ratio: number): Corner {
  if (shape.kind === "circle") return [shape.across, shape.down - shape.radius * ratio];
  if (shape.kind === "box") return [(shape.left + shape.right) / 2, shape.top];
  const [first = [0, 0] as const] = shape.corners;
  return shape.corners.reduce((top, corner) => (corner[1] < top[1] ? corner : top), first);
}

/** The forms in words: `Area 1`, and if `isWhole` where that is. */
export function formsInWords(forms: readonly Form[], isWhole: boolean, t: Translate): Form[] {
  const areas = new Map(areasOf(forms).map((area) => [area.id, area]));
  return forms.map((form) => {
    const area = areas.get(form.id);
    if (!area) return form.text === "otherwise" ? { ...form, text: t("place.elsewhere") } : form;
    const { number } = area;
    const text = isWhole
      ? t("place.area_where", { number, where: whereIs(area.shape, t) })
      : t("place.area", { number });
    return { ...form, text };
  });
}

function whereIs(shape: Shape, t: Translate): string {
  if (shape.kind === "circle") {
    const { across, down, radius } = shape;
    return t("place.circle", { across, down, radius });
  }
  if (shape.kind === "box") {
    const { left, top, right, bottom } = shape;
    return t("place.box", { left, top, right, bottom });
  }
  const acrosses = shape.corners.map(([across]) => across);
  const downs = shape.corners.map(([, down]) => down);
  return t("place.polygon", {
    left: Math.min(...acrosses),
    right: Math.max(...acrosses),
    top: Math.min(...downs),
    bottom: Math.max(...downs),
  });
}
