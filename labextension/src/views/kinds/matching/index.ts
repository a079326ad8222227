import type { KindViews } from "../kind_views";
import { MatchingClass } from "./MatchingClass";
import { MatchingFace } from "./MatchingFace";
import { MatchingInput } from "./MatchingInput";

/** Options that are each matched with one of several targets. */
export const matching: KindViews = {
  Input: MatchingInput,
  Face: MatchingFace,
  Class: MatchingClass,
};
