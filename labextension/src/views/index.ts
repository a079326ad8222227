/** The views of a lesson, once for all hosts. */
import "./styles/views.css";
import "./styles/fragment.css";
import "./styles/bars.css";
import "./styles/card.css";
import "./styles/past.css";
import "./styles/panel.css";
import "./styles/controls.css";
import "./styles/queue.css";
import "./styles/matrix.css";
import "./styles/ordering.css";
import "./styles/matching.css";
import "./styles/attempts.css";
import "./styles/join_ways.css";
import "./styles/room_list.css";
import "./styles/blanks.css";
import "./styles/place.css";
import "./styles/scale.css";
import "./styles/words.css";
import "./styles/histogram.css";
import "./code.css";

export { AskName } from "./AskName";
export { Button } from "./Button";
export type { Typeset } from "./context";
export type { ParseMarkdown } from "./pieces";
export { LessonView, type View } from "./LessonView";
export { sentence, translator } from "./words";
