"""A question: the face that everyone sees, and the key that nobody sees before feedback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer a question takes. Each kind's rules are one file in `domain/kinds`."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    OPEN = "open"


def option_id(position: int) -> str:
    """Return the id of the option at `position` (from 0): `a` to `z`, then `aa`, `ab`, ..."""
    letters = ""
    position += 1
    while position:
        position, remainder = divmod(position - 1, 26)
        letters = chr(ord("a") + remainder) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Option:
    """One option as everyone sees it. `text` is a safe HTML fragment."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Face:
    """All of a question that an attendee may see before feedback.

    `title` is plain text for lists; `prompt` is a safe HTML fragment; `points` is what a right
    answer earns, at least 0. `options` is empty for kinds without options.
    """

    kind: Kind
    title: str
    prompt: str
    options: tuple[Option, ...] = ()
    points: float = 1.0


@dataclass(frozen=True, slots=True)
class Key:
    """What feedback tells: which options are right, and why.

    `right` holds option ids; an empty one says that no option is right (`none-right`), and None
    that there is no right or wrong (a poll, or open text). `notes` maps option ids to safe HTML
    fragments; `explanation` and `model_answer` are such fragments too, empty where there is none.
    """

    right: frozenset[str] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""
    model_answer: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its bank has it.

    There is deliberately no way to turn one into a dictionary: whatever leaves the host is made
    from `face` alone, or from a document type that may hold a key.
    """

    face: Face
    key: Key
    tags: tuple[str, ...] = ()
    shuffle: bool = False
    seconds: int | None = None
