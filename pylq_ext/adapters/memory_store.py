"""Rooms in plain dictionaries: the port by example, for tests and for lessons nobody keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.commands import (
    Action,
    CorrectKey,
    Join,
    MakeAttempt,
    MarkByHand,
    Order,
    Remove,
    Rename,
    ShowRound,
    Snapshot,
)
from pylq_ext.domain.errors import NoSuchRoom
from pylq_ext.domain.lesson import stored_attempt
from pylq_ext.domain.outcomes import Accepted, Fact, Marked, Outcome, Refused, Result
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import Amendment, Room, Round, RoundPhase, Seat, deadline_of
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import (
    AssetUse,
    CodeTaken,
    Committed,
    Decide,
    RoomRecord,
    StoredQuestion,
)


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What came of an order; `by_what_counts`: but for `stored`, which is found again."""

    outcome: Outcome
    by_what_counts: bool = False


@dataclass(slots=True)
class _Kept:
    """One room with all that belongs to it. What the dictionaries hold never changes."""

    room: Room
    rounds: dict[str, Round] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    attempts: dict[int, Attempt] = field(default_factory=dict)
    facts: dict[int, Fact] = field(default_factory=dict)
    amendments: list[Amendment] = field(default_factory=list)
    # What repeats of an order get, by its actor and command id.
    commands: dict[tuple[str, str], _Remembered] = field(default_factory=dict)
    # Hashes of the questions that were sent to it, in order.
    sent: dict[str, None] = field(default_factory=dict)

    def copy(self) -> _Kept:
        return _Kept(
            self.room,
            dict(self.rounds),
            dict(self.seats),
            dict(self.attempts),
            dict(self.facts),
            list(self.amendments),
            dict(self.commands),
            # Grows at any time, so copies share it.
            self.sent,
        )


