import { useId } from "react";

import { useTools } from "../context";
import { quiet } from "../quiet";

/** Looks for questions by the words of title and tags, and by one tag. */
export function BankSearch({
  words,
  tag,
  tags,
  onChange,
}: {
  words: string;
  /** "": any. */
  tag: string;
  tags: readonly string[];
  onChange: (words: string, tag: string) => void;
}) {
  const { t } = useTools();
  const id = useId();
  return (
    <div className="pylq-tools" role="search">
      <span className="pylq-tool">
        <label htmlFor={`${id}-words`}>{t("queue.search")}</label>
        <input
          {...quiet}
          id={`${id}-words`}
          type="search"
          dir="auto"
          className="pylq-input"
          value={words}
          onChange={(event) => {
            onChange(event.target.value, tag);
          }}
        />
      </span>
      {tags.length > 0 && (
        <span className="pylq-tool">
          <label htmlFor={`${id}-tag`}>{t("queue.tag")}</label>
          <select
            {...quiet}
            id={`${id}-tag`}
            className="pylq-select"
            value={tag}
            onChange={(event) => {
              onChange(words, event.target.value);
            }}
          >
            <option value="">{t("queue.any_tag")}</option>
            {tags.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </span>
      )}
    </div>
  );
}
