import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { deviation, feedbackOn, keyword, ordersWith, stored, studentIn } from "../gallery/samples";
import { formText } from "../forms";
import { LessonView } from "../LessonView";
import { translator } from "../words";

const t = translator(["en"]);
const typeset = () => Promise.resolve();

function show(lesson: Lesson, orders = {}) {
  return render(
    <LessonView
      view="card"
      lesson={lesson}
      orders={ordersWith(orders)}
      projection={new ProjectionStore()}
      t={t}
      typeset={typeset}
    />,
  );
}

function typed(answer: string | number, form: string | null, points: number) {
  return { ...stored(answer), mark: { right: points === 2, points, of: 2, form } };
}

describe("a short text", () => {
  test("is one line, kept as it is typed, and Enter sends it", async () => {
    const setDraft = vi.fn();
    const send = vi.fn();
    show(studentIn("open", { question: keyword, draft: "retur", saving: { state: "unsent" } }), {
      setDraft,
      send,
    });
    const field = screen.getByRole("textbox", { name: /Which keyword/ });
    expect(field).toHaveValue("retur");
    await userEvent.type(field, "n");
    expect(setDraft).toHaveBeenLastCalledWith("return");
    await userEvent.type(field, "{Enter}");
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("that is empty is not sent", async () => {
    const send = vi.fn();
    show(studentIn("open", { question: keyword }), { send });
    await userEvent.type(screen.getByRole("textbox"), "{Enter}");
    expect(send).not.toHaveBeenCalled();
  });

  test("stands in the status after the lock", () => {
    show(studentIn("locked", { question: keyword, mine: stored("yield") }));
    expect(screen.getByRole("status")).toHaveTextContent("yield");
    expect(screen.getByRole("textbox")).toHaveAttribute("readonly");
  });
});

describe("after the feedback", () => {
  const accepted = () =>
    within(screen.getByRole("list", { name: "Accepted answers" })).getAllByRole("listitem");

  test("what is accepted is told, and why the own answer is not", () => {
    show(studentIn("revealed", { question: deviation, mine: typed(2.14, "b", 0) }));
    const [right, mine, other] = accepted();
    expect(right).toHaveTextContent("2 ± 0.01✓Right");
    expect(mine).toHaveTextContent("2.14 ± 0.01✗Wrong, yoursThat divides by n - 1.");
    expect(other).toHaveTextContent("anything elseStart from the mean, which is 5.");
    expect(screen.getByRole("status")).toHaveTextContent("Not right. 0 of 2 points.");
  });

  test("what earned a part is not called wrong", () => {
    show(studentIn("revealed", { question: keyword, mine: typed("yield", "c", 1) }));
    expect(accepted()[2]).toHaveTextContent("yield◐Partly right, yours");
    expect(screen.getByRole("status")).toHaveTextContent("Partly right. 1 of 2 points.");
  });

  test("the class is counted by what is accepted, and by what is none of it", () => {
    const lesson = studentIn("revealed", { question: keyword, mine: typed("end", null, 0) });
    show({ ...lesson, feedback: feedbackOn(keyword, { a: 3, b: 0, c: 1, "": 2 }, 6) });
    const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      "return✓ Right350%",
      "/return\\s+\\w+/✓ Right00%",
      "yield117%",
      "none of these233%",
    ]);
  });
});

test.each([
  ["= 2 ± 0.01", "2 ± 0.01"],
  ['= "say \\"no\\""', 'say "no"'],
  ['= "NaN" exactly', '"NaN" exactly'],
  ["~ /colou?r/", "/colou?r/"],
  ["otherwise", "anything else"],
])("the form %s is read as %s", (text, read) => {
  expect(formText({ id: "a", text }, t)).toBe(read);
});
