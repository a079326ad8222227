r"""The blanks in a text of Moodle's cloze: `{2:SHORTANSWER:=Paris#Yes.~%50%Lutetia}`, taken apart.

The format is described at https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type: behind
a weight and a type stand answers with `~` between them, each perhaps with its share of the points
before it and with feedback behind a `#`; `\}`, `\#` and `\~` are these signs themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pylq_ext.banks.blanks import MAX_BLANKS
from pylq_ext.interchange.blank_texts import BLANKS, without_blanks
from pylq_ext.interchange.moodle_xml_values import share_of
from pylq_ext.interchange.unfit import Unfit

MAX_ANSWERS = 60

_OPENING = re.compile(r"\{(?P<weight>[0-9]{0,6}):(?P<type>[A-Za-z_]{1,20}):")
#: A number sign of an entity begins no feedback, nor does one in a tag, as in a colour.
_SIGN = re.compile(r"\\[~#}]|&(?:amp;)?#?|</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?>|[~#}]")
_CREDIT = re.compile(r"\s*(?:=|%(?P<percent>-?[0-9]{1,3}(?:[.,][0-9]{0,9})?)%)")
_ESCAPED = re.compile(r"\\([~#}])")


@dataclass(frozen=True, slots=True)
class ClozeAnswer:
    """One answer of a blank: HTML, as is its feedback, and its share of the points."""

    text: str
    credit: float
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class ClozeBlank:
    """One blank, as it stands in a text; `type` is Moodle's word for it, in capitals."""

    weight: int
    type: str
    answers: tuple[ClozeAnswer, ...]


def scan_cloze(source: str) -> tuple[str, list[ClozeBlank]]:
    """Return a text with one of `BLANKS` for each of its blanks, and these; raises Unfit."""
    source = without_blanks(source)
    text: list[str] = []
    blanks: list[ClozeBlank] = []
    done = 0
    while (opening := _OPENING.search(source, done)) is not None:
        if len(blanks) >= MAX_BLANKS:
            raise Unfit(
                f"It has more than {MAX_BLANKS} blanks, which a question has at most. Write several"
                " questions."
            )
        pieces, end = _pieces(source, opening)
        text += [source[done : opening.start()], BLANKS[len(blanks)]]
        weight = int(opening["weight"] or 1)
        blanks.append(ClozeBlank(weight, opening["type"].upper(), _answers(pieces, opening)))
        done = end
    if not blanks:
        raise Unfit("It has no blank, so that nothing is asked.")
    return "".join([*text, source[done:]]), blanks


def _pieces(source: str, opening: re.Match[str]) -> tuple[list[list[str]], int]:
    """Return for each answer its text and perhaps its feedback, and where the blank ends."""
    pieces: list[list[str]] = [[]]
    start = opening.end()
    for sign in _SIGN.finditer(source, start):
        if sign[0] not in "~#}":
            continue
        if sign[0] == "#" and len(pieces[-1]) == 1:
            # It is a sign like others within feedback.
            continue
        pieces[-1].append(source[start : sign.start()])
        start = sign.end()
        if sign[0] == "}":
            return pieces, start
        if sign[0] == "~":
            if len(pieces) == MAX_ANSWERS:
                raise Unfit(
                    f"A blank has more than {MAX_ANSWERS} answers (“{opening[0]}”), as many as it"
                    " has in a bank at most."
                )
            pieces.append([])
    raise Unfit(
        f"The blank that begins with “{opening[0]}” has no end: close it with `}}`, and write"
        " `\\}` where the brace is part of an answer."
    )


def _answers(pieces: list[list[str]], opening: re.Match[str]) -> tuple[ClozeAnswer, ...]:
    if not pieces[0][0].strip() and len(pieces) > 1:
        # Some write a `~` before the first answer as well.
        pieces = pieces[1:]
    return tuple(_answer(piece, opening) for piece in pieces)


def _answer(piece: list[str], opening: re.Match[str]) -> ClozeAnswer:
    text, feedback = [_ESCAPED.sub(r"\1", part) for part in (*piece, "")][:2]
    found = _CREDIT.match(text)
    credit = 0.0
    if found is not None:
        text = text[found.end() :]
        percent = found["percent"]
        credit = 1.0 if percent is None else share_of(float(percent.replace(",", ".")))
    if abs(credit) > 1:
        raise Unfit(f"An answer of a blank (“{opening[0]}”) is worth more than 100 percent.")
    if not text.strip():
        raise Unfit(f"An answer of a blank (“{opening[0]}”) has no text: write it behind its sign.")
    return ClozeAnswer(text, credit, feedback)
