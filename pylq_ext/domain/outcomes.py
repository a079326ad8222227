"""What comes of an order: facts to be stored, or a refusal that changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pylq_ext.domain.answers import Answer, Attempt
from pylq_ext.domain.room import Amendment, Room, Round, Seat


class Result(StrEnum):
    """How an order ended. Only `busy` may be sent again unchanged."""

    OK = "ok"
    DUPLICATE = "duplicate"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    STALE_ROUND = "stale_round"
    CONFLICT = "conflict"
    DENIED = "denied"
    INVALID = "invalid"
    BUSY = "busy"


#: A small JSON object that tells the sender what is stored.
Stored = Mapping[str, str | int | bool | Answer | None]


@dataclass(frozen=True, slots=True)
class Joined:
    """The fact that somebody took a seat."""

    number: int
    seat: str
    at: int


@dataclass(frozen=True, slots=True)
class Renamed:
    """The fact that somebody has another name; which one, the seat says."""

    number: int
    seat: str
    at: int


@dataclass(frozen=True, slots=True)
class Removed:
    """The fact that somebody was sent out."""

    number: int
    seat: str
    at: int


@dataclass(frozen=True, slots=True)
class Amended:
    """The fact that a round's key was corrected, by whose seat, for the how-manieth time."""

    number: int
    seat: str
    at: int
    round: str
    amendment: int


@dataclass(frozen=True, slots=True)
class Marked:
    """The fact that attempts were marked by hand, by whose seat.

    `share` is what they earn of the points, from 0 to 1; None takes their marks back. Of several
    facts about an attempt the newest counts.
    """

    number: int
    seat: str
    at: int
    round: str
    attempts: tuple[int, ...]
    share: float | None


#: All facts but attempts, which have a table of their own.
Fact = Joined | Renamed | Removed | Amended | Marked


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is to be stored; whatever is None or empty stays as it is.

    An accepted order may change nothing: what it asks for is already so.
    """

    room: Room | None = None
    rounds: tuple[Round, ...] = ()
    seat: Seat | None = None
    attempt: Attempt | None = None
    amendment: Amendment | None = None
    facts: tuple[Fact, ...] = ()
    stored: Stored = field(default_factory=dict)
    result: Result = Result.OK


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was changed.

    `reason` is a stable code finer than `result`; `stored` tells what is stored instead.
    """

    result: Result
    reason: str
    stored: Stored = field(default_factory=dict)


Outcome = Accepted | Refused
