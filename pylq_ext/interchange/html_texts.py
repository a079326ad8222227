r"""A bank's Markdown as the HTML that other programs show; mathematics stand as TeX in `\(…\)`."""

# ruff: noqa: ARG002 - the arguments of a rule are markdown-it's.

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from pylq_ext.banks.blank_marks import mark_blanks
from pylq_ext.banks.comments import COMMENT, UNCLOSED
from pylq_ext.banks.images import ATTACHED, Refused, alternative, name_of
from pylq_ext.banks.markdown import parse_blocks, parse_inlines, shared_parser
from pylq_ext.interchange.blank_texts import put_into_blanks
from pylq_ext.interchange.markup_tex import Tex, split_tex
from pylq_ext.interchange.outgoing_html import LIKE_TEX, literal
from pylq_ext.interchange.unfit import Unfit

LINK_TITLE = "What a link shows when one points at it was dropped."
STRUCK = "Struck text was made plain: the format has none."
NUMBERS = "A numbered list begins with 1: the format has no other beginning."
ALIGNMENT = "How the columns of a table are aligned was dropped: the format does not say it."

#: XML has none of these, and no browser shows them.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINK = re.compile(r"(?:https?|mailto):", re.I)
_BREAKS = frozenset({"softbreak", "hardbreak"})
#: Stands for what is no text and no formula, so that nothing reads across it.
_OTHER: Final = "\ufdd0"
_WRITER: Final = "pylq_html_texts"


@dataclass(slots=True)
class HtmlTexts:
    """Writes the texts of one question; `notes` and `shown` grow meanwhile.

    `source_of` gives an image's address, from its name and its bytes; `shown` are the names of all
    that were asked for. A `strict` text has only what QTI 2.1 has, and is well-formed XML.
    """

    images: Mapping[str, bytes]
    source_of: Callable[[str, bytes], str]
    strict: bool = False
    notes: dict[str, None] = field(default_factory=dict)
    shown: dict[str, None] = field(default_factory=dict)
    has_tex: bool = False

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self.notes[sentence] = None

    def blocks(self, markdown: str, blanks: Sequence[str] = ()) -> str:
        """Return the HTML of a text, each paragraph in its element; raises Unfit.

        `blanks` are the elements that stand in its blanks.
        """
        tokens, env = _parsed(markdown, has_blanks=bool(blanks))
        written = self._written(tokens, env)
        return put_into_blanks(written, blanks) if blanks else written

    def of(self, markdown: str) -> str:
        """Return the HTML of a text, one paragraph without its element; raises Unfit."""
        tokens, env = _parsed(markdown)
        if len(tokens) == 3 and tokens[0].type == "paragraph_open":
            tokens = tokens[1:2]
        return self._written(tokens, env)

    def _written(self, tokens: list[Token], env: dict[str, Any]) -> str:
        for token in tokens:
            if token.type == "inline":
                self._check_tex(token.children or ())
            elif token.type == "math_block":
                self._check_tex([Token("math_inline_double", "", 0, content=token.content)])
        env[_WRITER] = self
        written = _Renderer().render(tokens, shared_parser().options, env)
        return UNSEEN.sub("\ufffd", written).strip()

    def _check_tex(self, children: Sequence[Token]) -> None:
        """Raise Unfit where a program would find other formulas than there are."""
        formulas = [one.content.strip() for one in children if one.type.startswith("math_inline")]
        self.has_tex = self.has_tex or bool(formulas)
        found = [
            piece.tex.strip()
            for piece in split_tex("".join(map(_as_shown, children)))
            if isinstance(piece, Tex)
        ]
        if found != formulas:
            raise Unfit(
                "One of its texts has signs that would be read as another formula than it has:"
                " write them as code, between backticks."
            )


def _parsed(markdown: str, *, has_blanks: bool = False) -> tuple[list[Token], dict[str, Any]]:
    md = shared_parser()
    blocks = parse_blocks(md, markdown)
    if has_blanks:
        mark_blanks(blocks.tokens)
    parse_inlines(md, blocks)
    return blocks.tokens, blocks.env


