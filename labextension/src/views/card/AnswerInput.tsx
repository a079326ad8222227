import type { QuestionDocument } from "../../room/documents";
import type { Lesson, Orders } from "../../room/lesson";
import { viewsOf } from "../kinds";
import { Choices } from "./Choices";
import { NumberField } from "./NumberField";
import { OpenText } from "./OpenText";
import { ShortText } from "./ShortText";

/** Where a student answers, by the question's kind. */
export function AnswerInput({
  question,
  describedBy,
  isRefused,
  onLeave,
  ...shared
}: {
  lesson: Lesson;
  question: QuestionDocument;
  orders: Orders;
  /** The id of the prompt's element. */
  labelledBy: string;
  /** The id of what says why a number could not be read. */
  describedBy: string;
  /** A number was to be sent that could not be read. */
  isRefused: boolean;
  onSend: () => void;
  onLeave: () => void;
}) {
  const views = viewsOf(question.kind);
  if (views) {
    const { room, feedback } = shared.lesson;
    const told = room?.phase === "revealed" ? feedback : null;
    return <views.Input {...shared} question={question} feedback={told} />;
  }
  if (question.kind === "open") {
    return <OpenText {...shared} markdown={question.markdown ?? false} />;
  }
  if (question.kind === "short") return <ShortText {...shared} />;
  if (question.kind === "number") {
    const refused = { describedBy, isRefused, onLeave };
    return <NumberField {...shared} {...refused} />;
  }
  return <Choices {...shared} question={question} />;
}
