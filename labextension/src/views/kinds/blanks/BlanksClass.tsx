import type { Blank } from "../../../room/documents";
import { Bars } from "../../Bars";
import { useTools } from "../../context";
import type { ClassProps } from "../kind_views";
import { fittingIn, nameOf, partText } from "./parts";
import { spellingsIn } from "./spellings";

/** As many as are read at a glance. */
const MOST = 5;
/** Characters; as many as leave a bar room on a phone. */
const SHORT = 14;

/** How a class filled each blank. */
export function BlanksClass({ question, answered, caption, ...figures }: ClassProps) {
  const { t } = useTools();
  const { blanks = [] } = question;
  return (
    <div className="pylq-blanks-class">
      <p className="pylq-hint">{caption}</p>
      {blanks.map((blank, place) => (
        <BlankClass
          key={blank.id}
          {...figures}
          blank={blank}
          place={place}
          answered={answered}
          caption={nameOf(blank, blanks.length, t)}
        />
      ))}
    </div>
  );
}

function BlankClass({
  blank,
  place,
  counts,
  answered,
  right,
  forms,
  caption,
  rows,
  before = null,
}: Omit<ClassProps, "question"> & { blank: Blank; place: number }) {
  const { t } = useTools();
  const fitting = fittingIn(blank, forms, t);
  const isTyped = blank.kind !== "single";
  const spellings = isTyped && rows ? spellingsIn(rows, place) : [];
  const shown = spellings.slice(0, MOST).map(({ text, count }) => ({
    id: text,
    label: <span className="pylq-answer">{partText(blank, text, t("language"))}</span>,
    count,
    right: false,
    before: null,
  }));
  const rest = spellings.length - shown.length;
  const more = rest > 0 && t("results.rest", { count: rest });
  if (fitting.length === 0) {
    if (shown.length === 0) return null;
    return (
      <div>
        <Bars
          heading={t("attempts.answer")}
          caption={caption}
          answered={answered}
          bars={shown}
          wide={isLong(shown.map(({ id }) => id))}
        />
        {more && <p className="pylq-hint">{more}</p>}
      </div>
    );
  }
  const share = (id: string, of: Readonly<Record<string, number>>) => of[id] ?? 0;
  const none = {
    id: "",
    label: t("form.none"),
    count: answered - sum(fitting.map(({ id }) => share(id, counts))),
    right: false,
    before: before && before.answered - sum(fitting.map(({ id }) => share(id, before.counts))),
  };
  const bars = fitting.map(({ id, text }) => ({
    id,
    label: (
      <span className="pylq-form" dir="auto">
        {text}
      </span>
    ),
    count: share(id, counts),
    right: right?.includes(id) ?? false,
    before: before && share(id, before.counts),
  }));
  return (
    <div>
      <Bars
        heading={t("attempts.answer")}
        caption={caption}
        answered={answered}
        answeredBefore={before?.answered ?? 0}
        bars={none.count > 0 ? [...bars, none] : bars}
        wide={isLong(fitting.map(({ text }) => text))}
      />
      {shown.length > 0 && (
        <p className="pylq-blanks-written">
          {t("blanks.written")}{" "}
          {shown.map(({ id, label, count }, index) => (
            <span key={id}>
              {index > 0 && " · "}
              {label}
              {"\u00A0"}
              <span className="pylq-hint">×{count}</span>
            </span>
          ))}
          {more && ` · ${more}`}
        </p>
      )}
    </div>
  );
}

/** Whether one of the texts is too long to stand before its bar. */
function isLong(texts: readonly string[]): boolean {
  return texts.some((text) => text.length > SHORT);
}

function sum(figures: readonly number[]): number {
  return figures.reduce((all, each) => all + each, 0);
}
