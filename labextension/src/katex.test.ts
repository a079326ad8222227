import { expect, test } from "vitest";

import { renderInto } from "./katex";

function typeset(tex: string, display = false): HTMLElement {
  const element = document.createElement("span");
  element.textContent = tex;
  renderInto(element, tex, display);
  return element;
}

test("a formula becomes MathML, and nothing that needs a style sheet", () => {
  const element = typeset("a^2 + b^2");
  expect(element.querySelector("math")).not.toBeNull();
  expect(element.querySelector(".katex-html")).toBeNull();
});

test("a formula on a line of its own says so", () => {
  expect(typeset("x", true).querySelector("math")?.getAttribute("display")).toBe("block");
  expect(typeset("x").querySelector("math")?.getAttribute("display")).toBeNull();
});

test.each([
  String.raw`\href{javascript:alert(1)}{x}`,
  String.raw`\includegraphics{http://elsewhere/x.png}`,
  String.raw`\htmlClass{jp-mod}{x}`,
  String.raw`\htmlStyle{position:fixed}{x}`,
  String.raw`\htmlData{command=x}{x}`,
])("%s makes no link, no request and no markup of its own", (tex) => {
  const element = typeset(tex);
  expect(
    element.querySelector("a, img, mglyph, [href], [src], .jp-mod, [data-command]"),
  ).toBeNull();
  expect(element.querySelector("[style*='fixed']")).toBeNull();
});

test("what is no TeX stays readable", () => {
  expect(typeset(String.raw`\frac{1`).textContent).toContain(String.raw`\frac{1`);
});

test("markup in a formula is text", () => {
  expect(typeset("<img src=x onerror=alert(1)>").querySelector("img")).toBeNull();
});

test("macros that grow without end are stopped", () => {
  const bomb = String.raw`\def\a{\a\a}\a`;
  expect(typeset(bomb).querySelector("math")).toBeNull();
});

test("a formula of unreasonable length is refused and its text left alone", () => {
  const element = document.createElement("span");
  element.textContent = "kept";
  expect(() => {
    renderInto(element, "x".repeat(20_000), false);
  }).toThrow(RangeError);
  expect(element.textContent).toBe("kept");
});

test("a size is bounded", () => {
  const wide = typeset(String.raw`a\rule{9999em}{9999em}b`);
  expect(wide.innerHTML).not.toContain('9999em"');
});
