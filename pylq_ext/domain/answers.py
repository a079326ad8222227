"""What a student says, and what it earned."""

from __future__ import annotations

from dataclasses import dataclass

#: An answer in the form in which it is stored and sent. Its meaning is the question kind's:
#: an option id (single), sorted option ids (multiple) or a text (open).
Answer = str | tuple[str, ...]


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

    `right` is None where there is no right or wrong.
    """

    right: bool | None
    points: float
    of: float
