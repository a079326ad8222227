"""Documents: the state of a lesson as each role may see it. The latest of each kind wins.

The types are the guard: nothing that an attendee's document can hold has a place for a key.
"""

from __future__ import annotations

from msgspec import Struct

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.question import Blank, Form, Option
from pylq_ext.domain.room import Role, RoomPhase, RoundPhase


class Reveal(Struct, frozen=True):
    """Which feedback goes with a revealed round: a higher `amendment` replaces a lower one.

    1 is the key that was picked; above it, the key was corrected.
    """

    round: str
    amendment: int


class AttendeeRound(Struct, frozen=True):
    """The current round as attendees see it. `face` is the hash of the question's face."""

    id: str
    number: int
    face: str
    picked_at: int


class AttendeeRoom(Struct, frozen=True, tag="room", tag_field="type"):
    """The room, the same bytes for all attendees. `version` grows with what the owner does.

    `deadline` is when the open round is going to be locked, if that was announced.
    """

    id: str
    name: str
    code: str
    version: int
    phase: RoomPhase
    round: AttendeeRound | None = None
    reveal: Reveal | None = None
    deadline: int | None = None


class Corrected(Struct, frozen=True):
    """The key that counts instead of the one that was picked, for the how-manieth time, and when.

    `right` holds ids of options or forms; None: there is no key.
    """

    amendment: int
    right: tuple[str, ...] | None
    at: int


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
    corrected: Corrected | None = None


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


class AttendeeQuestion(Struct, frozen=True, tag="question", tag_field="type", omit_defaults=True):
    """A question's face, under its hash. `prompt` and options are safe HTML fragments.

    See `domain.question.Face` for what only some kinds have; it is left out where there is none.
    """

    face: str
    kind: str
    title: str
    prompt: str
    options: tuple[Option, ...]
    points: float
    targets: tuple[Option, ...] = ()
    blanks: tuple[Blank, ...] = ()
    most: int = 0
    image: str = ""
    markdown: bool = False


class OwnerQuestion(Struct, frozen=True, tag="question", tag_field="type", omit_defaults=True):
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
    forms: tuple[Form, ...] = ()
    targets: tuple[Option, ...] = ()
    blanks: tuple[Blank, ...] = ()
    most: int = 0
    image: str = ""
    markdown: bool = False


class Distribution(Struct, frozen=True):
    """How a class answered: attempts that count, and for each option id how many chose it.

    For typed answers with a key: for each form's id how many fit it first, and under "" none. For
    answers with parts: for each id of `domain.question.Key.right`. For words: for each word.
    """

    answered: int
    counts: dict[str, int]


class Feedback(Struct, frozen=True, tag="feedback", tag_field="type"):
    """What a round's answers earned and why; from the reveal on, the same for everyone.

    `corrected_at` is when the key was corrected; None while it is the one that was picked.
    """

    round: str
    amendment: int
    right: tuple[str, ...] | None
    notes: dict[str, str]
    explanation: str
    model_answer: str
    distribution: Distribution
    corrected_at: int | None = None
    forms: tuple[Form, ...] = ()


class Mine(Struct, frozen=True, tag="mine", tag_field="type"):
    """A seat's own attempt in the current round, sent to its own connections only.

    `version` is the room's version and the number of the attempt, or of its newest mark by hand;
    compare them in that order. `number`
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


class RenamedFact(Struct, frozen=True, tag="renamed", tag_field="kind"):
    """Somebody is called otherwise; `name` is what they are called now."""

    number: int
    seat: str
    name: str
    at: int


class RemovedFact(Struct, frozen=True, tag="removed", tag_field="kind"):
    """Somebody was sent out; what they answered counts in no figure any more."""

    number: int
    seat: str
    at: int


class Remark(Struct, frozen=True, array_like=True):
    """An attempt's number, and its mark by the key that counts now."""

    number: int
    mark: Mark


class AmendedFact(Struct, frozen=True, tag="amended", tag_field="kind"):
    """A round's key was corrected: `marks` has all its attempts so far, marked by the new key."""

    number: int
    round: str
    amendment: int
    at: int
    marks: tuple[Remark, ...]


class MarkedFact(Struct, frozen=True, tag="marked", tag_field="kind"):
    """Attempts in a round were marked by hand: these are their marks from then on."""

    number: int
    round: str
    at: int
    marks: tuple[Remark, ...]


class AttemptFact(Struct, frozen=True, tag="attempt", tag_field="kind"):
    """Somebody answered; the highest number of a seat in a round is the attempt that counts."""

    number: int
    seat: str
    round: str
    answer: Answer
    at: int
    at_lock: bool
    mark: Mark


FeedFact = JoinedFact | RenamedFact | RemovedFact | AmendedFact | MarkedFact | AttemptFact


class Feed(Struct, frozen=True, tag="feed", tag_field="type"):
    """All facts with numbers in `(after, to]`, for owners, in the order of their numbers."""

    after: int
    to: int
    facts: tuple[FeedFact, ...]


class Gauges(Struct, frozen=True, tag="gauges", tag_field="type"):
    """How many attendees have a seat, are here, are away, and answered the current round.

    `presence` says who is here, in hexadecimal digits: bit 0 (the lowest) of the first digit is
    the attendee who joined first, bit 0 of the second one the fifth; who was removed keeps a place.
    """

    seated: int
    here: int
    away: int
    answered: int
    presence: str = ""


class OwnAttempt(Struct, frozen=True):
    """One of a seat's own attempts; `mark` is None until its round is revealed."""

    number: int
    answer: Answer
    made_at: int
    at_lock: bool
    mark: Mark | None


class PastFeedback(Struct, frozen=True):
    """A revealed round's feedback, as `Feedback` has it, without the class's figures."""

    amendment: int
    right: tuple[str, ...] | None
    notes: dict[str, str]
    explanation: str
    model_answer: str
    forms: tuple[Form, ...] = ()


class OwnRound(Struct, frozen=True):
    """One round in a seat's own history. `attempts` are all of the seat's, the last one counts.

    `feedback` is None until the round is revealed.
    """

    id: str
    number: int
    phase: RoundPhase
    picked_at: int
    question: AttendeeQuestion
    attempts: tuple[OwnAttempt, ...]
    feedback: PastFeedback | None


class History(Struct, frozen=True, tag="history", tag_field="type"):
    """All rounds of a room, but withdrawn ones, as one seat may see them."""

    room: str
    name: str
    rounds: tuple[OwnRound, ...]


AttendeeDocument = AttendeeRoom | AttendeeQuestion | Feedback | Mine
OwnerDocument = OwnerRoom | OwnerQuestion | Feedback | Mine | Feed | Gauges
