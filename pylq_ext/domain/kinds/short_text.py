"""Short text: one line, compared with what is accepted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds import open_text
from pylq_ext.domain.kinds.forms import mark_typed, tally_typed
from pylq_ext.domain.question import Face, Key

#: Longest answer, in characters.
MAX_SHORT_TEXT = 500


def read_answer(raw: object, face: Face) -> Answer:
    """Return the text as one line, without white space around it; not empty, not too long."""
    text = unicodedata.normalize("NFC", " ".join(str(open_text.read_answer(raw, face)).split()))
    if len(text) > MAX_SHORT_TEXT:
        raise InvalidAnswer(
            f"The answer is {len(text)} characters long; {MAX_SHORT_TEXT} is the most.",
            size=len(text),
            most=MAX_SHORT_TEXT,
        )
    return text


def from_person(value: object, face: Face) -> Answer:
    """Return the text that a person typed."""
    return read_answer(value, face)


def to_person(answer: Answer) -> str:
    """Return the text."""
    return str(answer)


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give what the first accepted form earns that the answer fits."""
    return mark_typed(answer, face, key)


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how many answers fit each form first."""
    return tally_typed(answers, key)
