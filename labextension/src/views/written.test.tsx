import { render, screen } from "@testing-library/react";

import { parse } from "../markdown";
import { makeTools, notNow, ToolsContext, type ViewTools } from "./context";
import { larger, WITH_EVERYTHING } from "./gallery/kinds/written";
import { ownerIn, stored, studentIn } from "./gallery/samples";
import type { ParseMarkdown } from "./pieces";
import { show, t } from "./testing";
import { WrittenText } from "./WrittenText";

const parseMarkdown: ParseMarkdown = (text) => Promise.resolve(parse(text));

function drawn(text: string, markdown: boolean, changes: Partial<ViewTools> = {}) {
  const typeset = vi.fn(() => Promise.resolve());
  const tools = { ...makeTools(t, typeset, Date.now), parseMarkdown, ...changes };
  const draw = (each: string) => (
    <ToolsContext value={tools}>
      <WrittenText text={each} markdown={markdown} />
    </ToolsContext>
  );
  const { container, rerender } = render(draw(text));
  return {
    typeset,
    container,
    update: (each: string) => {
      rerender(draw(each));
    },
  };
}

test("a text in Markdown is drawn, its links lead to another page and its formulas are typeset", async () => {
  const { container, typeset } = drawn(WITH_EVERYTHING, true);
  expect(await screen.findByRole("table")).toBeVisible();
  const link = screen.getByRole("link", { name: "the manual" });
  expect(link).toHaveAttribute("target", "_blank");
  expect(link).toHaveAttribute("rel", "noopener noreferrer");
  expect(container.querySelector("pre code")).toHaveTextContent("def larger(a, b):");
  expect(typeset).toHaveBeenCalledExactlyOnceWith(expect.anything(), "O(1)", false);
});

test("nothing of it becomes markup of the page", async () => {
  const { container } = drawn('**b** <img src=x onerror="alert(1)"><b id="x">', true);
  expect(await screen.findByText("b", { selector: "strong" })).toBeVisible();
  expect(container.querySelector("img, b")).toBeNull();
  expect(container).toHaveTextContent('<img src=x onerror="alert(1)"><b id="x">');
});

test("where Markdown was not asked for, or cannot be had, the text stands as it was written", async () => {
  expect(drawn("**b**", false).container).toHaveTextContent("**b**");
  const failing = vi.fn(notNow);
  const { container } = drawn("**b**", true, { parseMarkdown: failing });
  await vi.waitFor(() => {
    expect(failing).toHaveBeenCalledOnce();
  });
  expect(container).toHaveTextContent("**b**");
});

test("a text that cannot be drawn takes the place of the one that was", async () => {
  const once: ParseMarkdown = (text) =>
    text === "*one*"
      ? Promise.resolve(parse(text))
      : Promise.reject(new Error("The host is away."));
  const { container, update } = drawn("*one*", true, { parseMarkdown: once });
  expect(await screen.findByText("one", { selector: "em" })).toBeVisible();
  update("*two*");
  expect(await screen.findByText("*two*")).toBeVisible();
  expect(container).not.toHaveTextContent("one");
});

test("what is drawn late does not take the place of what was written since", async () => {
  const later: (() => void)[] = [];
  const slow: ParseMarkdown = (text) =>
    new Promise((resolve) =>
      later.push(() => {
        resolve(parse(text));
      }),
    );
  const { container, update } = drawn("*one*", true, { parseMarkdown: slow });
  update("*two*");
  later[1]?.();
  expect(await screen.findByText("two", { selector: "em" })).toBeVisible();
  later[0]?.();
  await Promise.resolve();
  expect(container).toHaveTextContent("two");
});

test("a card shows below the text how others will see it, and the panel shows it so", async () => {
  const props = { parseMarkdown };
  const mine = studentIn("open", {
    question: larger,
    draft: "**so**",
    saving: { state: "unsent" },
  });
  const card = show("card", mine, {}, undefined, undefined, props);
  expect(await screen.findByText("so", { selector: "strong" })).toBeVisible();
  expect(screen.getByRole("region", { name: "As others will see it" })).toBeVisible();
  card.update(studentIn("open", { question: larger }));
  expect(screen.getByText(/You can use Markdown/)).toBeVisible();
  card.update(studentIn("revealed", { question: larger, mine: stored("**so**") }));
  expect(await screen.findByText("so", { selector: "strong" })).toBeVisible();
  card.unmount();
  const lesson = ownerIn("revealed", { question: larger });
  const [first] = lesson.attempts;
  const attempts = first ? [{ ...first, answer: "**so**" }] : [];
  show("attempts", { ...lesson, attempts }, {}, undefined, undefined, props);
  expect(await screen.findByText("so", { selector: "strong" })).toBeVisible();
});
