"""Scale: one of some steps with values; there is no right or wrong."""

from __future__ import annotations

from collections.abc import Iterable

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds.options import known_option, option_ids
from pylq_ext.domain.question import Face, Key


def read_answer(raw: object, face: Face) -> Answer:
    """Return the chosen step's id, which is its value."""
    return known_option(raw, face)


def from_person(value: object, face: Face) -> Answer:
    """Return the step whose value was typed, as a number or a text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise InvalidAnswer(f"This question takes one of {', '.join(option_ids(face))}.")
    return known_option(str(value).strip(), face)


def to_person(answer: Answer) -> float:
    """Return the chosen step's value."""
    return float(str(answer))


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give nothing: a scale has no right or wrong."""
    return UNMARKED


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how many chose each step."""
    counts = dict.fromkeys(option_ids(face), 0)
    for answer in answers:
        counts[str(answer)] += 1
    return counts
