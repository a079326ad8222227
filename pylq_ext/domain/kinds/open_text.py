"""Open text: lines of a student's own, which nobody marks by machine."""

from __future__ import annotations

from collections.abc import Iterable

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.question import Face, Key

#: Longest answer, in UTF-8 bytes: it must fit one inbound frame beside its envelope.
MAX_TEXT_BYTES = 8_000


def read_answer(raw: object, face: Face) -> Answer:
    """Return the text without white space around it; it must not be empty or too long."""
    if not isinstance(raw, str):
        raise InvalidAnswer("This question takes a text.")
    text = raw.strip()
    if not text:
        raise InvalidAnswer("The answer is empty.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise InvalidAnswer("The answer has half a character in it (a lone surrogate).") from None
    if size > MAX_TEXT_BYTES:
        raise InvalidAnswer(
            f"The answer is {size} bytes long; {MAX_TEXT_BYTES} is the most.",
            size=size,
            most=MAX_TEXT_BYTES,
        )
    return text


def from_person(value: object, face: Face) -> Answer:
    """Return the text that a person typed."""
    return read_answer(value, face)


def to_person(answer: Answer) -> str | list[str]:
    """Return the text."""
    return str(answer)


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give nothing: who marks open text does it by hand."""
    return UNMARKED


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count nothing: there are no options."""
    return {}
