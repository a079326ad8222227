import { useId } from "react";

import type { Lesson, Orders } from "../../room/lesson";
import { Button } from "../Button";
import { Fragment } from "../Fragment";
import { NoticeBar } from "../NoticeBar";
import { useTools } from "../context";
import { Choices } from "./Choices";
import { Feedback } from "./Feedback";
import { OpenText } from "./OpenText";
import { canSend, cardStatus, hasQuestion } from "./status";

/**
 * The student's card. The status line is one element in all states, so that a screen reader
 * hears each change once, and it keeps its height, so that nothing jumps.
 */
export function Card({ lesson, orders }: { lesson: Lesson; orders: Orders }) {
  const tools = useTools();
  const { t } = tools;
  const prompt = useId();
  const { room, question, feedback } = lesson;
  const status = cardStatus(lesson, tools);
  const asking = hasQuestion(lesson);
  const send = () => {
    if (canSend(lesson)) orders.send();
  };
  const isText = question?.kind === "open";
  const phase = room?.phase ?? "waiting";

  return (
    <div className={`pylq-card pylq-phase-${phase}${asking ? "" : " pylq-card-bare"}`}>
      <header className="pylq-card-header">
        <h2>{room?.name ?? t("card.title")}</h2>
        {lesson.name && <span className="pylq-card-name">{lesson.name}</span>}
        {asking && room?.round && (
          <span className="pylq-card-number">
            {t("card.number", { number: room.round.number })}
            <span className={`pylq-badge pylq-badge-${phase}`}>{t(`phase.${phase}`)}</span>
          </span>
        )}
      </header>
      {lesson.connection !== "ended" && <NoticeBar lesson={lesson} orders={orders} />}
      {asking && question && room?.round && (
        // Another round is another form: nothing of the last one may linger in it.
        <div className="pylq-card-body" key={room.round.id}>
          <Fragment html={question.prompt} id={prompt} className="pylq-prompt" />
          {question.kind === "open" ? (
            <OpenText lesson={lesson} orders={orders} labelledBy={prompt} onSend={send} />
          ) : (
            <Choices
              lesson={lesson}
              question={question}
              orders={orders}
              labelledBy={prompt}
              onSend={send}
            />
          )}
        </div>
      )}
      <footer className="pylq-card-footer">
        {asking && phase === "open" && (
          <Button
            look="primary"
            off={!canSend(lesson)}
            onPress={send}
            shortcut={isText ? "Control+Enter" : "Enter"}
            keys={t(isText ? "keys.ctrl_enter" : "keys.enter")}
          >
            {t("card.send")}
          </Button>
        )}
        <p role="status" className={`pylq-status pylq-tone-${status.tone}`}>
          {status.text}
        </p>
      </footer>
      {asking && question && phase === "revealed" && feedback && (
        <Feedback feedback={feedback} question={question} />
      )}
    </div>
  );
}
