import { useEffect, useRef, useState } from "react";

import type { QuestionDocument } from "../../room/documents";
import type { Lesson, Orders, Translate } from "../../room/lesson";
import { same } from "../../room/same";
import { Button } from "../Button";
import { letter } from "../answers";
import { useTools } from "../context";
import { formText } from "../forms";
import { fittingIn } from "../kinds/blanks/parts";
import { quiet } from "../quiet";
import type { Projection } from "./projection";
import { keyOf } from "./round";

/**
 * Has other options of the current round count as right, or none. To ask for it is to ask for the
 * key: where that is hidden again, so is this.
 */
export function CorrectKey({
  lesson,
  orders,
  projection,
  off,
  press,
}: {
  lesson: Lesson;
  orders: Orders;
  projection: Projection;
  off: boolean;
  press: (order: () => void) => void;
}) {
  const { t } = useTools();
  const [round, setRound] = useState<string | null>(null);
  const current = lesson.room?.round ?? null;
  const { question } = lesson;
  if (!current || !question) return null;
  const answers = answersOf(question, t);
  if (answers.length === 0) return null;
  const key = keyOf(lesson);
  const isOpen = round === current.id && projection.key;
  if (!isOpen) {
    return (
      <Button
        off={off}
        onPress={() => {
          setRound(current.id);
          if (!projection.key) projection.toggleKey();
        }}
      >
        {t(projection.key && key === null ? "correct.set" : "correct.open")}
      </Button>
    );
  }
  return (
    <Form
      // Another key that counts now is where to begin.
      key={JSON.stringify(key)}
      answers={answers}
      right={key}
      off={off}
      onCancel={() => {
        press(() => {
          setRound(null);
        });
      }}
      onSave={(right) => {
        press(() => {
          setRound(null);
          if (!same(right, key)) orders.correctKey(current.id, right);
        });
      }}
    />
  );
}

/**
 * What can count as right: options by their letters, what a typed answer is compared with, or of an
 * answer with parts what can be said of each.
 */
function answersOf(question: QuestionDocument, t: Translate): Answer[] {
  const { kind, options, forms = [] } = question;
  // No step of a scale is wrong.
  if (kind === "scale") return [];
  if (kind === "ordering" || kind === "matching") return pairsOf(question);
  if (kind === "blanks") return inBlanks(question, t);
  if (options.length > 0) return options.map(({ id }) => ({ id, label: letter(id) }));
  return forms.map((form) => ({ id: form.id, label: formText(form, t) }));
}

/** Each option in each place, or with each target: `B 1`. */
function pairsOf({ kind, options, targets = [] }: QuestionDocument): Answer[] {
  const others = kind === "ordering" ? options.map((_, at) => `${at + 1}`) : targets;
  return options.flatMap((option) =>
    others.map((other) => {
      const end = typeof other === "string" ? other : other.id;
      return { id: `${option.id}:${end}`, label: `${letter(option.id)} ${end}` };
    }),
  );
}

/** What each blank accepts or offers: `2: range`. */
function inBlanks({ blanks = [], forms = [] }: QuestionDocument, t: Translate): Answer[] {
  return blanks.flatMap((blank) =>
    fittingIn(blank, forms, t).map(({ id, text }) => ({ id, label: `${blank.id}: ${text}` })),
  );
}

interface Answer {
  id: string;
  label: string;
}

function Form({
  answers,
  right,
  off,
  onSave,
  onCancel,
}: {
  answers: readonly Answer[];
  right: readonly string[] | null;
  off: boolean;
  onSave: (right: string[] | null) => void;
  onCancel: () => void;
}) {
  const { t } = useTools();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(right));
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    element.current?.querySelector("input")?.focus();
  }, []);
  const chosen = answers.map(({ id }) => id).filter((id) => ticked.has(id));
  return (
    // Escape is another way to press Cancel.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={element}
      className="pylq-correct"
      aria-label={t("correct.label")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        // Where nothing was and is right, "none of them" stays what it was.
        if (!off) onSave(chosen.length > 0 || right?.length === 0 ? chosen : null);
      }}
    >
      <fieldset>
        <legend>{t("correct.legend")}</legend>
        {answers.map(({ id, label }) => (
          <label key={id} className="pylq-correct-option">
            <input
              {...quiet}
              type="checkbox"
              checked={ticked.has(id)}
              onChange={(event) => {
                const next = new Set(ticked);
                if (event.target.checked) next.add(id);
                else next.delete(id);
                setTicked(next);
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <p className="pylq-hint">
        {t(
          chosen.length > 0
            ? "correct.hint"
            : right?.length === 0
              ? "correct.none_right"
              : "correct.no_key",
        )}
      </p>
      <span className="pylq-buttons">
        <button
          {...quiet}
          type="submit"
          className="pylq-button pylq-button-primary"
          aria-disabled={off || undefined}
        >
          {t("correct.save")}
        </button>
        <Button onPress={onCancel}>{t("correct.cancel")}</Button>
      </span>
    </form>
  );
}