def _as_shown(token: Token) -> str:
    if token.type.startswith("math_inline"):
        return _in_tex_signs(token.content, "double" in token.type)
    if token.type in _BREAKS:
        return "\n"
    # What is set apart opens nothing.
    return LIKE_TEX.sub(_OTHER, token.content) if token.type == "text" else _OTHER


def _in_tex_signs(tex: str, display: bool) -> str:
    return f"\\[{tex.strip()}\\]" if display else f"\\({tex.strip()}\\)"


class _Renderer(RendererHTML):
    """markdown-it's own, with what other programs have in the place of a bank's elements."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return literal(tokens[idx].content)

    def fence(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        info = tokens[idx].info.split(maxsplit=1)
        language = f' class="language-{escapeHtml(info[0])}"' if info else ""
        return f"<pre><code{language}>{escapeHtml(tokens[idx].content)}</code></pre>\n"

    def code_block(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        return f"<pre><code>{escapeHtml(tokens[idx].content)}</code></pre>\n"

    def math_inline(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        return escapeHtml(_in_tex_signs(tokens[idx].content, display=False))

    def math_inline_double(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        return escapeHtml(_in_tex_signs(tokens[idx].content, display=True))

    def math_block(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        env[_WRITER].has_tex = True
        return f"<p>{escapeHtml(_in_tex_signs(tokens[idx].content, display=True))}</p>\n"

    def amsmath(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        # It begins a formula by itself, and within another's signs it would be a mistake.
        env[_WRITER].has_tex = True
        return f"<p>{escapeHtml(tokens[idx].content.strip())}</p>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        token = tokens[idx]
        if not _LINK.match(str(token.attrGet("href") or "")):
            # Nobody can open it, and cards show its words only.
            tokens[_closing(tokens, idx)].hidden = True
            return ""
        if env[_WRITER].strict and token.attrs.pop("title", None) is not None:
            env[_WRITER].note(LINK_TITLE)
        return self.renderToken(tokens, idx, options, env)

    def image(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        texts: HtmlTexts = env[_WRITER]
        source = str(tokens[idx].attrGet("src") or "")
        try:
            name = name_of(source)
        except Refused:
            name = ""
        content = texts.images.get(name)
        if content is None:
            raise Unfit(f"Its image {source.removeprefix(ATTACHED)[:60]} is missing.")
        texts.shown[name] = None
        words = escapeHtml(" ".join(alternative(tokens[idx]).split()))
        return f'<img src="{escapeHtml(texts.source_of(name, content))}" alt="{words}" />'

    def s_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        if env[_WRITER].strict:
            env[_WRITER].note(STRUCK)
            return ""
        return "<s>"

    def s_close(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        return "" if env[_WRITER].strict else "</s>"

    def ordered_list_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        if env[_WRITER].strict and tokens[idx].attrs.pop("start", None) is not None:
            env[_WRITER].note(NUMBERS)
        return self.renderToken(tokens, idx, options, env)

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        if env[_WRITER].strict and tokens[idx].attrs.pop("style", None) is not None:
            env[_WRITER].note(ALIGNMENT)
        return self.renderToken(tokens, idx, options, env)

    td_open = th_open

    def thead_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        # A table of QTI has a body, and one that is a head alone is its body.
        end = _closing(tokens, idx)
        if env[_WRITER].strict and tokens[end + 1].type == "table_close":
            tokens[idx].tag = tokens[end].tag = "tbody"
        return self.renderToken(tokens, idx, options, env)

    def _nothing(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: Any,
    ) -> str:
        return ""


setattr(_Renderer, COMMENT, _Renderer._nothing)
setattr(_Renderer, UNCLOSED, _Renderer._nothing)


def _closing(tokens: Sequence[Token], idx: int) -> int:
    """Return where that ends which begins at `idx`."""
    opening = tokens[idx]
    kind = opening.type.replace("_open", "_close")
    return next(
        at
        for at in range(idx + 1, len(tokens))
        if tokens[at].type == kind and tokens[at].level == opening.level
    )
