"""Markdown tokens to one safe HTML fragment.

What students' pages get is made here and nowhere else: the renderer escapes all text, and the
sanitiser then keeps only the elements, attributes, classes and link schemes that are listed.
Mathematics stay TeX, as text, in elements of class `pylq-math` (`pylq-display` where displayed);
the views typeset them.
"""

from __future__ import annotations

import html
import re
from collections.abc import MutableMapping, Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.token import STANDARD_TYPES  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

from pylq_ext.banks.comments import COMMENT, UNCLOSED
from pylq_ext.banks.markdown import make_parser, parse_blocks, parse_inlines

MATH_CLASS = "pylq-math"
DISPLAY_CLASS = "pylq-display"
CODE_CLASS = "pylq-code"

# Lexers are tables of regular expressions, and not all of Pygments' 500 stand up to hostile text.
LANGUAGES = frozenset(
    [
        "python",
        "py",
        "python3",
        "pycon",
        "pytb",
        "ipython",
        "ipython3",
        "bash",
        "sh",
        "console",
        "json",
        "toml",
        "ini",
        "yaml",
        "sql",
        "r",
        "julia",
        "c",
        "cpp",
        "java",
        "javascript",
        "js",
        "typescript",
        "ts",
        "html",
        "css",
        "diff",
    ]
)
_ALIASES = {"ipython": "python", "ipython3": "python"}
MAX_HIGHLIGHTED = 16 * 1024

PYGMENTS_CLASSES = frozenset(name for name in STANDARD_TYPES.values() if name)

_TAGS = set(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "br",
        "hr",
        "span",
        "div",
    ]
)
_SANITISER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    tag_attribute_values={
        "th": {"align": {"left", "center", "right"}},
        "td": {"align": {"left", "center", "right"}},
    },
    allowed_classes={
        "span": {MATH_CLASS, DISPLAY_CLASS, *PYGMENTS_CLASSES},
        "div": {MATH_CLASS, DISPLAY_CLASS, CODE_CLASS},
    },
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    # A link must not take the notebook's own page away.
    set_tag_attribute_values={"a": {"target": "_blank"}},
    link_rel="noopener noreferrer",
    strip_comments=True,
)

_formatter = HtmlFormatter(nowrap=True)


class SafeRenderer:
    """Renders a parser's tokens to safe fragments."""

    def __init__(self, md: MarkdownIt) -> None:
        self._md = md
        md.add_render_rule("fence", _fence)
        md.add_render_rule("code_block", _code_block)
        md.add_render_rule("math_inline", _math_inline)
        md.add_render_rule("math_inline_double", _math_inline_double)
        md.add_render_rule("math_block", _math_block)
        md.add_render_rule("amsmath", _math_block)
        md.add_render_rule("link_open", _link_open)
        md.add_render_rule("image", _nothing)
        md.add_render_rule(COMMENT, _nothing)
        md.add_render_rule(UNCLOSED, _nothing)

    def __call__(self, tokens: Sequence[Token], env: MutableMapping[str, Any]) -> str:
        """Return the safe HTML fragment of these tokens, without blanks around it."""
        for token in tokens:
            if token.type in {"th_open", "td_open"}:
                _style_to_align(token)
        return sanitise(self._md.renderer.render(tokens, self._md.options, env))


def hidden_where_alone(tokens: list[Token]) -> list[Token]:
    """Return a list item's tokens so that all items look alike, however blank lines fell.

    One paragraph alone stands without its element; beside other blocks each has one.
    """
    outer = min((token.level for token in tokens), default=0)
    blocks = [token for token in tokens if token.level == outer and token.nesting >= 0]
    alone = len(blocks) == 1
    for token in tokens:
        if token.level == outer and token.type in {"paragraph_open", "paragraph_close"}:
            token.hidden = alone
    return tokens


def render_markdown(text: str) -> str:
    """Return the safe HTML fragment of a Markdown text of its own (no boxes, no settings)."""
    md = make_parser()
    renderer = SafeRenderer(md)
    blocks = parse_blocks(md, text)
    parse_inlines(md, blocks)
    return renderer(blocks.tokens, blocks.env)


def sanitise(fragment: str) -> str:
    """Return the fragment with everything taken out that is not on the allow-list."""
    return _SANITISER.clean(fragment).strip()


def _style_to_align(token: Token) -> None:
    # markdown-it aligns cells by a style, and no style passes the sanitiser.
    match = re.fullmatch(r"text-align:(left|center|right)", str(token.attrGet("style") or ""))
    if match:
        token.attrs = {"align": match[1]}


def _nothing(
    renderer: RendererHTML,  # noqa: ARG001 - these five are markdown-it's signature
    tokens: Sequence[Token],  # noqa: ARG001
    index: int,  # noqa: ARG001
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return ""


def _link_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    # The sanitiser would keep an anchor that leads nowhere; its end is dropped as a stray one.
    if not re.match(r"(https?|mailto):", str(tokens[index].attrGet("href") or ""), re.I):
        return ""
    return renderer.renderToken(tokens, index, options, env)


def _math_inline(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return f'<span class="{MATH_CLASS}">{_tex(tokens[index])}</span>'


def _math_inline_double(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    # Not a div: within a paragraph one would end the paragraph.
    return f'<span class="{MATH_CLASS} {DISPLAY_CLASS}">{_tex(tokens[index])}</span>'


def _math_block(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return f'<div class="{MATH_CLASS} {DISPLAY_CLASS}">{_tex(tokens[index])}</div>\n'


def _fence(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    token = tokens[index]
    language = token.info.split(maxsplit=1)[0].lower() if token.info.strip() else ""
    return _code(token.content, language)


def _code_block(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return _code(tokens[index].content, "")


def _tex(token: Token) -> str:
    return html.escape(token.content.strip(), quote=False)


def _code(text: str, language: str) -> str:
    text = text.rstrip("\n")
    marked = html.escape(text, quote=False)
    if language in LANGUAGES and len(text) <= MAX_HIGHLIGHTED:
        try:
            lexer = get_lexer_by_name(
                _ALIASES.get(language, language), stripnl=False, ensurenl=False
            )
        except ClassNotFound:  # pragma: no cover - the list above names Pygments' own
            pass
        else:
            marked = highlight(text, lexer, _formatter).rstrip("\n")
    return f'<div class="{CODE_CLASS}"><pre><code>{marked}</code></pre></div>\n'
