"""What a student says, and what it earned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: An answer in the form in which it is stored and sent. Its meaning is the question kind's: an
#: option id (single, scale), sorted option ids (multiple), all of them in the chosen order
#: (ordering), each option's target (matching), the text in each blank (blanks), words (words), a
#: text (open, short), a place as "31.5 42" (place), or a number.
Answer = str | tuple[str, ...] | float


@dataclass(frozen=True, slots=True)
class Attempt:
    """One participant's answer in one round.

    `number` is the room's, counted from 1 in the order of commits; `made_at` is in milliseconds
    since the epoch (UTC); `at_lock` says that the card sent it because the round was locked.
    """

    number: int
    round: str
    seat: str
    answer: Answer
    made_at: int
    at_lock: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What an attempt earned: `points` of `of`, both at least 0.

    `right` is None where there is no right or wrong; an answer that is not right may earn a part
    of the points. `form` is the id of the key's form that a typed answer fits; None for no form.
    `fits` are the ids that the parts of an answer fit, in their order: `1:a` in blank 1.
    """

    right: bool | None
    points: float
    of: float
    form: str | None = None
    fits: tuple[str, ...] = ()


#: What an answer earns where there is no right or wrong, or nobody has said yet which it is.
UNMARKED: Final = Mark(None, 0.0, 0.0)
