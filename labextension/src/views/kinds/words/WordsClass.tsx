import { useMemo } from "react";

import { Bars } from "../../Bars";
import { useTools } from "../../context";
import type { ClassProps } from "../kind_views";
import { commonest, sizeOf, spellings } from "./cloud";

/** As many words as a cloud can hold and still be read from the last row. */
const MOST_IN_CLOUD = 40;

const MOST_IN_TABLE = 20;

/** The class's words, the more people gave them the larger, and the commonest ones with their counts. */
export function WordsClass({ counts, answered, caption, rows, before = null }: ClassProps) {
  const { t } = useTools();
  const language = t("language");
  const words = useMemo(
    () => commonest(counts, spellings(rows ?? []), language),
    [counts, rows, language],
  );
  const most = words[0]?.count ?? 0;
  if (most === 0) return <p className="pylq-hint">{caption}</p>;
  const inCloud = words.slice(0, MOST_IN_CLOUD);
  const rest = words.length - inCloud.length;
  return (
    <div className="pylq-words-class">
      <ul className="pylq-cloud" aria-label={t("words.cloud")}>
        {inCloud.map(({ key, word, count }) => (
          <li key={key} className={`pylq-cloud-${sizeOf(count, most)}`}>
            <bdi>{word}</bdi>
            <span className="pylq-unseen"> ({count})</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="pylq-hint">{t("words.rest", { count: rest })}</p>}
      <Bars
        heading={t("words.word")}
        caption={caption}
        answered={answered}
        answeredBefore={before?.answered ?? 0}
        bars={words.slice(0, MOST_IN_TABLE).map(({ key, word, count }) => ({
          id: key,
          label: <bdi>{word}</bdi>,
          count,
          right: false,
          before: before && (before.counts[key] ?? 0),
        }))}
      />
    </div>
  );
}
