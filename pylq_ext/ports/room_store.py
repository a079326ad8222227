"""Keeping rooms, and deciding orders against what is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.commands import Order, Snapshot
from pylq_ext.domain.outcomes import Fact, Marked, Outcome
from pylq_ext.domain.question import Asset, Question
from pylq_ext.domain.room import Amendment, Room, Round, RoundPhase, Seat

#: Decides an order against the deciding transaction's own state. Pure and synchronous.
Decide = Callable[[Snapshot, Order], Outcome]


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question under its two hashes: `hash` of everything, `face` of what attendees see."""

    hash: str
    face: str
    question: Question

    @property
    def uses(self) -> tuple[tuple[str, bool], ...]:
        """Each asset that it shows, and whether the face does."""
        question = self.question
        shown = [(one, True) for one in sorted(question.face_assets)]
        return (*shown, *((one, False) for one in sorted(question.feedback_assets)))


@dataclass(frozen=True, slots=True)
class AssetUse:
    """Where a room shows an asset: in a face, or only in feedback.

    `phase` is that of a round of the question; None says that the question was sent to the room,
    whether or not it was picked.
    """

    asset: str
    in_face: bool
    phase: RoundPhase | None


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """All that is stored of a room at one moment, but attempts of other rounds.

    `attempts` are the last ones of each seat in the current round, in the order of numbers;
    `amendments` those of all rounds, each round's in the order in which they were made; `marked`
    are all marks by hand, in the order of numbers.
    """

    room: Room
    rounds: tuple[Round, ...]
    seats: tuple[Seat, ...]
    questions: tuple[StoredQuestion, ...]
    attempts: tuple[Attempt, ...]
    amendments: tuple[Amendment, ...] = ()
    marked: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Committed:
    """An order that was decided, and what came of it. `repeated`: by an earlier copy of it."""

    order: Order
    outcome: Outcome
    repeated: bool = False


class StoreBusy(Exception):
    """The batch could not be committed: nothing of it is stored, and all of it may be repeated."""


class StoreUnavailable(Exception):
    """Rooms cannot be kept here; the text says why and how to mend it."""


class RoomStore(Protocol):
    """Keeps rooms. Whatever it has reported is still there after a power cut.

    Every method may raise StoreUnavailable. The loop that calls must always be the same one.
    """

    def on_commit(self, listener: Callable[[Sequence[Committed]], None]) -> None:
        """Call `listener` on the event loop after each commit, in the order of commits.

        It is called before anyone who awaits `perform` goes on.
        """

    async def open_room(self, room: Room, owner: Seat, *, enter: bool) -> Room:
        """Store a new room and its owner's seat, and return it.

        With `enter`, the owner's open room of the same name is returned instead, if there is one.
        Raises CodeTaken if an open room has the join code.
        """

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        """Decide orders one after the other, each against the result of those before it.

        An attempt is allotted a number only if its round is the current one and open, in the same
        step that counts it. What is accepted is stored as a whole or not at all; a refusal stores
        nothing. An order whose room, actor and command id were seen before gets what came of the
        first (accepted ones as `duplicate`). Raises StoreBusy if nothing could be committed, and
        NoSuchRoom if a room does not exist.
        """

    async def put_question(
        self,
        question: StoredQuestion,
        assets: Sequence[Asset] = (),
        room: str | None = None,
    ) -> None:
        """Store a question under its hash; storing it twice does no harm.

        `assets` are all that it shows, `room` the one that it was sent to, if any.
        """

    async def asset(self, asset_hash: str) -> Asset | None:
        """Return the asset of that hash."""

    async def asset_uses(self, room: str) -> list[AssetUse]:
        """Return where a room shows which assets, each use once, in no order."""

    async def question(self, question_hash: str) -> StoredQuestion | None:
        """Return the question of that hash (of everything)."""

    async def room(self, room: str) -> Room | None:
        """Return the room of that id."""

    async def room_by_code(self, code: str) -> Room | None:
        """Return the open room of that join code."""

    async def rooms_of(self, owner: str) -> list[tuple[Room, Round | None]]:
        """Return an owner's rooms with their current rounds, newest first."""

    async def open_rooms(self) -> list[Room]:
        """Return all open rooms, whoever's they are.

        Where there are none, asking makes no file and takes none from other processes.
        """

    async def keep_door_address(self, address: str) -> None:
        """Write where the student door listens beside every open room."""

    async def record(self, room: str) -> RoomRecord | None:
        """Return what is stored of a room, all from one moment."""

    async def seat(self, room: str, seat: str) -> Seat | None:
        """Return a seat of a room, removed or not."""

    async def latest_attempts(self, round_id: str) -> list[Attempt]:
        """Return the last attempt of each seat in a round, in the order of numbers."""

    async def attempts_in(self, round_id: str) -> list[Attempt]:
        """Return every attempt in a round, replaced ones too, in the order of numbers."""

    async def attempts_of(self, room: str, seat: str) -> list[Attempt]:
        """Return every attempt of a seat in the room's rounds, in the order of numbers."""

    async def deadlines(self) -> list[tuple[str, int]]:
        """Return the rooms whose lock is announced, with its time (milliseconds, UTC)."""

    async def facts_after(self, room: str, number: int, limit: int) -> list[Fact | Attempt]:
        """Return the facts with the lowest numbers above `number`, at most `limit`."""

    async def close(self) -> None:
        """Store what was accepted and let go. Nothing may be called afterwards."""


class CodeTaken(Exception):
    """Another open room has this join code."""
