/** A text in Markdown, taken apart: what `src/markdown.ts` makes and views draw. */

/** An element of a page, or one of our own: `heading` is a line that stands out. */
export type Tag =
  | "p"
  | "heading"
  | "em"
  | "strong"
  | "s"
  | "ul"
  | "ol"
  | "li"
  | "blockquote"
  | "table"
  | "thead"
  | "tbody"
  | "tr"
  | "th"
  | "td"
  | "code"
  | "pre"
  | "span"
  | "br"
  | "hr";

/** A text, an element, a link that leads to the web or to a mail, or a formula as TeX. */
export type Piece =
  | string
  | { tag: Tag; children: readonly Piece[]; start?: number }
  | { tag: "a"; children: readonly Piece[]; href: string }
  | { tag: "math"; children: readonly Piece[]; tex: string; display: boolean };

/** Takes a text in Markdown apart; rejects where that cannot be had now. */
export type ParseMarkdown = (text: string) => Promise<readonly Piece[]>;
