"""Documents: the state of a lesson as each role may see it. The latest of each kind wins.

The types are the guard: nothing that an attendee's document can hold has a place for a key.
"""

from __future__ import annotations

from msgspec import Struct

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.question import Option
from pylq_ext.domain.room import Role, RoomPhase, RoundPhase


class Reveal(Struct, frozen=True):
    """Which feedback goes with a revealed round: a higher `amendment` replaces a lower one."""

    round: str
    amendment: int


class AttendeeRound(Struct, frozen=True):
    """The current round as attendees see it. `face` is the hash of the question's face."""

    id: str
    number: int
    face: str
    picked_at: int


class AttendeeRoom(Struct, frozen=True, tag="room", tag_field="type"):
    """The room, the same bytes for all attendees. `version` grows with what the owner does."""

    id: str
    name: str
    code: str
    version: int
    phase: RoomPhase
    round: AttendeeRound | None = None
    reveal: Reveal | None = None
    deadline: int | None = None


class OwnerRound(Struct, frozen=True):
    """A round as owners see it. `question` is the hash that `pick` names."""

    id: str
    number: int
    question: str
    kind: str
    title: str
    phase: RoundPhase
    picked_at: int
    bank: str | None = None
    cell: str | None = None


class OwnerRoom(Struct, frozen=True, tag="room", tag_field="type"):
    """The room, the same bytes for all owners. `rounds` are all that were not withdrawn."""

    id: str
    name: str
    code: str
    version: int
    phase: RoomPhase
    round: OwnerRound | None = None
    rounds: tuple[OwnerRound, ...] = ()
    reveal: Reveal | None = None
    deadline: int | None = None


class AttendeeQuestion(Struct, frozen=True, tag="question", tag_field="type"):
    """A question's face, under its hash. `prompt` and options are safe HTML fragments."""

    face: str
    kind: str
    title: str
    prompt: str
    options: tuple[Option, ...]
    points: float


class OwnerQuestion(Struct, frozen=True, tag="question", tag_field="type"):
    """A whole question, under the hash of all of it. See `domain.question.Key` for its key."""

    hash: str
    face: str
    kind: str
    title: str
    prompt: str
    options: tuple[Option, ...]
    points: float
    right: tuple[str, ...] | None
    notes: dict[str, str]
    explanation: str
    model_answer: str


class Distribution(Struct, frozen=True):
    """How a class answered: attempts that count, and for each option id how many chose it."""

    answered: int
    counts: dict[str, int]


class Feedback(Struct, frozen=True, tag="feedback", tag_field="type"):
    """What a round's answers earned and why; from the reveal on, the same for everyone."""

    round: str
    amendment: int
    right: tuple[str, ...] | None
    notes: dict[str, str]
    explanation: str
    model_answer: str
    distribution: Distribution


class Mine(Struct, frozen=True, tag="mine", tag_field="type"):
    """A seat's own attempt in the current round, sent to its own connections only.

    `version` is the room's version and the attempt's number; compare them in that order. `number`
    is 0 and `answer` None where there is no attempt; `late` says that this is so because the seat
    was taken after the lock. `mark` is None until the reveal.
    """

    version: tuple[int, int]
    name: str
    round: str | None = None
    number: int = 0
    answer: Answer | None = None
    made_at: int | None = None
    at_lock: bool = False
    late: bool = False
    order: tuple[str, ...] | None = None
    mark: Mark | None = None


class JoinedFact(Struct, frozen=True, tag="joined", tag_field="kind"):
    """Somebody took a seat."""

    number: int
    seat: str
    name: str
    role: Role
    at: int


class AttemptFact(Struct, frozen=True, tag="attempt", tag_field="kind"):
    """Somebody answered; the highest number of a seat in a round is the attempt that counts."""

    number: int
    seat: str
    round: str
    answer: Answer
    at: int
    at_lock: bool
    mark: Mark


FeedFact = JoinedFact | AttemptFact


class Feed(Struct, frozen=True, tag="feed", tag_field="type"):
    """All facts with numbers in `(after, to]`, for owners, in the order of their numbers."""

    after: int
    to: int
    facts: tuple[FeedFact, ...]


class Gauges(Struct, frozen=True, tag="gauges", tag_field="type"):
    """How many attendees have a seat, are here, are away, and answered the current round."""

    seated: int
    here: int
    away: int
    answered: int


AttendeeDocument = AttendeeRoom | AttendeeQuestion | Feedback | Mine
OwnerDocument = OwnerRoom | OwnerQuestion | Feedback | Mine | Feed | Gauges
