"""Multiple choice: any number of options; all points when exactly the right ones are chosen.

Where the key says so, other choices earn a part: by right minus wrong, or by shares of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds.options import (
    chosen_options,
    known_option,
    letter,
    option_ids,
    typed_option,
)
from pylq_ext.domain.question import Face, Key


def read_answer(raw: object, face: Face) -> Answer:
    """Return the chosen options' ids in the question's order.

    Choosing none is an answer too: it is the right one where no option is right.
    """
    if not isinstance(raw, (list, tuple)):
        raise InvalidAnswer("This question takes a list of options, like ['a', 'c'].")
    chosen = [known_option(item, face) for item in raw]
    if len(set(chosen)) != len(chosen):
        raise InvalidAnswer("An option is chosen or not: name each one once.")
    return tuple(known for known in option_ids(face) if known in chosen)


def from_person(value: object, face: Face) -> Answer:
    """Return the ids of the options whose letters were typed, as a list or as one letter."""
    items = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
    return read_answer([typed_option(item, face) for item in items], face)


def to_person(answer: Answer) -> str | list[str]:
    """Return the chosen options' letters."""
    return [letter(chosen) for chosen in chosen_options(answer)]


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give all points when the chosen options are the right ones, otherwise a part, or none."""
    if key.right is None:
        return UNMARKED
    chosen = frozenset(chosen_options(answer))
    right = chosen == key.right
    share = 1.0 if right else _share(chosen, key.right, key)
    return Mark(right, face.points * share, face.points)


def _share(chosen: frozenset[str], right: frozenset[str], key: Key) -> float:
    """Return what is earned by a choice that is not exactly the right one, from 0 to 1."""
    if not right or not (key.partial or key.shares):
        return 0.0
    each = 1.0 / len(right)
    wrong = -each if key.partial else 0.0
    earned = math.fsum(
        key.shares.get(option, each if option in right else wrong) for option in sorted(chosen)
    )
    return min(1.0, max(0.0, earned))


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how many answers contain each option; the counts may add up to more than answers."""
    counts = dict.fromkeys(option_ids(face), 0)
    for answer in answers:
        for chosen in chosen_options(answer):
            counts[chosen] += 1
    return counts
