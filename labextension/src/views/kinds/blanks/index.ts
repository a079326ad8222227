import type { KindViews } from "../kind_views";
import { BlanksClass } from "./BlanksClass";
import { BlanksFace } from "./BlanksFace";
import { BlanksInput } from "./BlanksInput";

/** Gaps in a text or in code, each filled by typing or from a list. */
export const blanks: KindViews = {
  Input: BlanksInput,
  holdsPrompt: true,
  Face: BlanksFace,
  Class: BlanksClass,
};
