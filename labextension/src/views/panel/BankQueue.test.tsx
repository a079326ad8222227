import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Lesson } from "../../room/lesson";
import { deskWith, owned, ownerIn, single } from "../gallery/samples";
import { show } from "../testing";

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const strip = () =>
  within(screen.getByRole("list", { name: "All questions" })).getAllByRole("button");

function at(lesson: Lesson, answers: Record<string, unknown> = {}) {
  const { desk, asked } = deskWith(answers);
  const pick = vi.fn();
  const shown = show("controls", lesson, { pick }, undefined, undefined, { desk });
  return { ...shown, pick, asked, desk };
}

describe("the bank", () => {
  test("has the next question on top, and every other one click away", async () => {
    const { pick } = at(ownerIn("waiting"));
    expect(strip().map((button) => button.textContent)).toEqual(["✓1", "✓2", "3", "4", "5", "!6"]);
    expect(strip()[0]).toHaveAccessibleName("1: What does 7 // 2 give? (asked)");
    await press("Ask 3: What does sorted return?");
    expect(pick).toHaveBeenLastCalledWith(expect.objectContaining({ hash: "h-f1", cell: "c3" }));
    await press(/^5: Why can a tuple/);
    await press(/^Ask 5:/);
    expect(pick).toHaveBeenLastCalledWith(expect.objectContaining({ hash: "h-f3" }));
    await press(/^6: A plot/);
    expect(screen.getByText("The image has no alternative text.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Ask 6/ })).toBeNull();
  });

  test("asks the next one by N", async () => {
    const { pick } = at(ownerIn("waiting"));
    screen.getByRole("button", { name: /^Ask 3/ }).focus();
    await userEvent.keyboard("n");
    expect(pick).toHaveBeenCalledWith(expect.objectContaining({ number: 3 }));
  });

  test("goes on where it was after a question that is not in it", () => {
    const lesson = ownerIn("revealed");
    const round = { id: "r8", number: 4, picked_at: 0, question: "improvised", title: "?" };
    const rounds = [...(lesson.room?.rounds ?? []), round];
    at({ ...lesson, room: lesson.room && { ...lesson.room, round, rounds } });
    expect(screen.getByRole("button", { name: /^Next: 4/ })).toBeVisible();
  });

  test("leaves out what was skipped, and takes it in again", async () => {
    const { pick } = at(ownerIn("waiting"));
    await press("Skip 3: What does sorted return?");
    expect(strip()[2]).toHaveTextContent("–3");
    expect(screen.getByRole("button", { name: /^Skip 4/ })).toHaveFocus();
    await userEvent.keyboard("n");
    expect(pick).toHaveBeenLastCalledWith(expect.objectContaining({ number: 4 }));
    await press("3: What does sorted return? (skipped)");
    await press("Take back 3: What does sorted return?");
    expect(screen.getByRole("button", { name: /^Ask 3/ })).toBeVisible();
  });

  test("is searched by the words of titles and tags, and by one tag", async () => {
    at(ownerIn("waiting"));
    const found = () =>
      within(screen.getByRole("list", { name: "Questions found" }))
        .getAllByRole("button", { name: /^Ask/ })
        .map((button) => button.getAttribute("aria-label"));
    await userEvent.type(screen.getByRole("searchbox", { name: "Search" }), "LISTS speed");
    expect(found()).toEqual(["Ask 4: Which are linear?"]);
    expect(screen.getByText("1 question found")).toHaveRole("status");
    await userEvent.clear(screen.getByRole("searchbox"));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Tag" }), "types");
    expect(found()).toHaveLength(2);
    await userEvent.type(screen.getByRole("searchbox"), "no such words");
    expect(screen.getByText("0 questions found")).toBeVisible();
  });

  test("says what was edited since it was asked", async () => {
    const lesson = ownerIn("waiting");
    const questions = lesson.bank?.questions.map((line) =>
      line.number === 1 ? { ...line, hash: "edited" } : line,
    );
    at({ ...lesson, bank: lesson.bank && { ...lesson.bank, questions: questions ?? [] } });
    expect(strip().map((button) => button.textContent)).toEqual(["✓1*", "✓2", "3", "4", "5", "!6"]);
    expect(strip()[0]).toHaveAccessibleName(
      "1: What does 7 // 2 give? (asked, changed since it was asked)",
    );
    await press(/^1: /);
    expect(screen.getByText("changed since it was asked")).toBeVisible();
    await press(/^2: /);
    expect(screen.queryByText("changed since it was asked")).toBeNull();
  });

  test("offers what is being asked anew only if it was edited", async () => {
    const lesson = ownerIn("open");
    const current = () => strip().find((button) => button.textContent.startsWith("●"));
    const edited = lesson.bank?.questions.map((line) => ({ ...line, hash: line.hash && "edited" }));
    const { update } = at(lesson);
    await userEvent.click(current() as HTMLElement);
    const name = current()?.getAttribute("aria-label") ?? "";
    const ask = new RegExp(`^Ask ${name.charAt(0)}:`);
    expect(screen.queryByRole("button", { name: ask })).toBeNull();
    update({ ...lesson, bank: lesson.bank && { ...lesson.bank, questions: edited ?? [] } });
    expect(screen.getByRole("button", { name: ask })).toBeInTheDocument();
  });

  test("says so of what was edited into what cannot be asked", () => {
    const lesson = ownerIn("waiting");
    const [first, ...rest] = lesson.bank?.questions ?? [];
    if (!first) throw new Error("the bank is empty");
    const questions = [{ ...first, hash: null, problem: "No option is ticked." }, ...rest];
    at({ ...lesson, bank: { title: "Basics", questions } });
    expect(strip()[0]).toHaveTextContent("✓1*");
  });

  test("knows a copied cell that reads the same from the one it was copied from", async () => {
    const lesson = ownerIn("waiting");
    const [first, ...rest] = lesson.bank?.questions ?? [];
    if (!first) throw new Error("the bank is empty");
    const copy = { ...first, number: 7, cell: "cell-7" };
    const { pick } = at({
      ...lesson,
      bank: { title: "Basics", questions: [first, ...rest, copy] },
    });
    expect(
      strip()
        .map((button) => button.textContent)
        .slice(-2),
    ).toEqual(["!6", "7"]);
    await press(/^7: /);
    await press(/^Ask 7/);
    expect(pick).toHaveBeenLastCalledWith(expect.objectContaining({ cell: "cell-7" }));
  });

  test("knows what was asked from a bank that has another id now by its text", () => {
    const lesson = ownerIn("waiting");
    const questions = lesson.bank?.questions.map((line) => ({ ...line, bank: "renamed" })) ?? [];
    at({ ...lesson, bank: { title: "Basics", questions } });
    expect(strip()[0]).toHaveTextContent(/^✓1$/);
  });

  test("is asked for anew before a press when somebody comes back to it", async () => {
    const look = vi.fn();
    const pick = vi.fn();
    show("panel", ownerIn("waiting"), { pick }, undefined, undefined, { look });
    expect(look).not.toHaveBeenCalled();
    const ask = screen.getByRole("button", { name: /^Ask 3/ });
    await userEvent.hover(ask);
    expect(look).toHaveBeenCalled();
    expect(pick).not.toHaveBeenCalled();
    await userEvent.click(ask);
    expect(pick).toHaveBeenCalledOnce();
  });

  test("is asked for anew when the keyboard comes back to it", () => {
    const look = vi.fn();
    show("panel", ownerIn("waiting"), {}, undefined, undefined, { look });
    screen.getByRole("button", { name: /^1: / }).focus();
    screen.getByRole("button", { name: /^2: / }).focus();
    expect(look).toHaveBeenCalledOnce();
  });

  test("without one says how to get one", () => {
    at(ownerIn("waiting", { bank: null }));
    expect(screen.getByText(/open_bank/)).toBeVisible();
  });
});

describe("a preview", () => {
  const preview = () => screen.getByRole("region", { name: /^Preview of 3/ });
  const answers = { "GET /room1/questions/h-f1": owned(single) };

  test("shows a question as students will see it, and its key only by K", async () => {
    const { pick, asked } = at(ownerIn("waiting"), answers);
    await press("Preview 3: What does sorted return?");
    expect(await within(preview()).findByText("What does this print?")).toBeVisible();
    expect(asked).toContainEqual(["GET", "/room1/questions/h-f1"]);
    expect(preview()).not.toHaveTextContent(/Right|list\.sort|new list/);
    expect(preview()).toHaveFocus();
    await userEvent.keyboard("k");
    expect(preview()).toHaveTextContent(/Right/);
    expect(preview()).toHaveTextContent(/new list/);
    await userEvent.keyboard("k");
    expect(preview()).not.toHaveTextContent(/Right/);
    expect(pick).not.toHaveBeenCalled();
  });

  test("hides its key when the switch is turned on", async () => {
    at(ownerIn("waiting"), answers);
    const safe = screen.getByRole("switch", { name: "Safe to project" });
    await userEvent.click(safe);
    await press(/^Preview 3/);
    await within(preview()).findByText("What does this print?");
    await userEvent.keyboard("k");
    await userEvent.click(safe);
    expect(preview()).not.toHaveTextContent(/Right/);
  });

  test("closes by Escape, and focus is back where it was", async () => {
    at(ownerIn("waiting"), answers);
    await press(/^Preview 3/);
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("region")).toBeNull();
    expect(screen.getByRole("button", { name: /^Preview 3/ })).toHaveFocus();
  });

  test("can be asked, and the keyboard stays in the controls", async () => {
    const { pick } = at(ownerIn("waiting"), answers);
    await press(/^Preview 3/);
    await userEvent.click(within(preview()).getByRole("button", { name: "Ask" }));
    expect(pick).toHaveBeenCalledWith(expect.objectContaining({ hash: "h-f1" }));
    expect(screen.getByRole("group", { name: "Controls" })).toHaveFocus();
  });

  test("that cannot be had says why", async () => {
    at(ownerIn("waiting"));
    await press(/^Preview 3/);
    expect(await within(preview()).findByText(/did not answer/)).toBeVisible();
  });
});
