"""One paragraph on its way from HTML to Markdown: texts, and marks like `**` around some."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from pylq_ext.banks.markdown import TooComplex, parse_blocks, parse_inlines, shared_parser
from pylq_ext.interchange.markup_code import in_backticks
from pylq_ext.interchange.markup_plain import MARK, cleaned, escape, paragraphs
from pylq_ext.interchange.markup_tex import Tex, in_dollars, split_tex

# Each costs a parse of the paragraph.
_MOST_TRIED = 20
_LONGEST_TRIED = 4_000

_BLANKS = re.compile(r"[ \t\n\f\r]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Marks around a text; a link's end names its address."""

    opening: str
    closing: str


STRONG = Span("**", "**")
EMPHASIS = Span("*", "*")
STRUCK = Span("~~", "~~")
#: Two of one sort side by side are one.
MERGED = (STRONG, EMPHASIS, STRUCK)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Markdown that is put in as it is; `shown` is what a reader sees of it."""

    markdown: str
    shown: str
    is_span: bool = False
    opens: bool = False
    is_code: bool = False


@dataclass(slots=True)
class Line:
    """Gathers a paragraph; blanks and openings wait until something comes behind them.

    So no mark stands beside a blank within it, where Markdown would not read it as one, and an
    element that shows nothing leaves nothing.
    """

    dollars: bool = False
    _parts: list[str | _Mark] = field(default_factory=list)
    _blank: str = ""
    _opened: list[Span] = field(default_factory=list)
    _waiting: list[Span] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be shown so far."""
        return not self._parts

    @property
    def breaks(self) -> int:
        """How many line breaks wait for something behind them."""
        return self._blank.count("\n")

    def text(self, text: str) -> None:
        """Add text; blanks count as in HTML."""
        pieces = _BLANKS.split(cleaned(text))
        for at, piece in enumerate(pieces):
            if at and not self._blank:
                self._blank = " "
            if piece:
                self._show(piece)

    def line_break(self) -> None:
        """End the line, unless nothing stands in it or behind it."""
        self._blank = self._blank.replace(" ", "") + "\n"

    def raw(self, markdown: str, shown: str) -> None:
        """Add a formula or an image, as Markdown; `shown` is what a reader sees of it."""
        self._show(_Mark(markdown, shown))

    def code(self, code: str) -> None:
        """Add code; what touches other code is one with it, as its signs would be."""
        last = self._parts[-1] if self._parts else None
        if isinstance(last, _Mark) and last.is_code and not (self._blank or self._waiting):
            self._parts.pop()
            code = last.shown + code
        self._show(_Mark(in_backticks(code), code, is_code=True))

    def open(self, span: Span) -> None:
        """Begin a span of text, which `close` ends."""
        self._waiting.append(span)

    def close(self, span: Span) -> None:
        """End the span that was opened last."""
        if self._waiting:
            self._waiting.pop()
        else:
            self._opened.pop()
            self._parts.append(_Mark(span.closing, "", is_span=True))

    def next(self) -> Line:
        """Return the line that goes on behind this one's end, with the same spans open."""
        return Line(self.dollars, _waiting=[*self._opened, *self._waiting])

    def finish(self) -> tuple[str, bool]:
        """Return the Markdown, and whether all its spans could be kept."""
        closing = [_Mark(span.closing, "", is_span=True) for span in reversed(self._opened)]
        parts = self._with_formulas([*self._parts, *closing])
        spans = _spans(parts)
        markdown = _written(parts)
        shown = _shown(parts)
        if not spans or shown_text(markdown) == shown:
            return markdown, True
        # Marks that touch each other, or letters and punctuation, are not always read as marks.
        kept: frozenset[int] = frozenset()
        most = _MOST_TRIED if len(markdown) <= _LONGEST_TRIED else 0
        for start, end in spans[:most]:
            more = kept | {start, end}
            if shown_text(_written(_only(parts, more))) == shown:
                kept = more
        return _written(_only(parts, kept)), False

    def _show(self, part: str | _Mark) -> None:
        if self._blank and self._parts:
            # A tab in a blank would be a line's; a break is one.
            self._parts.append("\n" if "\n" in self._blank else " ")
        self._blank = ""
        for span in self._waiting:
            if span == self._just_closed():
                # With its end and its beginning side by side, neither would be read as such.
                self._parts.pop()
            else:
                self._parts.append(_Mark(span.opening, "", is_span=True, opens=True))
            self._opened.append(span)
        self._waiting = []
        self._parts.append(part)

    def _just_closed(self) -> Span | None:
        last = self._parts[-1] if self._parts else None
        if not isinstance(last, _Mark) or not last.is_span or last.opens:
            return None
        return next((span for span in MERGED if span.closing == last.markdown), None)

    def _with_formulas(self, given: list[str | _Mark]) -> list[str | _Mark]:
        parts: list[str | _Mark] = []
        text = ""
        for part in [*given, None]:
            if isinstance(part, str):
                text += part
                continue
            for piece in split_tex(text, dollars=self.dollars):
                written = in_dollars(piece) if isinstance(piece, Tex) else None
                if isinstance(piece, Tex) and written is not None:
                    parts.append(_Mark(written, piece.tex))
                else:
                    parts.append(piece.source if isinstance(piece, Tex) else piece)
            text = ""
            if part is not None:
                parts.append(part)
        return _apart(parts)


