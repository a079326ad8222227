"""A number: compared with what is accepted; or without a key, what a class estimates."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds.forms import mark_typed, tally_typed
from pylq_ext.domain.kinds.number_form import NoSuchNumber, read_number
from pylq_ext.domain.question import Face, Key

_LARGEST_EXACT = 2.0**53


def read_answer(raw: object, face: Face) -> Answer:
    """Return the number; it must be finite."""
    # True is an int to Python, and no number to anybody else.
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise InvalidAnswer("This question takes a number, like 3.5.")
    try:
        number = float(raw)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise InvalidAnswer("This number is too large, or not a number at all.")
    # There is no second zero to a person.
    return number + 0.0


def from_person(value: object, face: Face) -> Answer:
    """Return the number that a person typed: a number, or a text like `"3.5"` or `"1/3"`."""
    if isinstance(value, str):
        try:
            value = float(read_number(value))
        except NoSuchNumber:
            raise InvalidAnswer("This question takes a number, like 3.5.") from None
    # NumPy's numbers are no floats, but they can become one.
    elif not isinstance(value, (bool, int, float)) and hasattr(value, "__float__"):
        value = float(value)
    return read_answer(value, face)


def to_person(answer: Answer) -> str | float:
    """Return the number, a whole one without decimals."""
    if isinstance(answer, float) and answer.is_integer() and abs(answer) <= _LARGEST_EXACT:
        return int(answer)
    return answer if isinstance(answer, float) else str(answer)


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give what the first accepted form earns that the number fits."""
    return mark_typed(answer, face, key)


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how many numbers fit each form first."""
    return tally_typed(answers, key)
