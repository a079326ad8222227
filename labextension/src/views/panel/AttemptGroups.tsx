import { memo, type Ref } from "react";

import type { JoinedFact, Kind } from "../../room/documents";
import { same } from "../../room/same";
import { Button } from "../Button";
import { Scroll } from "../Scroll";
import { spoken } from "../answers";
import { useTools } from "../context";
import type { Inside } from "../useInside";
import { useWindowed } from "../useWindowed";
import { WrittenText } from "../WrittenText";
import type { Group } from "./groups";
import { Mark } from "./Mark";
import { MarkButtons, type OnMark } from "./MarkButtons";

type People = ReadonlyMap<string, JoinedFact>;

/** Equal answers together, with who gave them on demand; of many only what can be seen. */
export function AttemptGroups({
  groups,
  kind,
  markdown,
  people,
  marks,
  onMark,
  open,
  onOpen,
  onSpotlight,
  watch,
}: {
  groups: readonly Group[];
  kind: Kind;
  markdown: boolean;
  /** null: names are hidden. */
  people: People | null;
  marks: boolean;
  /** null: marks are given by the key, or not now. */
  onMark: OnMark | null;
  /** The ids of the groups whose names are shown. */
  open: ReadonlySet<string>;
  onOpen: (id: string) => void;
  onSpotlight: (group: Group) => void;
  watch: Inside["watch"];
}) {
  const { t } = useTools();
  const { scroller, items, before, after, measure } = useWindowed(
    groups.length,
    LINE,
    (place) => groups[place]?.id ?? "",
  );
  const most = Math.max(1, ...groups.map(({ rows }) => rows.length));
  return (
    <Scroll ref={scroller} inside={watch} label={t("section.attempts")}>
      <ol
        className="pylq-groups"
        aria-label={t("attempts.groups", { count: groups.length })}
        style={{ paddingBlockStart: before, paddingBlockEnd: after }}
      >
        {items.map(({ key, index }) => {
          const group = groups[index];
          return (
            group && (
              <GroupLine
                key={key}
                group={group}
                place={index}
                of={groups.length}
                most={most}
                kind={kind}
                markdown={markdown}
                people={people}
                marks={marks}
                onMark={onMark}
                isOpen={open.has(group.id)}
                onOpen={onOpen}
                onSpotlight={onSpotlight}
                measure={measure}
              />
            )
          );
        })}
      </ol>
    </Scroll>
  );
}

/** Pixels: an answer of one line with its bar. */
const LINE = 52;

interface Props {
  group: Group;
  place: number;
  of: number;
  most: number;
  kind: Kind;
  markdown: boolean;
  people: People | null;
  marks: boolean;
  onMark: OnMark | null;
  isOpen: boolean;
  onOpen: (id: string) => void;
  onSpotlight: (group: Group) => void;
  measure: Ref<HTMLLIElement>;
}

const GroupLine = memo(
  function GroupLine({
    group,
    place,
    of,
    most,
    kind,
    markdown,
    people,
    marks,
    onMark,
    isOpen,
    onOpen,
    onSpotlight,
    measure,
  }: Props) {
    const { t, preciseClock } = useTools();
    const answer = spoken(group.answer, kind, t);
    const count = group.rows.length;
    const said = t("attempts.group", { answer, count });
    return (
      <li
        ref={measure}
        className="pylq-group"
        data-index={place}
        aria-posinset={place + 1}
        aria-setsize={of}
      >
        <WrittenText text={answer} markdown={markdown} className="pylq-group-answer" />
        <span className="pylq-group-mark">
          {onMark && count > 0 ? (
            <MarkButtons
              attempts={group.rows.map(({ last }) => last)}
              said={said}
              onMark={onMark}
            />
          ) : (
            marks && group.mark && <Mark mark={group.mark} />
          )}
        </span>
        <span className="pylq-bar-track" aria-hidden="true">
          <span className="pylq-bar" style={{ inlineSize: `${(count / most) * 100}%` }} />
        </span>
        <strong className="pylq-group-count">{count}</strong>
        <span className="pylq-group-buttons">
          {people && (
            <Button
              look="link"
              expanded={isOpen}
              label={t("attempts.who_label", { group: said })}
              onPress={() => {
                onOpen(group.id);
              }}
            >
              {t("attempts.who")}
            </Button>
          )}
          <Button
            look="link"
            label={t("attempts.spotlight_label", { group: said })}
            onPress={() => {
              onSpotlight(group);
            }}
          >
            {t("attempts.spotlight")}
          </Button>
        </span>
        {people && isOpen && (
          <ul className="pylq-names" aria-label={t("attempts.who_label", { group: said })}>
            {group.rows.map(({ seat, last, earlier }) => (
              <li key={seat}>
                <bdi>{people.get(seat)?.name ?? t("attempts.nameless")}</bdi>{" "}
                <span className="pylq-time">
                  {preciseClock(last.at)}
                  {last.at_lock && ` ${t("attempts.at_lock")}`}
                  {earlier.length > 0 && ` ${t("attempts.changed", { count: earlier.length })}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </li>
    );
  },
  // Groups are made anew at every attempt of anybody; most of them are as before.
  (before, after) =>
    sameGroup(before.group, after.group) &&
    before.place === after.place &&
    before.of === after.of &&
    before.most === after.most &&
    before.kind === after.kind &&
    before.people === after.people &&
    before.marks === after.marks &&
    before.onMark === after.onMark &&
    before.isOpen === after.isOpen,
);

function sameGroup(one: Group, other: Group): boolean {
  return (
    one.answer === other.answer &&
    same(one.mark, other.mark) &&
    one.rows.length === other.rows.length &&
    one.rows.every(({ last }, place) => last === other.rows[place]?.last)
  );
}
