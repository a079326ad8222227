import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";

import type { Answer } from "../../room/documents";
import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { ordersWith, stored, studentIn } from "../gallery/samples";
import { number } from "../gallery/students";
import { LessonView } from "../LessonView";
import { translator } from "../words";

const typeset = () => Promise.resolve();

/** A card whose lesson follows what is typed in it, as a room's does. */
function Typing({
  lesson,
  language,
  send,
  drafts,
}: {
  lesson: Lesson;
  language: string;
  send: () => void;
  drafts: (Answer | null)[];
}) {
  const [draft, setDraft] = useState(lesson.draft);
  const state = draft === null ? "none" : "unsent";
  const [t] = useState(() => translator([language]));
  const [projection] = useState(() => new ProjectionStore());
  return (
    <LessonView
      view="card"
      lesson={{ ...lesson, draft, saving: { state } }}
      orders={ordersWith({
        setDraft: (answer) => {
          drafts.push(answer);
          setDraft(answer);
        },
        send,
      })}
      projection={projection}
      t={t}
      typeset={typeset}
    />
  );
}

function type(changes: Partial<Omit<Lesson, "question">> = {}, language = "en") {
  const send = vi.fn();
  const drafts: (Answer | null)[] = [];
  const lesson = studentIn("open", { question: number, ...changes });
  const draw = (each: Lesson) => (
    <Typing lesson={each} language={language} send={send} drafts={drafts} />
  );
  const { rerender } = render(draw(lesson));
  const field = screen.getByRole("textbox", { name: /How many billion/ });
  return {
    field,
    send,
    drafts,
    update: (each: Lesson) => {
      rerender(draw(each));
    },
  };
}

const status = () => screen.getByRole("status").textContent;

test("a phone shows its keys for numbers", () => {
  expect(type().field).toHaveAttribute("inputmode", "decimal");
});

test.each([
  ["en", "8.1", 8.1],
  ["de", "8,1", 8.1],
  ["en", "8,1", 8.1],
  ["de", "1,234", 1.234],
  ["en", "-2.5e3", -2500],
])("in %s %s is a draft of a number, and Enter sends it", async (language, text, value) => {
  const { field, send, drafts } = type({}, language);
  await userEvent.type(field, `${text}{Enter}`);
  expect(drafts.at(-1)).toBe(value);
  expect(send).toHaveBeenCalledTimes(1);
});

test("what is typed stays as it was typed, whatever is drawn anew", async () => {
  const { field, update } = type();
  await userEvent.type(field, "8.10");
  expect(field).toHaveValue("8.10");
  update({ ...studentIn("open", { question: number }), name: "Ada 2" });
  expect(field).toHaveValue("8.10");
  await userEvent.type(field, "0");
  expect(field).toHaveValue("8.100");
});

test("what cannot be read is kept, is not sent, and the reason is told when it is tried", async () => {
  const { field, send, drafts } = type();
  await userEvent.type(field, "8 or so");
  expect(status()).toBe("Not sent yet.");
  expect(drafts.at(-1)).toBe("8 or so");
  expect(field).not.toHaveAttribute("aria-invalid");
  await userEvent.keyboard("{Enter}");
  expect(send).not.toHaveBeenCalled();
  expect(field).toHaveValue("8 or so");
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(/“8 or so” could not be read as a number/);
  expect(status()).toMatch(/“8 or so” could not be read as a number. Write it like 3.5/);
  await userEvent.type(field, "{Backspace}");
  expect(field).not.toHaveAttribute("aria-invalid");
});

test("the button and leaving the field tell the reason too", async () => {
  const { field, send } = type();
  await userEvent.type(field, "1,234");
  await userEvent.tab();
  expect(status()).toMatch(/“1,234” could be two numbers. Write 1.234 or 1234./);
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(send).not.toHaveBeenCalled();
  expect(status()).toMatch(/could be two numbers/);
});

test("a draft from before a reload is in the field", () => {
  expect(type({ draft: 8.25 }, "de").field).toHaveValue("8,25");
});

test("so is one that could not be read", () => {
  expect(type({ draft: "8 or so" }).field).toHaveValue("8 or so");
});

test("an emptied field stays empty, and nothing is sent", async () => {
  const { field, drafts, send } = type({ draft: 8 });
  await userEvent.clear(field);
  expect(field).toHaveValue("");
  expect(drafts.at(-1)).toBeNull();
  await userEvent.type(field, "{Enter}");
  expect(send).not.toHaveBeenCalled();
});

test("after the lock the stored number can be read, not written", () => {
  const { field } = type({
    room: studentIn("locked", { question: number }).room,
    mine: stored(8.1),
  });
  expect(field).toHaveValue("8.1");
  expect(field).toHaveAttribute("readonly");
});
