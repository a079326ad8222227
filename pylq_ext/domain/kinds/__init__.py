"""The rules of each kind of question, one file a kind.

A new kind is one more file with the functions of `KindRules` and one more line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.kinds import multiple_choice, open_text, single_choice
from pylq_ext.domain.question import Face, Key, Kind


class KindRules(Protocol):
    """What every kind must be able to do. All functions are pure."""

    def read_answer(self, raw: object, face: Face) -> Answer:
        """Return the answer that `raw`, as it came over the wire, stands for.

        Raises InvalidAnswer if it does not fit the question.
        """

    def from_person(self, value: object, face: Face) -> Answer:
        """Return the answer that a person typed in Python: `"B"`, `["A", "C"]`, a text.

        Raises InvalidAnswer, saying what could have been typed.
        """

    def to_person(self, answer: Answer) -> str | list[str]:
        """Return an answer as people write it in Python; the inverse of `from_person`."""

    def mark(self, answer: Answer, face: Face, key: Key) -> Mark:
        """Return what an answer earned."""

    def tally(self, answers: Iterable[Answer], face: Face) -> dict[str, int]:
        """Return how many answers chose each option id; empty for kinds without options."""


KINDS: Mapping[Kind, KindRules] = {
    Kind.SINGLE: single_choice,
    Kind.MULTIPLE: multiple_choice,
    Kind.OPEN: open_text,
}


def rules_of(face: Face) -> KindRules:
    """Return the rules of the kind of a question."""
    return KINDS[face.kind]
