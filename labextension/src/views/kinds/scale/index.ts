import type { KindViews } from "../kind_views";
import { ScaleClass } from "./ScaleClass";
import { ScaleFace } from "./ScaleFace";
import { ScaleInput } from "./ScaleInput";

export const scale: KindViews = { Input: ScaleInput, Face: ScaleFace, Class: ScaleClass };
