"""Quotes that hold what feedback tells: notes, explanations, model answers."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from pylq_ext.banks.layout import Block
from pylq_ext.banks.problems import Problem


def quoted(blocks: Iterable[Block]) -> list[Token]:
    """Return what stands within these quotes, one after the other."""
    return [token for block in blocks for token in block.tokens[1:-1]]


def quotes_in(blocks: Iterable[Block]) -> list[Token]:
    """Return what stands within the quotes among these blocks."""
    return quoted(block for block in blocks if block.type == "blockquote_open")


def not_a_quote(code: str, block: Block, lines: list[str], why: str) -> Problem:
    """Return the problem of a block that should be a quote."""
    first, last = trimmed(block.lines, lines)
    mended = [f"> {line}".rstrip() for line in lines[first:last]]
    if first > 0 and lines[first - 1].strip():
        mended.insert(0, "")
    return Problem(code, first + 1, why, mended="\n".join(mended), replaces=(first + 1, last))


def trimmed(span: tuple[int, int], lines: list[str]) -> tuple[int, int]:
    """Return the span (from 0, its end excluded) without empty lines at its end."""
    first, last = span
    while last > first + 1 and not lines[last - 1].strip():
        last -= 1
    return first, last
