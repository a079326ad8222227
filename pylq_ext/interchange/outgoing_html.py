r"""Markdown of a bank as HTML for other programs, well-formed as XML as well.

Mathematics stand in `\(…\)` and `\[…\]`, code in `<pre><code>` with its language as a class.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from typing import Any, Final

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from pylq_ext.banks.blank_marks import mark_blanks
from pylq_ext.banks.comments import COMMENT, UNCLOSED
from pylq_ext.banks.images import alternative, name_of
from pylq_ext.banks.markdown import parse_blocks, parse_inlines, shared_parser
from pylq_ext.banks.render import renderer_with
from pylq_ext.interchange.markup_tex import Tex, split_tex
from pylq_ext.interchange.unfit import Unfit

#: The class of what is no mathematics, although it looks like it; MathJax leaves it alone.
LITERAL_CLASS: Final = "tex2jax_ignore"

_ADDRESS = "pylq_address"
_LINK = re.compile(r"(?:https?:|mailto:)", re.I)
#: What would open mathematics if it stood in a text; its first sign is set apart.
LIKE_TEX = re.compile(r"(\\)(?=[(\[])|(\$)(?=\$)|(\\)(?=begin\{)")


def to_html(markdown: str, address: Callable[[str], str], *, has_blanks: bool = False) -> str:
    """Return the HTML of a text; `address` gives that of the attachment of a name. Raises Unfit.

    If it `has_blanks`, MARK stands for each of them, as in a bank's own prompt.
    """
    md = shared_parser()
    blocks = parse_blocks(md, markdown)
    if has_blanks:
        mark_blanks(blocks.tokens)
    parse_inlines(md, blocks)
    env = {**blocks.env, _ADDRESS: address}
    return _renderer().render(blocks.tokens, md.options, env).strip()


def _between(opening: str, tex: str, closing: str) -> str:
    """Return a formula in its signs; raises Unfit if others would see it end elsewhere."""
    tex = tex.strip()
    (first, *others) = split_tex(f"{opening}{tex}{closing}")
    if others or not isinstance(first, Tex) or first.tex != tex:
        raise Unfit(
            f"Its formula {' '.join(tex.split())[:60]} has signs in it by which a formula ends"
            " elsewhere: write it without them."
        )
    return html.escape(f"{opening}{tex}{closing}", quote=False)


def _text(
    renderer: RendererHTML,  # noqa: ARG001 - these are markdown-it's signature
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return literal(tokens[index].content)


def _code_inline(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return f"<code>{literal(tokens[index].content)}</code>"


def _code_block(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    token = tokens[index]
    language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
    class_ = f' class="language-{html.escape(language)}"' if language else ""
    code = literal(token.content.removesuffix("\n"))
    return f"<pre><code{class_}>{code}\n</code></pre>\n"


def _math_inline(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return _between("\\(", tokens[index].content, "\\)")


def _math_displayed(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return _between("\\[", tokens[index].content, "\\]")


def _math_block(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return "<p>" + _between("\\[", tokens[index].content, "\\]") + "</p>\n"


def _image(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],
) -> str:
    name = name_of(str(tokens[index].attrGet("src") or ""))
    words = " ".join(alternative(tokens[index]).split())
    return f'<img src="{html.escape(env[_ADDRESS](name))}" alt="{html.escape(words)}" />'


def _link_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    # As in a bank: what leads nowhere is no link.
    if not _LINK.match(str(tokens[index].attrGet("href") or "")):
        return "<span>"
    return renderer.renderToken(tokens, index, options, env)


def _link_close(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    opening = next(
        token
        for token in reversed(tokens[:index])
        if token.type == "link_open" and token.level == tokens[index].level
    )
    if not _LINK.match(str(opening.attrGet("href") or "")):
        return "</span>"
    return renderer.renderToken(tokens, index, options, env)


def _hardbreak(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],  # noqa: ARG001
    index: int,  # noqa: ARG001
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return "<br />\n"


def _rule(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],  # noqa: ARG001
    index: int,  # noqa: ARG001
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return "<hr />\n"


def _nothing(
    renderer: RendererHTML,  # noqa: ARG001
    tokens: Sequence[Token],  # noqa: ARG001
    index: int,  # noqa: ARG001
    options: OptionsDict,  # noqa: ARG001
    env: MutableMapping[str, Any],  # noqa: ARG001
) -> str:
    return ""


def literal(text: str) -> str:
    """Return text as HTML in which nothing opens mathematics."""
    pieces = LIKE_TEX.split(text)
    shown = []
    for at, piece in enumerate(pieces):
        if not piece:
            continue
        escaped = html.escape(piece, quote=False)
        is_sign = at % 4 != 0
        shown.append(f'<span class="{LITERAL_CLASS}">{escaped}</span>' if is_sign else escaped)
    return "".join(shown)


@cache
def _renderer() -> RendererHTML:
    return renderer_with(_RULES)


_RULES = {
    "text": _text,
    "code_inline": _code_inline,
    "fence": _code_block,
    "code_block": _code_block,
    "math_inline": _math_inline,
    "math_inline_double": _math_displayed,
    "math_block": _math_block,
    "amsmath": _math_block,
    "image": _image,
    "hardbreak": _hardbreak,
    "hr": _rule,
    "link_open": _link_open,
    "link_close": _link_close,
    COMMENT: _nothing,
    UNCLOSED: _nothing,
}
