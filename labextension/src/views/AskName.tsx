import { useId, useState, type KeyboardEvent } from "react";

import type { Translate } from "../room/lesson";
import { Button } from "./Button";
import { quiet } from "./quiet";
import { sentence } from "./words";

/** Longest name that fits beside others on a screen. */
const LONGEST_NAME = 60;

/**
 * Asks for what joining needs. `problem` is the code of why the last try was refused, `suggested` a
 * name to begin with; while `joining`, the host has been asked.
 */
export function AskName({
  code,
  problem,
  suggested = "",
  joining = false,
  onJoin,
  t,
}: {
  /** The join code, as far as it is known already. */
  code: string;
  problem: string | null;
  suggested?: string;
  joining?: boolean;
  onJoin: (code: string, name: string) => void;
  t: Translate;
}) {
  const id = useId();
  const [typedCode, setCode] = useState(code);
  const [givenCode, setGivenCode] = useState(code);
  if (code !== givenCode) {
    // Another code is filled in; whoever typed a wrong one need not type the name again.
    setGivenCode(code);
    setCode(code);
  }
  const [name, setName] = useState(suggested);
  const ready = !joining && typedCode.trim() !== "" && name.trim() !== "";
  const join = () => {
    if (ready) onJoin(typedCode.trim(), name.trim());
  };
  const joinOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    join();
  };
  const field = { ...quiet, className: "pylq-input", onKeyDown: joinOnEnter, type: "text" };

  return (
    <div className="pylq-view" lang={t("language")}>
      <div className="pylq-card pylq-join" role="group" aria-labelledby={`${id}-title`}>
        <header className="pylq-card-header">
          <h2 id={`${id}-title`}>{t("join.title")}</h2>
        </header>
        <div className="pylq-fields">
          <label htmlFor={`${id}-code`}>{t("join.code")}</label>
          <input
            {...field}
            id={`${id}-code`}
            value={typedCode}
            placeholder={t("join.code_placeholder")}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-describedby={`${id}-problem`}
            onChange={(event) => {
              setCode(event.target.value);
            }}
          />
          <label htmlFor={`${id}-name`}>{t("join.name")}</label>
          <input
            {...field}
            id={`${id}-name`}
            dir="auto"
            value={name}
            maxLength={LONGEST_NAME}
            autoComplete="name"
            aria-describedby={`${id}-problem`}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        </div>
        <footer className="pylq-card-footer">
          <Button look="primary" off={!ready} onPress={join}>
            {t("join.join")}
          </Button>
          <p
            id={`${id}-problem`}
            role="status"
            className={`pylq-status pylq-tone-${problem && !joining ? "bad" : "quiet"}`}
          >
            {joining
              ? t("join.joining")
              : problem
                ? sentence(t, { code: problem })
                : t("join.hint")}
          </p>
        </footer>
      </div>
    </div>
  );
}
