import { expect, test } from "vitest";

import { parse } from "./markdown";
import type { Piece } from "./views/pieces";

/** All tags in a text, and all texts, in order. */
function tags(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) =>
    typeof piece === "string" ? [] : [piece.tag, ...tags(piece.children)],
  );
}

function words(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (typeof piece === "string" ? piece : words(piece.children)))
    .join("");
}

function links(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) =>
    typeof piece === "string"
      ? []
      : [...(piece.tag === "a" ? [piece.href] : []), ...links(piece.children)],
  );
}

test("code, lists, tables and emphasis are what they are in a question", () => {
  const text =
    "# T\n\n*a* **b** ~~c~~ `d`\n\n3. e\n\n```py\nx < 1\n```\n\n| f |\n|---|\n| g |\n\n> h";
  const pieces = parse(text);
  expect(tags(pieces)).toEqual(
    [
      ["heading", "p", "em", "strong", "s", "code", "ol", "li", "span", "pre", "code", "table"],
      ["thead", "tr", "th", "tbody", "tr", "td", "blockquote", "p"],
    ].flat(),
  );
  expect(pieces).toContainEqual(expect.objectContaining({ tag: "ol", start: 3 }));
  expect(words(pieces)).toContain("x < 1\n");
});

test("a line that is broken stays broken", () => {
  expect(tags(parse("one\ntwo"))).toEqual(["p", "br"]);
});

test.each([
  "<b>bold</b>",
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "<!-- hidden -->",
  "&lt;b&gt;",
])("%s is the text that it is", (text) => {
  const pieces = parse(text);
  expect(tags(pieces)).toEqual(["p"]);
  expect(words(pieces)).toBe(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
});

test("an image of elsewhere is fetched by nobody", () => {
  const pieces = parse("![a picture](https://elsewhere.example/x.png)");
  expect(tags(pieces)).toEqual(["p", "a"]);
  expect(words(pieces)).toBe("!a picture");
});

test("links lead to the web and to mails, and nowhere else", () => {
  expect(links(parse("[a](https://a.example/?b=1) <mailto:a@b.example>"))).toEqual([
    "https://a.example/?b=1",
    "mailto:a@b.example",
  ]);
  for (const address of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "/lab/tree",
    "//elsewhere.example",
    "#top",
  ])
    expect(links(parse(`[x](${address}) [y](<${address}>)`)), address).toEqual([]);
});

test("mathematics stand between signs, and a price is a price", () => {
  expect(parse("$x^2$ and $$y$$")).toEqual([
    {
      tag: "p",
      children: [
        { tag: "math", tex: "x^2", display: false, children: ["x^2"] },
        " and ",
        { tag: "math", tex: "y", display: true, children: ["y"] },
      ],
    },
  ]);
  for (const text of ["$5 and $6", "5$ and 6$", "$ x$", "`$x$`", String.raw`\$x$`])
    expect(tags(parse(text)), text).not.toContain("math");
  expect(parse(String.raw`$a\$b$`)).toEqual([
    { tag: "p", children: [expect.objectContaining({ tex: String.raw`a\$b` })] },
  ]);
});

test("nothing that was written is lost to who reads it", () => {
  for (const text of ["[answer]: 42", "[Note]: it depends", ">".repeat(120), "- "])
    expect(words(parse(text)).trim(), text).not.toBe("");
  expect(words(parse("[answer]: 42"))).toBe("[answer]: 42");
  const wide = "|" + "a|".repeat(75) + "\n|" + "-|".repeat(75) + "\n" + "a\n".repeat(1148);
  expect(tags(parse(wide))).toEqual(["p"]);
  expect(words(parse(wide))).toBe(wide);
});

test("what is hostile takes no time", () => {
  const longest = 2_600;
  for (const piece of ["[", "*", "_a", "$", "$$", "`", "> ", "- ", "<", "![", "\\", "|a", "~"]) {
    const began = performance.now();
    parse(piece.repeat(longest / piece.length));
    expect(performance.now() - began, piece).toBeLessThan(2_000);
  }
});
