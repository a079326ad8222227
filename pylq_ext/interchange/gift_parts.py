"""The parts of a question in GIFT: its title, its text, and its answers between braces."""

from __future__ import annotations

from dataclasses import dataclass

from pylq_ext.interchange.gift_scan import Block
from pylq_ext.interchange.gift_signs import GAP, reveal
from pylq_ext.interchange.unfit import Unfit


@dataclass(frozen=True, slots=True)
class Parts:
    """A question's parts, with escaped signs still hidden.

    `answers` begin at `start` in the block's text; None: it has no braces. `stem` has a `GAP` where
    they stood if text follows them. `feedback` is the general one.
    """

    stem: str
    answers: str | None = None
    start: int = 0
    feedback: str = ""


def title_of(block: Block) -> tuple[str, int]:
    """Return the title between `::`, in one line, and where in the text the rest begins."""
    begin = len(block.text) - len(block.text.lstrip())
    if not block.text.startswith("::", begin):
        return "", begin
    end = block.text.find("::", begin + 2)
    if end < 0:
        return "", begin
    return " ".join(reveal(block.text[begin + 2 : end]).split()), end + 2


def take_apart(block: Block, begin: int) -> Parts:
    """Return the parts of what stands from `begin` on; raises Unfit."""
    text = block.text
    opening, closing = text.find("{", begin), text.find("}", begin)
    if opening < 0 and closing < 0:
        return Parts(text[begin:].strip())
    if opening < 0 or 0 <= closing < opening:
        raise Unfit(
            f"A closing brace has no opening one before it (line {block.line_at(closing)}): begin "
            "the answers with `{`, or write `\\}` where it is text."
        )
    if closing < 0:
        raise Unfit(
            f"The answers that begin in line {block.line_at(opening)} have no end: close them with "
            "`}`, or write `\\{` where the brace is text."
        )
    for other in (text.find("{", opening + 1), text.find("}", closing + 1)):
        if other >= 0:
            raise Unfit(
                f"It has more braces than those around its answers (line {block.line_at(other)}): "
                "write `\\{` and `\\}` where they are text, one question for each gap, and a blank "
                "line between two questions."
            )
    answers, _, feedback = text[opening + 1 : closing].partition("####")
    before, after = text[begin:opening], text[closing + 1 :]
    stem = before + GAP + after if after.strip() else before
    return Parts(stem.strip(), answers, opening + 1, feedback.strip())
