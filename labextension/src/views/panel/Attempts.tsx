import { useCallback, useMemo, useState } from "react";

import { isTyped } from "../../room/answers";
import type { QuestionDocument } from "../../room/documents";
import type { Lesson, Orders } from "../../room/lesson";
import { Button } from "../Button";
import { useTools } from "../context";
import type { Standing } from "../tally";
import { useInside } from "../useInside";
import { AttemptGroups } from "./AttemptGroups";
import { AttemptTable } from "./AttemptTable";
import { AttemptTools } from "./AttemptTools";
import { groupsOf, type Group } from "./groups";
import type { Projection } from "./projection";
import {
  entriesOf,
  EVERYTHING,
  folded,
  sift,
  type Entry,
  type Filter,
  type Order,
  type Sieve,
} from "./sifting";
import { Spotlight } from "./Spotlight";
import { useFrozen } from "./useFrozen";

/** Who answered what, as it is committed: as much of it as may be seen. */
export function Attempts({
  lesson,
  orders,
  projection,
  rows,
}: {
  lesson: Lesson;
  orders: Orders;
  projection: Projection;
  rows: readonly Standing[];
}) {
  const { t } = useTools();
  const { room, question } = lesson;
  if (!room?.round || !question) return <p className="pylq-empty">{t("attempts.no_round")}</p>;
  if (!projection.names && !projection.split) {
    // Times alone tell nobody anything, and a row for each fills a projected screen.
    return (
      <p className="pylq-empty">
        {rows.length === 0 ? t("attempts.none") : t("attempts.hidden", { count: rows.length })}
      </p>
    );
  }
  // What was sifted out of one round's answers is no wish for the next one.
  return (
    <List
      key={room.round.id}
      lesson={lesson}
      question={question}
      round={room.round.id}
      orders={orders}
      projection={projection}
      rows={rows}
    />
  );
}

