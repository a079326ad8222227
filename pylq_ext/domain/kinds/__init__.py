"""The rules of each kind of question, one file a kind.

A new kind is one more file with the functions of `KindRules` and one more line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.kinds import (
    blanks,
    matching,
    multiple_choice,
    number,
    open_text,
    ordering,
    place,
    scale,
    short_text,
    single_choice,
    words,
)
from pylq_ext.domain.kinds.options import option_ids
from pylq_ext.domain.question import Face, Key, Kind

#: An answer as people write it in Python.
PersonsAnswer = str | list[str] | list[float] | float


class KindRules(Protocol):
    """What every kind must be able to do. All functions are pure."""

    def read_answer(self, raw: object, face: Face) -> Answer:
        """Return the answer that `raw`, as it came over the wire, stands for.

        Raises InvalidAnswer if it does not fit the question.
        """

    def from_person(self, value: object, face: Face) -> Answer:
        """Return the answer that a person typed in Python: `"B"`, `["A", "C"]`, 3.5, a text.

        Raises InvalidAnswer, saying what could have been typed.
        """

    def to_person(self, answer: Answer) -> PersonsAnswer:
        """Return an answer as people write it in Python; the inverse of `from_person`."""

    def mark(self, answer: Answer, face: Face, key: Key) -> Mark:
        """Return what an answer earned."""

    def tally(self, answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
        """Return how many answers say each of what a key speaks of, by its ids.

        These are of options, of the form that fits first ("": none does), of what is said of a
        part, or the words themselves; empty where nothing can be counted.
        """


KINDS: Mapping[Kind, KindRules] = {
    Kind.SINGLE: single_choice,
    Kind.MULTIPLE: multiple_choice,
    Kind.OPEN: open_text,
    Kind.NUMBER: number,
    Kind.SHORT: short_text,
    Kind.ORDERING: ordering,
    Kind.MATCHING: matching,
    Kind.BLANKS: blanks,
    Kind.SCALE: scale,
    Kind.WORDS: words,
    Kind.PLACE: place,
}


def rules_of(face: Face) -> KindRules:
    """Return the rules of the kind of a question."""
    return KINDS[face.kind]


def key_ids(face: Face, key: Key) -> tuple[str, ...]:
    """Return the ids by which a key says what is right; none where nothing can be."""
    match face.kind:
        case Kind.ORDERING:
            return tuple(ordering.part_ids(face))
        case Kind.MATCHING:
            return tuple(matching.part_ids(face))
        case Kind.BLANKS:
            return tuple(blanks.part_ids(face, key))
        case Kind.SCALE | Kind.WORDS:
            return ()
        case _:
            return option_ids(face) or tuple(form.id for form in key.forms)