class MemoryStore:
    """Implements `ports.room_store.RoomStore` without keeping anything beyond its own life."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._listeners: list[Callable[[Sequence[Committed]], None]] = []
        # In the order in which they were opened.
        self._rooms: dict[str, _Kept] = {}
        self._questions: dict[str, StoredQuestion] = {}
        self._assets: dict[str, Asset] = {}

    def on_commit(self, listener: Callable[[Sequence[Committed]], None]) -> None:
        """Call `listener` after each commit."""
        self._listeners.append(listener)

    async def open_room(self, room: Room, owner: Seat, *, enter: bool) -> Room:
        """Store a new room, or return the owner's open one of that name (`enter`)."""
        still_open = [kept.room for kept in self._rooms.values() if kept.room.closed_at is None]
        mine = [one for one in still_open if (one.owner, one.name) == (room.owner, room.name)]
        if enter and mine:
            return max(mine, key=lambda one: one.opened_at)
        if any(one.code == room.code for one in still_open):
            raise CodeTaken(room.code)
        self._rooms[room.id] = _Kept(room, seats={owner.id: owner})
        return room

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        """Decide orders on copies, which take the place of what is kept if all goes well."""
        now = self._clock.now()
        copies: dict[str, _Kept] = {}
        committed = []
        for order in orders:
            if order.room not in copies:
                copies[order.room] = self._kept(order.room).copy()
            committed.append(_decide_one(copies[order.room], order, decide, now))
        self._rooms.update(copies)
        for listener in self._listeners:
            listener(committed)
        return committed

    async def put_question(
        self,
        question: StoredQuestion,
        assets: Sequence[Asset] = (),
        room: str | None = None,
    ) -> None:
        """Store a question under its hash, with what it shows."""
        if room is not None:
            self._kept(room).sent[question.hash] = None
        self._questions.setdefault(question.hash, question)
        for asset in assets:
            self._assets.setdefault(asset.hash, asset)

    async def asset(self, asset_hash: str) -> Asset | None:
        """Return the asset of that hash."""
        return self._assets.get(asset_hash)

    async def asset_uses(self, room: str) -> list[AssetUse]:
        """Return where a room shows which assets."""
        kept = self._rooms.get(room)
        if kept is None:
            return []
        asked = [(one.question, one.phase) for one in kept.rounds.values()]
        uses = {
            AssetUse(asset, in_face, phase)
            for hash_, phase in [*asked, *((one, None) for one in kept.sent)]
            for asset, in_face in self._questions[hash_].uses
        }
        return list(uses)

    async def question(self, question_hash: str) -> StoredQuestion | None:
        """Return the question of that hash."""
        return self._questions.get(question_hash)

    async def room(self, room: str) -> Room | None:
        """Return the room of that id."""
        kept = self._rooms.get(room)
        return kept.room if kept else None

    async def room_by_code(self, code: str) -> Room | None:
        """Return the open room of that join code."""
        for kept in self._rooms.values():
            if kept.room.code == code and kept.room.closed_at is None:
                return kept.room
        return None

    async def rooms_of(self, owner: str) -> list[tuple[Room, Round | None]]:
        """Return an owner's rooms with their current rounds, newest first."""
        mine = [kept for kept in self._rooms.values() if kept.room.owner == owner]
        newest_first = sorted(reversed(mine), key=lambda kept: -kept.room.opened_at)
        return [(kept.room, _current(kept)) for kept in newest_first]

    async def open_rooms(self) -> list[Room]:
        """Return all open rooms."""
        return [kept.room for kept in self._rooms.values() if kept.room.closed_at is None]

    async def keep_door_address(self, address: str) -> None:
        """Write where the student door listens beside every open room."""
        for kept in self._rooms.values():
            if kept.room.closed_at is None:
                kept.room = replace(kept.room, door_address=address)

    async def record(self, room: str) -> RoomRecord | None:
        """Return what is stored of a room."""
        kept = self._rooms.get(room)
        if kept is None:
            return None
        asked = dict.fromkeys(one.question for one in kept.rounds.values())
        return RoomRecord(
            room=kept.room,
            rounds=tuple(kept.rounds.values()),
            seats=tuple(kept.seats.values()),
            questions=tuple(self._questions[one] for one in asked),
            attempts=tuple(_latest(kept, kept.room.current_round)),
            amendments=tuple(kept.amendments),
            marked=tuple(one for one in kept.facts.values() if isinstance(one, Marked)),
        )

    async def seat(self, room: str, seat: str) -> Seat | None:
        """Return a seat of a room."""
        kept = self._rooms.get(room)
        return kept.seats.get(seat) if kept else None

    async def latest_attempts(self, round_id: str) -> list[Attempt]:
        """Return the last attempt of each seat in a round."""
        for kept in self._rooms.values():
            if round_id in kept.rounds:
                return _latest(kept, round_id)
        return []

    async def attempts_in(self, round_id: str) -> list[Attempt]:
        """Return every attempt in a round."""
        for kept in self._rooms.values():
            if round_id in kept.rounds:
                return [one for one in kept.attempts.values() if one.round == round_id]
        return []

    async def attempts_of(self, room: str, seat: str) -> list[Attempt]:
        """Return every attempt of a seat in a room's rounds."""
        kept = self._rooms.get(room)
        return [one for one in kept.attempts.values() if one.seat == seat] if kept else []

    async def deadlines(self) -> list[tuple[str, int]]:
        """Return the rooms whose lock is announced, with its time."""
        announced = [(kept.room.id, deadline_of(kept.room)) for kept in self._rooms.values()]
        return [(room, at) for room, at in announced if at is not None]

    async def facts_after(self, room: str, number: int, limit: int) -> list[Fact | Attempt]:
        """Return the facts with the lowest numbers above `number`."""
        kept = self._rooms.get(room)
        if kept is None:
            return []
        numbered: dict[int, Fact | Attempt] = {**kept.facts, **kept.attempts}
        return [numbered[one] for one in sorted(numbered) if one > number][:limit]

    async def close(self) -> None:
        """Let go of everything."""
        self._rooms.clear()
        self._questions.clear()
        self._assets.clear()

    def _kept(self, room: str) -> _Kept:
        kept = self._rooms.get(room)
        if kept is None:
            raise NoSuchRoom(f"There is no room {room!r}.")
        return kept


def _decide_one(kept: _Kept, order: Order, decide: Decide, now: int) -> Committed:
    named_as = (order.actor, order.command_id)
    if order.command_id and named_as in kept.commands:
        return Committed(order, _repeated(kept, order), repeated=True)
    snapshot = _snapshot(kept, order, now)
    outcome = decide(snapshot, order)
    if isinstance(outcome, Accepted):
        _apply(kept, outcome)
    # A join is known again by its secret; it has no command id.
    if order.command_id:
        kept.commands[named_as] = _remembered(order.action, outcome)
    return Committed(order, outcome)


