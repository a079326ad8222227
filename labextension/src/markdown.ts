/**
 * What students write in Markdown, as pieces to draw: loaded by a view when it has some. Pieces are
 * no HTML, so nothing that anybody writes is ever taken for markup of the page's own.
 */
import MarkdownIt from "markdown-it";
import type StateInline from "markdown-it/lib/rules_inline/state_inline.mjs";
import type Token from "markdown-it/lib/token.mjs";

import type { Piece, Tag } from "./views/pieces";

const parser = new MarkdownIt({ html: false, linkify: false, breaks: true })
  // Images would be fetched from elsewhere by everybody who reads the answer.
  // And a definition would be shown to nobody.
  .disable(["image", "html_block", "html_inline", "reference"]);
parser.inline.ruler.after("escape", "math", mathematics);

/** Elements: no answer for people has more, and a page with tens of thousands would stand still. */
const MOST = 2_000;

/**
 * Return the pieces of a text; texts that are no Markdown are pieces, too. A text of which nothing
 * would be seen, or too many pieces, is one piece as it is.
 */
export function parse(text: string): Piece[] {
  const tokens = parser.parse(text, {});
  const count = tokens.reduce((sum, { children }) => sum + 1 + (children?.length ?? 0), 0);
  const pieces = count > MOST ? [] : drawn(tokens);
  return pieces.some(isSeen) ? pieces : [{ tag: "p", children: [text] }];
}

function isSeen(piece: Piece): boolean {
  if (typeof piece === "string") return piece.trim() !== "";
  return piece.tag === "hr" || piece.children.some(isSeen);
}

function drawn(tokens: readonly Token[]): Piece[] {
  const root: Piece[] = [];
  // The children that are being gathered, the innermost last.
  const open = [root];
  for (const token of tokens) {
    const here = open.at(-1) ?? root;
    if (token.type === "inline") here.push(...drawn(token.children ?? []));
    else if (token.nesting < 0) open.pop();
    else if (token.nesting > 0) {
      const children: Piece[] = [];
      // A list without gaps has its paragraphs' text alone.
      here.push(token.hidden ? { tag: "span", children } : element(token, children));
      open.push(children);
    } else here.push(leaf(token));
  }
  return root;
}

const TAGS: Readonly<Record<string, Tag>> = {
  paragraph_open: "p",
  // Headings of an answer are none of the page.
  heading_open: "heading",
  em_open: "em",
  strong_open: "strong",
  s_open: "s",
  bullet_list_open: "ul",
  ordered_list_open: "ol",
  list_item_open: "li",
  blockquote_open: "blockquote",
  table_open: "table",
  thead_open: "thead",
  tbody_open: "tbody",
  tr_open: "tr",
  th_open: "th",
  td_open: "td",
};

function element(token: Token, children: Piece[]): Piece {
  if (token.type === "link_open") {
    const href = token.attrGet("href") ?? "";
    return /^(?:https?|mailto):/i.test(href)
      ? { tag: "a", href, children }
      : { tag: "span", children };
  }
  const tag = TAGS[token.type] ?? "span";
  const start = tag === "ol" ? Number(token.attrGet("start") ?? 1) : undefined;
  return start === undefined ? { tag, children } : { tag, children, start };
}

function leaf(token: Token): Piece {
  switch (token.type) {
    case "softbreak":
    case "hardbreak":
      return { tag: "br", children: [] };
    case "hr":
      return { tag: "hr", children: [] };
    case "code_inline":
      return { tag: "code", children: [token.content] };
    case "fence":
    case "code_block":
      return { tag: "pre", children: [{ tag: "code", children: [token.content] }] };
    case "math":
      return { tag: "math", tex: token.content, display: token.block, children: [token.content] };
    default:
      return token.content;
  }
}

/**
 * `$x$` and `$$x$$` as question cells have them: no blank within the single signs, and no digit
 * behind, so that a price is a price.
 */
function mathematics(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$") return false;
  const found = /\$\$((?:[^$\\]|\\[^])+)\$\$|\$(?!\s)((?:[^$\\]|\\[^])+?)(?<!\s)\$(?!\d)/y;
  found.lastIndex = pos;
  const [all, displayed, inline] = found.exec(src.slice(0, state.posMax)) ?? [];
  if (all === undefined) return false;
  if (!silent) {
    const token = state.push("math", "", 0);
    token.content = (displayed ?? inline ?? "").trim();
    token.block = displayed !== undefined;
  }
  state.pos += all.length;
  return true;
}
