import { render, screen } from "@testing-library/react";

import { Fragment } from "./Fragment";
import { makeTools, ToolsContext, type Typeset } from "./context";
import { t } from "./testing";

function draw(html: string, typeset: Typeset) {
  return (
    <ToolsContext value={makeTools(t, typeset, Date.now)}>
      <Fragment html={html} />
    </ToolsContext>
  );
}

test("each formula is typeset once from its own TeX, however often the view is drawn", () => {
  const typeset = vi.fn((element: HTMLElement) => {
    element.textContent = "typeset";
    return Promise.resolve();
  });
  const html =
    '<p><span class="pylq-math">O(n)</span> <span class="pylq-math pylq-display">x &lt; y</span></p>';
  const { rerender } = render(draw(html, typeset));
  rerender(draw(html, typeset));
  expect(typeset.mock.calls.map(([, tex, display]: unknown[]) => [tex, display])).toEqual([
    ["O(n)", false],
    ["x < y", true],
  ]);
});

test("where a formula cannot be typeset its TeX stays", async () => {
  const fails = () => Promise.reject(new Error("no KaTeX"));
  render(draw('<span class="pylq-math">O(n)</span>', fails));
  expect(await screen.findByText("O(n)")).toBeVisible();
});

test("links open beside the page and silence JupyterLab's shortcuts", () => {
  render(draw('<a href="https://docs.python.org">docs</a>', () => Promise.resolve()));
  const link = screen.getByRole("link", { name: "docs" });
  expect(link).toHaveAttribute("target", "_blank");
  expect(link).toHaveAttribute("rel", expect.stringContaining("noopener"));
  expect(link).toHaveAttribute("data-lm-suppress-shortcuts");
});

test("whatever may scroll and so take focus silences JupyterLab's shortcuts", () => {
  const html = '<pre>x</pre><table></table><span class="pylq-math pylq-display">x</span>';
  const { container } = render(draw(html, () => Promise.resolve()));
  for (const wide of container.querySelectorAll("pre, table, .pylq-display"))
    expect(wide).toHaveAttribute("data-lm-suppress-shortcuts");
});