function List({
  lesson,
  question,
  round,
  orders,
  projection: { names, split, ...projection },
  rows,
}: {
  lesson: Lesson;
  question: QuestionDocument;
  round: string;
  orders: Orders;
  projection: Projection;
  rows: readonly Standing[];
}) {
  const { t } = useTools();
  const { kind, markdown = false } = question;
  const { people, here, removed } = lesson;
  const [asked, setAsked] = useState<Sieve>(EVERYTHING);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [spotlight, setSpotlight] = useState<Group | null>(null);
  const { isInside, watch } = useInside();
  const { safe } = projection;
  // Marks are on the screen while they are given: the switch that hides everything ends it.
  const [markingWhile, setMarkingWhile] = useState<boolean | null>(null);
  const canMark = kind === "open" && split;
  const isMarking = canMark && markingWhile === safe;
  const mark = useCallback(
    (attempts: readonly number[], share: number | null) => {
      orders.mark(round, attempts, share);
    },
    [orders, round],
  );

  // An answer that was not marked has no mark: a column of dashes would only take room.
  const marks = projection.marks && rows.some(({ last }) => last.mark.right !== null);
  const texts = split && isTyped(kind) && kind !== "number";
  const sieve = useMemo(
    () => allowed(asked, names, split, marks, texts),
    [asked, names, split, marks, texts],
  );
  const nameless = t("attempts.nameless");
  const entries = useMemo(
    () => entriesOf({ people, here, removed }, rows, nameless),
    [people, here, removed, rows, nameless],
  );
  const sifted = useMemo(() => sift(entries, sieve), [entries, sieve]);
  // A name is found at once, in no group that would have to be opened first.
  const grouped =
    sieve.order === "largest" && sieve.name === "" && !sieve.filters.has("unanswered");
  const groups = useMemo(
    () =>
      grouped
        ? groupsOf(
            sifted.flatMap(({ standing }) => standing ?? []),
            kind,
            markdown,
          )
        : [],
    [grouped, sifted, kind, markdown],
  );
  const bySeat = useMemo(() => new Map(entries.map((entry) => [entry.seat, entry])), [entries]);
  const byId = useMemo(() => new Map(groups.map((group) => [group.id, group])), [groups]);

  const table = useFrozen<Entry>(
    grouped ? NOTHING : sifted,
    ({ seat }) => seat,
    ({ seat }) => bySeat.get(seat) ?? null,
    isInside,
    sieve,
  );
  const list = useFrozen<Group>(
    groups,
    ({ id }) => id,
    // A group that everybody left keeps its place as long as the order stands.
    (group) => byId.get(group.id) ?? { ...group, rows: [] },
    isInside,
    sieve,
  );
  const { news, stale, apply } = grouped ? list : table;

  const onOpen = useCallback((id: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const count = grouped ? sifted.length : table.shown.length;
  const caption = t(`attempts.caption.${sieve.order === "name" ? "name" : "newest"}`, { count });

  return (
    <div className="pylq-attempts">
      <AttemptTools
        sieve={sieve}
        onChange={setAsked}
        orders={ORDERS.filter((order) => isOrderAllowed(order, names, split))}
        filters={FILTERS.filter((filter) => isFilterAllowed(filter, names, marks))}
        texts={texts}
        missing={names ? entries.length - rows.length : null}
        marking={canMark ? isMarking : null}
        onMarking={(next) => {
          setMarkingWhile(next ? safe : null);
        }}
      />
      <div className="pylq-attempts-state">
        <p className="pylq-hint">
          {!names && `${t("attempts.names_hidden")} `}
          {grouped ? t("attempts.in_groups", { count, groups: groups.length }) : caption}
        </p>
        <Button look="link" off={news === 0 && !stale} onPress={apply}>
          {news > 0
            ? t("attempts.news", { count: news })
            : t(stale ? "attempts.stale" : "attempts.fresh")}
        </Button>
      </div>
      {(grouped ? list : table).shown.length === 0 ? (
        <p className="pylq-empty">{t(rows.length === 0 ? "attempts.none" : "attempts.no_match")}</p>
      ) : grouped ? (
        <AttemptGroups
          groups={list.shown}
          kind={kind}
          markdown={markdown}
          people={names ? people : null}
          marks={marks}
          onMark={isMarking ? mark : null}
          open={open}
          onOpen={onOpen}
          onSpotlight={setSpotlight}
          watch={watch}
        />
      ) : (
        <AttemptTable
          entries={table.shown}
          kind={kind}
          markdown={markdown}
          names={names}
          split={split}
          marks={marks}
          onMark={isMarking ? mark : null}
          caption={caption}
          watch={watch}
        />
      )}
      {spotlight && split && (
        <Spotlight
          group={spotlight}
          question={question}
          onClose={() => {
            setSpotlight(null);
          }}
        />
      )}
    </div>
  );
}

const NOTHING: readonly Entry[] = [];
const ORDERS: readonly Order[] = ["largest", "newest", "name"];
const FILTERS: readonly Filter[] = ["wrong", "changed", "at_lock", "away"];

/** Whether an order gives nothing away that is hidden. */
function isOrderAllowed(order: Order, names: boolean, split: boolean): boolean {
  return order === "newest" || (order === "largest" ? split : names);
}

function isFilterAllowed(filter: Filter, names: boolean, marks: boolean): boolean {
  if (filter === "wrong") return marks;
  return filter === "changed" || filter === "at_lock" || names;
}

/** What was asked for, without what may not be seen now. */
function allowed(
  { order, filters, name, text }: Sieve,
  names: boolean,
  split: boolean,
  marks: boolean,
  texts: boolean,
): Sieve {
  const isAllowed = isOrderAllowed(order, names, split);
  return {
    order: isAllowed ? order : split ? "largest" : "newest",
    filters: new Set([...filters].filter((filter) => isFilterAllowed(filter, names, marks))),
    name: names && folded(name) !== "" ? name : "",
    text: texts ? text : "",
  };
}
