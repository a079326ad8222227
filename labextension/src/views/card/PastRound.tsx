import { useState } from "react";

import type { OwnRound } from "../../room/documents";
import { Accepted } from "../Accepted";
import { Explanation } from "../Explanation";
import { Fragment } from "../Fragment";
import { OptionVerdict } from "../OptionVerdict";
import { chosen, isOnlyLetter, letter } from "../answers";
import { useTools } from "../context";
import { viewsOf } from "../kinds";
import type { Key } from "../kinds/kind_views";
import { quiet } from "../quiet";
import { WrittenText } from "../WrittenText";
import { earnsPart, verdictOf } from "../verdicts";
import { answerIn, circumstances, outcomeOf } from "./past";

/** One earlier question: a line that unfolds to all of it. */
export function PastRound({ round }: { round: OwnRound }) {
  const { t } = useTools();
  const [isOpen, setOpen] = useState(false);
  const outcome = outcomeOf(round);
  return (
    <li className="pylq-past">
      <details
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
        }}
      >
        <summary {...quiet}>
          <span className="pylq-past-number">{t("mine.question", { number: round.number })}</span>{" "}
          <span className="pylq-past-title" dir="auto">
            {round.question.title}
          </span>{" "}
          <span className={`pylq-past-outcome pylq-outcome-${outcome}`}>
            {t(`mine.verdict_${outcome}`)}
          </span>
        </summary>
        {isOpen && <PastQuestion round={round} />}
      </details>
    </li>
  );
}

function PastQuestion({ round }: { round: OwnRound }) {
  const tools = useTools();
  const { t } = tools;
  const { question, attempts, feedback } = round;
  const views = viewsOf(question.kind);
  return (
    <div className="pylq-past-question">
      {!views?.holdsPrompt && <Fragment html={question.prompt} className="pylq-prompt" />}
      {views && (
        <views.Face
          question={question}
          answerKey={feedback && keyIn(feedback)}
          own={attempts.at(-1) ?? null}
        />
      )}
      {!views && question.options.length > 0 && <PastOptions round={round} />}
      {!views && feedback?.forms && feedback.forms.length > 0 && (
        <Accepted
          forms={feedback.forms}
          right={feedback.right}
          notes={feedback.notes}
          mine={attempts.at(-1)?.mark?.form ?? null}
          isPartly={earnsPart(attempts.at(-1)?.mark, question.kind)}
        />
      )}
      {attempts.length > 0 && (
        <section>
          <h3>{t(attempts.length > 1 ? "mine.yours" : "mine.yours_one")}</h3>
          <ol className="pylq-past-attempts">
            {attempts.map((attempt) => (
              <li key={attempt.number}>
                {question.markdown ? (
                  <WrittenText text={answerIn(round, attempt, t)} markdown />
                ) : (
                  <span className="pylq-answer">{answerIn(round, attempt, t)}</span>
                )}{" "}
                <span className="pylq-past-when">{circumstances(attempt, tools)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {feedback ? (
        <Explanation explanation={feedback.explanation} modelAnswer={feedback.model_answer} />
      ) : (
        <p className="pylq-hint">{t("mine.no_feedback")}</p>
      )}
    </div>
  );
}

function keyIn(feedback: NonNullable<OwnRound["feedback"]>): Key {
  const { right, notes, explanation, model_answer, forms = [] } = feedback;
  return { right, notes, explanation, modelAnswer: model_answer, forms };
}

function PastOptions({ round: { question, attempts, feedback } }: { round: OwnRound }) {
  const last = attempts.at(-1);
  const ticked = chosen(last?.answer ?? null, question.kind);
  const right = feedback?.right ?? null;
  const isPartly = earnsPart(last?.mark, question.kind);
  const canMiss = question.kind === "multiple" && last !== undefined;
  return (
    <ul className="pylq-past-options">
      {question.options.map((option) => {
        const verdict = verdictOf(option.id, right, ticked, canMiss, isPartly);
        const note = feedback?.notes[option.id];
        return (
          <li key={option.id} className={`pylq-option${verdict ? ` pylq-option-${verdict}` : ""}`}>
            <div className="pylq-option-face">
              <span className="pylq-letter">{letter(option.id)}</span>
              {!isOnlyLetter(option) && (
                <Fragment html={option.text} className="pylq-option-text" />
              )}
            </div>
            {(verdict || note) && (
              <div className="pylq-option-feedback">
                {verdict && <OptionVerdict verdict={verdict} yours={ticked.includes(option.id)} />}
                {note && <Fragment html={note} className="pylq-note" />}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
