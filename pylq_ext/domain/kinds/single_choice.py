"""Single choice: one option, right or not."""

from __future__ import annotations

from collections.abc import Iterable

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds.options import known_option, letter, option_ids, typed_option
from pylq_ext.domain.question import Face, Key


def read_answer(raw: object, face: Face) -> Answer:
    """Return the chosen option's id."""
    return known_option(raw, face)


def from_person(value: object, face: Face) -> Answer:
    """Return the id of the option whose letter was typed; a list of one letter will do."""
    if isinstance(value, (list, tuple, set, frozenset)):
        if len(value) != 1:
            raise InvalidAnswer(
                f"This question takes one option, not {len(value)}: type one letter, like 'B'."
            )
        (value,) = value
    return typed_option(value, face)


def to_person(answer: Answer) -> str | list[str]:
    """Return the chosen option's letter."""
    return letter(str(answer))


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give all points for the right option, none for another."""
    if key.right is None:
        return Mark(None, 0.0, 0.0)
    right = answer in key.right
    return Mark(right, face.points if right else 0.0, face.points)


def tally(answers: Iterable[Answer], face: Face) -> dict[str, int]:
    """Count the answers for each option, options that nobody chose included."""
    counts = dict.fromkeys(option_ids(face), 0)
    for answer in answers:
        counts[str(answer)] += 1
    return counts
