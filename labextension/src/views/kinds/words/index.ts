import type { KindViews } from "../kind_views";
import { WordsClass } from "./WordsClass";
import { WordsFace } from "./WordsFace";
import { WordsInput } from "./WordsInput";

export const words: KindViews = { Input: WordsInput, Face: WordsFace, Class: WordsClass };
