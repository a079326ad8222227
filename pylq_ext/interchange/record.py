"""One question of another program, as far as a bank could hold it.

All texts are Markdown as in a bank's cell: a reader translates what its source has. Nothing is
guessed: what a reader changed or dropped is in `notes`, and a question that it cannot read has a
`problem` instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

#: Most questions of one file that are read.
MAX_QUESTIONS: Final = 20_000


class Sort(StrEnum):
    """What sort of answer a question takes."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    SHORT = "short"
    OPEN = "open"
    MATCHING = "matching"
    ORDERING = "ordering"
    BLANKS = "blanks"
    #: On the prompt's last image that stands alone.
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option. `credit` is its share of the points: 1 for the right one of a single choice."""

    text: str
    credit: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One answer that somebody may type, in the spelling of FORMAT.md, like `= 2 ± 0.01`.

    The first that fits counts. `credit` is the share of the points that it earns, from 0 to 1.
    """

    form: str
    credit: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """What one blank of a prompt takes: something typed, or one of some choices.

    With neither, whatever is typed there is neither right nor wrong. `label` says what it is for;
    without one it is named by the words before it. In the prompt each blank is `___`, and nothing
    else is (`blank_texts.prompt_with_blanks`).
    """

    accepted: tuple[Accepted, ...] = ()
    choices: tuple[Choice, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together; a `left` that is empty is only a distractor's.

    In a poll each side stands alone, and the other is empty.
    """

    left: str
    right: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A question, or why there is none.

    `where` is where it stands in its source, for people: "line 12", "question 3", "row 9".
    `attachments` are the images that its texts show as `attachment:name`, by name. `is_poll` says
    that by its source there is no right or wrong; options of which none is right are not enough for
    that. `is_partial` says that several options earn right minus wrong, and an order by its pairs;
    then, and where all right options are needed together, each right one has a credit of 1 and
    each other one none. `item_notes` are the notes of `items`, in their order, or none at all.
    `difficulty` is as in a bank's settings, or empty. `sort` is None only where there is a
    `problem`.
    """

    where: str
    sort: Sort | None = None
    title: str = ""
    prompt: str = ""
    choices: tuple[Choice, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    blanks: tuple[Blank, ...] = ()
    pairs: tuple[Pair, ...] = ()
    items: tuple[str, ...] = ()
    item_notes: tuple[str, ...] = ()
    explanation: str = ""
    model_answer: str = ""
    points: float | None = None
    seconds: int | None = None
    tags: tuple[str, ...] = ()
    difficulty: str = ""
    shuffle: bool = False
    is_poll: bool = False
    is_partial: bool = False
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problem: str | None = None


class Unreadable(Exception):
    """A whole source cannot be read: the message says what is wrong, where, and how to mend it."""
