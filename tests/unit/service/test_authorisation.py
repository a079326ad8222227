"""Who may do what and when: one test for each cell of the table, and the default is no."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from typing import get_args

import pytest

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.commands import (
    Action,
    Clear,
    Close,
    CorrectKey,
    Join,
    Lock,
    LockDue,
    MakeAttempt,
    MarkByHand,
    Order,
    Pick,
    Remove,
    Rename,
    Reopen,
    ShowFeedback,
    ShowRound,
    Snapshot,
    Undo,
)
from pylq_ext.domain.lesson import decide
from pylq_ext.domain.outcomes import Accepted, Outcome, Refused, Result
from pylq_ext.domain.room import Role, RoomPhase, Seat
from pylq_ext.ports.room_store import RoomRecord
from pylq_ext.service.authorisation import ALLOWED, authorise, may_ever
from pylq_ext.service.rooms import decide_as_allowed
from tests.support.fixed import MULTIPLE, FixedClock
from tests.support.kept_room import KeptRoom

#: Every action, as somebody who may would order it; round 1 was revealed, the current one is 2.
ACTIONS: dict[type, Action] = {
    Join: Join("new", "Eve", "hash of new"),
    Pick: Pick(MULTIPLE.hash, again=True),
    Undo: Undo(),
    Lock: Lock(now=True),
    Reopen: Reopen(),
    ShowFeedback: ShowFeedback(),
    ShowRound: ShowRound(1),
    Clear: Clear(),
    CorrectKey: CorrectKey("r1.1", frozenset({"b"})),
    MarkByHand: MarkByHand("r1.1", (), 1.0),
    Remove: Remove("seat of attendee"),
    Rename: Rename("seat of attendee", "Ada"),
    LockDue: LockDue(),
    Close: Close(),
    MakeAttempt: MakeAttempt("r1.2", "a", 0),
}

LIVE = {RoomPhase.WAITING, RoomPhase.OPEN, RoomPhase.LOCKED, RoomPhase.REVEALED}
IN_PLAY = {RoomPhase.OPEN, RoomPhase.LOCKED}

#: The same table as the service's, written down a second time on purpose.
MAY: dict[tuple[Role, type], set[RoomPhase]] = {
    (Role.OWNER, Pick): LIVE,
    (Role.OWNER, Undo): IN_PLAY,
    (Role.OWNER, Lock): IN_PLAY,
    (Role.OWNER, Reopen): IN_PLAY,
    (Role.OWNER, ShowFeedback): IN_PLAY | {RoomPhase.REVEALED},
    (Role.OWNER, ShowRound): LIVE,
    (Role.OWNER, CorrectKey): LIVE,
    (Role.OWNER, MarkByHand): LIVE | {RoomPhase.CLOSED},
    (Role.OWNER, Remove): LIVE,
    (Role.OWNER, Rename): LIVE,
    (Role.OWNER, LockDue): LIVE,
    (Role.OWNER, Clear): LIVE,
    (Role.OWNER, Close): LIVE | {RoomPhase.CLOSED},
    (Role.ATTENDEE, MakeAttempt): LIVE,
}

CELLS = [
    pytest.param(role, action, phase, id=f"{role}-{action.__name__}-{phase}")
    for role, action, phase in itertools.product(Role, ACTIONS, RoomPhase)
    if action is not Join
]


class Guarded(KeptRoom):
    """A room in which orders are authorised, with one seat of each role."""

    async def bring_to(self, phase: RoomPhase) -> None:
        await self.store.put_question(MULTIPLE)
        for role in (Role.COHOST, Role.ATTENDEE):
            await self.put_seat(Seat(f"seat of {role}", role, role, f"hash of {role}", 0))
        await self.pick()
        await self.reveal()
        match phase:
            case RoomPhase.WAITING:
                await self.clear()
            case RoomPhase.OPEN:
                await self.pick()
            case RoomPhase.LOCKED:
                await self.pick()
                await self.lock()
            case RoomPhase.REVEALED:
                await self.pick()
                await self.reveal()
            case RoomPhase.CLOSED:
                await self.pick()
                await self.close()

    async def put_seat(self, seat: Seat) -> None:
        def put(snapshot: Snapshot, order: Order) -> Outcome:
            return Accepted(seat=seat)

        await self.store.perform([self.order(Clear())], put)

    def seat(self, role: Role) -> str:
        return f"{self.id}.owner" if role is Role.OWNER else f"seat of {role}"

    async def ordered(self, action: Action, seat: str, role: Role, generation: int = 1) -> Outcome:
        seen = (await self.now()).version
        order = Order(self.id, seat, role, generation, f"c of {seat}", action, seen)
        (committed,) = await self.store.perform([order], decide_as_allowed)
        return committed.outcome

    async def record(self) -> RoomRecord:
        record = await self.store.record(self.id)
        assert record is not None
        return record


@pytest.fixture
def room(jp_asyncio_loop: asyncio.AbstractEventLoop) -> Iterator[Guarded]:
    clock = FixedClock()
    room = Guarded(MemoryStore(clock), clock)
    jp_asyncio_loop.run_until_complete(room.open())
    yield room
    jp_asyncio_loop.run_until_complete(room.store.close())


def test_every_action_is_in_this_files_tables():
    assert set(ACTIONS) == set(get_args(Action))


def test_the_table_is_the_one_that_was_agreed():
    assert {cell: set(phases) for cell, phases in ALLOWED.items()} == MAY


@pytest.mark.parametrize(("role", "action", "phase"), CELLS)
async def test_each_cell(room: Guarded, role: Role, action: type, phase: RoomPhase):
    await room.bring_to(phase)
    before = await room.record()
    outcome = await room.ordered(ACTIONS[action], room.seat(role), role)
    after = await room.record()
    if phase in MAY.get((role, action), set()):
        may = isinstance(outcome, Accepted)
        late = action is MakeAttempt and phase is not RoomPhase.OPEN
        assert may != late, "an attempt that comes late is refused by the rules, not by its role"
    else:
        assert isinstance(outcome, Refused)
        assert after == before, "what is denied changes nothing"
        expected = {Result.DENIED}
        if (role, action) in MAY:
            expected = {Result.CLOSED} if phase is RoomPhase.CLOSED else {Result.NOT_OPEN}
        assert {outcome.result} == expected


@pytest.mark.parametrize("action", [action for action in ACTIONS if action is not Join])
@pytest.mark.parametrize("role", Role)
def test_a_role_that_may_never_is_known_before_anything_is_read(role: Role, action: type):
    assert may_ever(role, action) == ((role, action) in MAY)


@pytest.mark.parametrize("phase", RoomPhase)
async def test_whoever_has_the_code_may_join_until_the_room_is_closed(
    room: Guarded, phase: RoomPhase
):
    await room.bring_to(phase)
    outcome = await room.ordered(ACTIONS[Join], "", Role.ATTENDEE)
    if phase is RoomPhase.CLOSED:
        assert isinstance(outcome, Refused)
        assert outcome.result is Result.CLOSED
    else:
        assert isinstance(outcome, Accepted)


@pytest.mark.parametrize("action", [action for action in ACTIONS if action is not Join])
@pytest.mark.parametrize("role", Role)
async def test_nobody_without_a_seat_may_do_anything(room: Guarded, role: Role, action: type):
    await room.bring_to(RoomPhase.OPEN)
    before = await room.record()
    outcome = await room.ordered(ACTIONS[action], "nobody", role)
    assert outcome == Refused(Result.DENIED, "no_seat")
    assert await room.record() == before


@pytest.mark.parametrize("role", Role)
async def test_a_ticket_that_names_another_role_than_the_seat_has_is_worth_nothing(
    room: Guarded, role: Role
):
    await room.bring_to(RoomPhase.OPEN)
    for claimed in set(Role) - {role}:
        for action in (Lock(now=True), MakeAttempt("r1.2", "a", 0)):
            seat = room.seat(role)
            outcome = await room.ordered(action, seat, claimed)
            assert outcome == Refused(Result.DENIED, "role")


@pytest.mark.parametrize("role", [Role.OWNER, Role.ATTENDEE])
async def test_a_removal_acts_at_once_on_tickets_that_are_still_good(room: Guarded, role: Role):
    await room.bring_to(RoomPhase.OPEN)
    seat = room.seat(role)
    action = Lock(now=True) if role is Role.OWNER else MakeAttempt("r1.2", "a", 0)
    await room.put_seat(Seat(seat, role, "x", "hash", 0, generation=1, removed_at=5))
    assert await room.ordered(action, seat, role) == Refused(Result.DENIED, "removed")


@pytest.mark.parametrize("generation", [1, 3])
async def test_a_ticket_of_another_generation_is_worth_nothing(room: Guarded, generation: int):
    await room.bring_to(RoomPhase.OPEN)
    seat = Seat("seat of attendee", Role.ATTENDEE, "x", "hash", 0, generation=2)
    await room.put_seat(seat)
    action = MakeAttempt("r1.2", "a", 0)
    outcome = await room.ordered(action, seat.id, Role.ATTENDEE, generation)
    assert outcome == Refused(Result.DENIED, "removed")
    outcome = await room.ordered(action, seat.id, Role.ATTENDEE, 2)
    # The refusal is remembered under its command id, as any result is.
    assert outcome == Refused(Result.DENIED, "removed")


async def test_the_seat_of_one_room_is_nobody_in_another(room: Guarded):
    other = Guarded(room.store, room.clock, "r2")
    await other.open(code="CAT-111")
    await other.join("s9")
    await room.bring_to(RoomPhase.OPEN)
    outcome = await room.ordered(MakeAttempt("r1.2", "a", 0), "s9", Role.ATTENDEE)
    assert outcome == Refused(Result.DENIED, "no_seat")


async def test_without_the_guard_the_rules_would_let_an_attendee_lock(room: Guarded):
    """The control: it is the table that denies, and nothing else."""
    await room.bring_to(RoomPhase.OPEN)
    order = Order(
        "r1", "seat of attendee", Role.ATTENDEE, 1, "c", Lock(now=True), (await room.now()).version
    )
    (committed,) = await room.store.perform([order], decide)
    assert isinstance(committed.outcome, Accepted)
    assert authorise(
        Snapshot(0, (await room.record()).room, await room.store.seat("r1", "seat of attendee")),
        order,
    ) == Refused(Result.DENIED, "role")
