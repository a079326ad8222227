import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { Fragment } from "./Fragment";
import { makeTools, ToolsContext, type Typeset } from "./context";
import type { ShowAsset } from "./images";
import { t } from "./testing";

function draw(html: string, typeset: Typeset, asset?: ShowAsset) {
  return (
    <ToolsContext value={makeTools(t, typeset, Date.now, asset)}>
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

describe("images", () => {
  const HASH = "a".repeat(64);
  const image = `<img src="asset:${HASH}" alt="A histogram" width="40" height="20">`;
  const still = () => Promise.resolve();
  // jsdom draws nothing, so it has no layer above the page.
  beforeAll(() => {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
      this.dispatchEvent(new Event("close"));
    };
  });

  test("an image leaves room for itself, and the browser never sees its hash as an address", () => {
    const never = () => new Promise<string>(() => undefined);
    const { container } = render(draw(image, still, never));
    const shown = screen.getByRole("img", { name: "A histogram" });
    expect(shown).not.toHaveAttribute("src");
    expect(shown).toHaveStyle({ aspectRatio: "40 / 20" });
    expect(container.innerHTML).not.toContain("asset:");
  });

  test("an image is asked for by its hash and shown, however often the view is drawn", async () => {
    const asset = vi.fn(() => Promise.resolve("blob:here"));
    const { rerender } = render(draw(image, still, asset));
    rerender(draw(image, still, asset));
    await vi.waitFor(() => {
      expect(screen.getByRole("img", { name: "A histogram" })).toHaveAttribute("src", "blob:here");
    });
    expect(asset.mock.calls).toContainEqual([HASH]);
  });

  test("an image that cannot be had says what it shows, and can be tried again", async () => {
    let fails = true;
    const asset = () =>
      fails ? Promise.reject(new Error("no network")) : Promise.resolve("blob:here");
    render(draw(image, still, asset));
    expect(await screen.findByText(/could not be loaded: A histogram/)).toBeVisible();
    const again = screen.getByRole("button", { name: "Try again" });
    expect(again).toHaveAttribute("data-lm-suppress-shortcuts");
    fails = false;
    await userEvent.click(again);
    expect(await screen.findByRole("img", { name: "A histogram" })).toHaveAttribute("src");
    expect(screen.queryByText(/could not be loaded/)).toBeNull();
  });

  test("an image that the page will not draw says what it shows as well", async () => {
    render(draw(image, still, () => Promise.resolve("data:forbidden")));
    const button = await screen.findByRole("button", { name: "A histogram" });
    fireEvent.error(within(button).getByRole("img"));
    expect(await screen.findByText(/could not be loaded: A histogram/)).toBeVisible();
  });

  test("an image is enlarged by mouse or keyboard, and closed by its button", async () => {
    render(draw(image, still, () => Promise.resolve("blob:here")));
    const button = await screen.findByRole("button", { name: "A histogram" });
    expect(button).toHaveAttribute("data-lm-suppress-shortcuts");
    button.focus();
    await userEvent.keyboard("{Enter}");
    const dialog = screen.getByRole("dialog", { name: "A histogram" });
    expect(dialog).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("in an option an image is no button: a tap chooses the option", async () => {
    render(
      <label>
        <input type="radio" />
        {draw(image, still, () => Promise.resolve("blob:here"))}
      </label>,
    );
    await vi.waitFor(() => {
      expect(screen.getByRole("img", { name: "A histogram" })).toHaveAttribute("src");
    });
    expect(screen.queryByRole("button")).toBeNull();
    await userEvent.click(screen.getByRole("img", { name: "A histogram" }));
    expect(screen.getByRole("radio", { name: "A histogram" })).toBeChecked();
  });

  test("a text that looks like an image stays a text", () => {
    const asset = vi.fn(() => Promise.resolve("blob:here"));
    render(draw(`<p>&lt;img src="asset:${HASH}"</p>`, still, asset));
    expect(screen.getByText(`<img src="asset:${HASH}"`)).toBeVisible();
    expect(asset).not.toHaveBeenCalled();
  });
});
