"""A cell's own lines: where its list stands, what is a note's, and what no viewer shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import Block, Item
from pylq_ext.banks.quotes import trimmed
from pylq_ext.domain.question import WITHOUT_OPTIONS, Kind, Question


def list_of(question: Question, outer: Sequence[Block]) -> int | None:
    """Return which block is the list of a question; None if its prompt ends at its settings."""
    kind, key = question.face.kind, question.key
    has_no_list = not key.forms and kind in WITHOUT_OPTIONS | {Kind.PLACE}
    if has_no_list or (kind is Kind.BLANKS and key.right is None):
        return None
    lists = [at for at, block in enumerate(outer) if block.is_list]
    if kind is Kind.SCALE:
        # The labels may be left out, and what stands above the settings is the prompt's.
        labelled = any(option.text for option in question.face.options)
        return lists[-1] if labelled else None
    return lists[-1]


def without_note(item: Item, lines: list[str]) -> tuple[list[Block], tuple[int, int]]:
    """Return the option's own blocks, and its first and last + 1 line (from 0)."""
    first, last = trimmed(item.block.lines, lines)
    own = [block for block in item.children if block.type != COMMENT]
    if own and own[-1].type == "blockquote_open":
        last = own.pop().lines[0]
    return own, (first, last)


def cut_comments(tokens: Iterable[Token], lines: list[str | None], *, inner: bool = True) -> None:
    """Take comments out of the lines: whole ones (None), and if `inner` those within a text."""
    for token in tokens:
        if token.type == COMMENT and token.map:
            for at in range(*token.map):
                lines[at] = None
        elif inner and token.type == "inline" and token.map and token.children:
            _cut_inner(token, lines)


def _cut_inner(token: Token, lines: list[str | None]) -> None:
    first, last = token.map or (0, 0)
    before = [line or "" for line in lines[first:last]]
    raw = "\n".join(before)
    at = 0
    for child in token.children or ():
        found = _spelled(child.content).search(raw, at) if "<!--" in child.content else None
        if found is None:
            continue
        at = found.end()
        if child.type == COMMENT:
            # As many lines as before, so that the next text is found where it stands.
            ends = "\n" * found[0].count("\n")
            raw = f"{raw[: found.start()]}{ends}{raw[found.end() :]}"
            at = found.start() + len(ends)
    for offset, (left, line) in enumerate(zip(raw.split("\n"), before, strict=True)):
        if left != line:
            # A line with nothing left would end the paragraph: it goes without a trace.
            lines[first + offset] = left.rstrip() if left.strip(" \t>") else _GONE


_GONE = "\0"


def _spelled(content: str) -> re.Pattern[str]:
    """Return a pattern for a text whose further lines may be indented or quoted in the cell."""
    return re.compile(r"\n[ \t>]*".join(re.escape(part.strip()) for part in content.split("\n")))


def joined(lines: Iterable[str | None], blank: bool) -> str:
    """Return the lines; where one is None there is nothing, or if `blank` one blank line."""
    joined: list[str] = []
    gone = emptied = False
    for line in lines:
        if line is None or line == _GONE:
            gone = gone or line is None
            emptied = True
            continue
        empty = not line.strip()
        if emptied and empty and joined and not joined[-1].strip():
            # A paragraph went with all that was in it: one blank line is enough.
            continue
        if gone and blank:
            if empty:
                continue
            while joined and not joined[-1].strip():
                joined.pop()
            joined.append("")
        gone = emptied = False
        joined.append(line)
    return paragraphs(["\n".join(joined)])


def paragraphs(parts: Iterable[str]) -> str:
    """Return the parts that are not empty, with a blank line between each two."""
    stripped = (re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", part) for part in parts)
    return "\n\n".join(part for part in stripped if part)


def as_read(fragment: str) -> str:
    """Return a fragment so that blanks count within code only, and empty paragraphs nowhere."""
    pieces = re.split(r"(<code>.*?</code>)", fragment, flags=re.S)
    return "".join(
        piece
        if piece.startswith("<code>")
        else re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(piece.split()))
        for piece in pieces
    ).replace("<p></p>", "")
