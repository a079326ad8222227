/** The views of a lesson, once for all hosts. */
import "./styles/views.css";
import "./styles/fragment.css";
import "./styles/card.css";
import "./styles/panel.css";
import "./styles/controls.css";
import "./code.css";

export { AskName } from "./AskName";
export type { Typeset } from "./context";
export { LessonView, type View } from "./LessonView";
export { sentence, translator } from "./words";