def _snapshot(kept: _Kept, order: Order, now: int) -> Snapshot:
    action, room = order.action, kept.room
    actor = kept.seats.get(order.actor)
    number, named, own = None, None, None
    names: frozenset[str] = frozenset()
    if isinstance(action, Join):
        seats = kept.seats.values()
        actor = next((one for one in seats if one.secret_hash == action.secret_hash), None)
        names = frozenset(one.name for one in seats if one.removed_at is None)
    elif isinstance(action, ShowRound):
        named = next((one for one in _counting(kept) if one.number == action.number), None)
    elif isinstance(action, CorrectKey | MarkByHand):
        named = kept.rounds.get(action.round)
    elif isinstance(action, Rename):
        names = frozenset(one.name for one in kept.seats.values() if one.removed_at is None)
    elif isinstance(action, MakeAttempt):
        named = kept.rounds.get(action.round)
        own = _own_attempt(kept, action.round, order.actor)
        shut_at = room.accepting_until
        if room.current_round == action.round and shut_at is not None and shut_at > now:
            number = room.last_number + 1
            room = replace(room, last_number=number)
    return Snapshot(
        now,
        room,
        actor,
        _current(kept),
        named,
        own,
        number,
        names,
        picks=len(kept.rounds),
        rounds=len(_counting(kept)),
        amended=_amendment(kept, action.round) if isinstance(action, CorrectKey) else None,
        seat=kept.seats.get(action.seat) if isinstance(action, (Remove, Rename)) else None,
        attempts=_named_attempts(kept, action) if isinstance(action, MarkByHand) else frozenset(),
    )


def _named_attempts(kept: _Kept, action: MarkByHand) -> frozenset[int]:
    found = {one: kept.attempts.get(one) for one in action.attempts}
    return frozenset(
        number for number, one in found.items() if one is not None and one.round == action.round
    )


def _amendment(kept: _Kept, round_id: str) -> Amendment | None:
    return next((one for one in reversed(kept.amendments) if one.round == round_id), None)


def _counting(kept: _Kept) -> list[Round]:
    """Return the rounds that were not withdrawn."""
    return [one for one in kept.rounds.values() if one.phase is not RoundPhase.WITHDRAWN]


def _apply(kept: _Kept, outcome: Accepted) -> None:
    if outcome.room is not None:
        kept.room = outcome.room
    for changed in outcome.rounds:
        kept.rounds[changed.id] = changed
    if outcome.seat is not None:
        kept.seats[outcome.seat.id] = outcome.seat
    if outcome.attempt is not None:
        kept.attempts[outcome.attempt.number] = outcome.attempt
        # Only what is accepted counts: a refusal gives the number back that it was allotted.
        kept.room = replace(kept.room, last_number=outcome.attempt.number)
    if outcome.amendment is not None:
        kept.amendments.append(outcome.amendment)
    for fact in outcome.facts:
        kept.facts[fact.number] = fact


def _remembered(action: Action, outcome: Outcome) -> _Remembered:
    if isinstance(outcome, Accepted):
        return _Remembered(Accepted(stored=outcome.stored, result=Result.DUPLICATE))
    if isinstance(action, MakeAttempt) and outcome.stored:
        return _Remembered(Refused(outcome.result, outcome.reason), by_what_counts=True)
    return _Remembered(outcome)


def _repeated(kept: _Kept, order: Order) -> Outcome:
    first = kept.commands[order.actor, order.command_id]
    if not first.by_what_counts or not isinstance(order.action, MakeAttempt):
        return first.outcome
    own = _own_attempt(kept, order.action.round, order.actor)
    return replace(first.outcome, stored=stored_attempt(own))


def _own_attempt(kept: _Kept, round_id: str, seat: str) -> Attempt | None:
    return {one.seat: one for one in _latest(kept, round_id)}.get(seat)


def _current(kept: _Kept) -> Round | None:
    return kept.rounds[kept.room.current_round] if kept.room.current_round else None


def _latest(kept: _Kept, round_id: str | None) -> list[Attempt]:
    in_round = [one for one in kept.attempts.values() if one.round == round_id]
    latest = {attempt.seat: attempt for attempt in in_round}
    return sorted(latest.values(), key=lambda attempt: attempt.number)
