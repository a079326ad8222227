import { useId } from "react";

import { Button } from "../Button";
import { useTools } from "../context";
import { quiet } from "../quiet";
import type { Filter, Order, Sieve } from "./sifting";

/** How the answers are ordered and which of them are shown. Nothing in here needs a hidden thing. */
export function AttemptTools({
  sieve,
  onChange,
  orders,
  filters,
  texts,
  missing,
  marking,
  onMarking,
}: {
  sieve: Sieve;
  onChange: (sieve: Sieve) => void;
  orders: readonly Order[];
  filters: readonly Filter[];
  /** The answers are texts that may be seen, so they can be searched. */
  texts: boolean;
  /** How many have not answered; null: names are hidden. */
  missing: number | null;
  /** Whether marks are given by hand now; null: they cannot be. */
  marking: boolean | null;
  onMarking: (next: boolean) => void;
}) {
  const { t } = useTools();
  const id = useId();
  const toggle = (filter: Filter) => {
    const next = new Set(sieve.filters);
    if (!next.delete(filter)) next.add(filter);
    onChange({ ...sieve, filters: next });
  };
  const chip = (filter: Filter, words: string) => (
    <Button
      key={filter}
      pressed={sieve.filters.has(filter)}
      onPress={() => {
        toggle(filter);
      }}
    >
      {words}
    </Button>
  );
  return (
    <div className="pylq-tools">
      <span className="pylq-tool">
        <label htmlFor={`${id}-order`}>{t("attempts.order")}</label>
        <select
          {...quiet}
          id={`${id}-order`}
          className="pylq-select"
          value={sieve.order}
          onChange={(event) => {
            onChange({ ...sieve, order: event.target.value as Order });
          }}
        >
          {orders.map((order) => (
            <option key={order} value={order}>
              {t(`attempts.order.${order}`)}
            </option>
          ))}
        </select>
      </span>
      {texts && (
        <span className="pylq-tool">
          <label htmlFor={`${id}-text`}>{t("attempts.find_text")}</label>
          <input
            {...quiet}
            id={`${id}-text`}
            type="search"
            dir="auto"
            className="pylq-input"
            value={sieve.text}
            onChange={(event) => {
              onChange({ ...sieve, text: event.target.value });
            }}
          />
        </span>
      )}
      {missing !== null && (
        <span className="pylq-tool">
          <label htmlFor={`${id}-name`}>{t("attempts.find")}</label>
          <input
            {...quiet}
            id={`${id}-name`}
            type="search"
            dir="auto"
            className="pylq-input"
            value={sieve.name}
            onChange={(event) => {
              onChange({ ...sieve, name: event.target.value });
            }}
          />
        </span>
      )}
      {marking !== null && (
        <span className="pylq-chips">
          <Button
            pressed={marking}
            onPress={() => {
              onMarking(!marking);
            }}
          >
            {t("by_hand.start")}
          </Button>
        </span>
      )}
      <div className="pylq-chips" role="group" aria-label={t("attempts.filters")}>
        {filters.map((filter) => chip(filter, t(`attempts.filter.${filter}`)))}
        {missing !== null && chip("unanswered", t("attempts.who_hasnt", { count: missing }))}
      </div>
    </div>
  );
}
