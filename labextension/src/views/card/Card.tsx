import { useId, useState } from "react";

import type { Lesson, Orders } from "../../room/lesson";
import type { MyAnswers } from "../../room/my_answers";
import { Button } from "../Button";
import { Fragment } from "../Fragment";
import { NoticeBar } from "../NoticeBar";
import { useTools } from "../context";
import type { Download } from "../download";
import { viewsOf } from "../kinds";
import { AnswerInput } from "./AnswerInput";
import { Countdown } from "./Countdown";
import { Earlier } from "./Earlier";
import { Feedback } from "./Feedback";
import { SaveAnswers } from "./SaveAnswers";
import { isHalfThere, useSettled } from "./settled";
import { canSend, cardStatus, hasQuestion, unreadable, untouchedAnswer } from "./status";
import { Unsent } from "./Unsent";

/**
 * The student's card. The status line is one element in all states, so that a screen reader
 * hears each change once, and it keeps its height, so that nothing jumps.
 */
export function Card({
  lesson,
  orders,
  myAnswers,
  save,
}: {
  lesson: Lesson;
  orders: Orders;
  myAnswers: MyAnswers | null;
  save: Download;
}) {
  const tools = useTools();
  const { t } = tools;
  const prompt = useId();
  const told = useId();
  // What could not be read when the person wanted to send it or went on; typing on ends that.
  const [tried, setTried] = useState<string | null>(null);
  const { room, question, feedback } = lesson;
  const illegible = unreadable(lesson);
  const isRefused = illegible !== null && illegible === tried;
  const status = useSettled(cardStatus(lesson, tools, isRefused), isHalfThere(lesson));
  const asking = hasQuestion(lesson);
  const views = question ? viewsOf(question.kind) : undefined;
  const untouched = untouchedAnswer(lesson);
  const send = () => {
    if (canSend(lesson)) orders.send();
    else if (untouched !== null) {
      orders.setDraft(untouched);
      orders.send();
    } else setTried(illegible);
  };
  const isText = question?.kind === "open";
  const phase = room?.phase ?? "waiting";
  const isOver = lesson.connection === "ended" || phase === "closed";

  return (
    <div className={`pylq-card pylq-phase-${phase}${asking ? "" : " pylq-card-bare"}`}>
      <header className="pylq-card-header">
        <h2 dir="auto">{room?.name ?? t("card.title")}</h2>
        {lesson.name && (
          <span className="pylq-card-name" dir="auto">
            {lesson.name}
          </span>
        )}
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
          {!views?.holdsPrompt && (
            <Fragment html={question.prompt} id={prompt} className="pylq-prompt" />
          )}
          <AnswerInput
            lesson={lesson}
            question={question}
            orders={orders}
            labelledBy={prompt}
            describedBy={told}
            isRefused={isRefused}
            onSend={send}
            onLeave={() => {
              setTried(illegible);
            }}
          />
          <Unsent lesson={lesson} />
        </div>
      )}
      <footer className="pylq-card-footer">
        {asking && phase === "open" && (
          <Button
            look="primary"
            off={!canSend(lesson) && untouched === null && illegible === null}
            onPress={send}
            shortcut={isText ? "Control+Enter" : "Enter"}
            keys={t(isText ? "keys.ctrl_enter" : "keys.enter")}
          >
            {t("card.send")}
          </Button>
        )}
        <p id={told} role="status" className={`pylq-status pylq-tone-${status.tone}`}>
          {status.text}
        </p>
        {asking && phase === "open" && room?.deadline != null && (
          <Countdown deadline={room.deadline} />
        )}
      </footer>
      {lesson.polling && <p className="pylq-card-slow">{t("card.polling")}</p>}
      {asking && question && phase === "revealed" && feedback && (
        <Feedback feedback={feedback} question={question} mark={lesson.mine?.mark ?? null} />
      )}
      {room && myAnswers && (
        <div className="pylq-mine">
          <Earlier lesson={lesson} myAnswers={myAnswers} />
          {(isOver || phase === "waiting" || phase === "revealed") && (
            <SaveAnswers lesson={lesson} myAnswers={myAnswers} save={save} />
          )}
        </div>
      )}
    </div>
  );
}
