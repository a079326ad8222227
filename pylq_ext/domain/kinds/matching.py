"""Matching: a target for each option; each right pair earns its part of the points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds.options import chosen_options, option_ids, typed_option
from pylq_ext.domain.kinds.parts import part_id, tally_parts
from pylq_ext.domain.question import Face, Key, option_id

#: What an option without a target has.
NO_TARGET = ""


def read_answer(raw: object, face: Face) -> Answer:
    """Return each option's target, in the options' order, "" for none; at least one has one."""
    if not isinstance(raw, (list, tuple)) or len(raw) != len(face.options):
        raise InvalidAnswer(
            f"This question takes {len(face.options)} targets, one for each option, like"
            f" {[target.id for target in face.targets][: len(face.options)]}."
        )
    known = {target.id for target in face.targets} | {NO_TARGET}
    for item in raw:
        if not isinstance(item, str) or item not in known:
            raise InvalidAnswer(
                f"{str(item)[:40]!r} is no target of this question. Its targets are"
                f" {', '.join(target.id for target in face.targets)}."
            )
    if not any(raw):
        raise InvalidAnswer("The answer is empty.")
    return tuple(raw)


def from_person(value: object, face: Face) -> Answer:
    """Return what was typed: `{"A": 2, "B": 1}`, or the targets in the options' order, `[2, 1]`."""
    if isinstance(value, Mapping):
        given = {typed_option(option, face): target for option, target in value.items()}
        value = [given.get(option, NO_TARGET) for option in option_ids(face)]
    if not isinstance(value, (list, tuple)):
        return read_answer(value, face)
    return read_answer([NO_TARGET if one is None else str(one) for one in value], face)


def to_person(answer: Answer) -> list[str]:
    """Return the targets' numbers in the options' order, "" for none."""
    return list(chosen_options(answer))


def parts_of(answer: Answer) -> list[str]:
    """Return which option was matched with which target: `a:2`."""
    return [
        part_id(option_id(at), target)
        for at, target in enumerate(chosen_options(answer))
        if target != NO_TARGET
    ]


def part_ids(face: Face) -> list[str]:
    """Return every pair that can be made."""
    return [part_id(option, target.id) for option in option_ids(face) for target in face.targets]


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give each option's part of the points whose target is right."""
    if key.right is None:
        return UNMARKED
    good = sum(part in key.right for part in parts_of(answer))
    right = good == len(face.options)
    return Mark(right, face.points * good / len(face.options), face.points)


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how often each pair was made."""
    return tally_parts(map(parts_of, answers), part_ids(face))
