import type { KindViews } from "../kind_views";
import { startOf } from "./order";
import { OrderingClass } from "./OrderingClass";
import { OrderingFace } from "./OrderingFace";
import { OrderingInput } from "./OrderingInput";

/** Options that are brought into order: a right one, or a ranking without right and wrong. */
export const ordering: KindViews = {
  Input: OrderingInput,
  Face: OrderingFace,
  Class: OrderingClass,
  untouched: startOf,
};
