import type { KindViews } from "../kind_views";
import { PlaceClass } from "./PlaceClass";
import { PlaceFace } from "./PlaceFace";
import { PlaceInput } from "./PlaceInput";

/** A place in an image. */
export const place: KindViews = { Input: PlaceInput, Face: PlaceFace, Class: PlaceClass };
