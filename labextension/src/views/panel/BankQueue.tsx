import { useState } from "react";

import type { Desk } from "../../room/desk";
import type { Lesson, Orders } from "../../room/lesson";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { BankSearch } from "./BankSearch";
import { Preview } from "./Preview";
import { QueueLine, type LineOrders } from "./QueueLine";
import { found, tagsOf, type Queue } from "./queue";
import { pickable, type Pickable } from "./round";
import { Strip } from "./Strip";

/** The bank in the order of the lesson; folded while a question is being answered. */
export function BankQueue({
  lesson,
  orders,
  queue,
  desk,
  safe,
  off,
  press,
}: {
  lesson: Lesson;
  orders: Orders;
  queue: Queue;
  desk: Desk | null;
  safe: boolean;
  off: boolean;
  press: (order: () => void) => void;
}) {
  const { t } = useTools();
  const [shown, setShown] = useState<number | null>(null);
  const [words, setWords] = useState("");
  const [tag, setTag] = useState("");
  const [previewed, setPreviewed] = useState<Pickable | null>(null);
  const { bank, room } = lesson;
  if (!bank) return <p className="pylq-hint">{t("bank.none")}</p>;

  const ask = (line: Pickable) => {
    press(() => {
      setShown(null);
      setPreviewed(null);
      orders.pick(line);
    });
  };
  const lineOrders: LineOrders = {
    off,
    ask,
    preview: desk && setPreviewed,
    skip:
      desk &&
      ((name, skipped) => {
        desk.skipped.set(name, skipped);
        setShown(null);
      }),
  };
  const waiting = room?.phase === "waiting";
  const title = t("bank.title", { title: bank.title, count: bank.questions.length });
  const results = found(queue, words, tag);
  const number = shown ?? queue.next?.number;
  const line = queue.lines.find((each) => each.line.number === number);
  // The bank may have been read anew: what is previewed must still be what would be asked.
  const isStill = queue.lines.some((each) => each.line.hash === previewed?.hash);
  return (
    <details
      className="pylq-bank"
      // A new element for each, so that the fold follows the phase and then the person's hand.
      key={waiting ? "waiting" : "round"}
      open={waiting}
    >
      <summary {...quiet}>{title}</summary>
      <div className="pylq-queue">
        {line ? (
          <QueueLine
            queued={line}
            isNext={pickable(line.line) && line.line === queue.next}
            isShortcut={waiting}
            orders={lineOrders}
          />
        ) : (
          <p className="pylq-empty">{t("queue.done")}</p>
        )}
        {previewed && desk && isStill && (
          <Preview
            line={previewed}
            questions={desk.questions}
            safe={safe}
            off={off}
            onAsk={() => {
              ask(previewed);
            }}
            onClose={() => {
              setPreviewed(null);
            }}
          />
        )}
        <Strip lines={queue.lines} shown={shown} onShow={setShown} />
        <BankSearch
          words={words}
          tag={tag}
          tags={tagsOf(queue)}
          onChange={(nextWords, nextTag) => {
            setWords(nextWords);
            setTag(nextTag);
          }}
        />
        {results && (
          <>
            <p role="status" className="pylq-hint">
              {t("queue.found", { count: results.length })}
            </p>
            {results.length > 0 && (
              <ol className="pylq-lines" aria-label={t("queue.results")}>
                {results.map((queued) => (
                  <li key={queued.line.number}>
                    <QueueLine queued={queued} isNext={false} orders={lineOrders} />
                  </li>
                ))}
              </ol>
            )}
          </>
        )}
      </div>
    </details>
  );
}
