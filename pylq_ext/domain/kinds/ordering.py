"""Ordering: all options, in an order; all points for the right one, and for pairs where they count.

Where the key says `partial`, an order earns the share of its pairs that stand in the right order:
Kendall's tau distance, as a share of all pairs, taken from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds.options import (
    chosen_options,
    known_option,
    letter,
    option_ids,
    typed_option,
)
from pylq_ext.domain.kinds.parts import part_id, split_part, tally_parts
from pylq_ext.domain.question import Face, Key


def read_answer(raw: object, face: Face) -> Answer:
    """Return the options' ids in the chosen order; each must be there once."""
    if not isinstance(raw, (list, tuple)):
        raise InvalidAnswer("This question takes all options in order, like ['b', 'a', 'c'].")
    chosen = tuple(known_option(item, face) for item in raw)
    if len(chosen) != len(face.options) or len(set(chosen)) != len(chosen):
        letters = ", ".join(letter(known) for known in option_ids(face))
        raise InvalidAnswer(f"An order has each of {letters} once.", options=option_ids(face))
    return chosen


def from_person(value: object, face: Face) -> Answer:
    """Return the ids of the options whose letters were typed: `["B", "A"]`, `"B A"` or `"B, A"`."""
    items = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)):
        return read_answer(items, face)
    return read_answer([typed_option(item, face) for item in items], face)


def to_person(answer: Answer) -> list[str]:
    """Return the options' letters in the chosen order."""
    return [letter(chosen) for chosen in chosen_options(answer)]


def parts_of(answer: Answer) -> list[str]:
    """Return which option stands in which place, from 1: `b:1`, `a:2`."""
    return [part_id(option, at) for at, option in enumerate(chosen_options(answer), start=1)]


def part_ids(face: Face) -> list[str]:
    """Return everything that can be said of an option's place."""
    places = range(1, len(face.options) + 1)
    return [part_id(option, at) for option in option_ids(face) for at in places]


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give all points for the right order, and otherwise, if the key is partial, by pairs."""
    if key.right is None:
        return UNMARKED
    right = key.right.issuperset(parts_of(answer))
    share = 1.0 if right else _share(chosen_options(answer), key) if key.partial else 0.0
    return Mark(right, face.points * share, face.points)


def _share(order: tuple[str, ...], key: Key) -> float:
    """Return the share of pairs in the right order, below 1."""
    places: dict[str, list[int]] = {}
    for part in key.right or ():
        option, place = split_part(part)
        places.setdefault(option, []).append(int(place))
    pairs = list(combinations(order, 2))
    # A corrected key may let an option stand in several places: one that fits is enough.
    good = sum(
        one in places and other in places and min(places[one]) < max(places[other])
        for one, other in pairs
    )
    return min(good, len(pairs) - 1) / len(pairs) if pairs else 0.0


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how often each option stands in each place."""
    return tally_parts(map(parts_of, answers), part_ids(face))
