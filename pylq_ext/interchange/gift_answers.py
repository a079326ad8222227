"""What stands between a question's braces in GIFT, parted into answers with weight and feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pylq_ext.interchange.gift_parts import Parts
from pylq_ext.interchange.gift_scan import Block
from pylq_ext.interchange.gift_signs import reveal
from pylq_ext.interchange.unfit import Unfit

MAX_ANSWERS = 60

_WEIGHT = re.compile(r"%(-?[0-9]{1,6}(?:\.[0-9]{0,12})?)%")
# An attribute of HTML up to its equals sign.
_ATTRIBUTE = re.compile(r"<[A-Za-z][A-Za-z0-9]{0,15}\s[^<>]*[A-Za-z-]\Z")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, with escaped signs still hidden.

    `sign` is what it begins with, `=` or `~`, or "" for one that needs none. `credit` is its weight
    as a share of the points, None where it has none. `whole` is its text with the feedback.
    """

    sign: str
    credit: float | None
    whole: str
    line: int

    @property
    def text(self) -> str:
        """What can be chosen or typed."""
        return self.whole.partition("#")[0].strip()

    @property
    def feedback(self) -> str:
        """What is said to who answers so."""
        return self.whole.partition("#")[2].strip()


def answers_of(block: Block, parts: Parts, signs: str, *, skip: int = 0) -> list[Answer]:
    """Return the answers of a question, each of which begins with one of `signs`; raises Unfit.

    The first `skip` characters between the braces belong to none. The very first answer needs no
    sign.
    """
    answers = []
    for sign, text, offset in _pieces(block, parts, signs, skip):
        begin = offset + len(text) - len(text.lstrip())
        line = block.line_at(begin)
        credit, text = _weighed(text.strip(), line)
        answers.append(Answer(sign, credit, text, line))
    if answers and not answers[0].sign and not answers[0].whole:
        del answers[0]
    return answers


def shown(source: str) -> str:
    """Return a piece of the source as it is quoted in a message."""
    words = " ".join(reveal(source).split())
    words = "".join(sign if sign.isprintable() else "\ufffd" for sign in words)
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"


def _pieces(block: Block, parts: Parts, signs: str, skip: int) -> Iterator[tuple[str, str, int]]:
    """Yield each piece with the sign before it and where it begins in the block's text."""
    text = (parts.answers or "")[skip:]
    begin = parts.start + skip
    found: Sequence[re.Match[str]] = list(re.finditer(f"[{signs}]", text))
    count = len(found) + bool(text[: found[0].start() if found else None].strip())
    if count > MAX_ANSWERS:
        raise Unfit(f"It has {count:,} answers; a question has at most {MAX_ANSWERS}.")
    starts = [0, *(sign.end() for sign in found)]
    ends = [*(sign.start() for sign in found), len(text)]
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if text[end : end + 2] in ('="', "='") and _ATTRIBUTE.search(text[start:end]):
            raise Unfit(
                f"An equals sign inside a tag begins an answer (line {block.line_at(begin + end)}):"
                " write `\\=` where it is text."
            )
        yield found[at - 1][0] if at else "", text[start:end], begin + start


def _weighed(text: str, line: int) -> tuple[float | None, str]:
    """Return what an answer's weight gives, and the answer without it; raises Unfit.

    Moodle rounds its percents: 33.33333 is a third.
    """
    weight = _WEIGHT.match(text)
    if weight is None:
        return None, text
    percent = float(weight[1])
    if abs(percent) > 100:
        raise Unfit(
            f"An answer is worth {percent:g} percent (line {line}): weights are from -100 to 100."
        )
    exact = float(Fraction(percent / 100).limit_denominator(20))
    credit = exact if abs(exact - percent / 100) < 1e-4 else percent / 100
    return credit, text[weight.end() :].strip()
