"""Orders that a participant can give, and what is known when one of them is decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from pylq_ext.domain.answers import Answer, Attempt
from pylq_ext.domain.room import Amendment, Role, Room, Round, Seat


@dataclass(frozen=True, slots=True)
class Join:
    """Take a seat. The same secret finds the same seat again; `seat` is used for a new one."""

    seat: str
    name: str
    secret_hash: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Make a question the current round; `again` asks for a new round of what is open already."""

    question: str
    bank: str | None = None
    cell: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """Withdraw the current round, as if it had not been picked."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Take no more answers: `now`, or after a short notice, so that cards send what is chosen."""

    now: bool


@dataclass(frozen=True, slots=True)
class LockDue:
    """The announced deadline has passed; nothing if there is none, or not yet."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Take answers again."""


@dataclass(frozen=True, slots=True)
class ShowFeedback:
    """Show everyone the feedback; an open round is locked at once."""


@dataclass(frozen=True, slots=True)
class ShowRound:
    """Make an earlier, revealed round the current one again."""

    number: int


@dataclass(frozen=True, slots=True)
class CorrectKey:
    """Have another key count for a round: the ids of the right options, None for no key at all."""

    round: str
    right: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class MarkByHand:
    """Mark attempts in a round: they earn `share` of the points, from 0 to 1; None: no mark."""

    round: str
    attempts: tuple[int, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class Remove:
    """Send somebody out for good: their seat, tickets and secret are no longer valid."""

    seat: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Call somebody by another name."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True)
class Clear:
    """Have no current round."""


@dataclass(frozen=True, slots=True)
class Close:
    """End the lesson."""


@dataclass(frozen=True, slots=True)
class MakeAttempt:
    """Answer a round. `replaces` is the number of the own attempt that it replaces, 0 for none."""

    round: str
    answer: Answer
    replaces: int
    at_lock: bool = False


Action = (
    Join
    | Pick
    | Undo
    | Lock
    | LockDue
    | Reopen
    | ShowFeedback
    | ShowRound
    | CorrectKey
    | MarkByHand
    | Remove
    | Rename
    | Clear
    | Close
    | MakeAttempt
)


@dataclass(frozen=True, slots=True)
class Order:
    """An action with who ordered it where.

    `actor` is a seat's id; `generation` the one of the ticket that carried the order. Orders with
    the same `room`, `actor` and `command_id` are one order, however often they arrive. `seen` is
    the room's version that the sender saw; None where the action needs none. `unseen` says that the
    sender means the room as it is when the order is decided, whatever it is.
    """

    room: str
    actor: str
    role: Role
    generation: int
    command_id: str
    action: Action
    seen: int | None = None
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the deciding transaction sees.

    `named` is the round that the action names, if there is such a one; `own` the actor's last
    attempt in it; `number` the number allotted to an attempt, None if the round does not take any;
    `names` those in use in the room (for `Join` and `Rename` only); `picks` how many rounds
    the room has had, and `rounds` how many of them were not withdrawn. `amended` is the newest
    amendment of the named round, `seat` the seat that the action names, if there are such;
    `attempts` are those of the attempts it names that are in the named round.
    """

    now: int
    room: Room
    actor: Seat | None
    current: Round | None = None
    named: Round | None = None
    own: Attempt | None = None
    number: int | None = None
    names: frozenset[str] = field(default_factory=frozenset)
    picks: int = 0
    rounds: int = 0
    amended: Amendment | None = None
    seat: Seat | None = None
    attempts: frozenset[int] = frozenset()
