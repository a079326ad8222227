"""What a bank calls a question, by its prompt: a title that only repeats it is none of its own."""

from __future__ import annotations

from typing import Final

from pylq_ext.banks.blank_marks import mark_blanks
from pylq_ext.banks.markdown import TooComplex, parse_blocks, parse_inlines, shared_parser
from pylq_ext.banks.title import title_of

#: Characters: a bank's cell holds more, but of more than these no title is the first words.
_LONGEST_PROMPT: Final = 20_000


def title_in(markdown: str, *, has_blanks: bool = False) -> str:
    """Return what a bank calls a question in lists, by its prompt: plain text in one line.

    Where a line only goes on in the next, as in HTML, both are one. Nothing of a text that is too
    much to be a prompt. If it `has_blanks`, three underscores are no emphasis.
    """
    if len(markdown) > _LONGEST_PROMPT:
        return ""
    md = shared_parser()
    try:
        blocks = parse_blocks(md, markdown)
        if has_blanks:
            mark_blanks(blocks.tokens)
        parse_inlines(md, blocks)
    except (TooComplex, RecursionError):
        return ""
    for child in (child for token in blocks.tokens for child in token.children or ()):
        if child.type == "softbreak":
            child.type, child.content = "text", " "
    return title_of(blocks.tokens)