def _spans(parts: list[str | _Mark]) -> list[tuple[int, int]]:
    """Return where each span's opening and closing mark stand."""
    spans = []
    opened: list[int] = []
    for at, part in enumerate(parts):
        if isinstance(part, _Mark) and part.is_span:
            if part.opens:
                opened.append(at)
            elif opened:
                spans.append((opened.pop(), at))
    return spans


def _only(parts: list[str | _Mark], kept: frozenset[int]) -> list[str | _Mark]:
    """Return the parts without the marks of spans, except those at these places."""
    return [
        part
        for at, part in enumerate(parts)
        if not (isinstance(part, _Mark) and part.is_span) or at in kept
    ]


def _apart(parts: list[str | _Mark]) -> list[str | _Mark]:
    """Return the parts with a blank where a formula's dollar would touch another or a digit."""
    apart: list[str | _Mark] = []
    for part in parts:
        last = _edge(apart[-1], -1) if apart else ""
        first = _edge(part, 0)
        if (last == "$" and (first == "$" or first.isdigit())) or (first == "$" and last.isdigit()):
            apart.append(" ")
        apart.append(part)
    return apart


def _edge(part: str | _Mark, at: int) -> str:
    if isinstance(part, _Mark):
        return part.markdown[at] if "$" in part.markdown[:1] else ""
    return part[at] if part[at] != "$" else ""


def _written(parts: list[str | _Mark]) -> str:
    text = "".join(MARK if isinstance(part, _Mark) else part for part in parts)
    # No-break spaces at a line's beginning are its indentation, and one alone is an editor's.
    lines = [_indented(line) for line in text.split("\n")]
    marks = (part.markdown for part in parts if isinstance(part, _Mark))
    return "\n\n".join(
        escape(
            "\n".join(paragraph),
            [next(marks) for line in paragraph for _ in range(line.count(MARK))],
        )
        for paragraph in paragraphs(lines)
    )


def _indented(line: str) -> str:
    words = line.strip("\xa0 ")
    indent = len(line) - len(line.lstrip("\xa0 "))
    return " " * indent + words if indent > 1 else words


def _shown(parts: list[str | _Mark]) -> str:
    text = "".join(part.shown if isinstance(part, _Mark) else part for part in parts)
    return " ".join(text.split())


def shown_text(markdown: str) -> str:
    """Return what a reader sees of a paragraph in a bank, with single blanks; formulas as TeX."""
    md = shared_parser()
    try:
        blocks = parse_blocks(md, markdown)
        parse_inlines(md, blocks)
    except (TooComplex, RecursionError):
        return ""
    return " ".join("".join(_seen(token) for token in blocks.tokens).split())


def _seen(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak", "paragraph_close"}:
        return " "
    if token.type == "image":
        return "".join(child.content for child in token.children or ())
    if token.children is not None:
        return "".join(_seen(child) for child in token.children)
    return token.content
