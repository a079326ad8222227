"""Rooms, rounds and seats: what they are, and which states they can have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: `Room.accepting_until` of an open round without a deadline: later than any clock.
WITHOUT_DEADLINE = 2**63 - 1

#: How long an announced lock leaves to send what is chosen, in milliseconds.
LOCK_NOTICE = 3_000

#: Most seats of one room: every join reads the names of all.
MAX_SEATS = 3_000


class Role(StrEnum):
    """What a participant may do in a room."""

    OWNER = "owner"
    COHOST = "cohost"
    ATTENDEE = "attendee"


class RoundPhase(StrEnum):
    """Where a round stands: `open <-> locked -> revealed`, or `withdrawn` before the reveal."""

    OPEN = "open"
    LOCKED = "locked"
    REVEALED = "revealed"
    WITHDRAWN = "withdrawn"


class RoomPhase(StrEnum):
    """Where a room stands: without a round, in the phase of its current round, or closed."""

    WAITING = "waiting"
    OPEN = "open"
    LOCKED = "locked"
    REVEALED = "revealed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Round:
    """One question while it is live in one room.

    `number` counts the room's rounds from 1; one that is withdrawn leaves its number to the next.
    `question` is the hash of the round's own copy. `bank` and `cell` say where that copy came from;
    None: not from a bank.
    Times are milliseconds since the epoch (UTC).
    """

    id: str
    number: int
    question: str
    bank: str | None
    cell: str | None
    phase: RoundPhase
    picked_at: int
    locked_at: int | None = None
    revealed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A live class session.

    `version` moves with everything that its owner does, and with nothing else. `last_number` is
    the number of the newest fact. `accepting_until`: None shut, WITHOUT_DEADLINE open, otherwise
    the time (milliseconds since the epoch) at which answers are no longer taken. `door_address` is
    where the student door listened for it last, like `0.0.0.0:8765`; None: nowhere yet.
    """

    id: str
    name: str
    owner: str
    code: str
    opened_at: int
    current_round: str | None = None
    accepting_until: int | None = None
    version: int = 1
    last_number: int = 0
    closed_at: int | None = None
    door_address: str | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction of a round's key, beside the round's own copy of its question.

    `n` counts a round's keys: 1 is the one that was picked, so amendments begin with 2. `right` is
    what counts instead, as in `question.Key`; `actor` is the seat of who corrected it.
    """

    round: str
    n: int
    right: frozenset[str] | None
    at: int
    actor: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What makes a participant the same person again.

    `generation` grows when tickets given out before must stop working. `secret_hash` is None for
    owners, who prove themselves by Jupyter's authentication.
    """

    id: str
    role: Role
    name: str
    secret_hash: str | None
    joined_at: int
    generation: int = 1
    removed_at: int | None = None


def deadline_of(room: Room) -> int | None:
    """Return when the current round is going to be locked, if that was announced."""
    if room.accepting_until in (None, WITHOUT_DEADLINE):
        return None
    return room.accepting_until


def phase_of(room: Room, current: Round | None) -> RoomPhase:
    """Return where a room stands, given its current round."""
    if room.closed_at is not None:
        return RoomPhase.CLOSED
    if current is None:
        return RoomPhase.WAITING
    return RoomPhase(current.phase)
