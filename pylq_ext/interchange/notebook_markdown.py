r"""Texts of a notebook's Markdown cells as a bank's Markdown.

Both are nearly the same. A text that the bank's parser reads as Jupyter does is kept as it stands;
any other one, with HTML, images, comments, or mathematics like `$ x $`, is written anew.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from pylq_ext.banks.checks import MAX_BRACKETS
from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.markdown import Blocks, TooComplex, make_parser, parse_blocks
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.markup_plain import cleaned
from pylq_ext.interchange.notebook_cells import joined
from pylq_ext.interchange.unfit import Unfit

MAX_CHARACTERS = 10_000
"""Of one question's Markdown: some takes time beyond measure."""

_TOO_COMPLEX = "Its Markdown is too complex to be read: make it simpler."

# Stands behind a text, and shows whether everything that the text opens was closed.
_END = "end of the text"
_WRITTEN_ANEW = frozenset({"html_block", "html_inline", "image"})
_INDENT = re.compile(r"^[ \t]+", re.M)
_OF_ATTACHMENT = re.compile(r"""(\bsrc\s*=\s*["']?)attachment:""", re.I)


class CellTexts:
    """The text of one cell, whole and in parts, and the images that are attached to it."""

    def __init__(self, source: str, attachments: Any, gathered: Gathered) -> None:
        """Raises Unfit if the text is too long or too complex."""
        if len(source) > MAX_CHARACTERS:
            raise Unfit(
                f"Its text has {len(source):,} characters; at most {MAX_CHARACTERS:,} are read."
            )
        if source.count("[") > MAX_BRACKETS:
            raise Unfit(_TOO_COMPLEX)
        source = _INDENT.sub(lambda match: match[0].expandtabs(4), cleaned(source))
        self.lines: Sequence[str] = source.split("\n")
        self._gathered = gathered
        self._images = _decoded(attachments)
        blocks = _blocks(source)
        self.tokens: Sequence[Token] = blocks.tokens
        self._references: Mapping[str, Any] = blocks.env.get("references", {})

    def of(self, lines: Sequence[str]) -> str:
        """Return some of the cell's lines as a bank's Markdown; raises Unfit."""
        text = "\n".join(lines).strip("\n")
        if not text.strip():
            return ""
        md = _jupyters_parser()
        env = {"references": dict(self._references)}
        tokens = _parsed(md, f"{text}\n\n{_END}", env)
        is_closed = tokens[-2].content == _END if len(tokens) > 2 else False
        if is_closed and not self._references and _bank_reads(text, tokens):
            return text.rstrip()
        tokens = tokens[:-3] if is_closed else _parsed(md, text, env)
        shown = md.renderer.render(tokens, md.options, env)
        return self._gathered.html(_OF_ATTACHMENT.sub(r"\1", shown), self._images)


def _bank_reads(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a bank shows a text, and what stands below it, as Jupyter does by `tokens`."""
    signs = _signs(tokens)
    return (
        _WRITTEN_ANEW.isdisjoint(dict(signs))
        and _signs(_parsed(_banks_parser(), f"{text}\n\n{_END}", {})) == signs
    )


def _signs(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Return what a text was read as, in the order in which it stands there."""
    return [
        (one.type, one.content or str(one.attrs or ""))
        for token in tokens
        for one in (*(token.children or ()), token)
    ]


def _blocks(text: str) -> Blocks:
    try:
        return parse_blocks(_jupyters_parser(), text)
    except (TooComplex, RecursionError):
        raise Unfit(_TOO_COMPLEX) from None


def _parsed(md: MarkdownIt, text: str, env: dict[str, Any]) -> list[Token]:
    try:
        return md.parse(text, env)
    except (TooComplex, RecursionError):
        raise Unfit(_TOO_COMPLEX) from None


def _decoded(attachments: Any) -> Mapping[str, bytes]:
    """Return the images of a cell by name, each in the first of its forms that can be decoded."""
    images: dict[str, bytes] = {}
    for name, forms in attachments.items() if isinstance(attachments, dict) else ():
        for content in forms.values() if isinstance(forms, dict) else ():
            try:
                decoded = base64.b64decode("".join(joined(content).split()), validate=True)
            except (binascii.Error, ValueError):
                continue
            images.setdefault(name, decoded)
    return images


@lru_cache(maxsize=1)
def _banks_parser() -> MarkdownIt:
    return make_parser()


@lru_cache(maxsize=1)
def _jupyters_parser() -> MarkdownIt:
    md = make_parser()
    md.options["html"] = True
    md.disable(COMMENT)
    # Jupyter takes blanks within the dollars as well.
    md.inline.ruler.before("escape", "math_with_blanks", math_inline_dollar(True, False, True))
    for name in ("math_inline", "math_inline_double", "math_block", "amsmath"):
        md.add_render_rule(name, _formula)
    return md


def _formula(
    _renderer: object, tokens: Sequence[Token], at: int, _options: object, _env: object
) -> str:
    token = tokens[at]
    tex = html.escape(token.content.strip(), quote=False)
    if token.type == "math_inline":
        return f"\\({tex}\\)"
    return tex if token.type == "amsmath" else f"\\[{tex}\\]"
