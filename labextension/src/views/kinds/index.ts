/** The kinds of question whose views are their own; single, multiple, open, number and short share theirs. */
import type { Kind } from "../../room/documents";
import { blanks } from "./blanks";
import type { KindViews } from "./kind_views";
import { matching } from "./matching";
import { ordering } from "./ordering";
import { place } from "./place";
import { scale } from "./scale";
import { words } from "./words";

const VIEWS: Readonly<Partial<Record<Kind, KindViews>>> = {
  ordering,
  matching,
  blanks,
  scale,
  words,
  place,
};

/** The views of a kind of its own; undefined for the others. */
export function viewsOf(kind: Kind): KindViews | undefined {
  return VIEWS[kind];
}
