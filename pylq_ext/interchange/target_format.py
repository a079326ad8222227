"""A format that a bank's questions can be written in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pylq_ext.interchange.record import Record, Sort
from pylq_ext.interchange.unfit import Unfit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """One question in another format, and what was changed or dropped on the way there."""

    content: T
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target(Generic[T]):
    """How the questions of a bank are written in a format.

    `name` is the format's, `end` that of its files' names, with its dot. `question` writes one, and
    raises Unfit where the format cannot hold it; its number counts from 1. `file` puts together
    what was written, under the bank's title.
    """

    name: str
    end: str
    question: Callable[[Record, int], Written[T]]
    file: Callable[[str, Sequence[T]], bytes]


_NAMES: Final = {Sort.BLANKS: "text with blanks", Sort.PLACE: "place on an image"}


def check_sort(record: Record, known: Collection[Sort], format_: str) -> None:
    """Raise Unfit where a question is of a sort that a format's writer does not know."""
    sort = record.sort or Sort.OPEN
    if sort not in known:
        raise Unfit(
            f"A question of the kind {sort} ({_NAMES.get(sort, sort)}) is not written in {format_}"
            " yet."
        )
