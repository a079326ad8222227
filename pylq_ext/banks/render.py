"""Markdown tokens to one safe HTML fragment.

What students' pages get is made here and nowhere else: the renderer escapes all text, and the
sanitiser then keeps only the elements, attributes, classes and link schemes that are listed.
Mathematics stay TeX, as text, in elements of class `pylq-math` (`pylq-display` where displayed);
the views typeset them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cache
from types import MethodType
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from pylq_ext.banks.code import CODE_CLASS, PYGMENTS_CLASSES, code_html
from pylq_ext.banks.comments import COMMENT, UNCLOSED
from pylq_ext.banks.images import Images, Refused, alternative
from pylq_ext.banks.markdown import parse_blocks, parse_inlines, shared_parser

#: Where the rules find a question's images: the renderer gives them nothing else that is its own.
_IMAGES = "pylq_images"

MATH_CLASS = "pylq-math"
DISPLAY_CLASS = "pylq-display"

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
        "img",
    ]
)

# A link's schemes, and an asset's name. The sanitiser has one list of schemes for all attributes.
_LINK = re.compile(r"(?:https?|mailto):", re.I)
_ASSET = re.compile(r"asset:[0-9a-f]{64}")


def _in_its_place(tag: str, attribute: str, value: str) -> str | None:
    """Let an image have an asset's address only, and nothing else have one."""
    if attribute == "src":
        return value if _ASSET.fullmatch(value) else None
    if attribute == "href":
        return value if _LINK.match(value) else None
    if tag == "img" and attribute in {"width", "height"}:
        return value if re.fullmatch(r"[0-9]{1,6}", value) else None
    return value


_SANITISER = nh3.Cleaner(
    tags=_TAGS,
    attributes={
        "a": {"href", "title"},
        "ol": {"start"},
        "img": {"src", "alt", "width", "height"},
    },
    attribute_filter=_in_its_place,
    tag_attribute_values={
        "th": {"align": {"left", "center", "right"}},
        "td": {"align": {"left", "center", "right"}},
    },
    allowed_classes={
        "span": {MATH_CLASS, DISPLAY_CLASS, *PYGMENTS_CLASSES},
        "div": {MATH_CLASS, DISPLAY_CLASS, CODE_CLASS},
    },
    url_schemes={"http", "https", "mailto", "asset"},
    url_relative="deny",
    # A link must not take the notebook's own page away.
    set_tag_attribute_values={"a": {"target": "_blank"}},
    link_rel="noopener noreferrer",
    strip_comments=True,
)


class SafeRenderer:
    """Renders a parser's tokens to safe fragments. An image that is not in `images` is left out."""

    def __init__(self, md: MarkdownIt, images: Images | None = None) -> None:
        self._md = md
        self._images = images or Images({})

    def __call__(self, tokens: Sequence[Token], env: MutableMapping[str, Any]) -> str:
        """Return the safe HTML fragment of these tokens, without blanks around it."""
        if not tokens:
            return ""
        for token in tokens:
            if token.type in {"th_open", "td_open"}:
                _style_to_align(token)
        shown = {**env, _IMAGES: self._images}
        return sanitise(_renderer().render(tokens, self._md.options, shown))


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
    md = shared_parser()
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
    if not _LINK.match(str(tokens[index].attrGet("href") or "")):
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
    return code_html(token.content, language)


def _code_block(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return code_html(tokens[index].content, "")


def _tex(token: Token) -> str:
    return html.escape(token.content.strip(), quote=False)


def _image(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],
) -> str:
    token = tokens[index]
    try:
        image = env[_IMAGES].find(str(token.attrGet("src") or ""))
    except Refused:
        return ""
    alt = html.escape(" ".join(alternative(token).split()))
    # A page that knows the size leaves as much room, and nothing jumps when it comes.
    size = f' width="{image.size[0]}" height="{image.size[1]}"' if image.size else ""
    return f'<img src="asset:{image.asset.hash}" alt="{alt}"{size}>'


def renderer_with(rules: Mapping[str, Callable[..., str]]) -> RendererHTML:
    """Return markdown-it's renderer with rules of one's own, by the types of their tokens."""
    renderer = RendererHTML()
    for name, rule in rules.items():
        renderer.rules[name] = MethodType(rule, renderer)
    return renderer


@cache
def _renderer() -> RendererHTML:
    """Return the renderer with the rules below; like the parser it is shared, and never changes."""
    return renderer_with(_RULES)


_RULES = {
    "fence": _fence,
    "code_block": _code_block,
    "math_inline": _math_inline,
    "math_inline_double": _math_inline_double,
    "math_block": _math_block,
    "amsmath": _math_block,
    "link_open": _link_open,
    "image": _image,
    COMMENT: _nothing,
    UNCLOSED: _nothing,
}
