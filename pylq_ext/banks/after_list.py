"""What may follow the list of a question: quotes that explain, with a blank line before them."""

from __future__ import annotations

from collections.abc import Iterator

from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import Block, offset_of
from pylq_ext.banks.parts import Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import not_a_quote, trimmed


def after_list(
    cell: Prepared, options: Block, after: list[Block], *, notes_unindented: bool
) -> Iterator[Problem]:
    """Yield each mistake in what follows a question's list; `notes_unindented`: so is a note."""
    end = trimmed(options.lines, cell.lines)[1]
    for block in after:
        if block.type == COMMENT:
            continue
        if block.type != "blockquote_open":
            yield not_a_quote("text_after_options", block, cell.lines, _AFTER)
        elif block.lines[0] == end and cell.lines[end - 1].strip():
            first, last = trimmed(block.lines, cell.lines)
            mended = (
                indented(cell, options, first, last)
                if notes_unindented
                else ["", *cell.lines[first:last]]
            )
            yield Problem(
                "explanation_too_close",
                first + 1,
                "A quote straight below the last option could be its note or the explanation: "
                "indent a note as far as the box, and leave a blank line before an explanation.",
                mended="\n".join(mended),
                replaces=(first + 1, last),
            )


_AFTER = (
    "What follows the options is the explanation, and is shown with the feedback: it must be a "
    "quote (`> …`). What belongs to the prompt goes above the options."
)


def indented(cell: Prepared, block: Block, first: int, last: int) -> list[str]:
    """Return lines of a cell, indented as notes below the list's last item are."""
    indent = " " * offset_of(cell.lines[block.inner()[-1].lines[0]])
    return [f"{indent}{line.strip()}".rstrip() for line in cell.lines[first:last]]
