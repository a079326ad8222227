import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { multiple, open, ownerIn, single } from "../gallery/samples";
import type { View } from "../LessonView";
import { show } from "../testing";

const secrets = {
  names: /Chloé|Dmitri|Søren|Grace/,
  notes: /''\.join|list\.sort|new list|One step|moves it|keep its hash|hash cannot/,
  right: /✓ ?right|\bright\b|\bwrong\b|✗/i,
  answers: /tuples are immutable|because of the hash/,
  split: /\d ?%/,
};
const views: View[] = ["panel", "controls", "question", "results", "attempts", "people"];

function everythingIn(container: HTMLElement): string {
  const attributes = [...container.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].map(({ value }) => value),
  );
  return [container.textContent, ...attributes].join("\n");
}

/** The switch itself names what it hides, without giving any of it away. */
const withoutSwitch = (text: string) =>
  text.replaceAll("Hides key, marks, names and split", "").replaceAll(/Right\?/g, "");

describe.each(views)("the view %s, safe to project", (view) => {
  test.each([
    ["single choice", single],
    ["multiple choice", multiple],
    ["open text", open],
  ])("has no name, note, mark, key or split of %s in the page", (_kind, question) => {
    const { update, container } = show(view, ownerIn("waiting"));
    for (const lesson of [ownerIn("open", { question }), ownerIn("locked", { question })]) {
      update(lesson);
      const text = withoutSwitch(everythingIn(container));
      for (const [name, secret] of Object.entries(secrets)) {
        expect([name, secret.exec(text)?.[0]]).toEqual([name, undefined]);
      }
      expect(container.querySelector(".pylq-bar, .pylq-option-right")).toBeNull();
    }
  });

  test("shows no answers that could be counted", () => {
    // Every answer is B: its letter may stand at the option, and nowhere else.
    const lesson = ownerIn("open");
    const attempts = lesson.attempts.map((each) => ({ ...each, answer: "b" }));
    const { container } = show(view, { ...lesson, attempts });
    const cells = [...container.querySelectorAll("td")].map((cell) => cell.textContent);
    expect(cells.filter((cell) => cell === "B")).toEqual([]);
  });
});

describe("what was asked for", () => {
  const next = (lesson: Lesson): Lesson => ({
    ...lesson,
    room: lesson.room && {
      ...lesson.room,
      round: lesson.room.round && { ...lesson.room.round, id: "r8", number: 4 },
    },
  });

  test("the split alone brings neither names nor the key", async () => {
    const { container } = show("panel", ownerIn("open"));
    await userEvent.click(screen.getByRole("button", { name: "Show split" }));
    expect(screen.getByRole("table", { name: /The class/ })).toBeVisible();
    expect(container).not.toHaveTextContent(secrets.names);
    expect(container).not.toHaveTextContent(secrets.notes);
    expect(container.querySelector(".pylq-bar-right")).toBeNull();
  });

  test("is hidden again in the next round", async () => {
    const { update } = show("panel", ownerIn("open"));
    await userEvent.click(screen.getByRole("button", { name: "Show split" }));
    await userEvent.click(screen.getByRole("button", { name: "Show key" }));
    update(next(ownerIn("open")));
    expect(screen.getByText("The split is hidden.")).toBeVisible();
    expect(screen.queryByText("Right")).toBeNull();
  });

  test("feedback, which the room sees, shows key and split, but no names and marks", () => {
    const { container } = show("panel", ownerIn("revealed"));
    expect(screen.getAllByText("Right")).not.toHaveLength(0);
    expect(screen.getByRole("table", { name: "The class: 10 answered" })).toBeVisible();
    expect(container).not.toHaveTextContent(secrets.names);
    expect(container.querySelector(".pylq-mark")).toBeNull();
  });

  test("the switch shows everything, and takes everything back", async () => {
    const { container } = show("panel", ownerIn("open"));
    const safe = screen.getByRole("switch", { name: "Safe to project" });
    expect(safe).toBeChecked();
    await userEvent.click(safe);
    expect(safe).not.toBeChecked();
    expect(container).toHaveTextContent(secrets.names);
    expect(container).toHaveTextContent(secrets.notes);
    expect(container.querySelector(".pylq-mark-right")).not.toBeNull();
    await userEvent.click(safe);
    expect(container).not.toHaveTextContent(secrets.names);
    expect(container).not.toHaveTextContent(secrets.notes);
  });
});

describe("views laid out apart", () => {
  const parts: View[] = ["question", "results", "attempts", "people"];
  const layOut = (...each: View[]) => {
    const store = new ProjectionStore();
    return each.map((view) => {
      const drawn = show(view, ownerIn("open"), {}, undefined, store);
      return { ...drawn, inside: within(drawn.container) };
    });
  };
  const switches = () => screen.queryAllByRole("switch", { name: "Safe to project" });

  test("are shown and hidden by the one switch in the controls", async () => {
    const views = layOut("controls", ...parts);
    expect(switches()).toHaveLength(1);
    const text = () => views.map(({ container }) => container.textContent).join("\n");
    await userEvent.click(switches()[0] ?? document.body);
    expect(text()).toMatch(secrets.names);
    expect(text()).toMatch(secrets.notes);
    await userEvent.click(switches()[0] ?? document.body);
    expect(text()).not.toMatch(secrets.names);
    expect(text()).not.toMatch(secrets.notes);
  });

  test("show the split in all of them when one is asked for it", async () => {
    const [results, attempts] = layOut("results", "attempts");
    await userEvent.click(
      results?.inside.getByRole("button", { name: "Show split" }) ?? document.body,
    );
    expect(attempts?.inside.getByRole("button", { name: "Hide split" })).toBeVisible();
    expect(attempts?.inside.getByRole("list", { name: /different answers/ })).toBeVisible();
  });

  test("have the switch themselves while no controls are on the page", () => {
    const [controls] = layOut("controls", "attempts");
    expect(switches()).toHaveLength(1);
    controls?.unmount();
    expect(switches()).toHaveLength(1);
    expect(screen.queryByRole("group", { name: "Controls" })).toBeNull();
  });

  test.each(parts)("the view %s has one heading, its own", (view) => {
    show(view, ownerIn("open", { question: single }));
    const names = {
      question: "Question",
      results: "Results",
      attempts: "Answers",
      people: "People",
    };
    expect(screen.getAllByRole("heading", { level: 2 }).map((each) => each.textContent)).toEqual([
      names[view as keyof typeof names],
    ]);
  });

  test.each(parts)(
    "the view %s says that it is not connected, and what a person must be told",
    (view) => {
      const notice = { code: "kernel_silent" };
      show(view, { ...ownerIn("waiting"), room: null, connection: "connecting", notice });
      expect(screen.getByText("Connecting…")).toBeVisible();
      expect(screen.getByRole("alert")).toHaveTextContent("The notebook has not answered yet.");
      expect(switches()).toHaveLength(0);
    },
  );

  test("say without controls that what they show may be old", () => {
    show("results", ownerIn("open", { connection: "lost" }));
    expect(screen.getByText("No connection; trying again")).toBeVisible();
  });
});
