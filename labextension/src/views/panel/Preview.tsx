import { useEffect, useRef, useState, useSyncExternalStore } from "react";

import type { Questions } from "../../room/questions";
import { Button } from "../Button";
import { useTools } from "../context";
import { sentence } from "../words";
import { QuestionFace } from "./QuestionFace";
import type { Pickable } from "./round";
import { shortcutOf } from "./shortcuts";

/**
 * A question before it is asked, as students will see it, and with its key once that is asked for.
 * The room does not change by it.
 */
export function Preview({
  line,
  questions,
  safe,
  off,
  onAsk,
  onClose,
}: {
  line: Pickable;
  questions: Questions;
  safe: boolean;
  off: boolean;
  onAsk: () => void;
  onClose: () => void;
}) {
  const { t } = useTools();
  const { read, notice } = useSyncExternalStore(questions.subscribe, questions.getSnapshot);
  const [key, setKey] = useState(false);
  const [wasSafe, setWasSafe] = useState(safe);
  if (safe !== wasSafe) {
    // The switch ends what was asked for by hand.
    setWasSafe(safe);
    setKey(false);
  }
  const element = useRef<HTMLElement>(null);
  const { hash } = line;
  const question = read.get(hash);

  useEffect(() => {
    void questions.read(hash);
  }, [questions, hash]);
  useEffect(() => {
    const page = element.current?.ownerDocument;
    const before = page?.activeElement;
    element.current?.focus();
    return () => {
      // Only where the focus was in here, and fell.
      if (page?.activeElement !== page?.body) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [hash]);

  return (
    // The keys are shortcuts to the buttons in here.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={element}
      className="pylq-preview"
      aria-label={t("preview.label", { number: line.number, title: line.title })}
      tabIndex={-1}
      onKeyDown={(event) => {
        const pressed = shortcutOf(event);
        if (pressed !== "K" && pressed !== "ESCAPE") return;
        // K means this question's key here, not the current one's.
        event.stopPropagation();
        event.preventDefault();
        if (pressed === "K") setKey(!key);
        else onClose();
      }}
    >
      {question ? (
        <QuestionFace
          question={question}
          answerKey={
            key
              ? {
                  right: question.right ?? null,
                  notes: question.notes ?? {},
                  explanation: question.explanation ?? "",
                  modelAnswer: question.model_answer ?? "",
                  forms: question.forms ?? [],
                }
              : null
          }
        />
      ) : (
        <p className="pylq-empty" role="status">
          {notice ? sentence(t, notice) : t("preview.coming")}
        </p>
      )}
      <div className="pylq-buttons">
        <Button look="primary" off={off} onPress={onAsk}>
          {t("bank.ask")}
        </Button>
        <Button
          shortcut="K"
          onPress={() => {
            setKey(!key);
          }}
        >
          {t(key ? "peek.hide_key" : "peek.show_key")}
        </Button>
        <Button shortcut="Escape" keys={t("keys.escape")} onPress={onClose}>
          {t("preview.close")}
        </Button>
      </div>
    </section>
  );
}
