"""Single choice: one option, right or not; another one may earn a share of the points."""

from __future__ import annotations

from collections.abc import Iterable

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
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
    """Give all points for the right option, and for another what its share says, or none."""
    if key.right is None:
        return UNMARKED
    right = answer in key.right
    share = 1.0 if right else min(1.0, max(0.0, key.shares.get(str(answer), 0.0)))
    return Mark(right, face.points * share, face.points)


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count the answers for each option, options that nobody chose included."""
    counts = dict.fromkeys(option_ids(face), 0)
    for answer in answers:
        counts[str(answer)] += 1
    return counts
