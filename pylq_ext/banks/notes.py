"""The note of an option: the quote that ends its list item."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import Item, offset_of
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import quoted


def has_note(item: Item) -> bool:
    """Return whether a quote ends the item."""
    blocks = [block for block in item.children if block.type != COMMENT]
    return bool(blocks) and blocks[-1].type == "blockquote_open"


def split_note(item: Item, lines: list[str]) -> tuple[list[Token], list[Token], list[Problem]]:
    """Return the option's tokens, its note's, and each mistake in where the note stands.

    An empty quote at the end says that the quotation before it belongs to the option.
    """
    blocks = [block for block in item.children if block.type != COMMENT]
    note: list[Token] = []
    if blocks and blocks[-1].type == "blockquote_open":
        note = quoted([blocks.pop()])
    problems = [problem for block in blocks for problem in _too_deep(item, block.tokens, lines)]
    return [token for block in blocks for token in block.tokens], note, problems


def _too_deep(item: Item, tokens: list[Token], lines: list[str]) -> Iterator[Problem]:
    """Find text of the option that begins with `>`: a note that Markdown did not see as one."""
    within_quote = 0
    for token in tokens:
        within_quote += token.nesting if token.type.startswith("blockquote") else 0
        if within_quote or token.type not in {"inline", "code_block"} or not token.map:
            continue
        first, last = token.map
        # A paragraph's first line cannot begin with `>`: it would be a quote.
        start = first if token.type == "code_block" else first + 1
        for index in range(start, min(last, len(lines))):
            if lines[index].lstrip().startswith(">"):
                yield _problem(item, lines, index, last)
                break


def _problem(item: Item, lines: list[str], index: int, last: int) -> Problem:
    indent = " " * offset_of(lines[item.block.lines[0]])
    end = index
    while end < min(last, len(lines)) and lines[end].lstrip().startswith(">"):
        end += 1
    return Problem(
        "note_too_deep",
        index + 1,
        f"This note is indented too far, so it is part of the option and students would read it "
        f"before they answer: indent it by {len(indent)}.",
        mended="\n".join(f"{indent}{line.strip()}" for line in lines[index:end]),
        replaces=(index + 1, end),
    )
