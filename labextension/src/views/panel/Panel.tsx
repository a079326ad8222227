import { useId, useMemo, type ReactNode } from "react";

import type { Lesson, Orders } from "../../room/lesson";
import { useTools } from "../context";
import { standings } from "../tally";
import { Attempts } from "./Attempts";
import { Controls } from "./Controls";
import { Peek } from "./Peek";
import { People } from "./People";
import { onPeekKey, useProjection, type Projection } from "./projection";
import { QuestionView } from "./QuestionView";
import { Results } from "./Results";
import { SafeSwitch } from "./SafeSwitch";

/** The parts of the instructor's panel, which can each be laid out alone. */
export type Part = "controls" | "question" | "results" | "attempts" | "people";

/** The instructor's views: the whole panel, or one part of it with a switch of its own. */
export function Panel({
  lesson,
  orders,
  parts,
}: {
  lesson: Lesson;
  orders: Orders;
  parts: readonly Part[];
}) {
  const { t } = useTools();
  const projection = useProjection(lesson);
  const round = lesson.room?.round?.id ?? "";
  const rows = useMemo(() => standings(lesson.attempts, round), [lesson.attempts, round]);
  const given = { lesson, projection, rows };
  const controls = parts.includes("controls");
  // Without a round the whole panel is its controls; a part alone says what will be there.
  const empty = parts.length > 1 && !lesson.room?.round;
  const has = (part: Part) => parts.includes(part) && !empty;

  return (
    <div className={`pylq-panel${parts.length > 1 ? " pylq-panel-whole" : ""}`}>
      {controls ? (
        <Controls {...given} orders={orders} />
      ) : (
        <header className="pylq-header pylq-header-alone">
          <h2>{lesson.room?.name ?? t("panel.title")}</h2>
          <SafeSwitch projection={projection} />
        </header>
      )}
      {has("question") && (
        <Section part="question" projection={projection}>
          {!controls && <Peek lesson={lesson} projection={projection} only="key" />}
          <QuestionView {...given} />
        </Section>
      )}
      {has("results") && (
        <Section part="results" projection={projection}>
          <Peek lesson={lesson} projection={projection} />
          <Results {...given} />
        </Section>
      )}
      {has("attempts") && (
        <Section part="attempts" projection={projection}>
          {!has("results") && <Peek lesson={lesson} projection={projection} only="split" />}
          <Attempts {...given} />
        </Section>
      )}
      {has("people") && (
        <Section part="people" projection={projection}>
          <People {...given} />
        </Section>
      )}
    </div>
  );
}

function Section({
  part,
  projection,
  children,
}: {
  part: Part;
  projection: Projection;
  children: ReactNode;
}) {
  const { t } = useTools();
  const title = useId();
  return (
    // The keys are shortcuts to the buttons in here.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={`pylq-section pylq-section-${part}`}
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (part !== "people") onPeekKey(event, projection);
      }}
    >
      <h3 id={title} className="pylq-section-title">
        {t(`section.${part}`)}
      </h3>
      {children}
    </section>
  );
}
