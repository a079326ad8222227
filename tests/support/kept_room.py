"""One room in a store, and orders for it; the rules decide, nobody authorises."""

from __future__ import annotations

import itertools
from typing import Any

from pylq_ext.domain.answers import Answer
from pylq_ext.domain.commands import (
    Action,
    Clear,
    Close,
    Join,
    Lock,
    MakeAttempt,
    Order,
    Pick,
    Reopen,
    ShowFeedback,
    ShowRound,
    Undo,
)
from pylq_ext.domain.lesson import decide
from pylq_ext.domain.outcomes import Outcome
from pylq_ext.domain.room import Role, Room, Seat
from pylq_ext.ports.room_store import Committed, RoomStore
from tests.support.fixed import SINGLE, FixedClock

OWNER = "local"


def new_room(
    room: str = "r1", name: str = "Week 3", owner: str = OWNER, code: str = "DOG-427", at: int = 1
) -> tuple[Room, Seat]:
    """A room that may be opened, with its owner's seat."""
    seat = Seat(f"{room}.owner", Role.OWNER, "", None, at)
    return Room(room, name, owner, code, at), seat


class KeptRoom:
    """An open room of a store, and who is in it."""

    def __init__(self, store: RoomStore, clock: FixedClock, room: str = "r1") -> None:
        self.store = store
        self.clock = clock
        self.id = room
        self._command_ids = (f"c{count}" for count in itertools.count(1))

    async def open(self, **rest: Any) -> KeptRoom:
        await self.store.put_question(SINGLE)
        await self.store.open_room(*new_room(self.id, **rest), enter=False)
        return self

    def order(
        self,
        action: Action,
        actor: str = "",
        seen: int | None = None,
        command_id: str | None = None,
    ) -> Order:
        """An order of the owner, or of `actor`, under a new command id unless one is given."""
        named = next(self._command_ids) if command_id is None else command_id
        role = Role.ATTENDEE if actor else Role.OWNER
        return Order(self.id, actor or f"{self.id}.owner", role, 1, named, action, seen)

    def joining(self, seat: str, name: str, secret_hash: str = "") -> Order:
        action = Join(seat, name, secret_hash or f"hash of {seat}")
        return Order(self.id, "", Role.ATTENDEE, 1, "", action)

    def attempt(
        self, seat: str, answer: Answer = "a", replaces: int = 0, number: int = 1, **rest: Any
    ) -> Order:
        """An attempt in the round of that number."""
        return self.order(MakeAttempt(f"{self.id}.{number}", answer, replaces), seat, **rest)

    async def perform(self, *orders: Order) -> list[Committed]:
        return await self.store.perform(orders, decide)

    async def outcome(self, order: Order) -> Outcome:
        (committed,) = await self.perform(order)
        return committed.outcome

    async def join(self, seat: str, name: str = "", secret_hash: str = "") -> Outcome:
        return await self.outcome(self.joining(seat, name or seat, secret_hash))

    async def give(self, action: Action) -> Outcome:
        """An order of the owner, who has seen the newest version."""
        return await self.outcome(self.order(action, seen=(await self.now()).version))

    async def pick(self, question: str = SINGLE.hash) -> Outcome:
        return await self.give(Pick(question, again=True))

    async def lock(self) -> Outcome:
        return await self.give(Lock(now=True))

    async def reopen(self) -> Outcome:
        return await self.give(Reopen())

    async def undo(self) -> Outcome:
        return await self.give(Undo())

    async def reveal(self) -> Outcome:
        return await self.give(ShowFeedback())

    async def show(self, number: int) -> Outcome:
        return await self.give(ShowRound(number))

    async def clear(self) -> Outcome:
        return await self.give(Clear())

    async def close(self) -> Outcome:
        return await self.give(Close())

    async def now(self) -> Room:
        room = await self.store.room(self.id)
        assert room is not None
        return room

    async def numbers(self) -> list[int]:
        """The numbers of all facts, in the order in which they are read."""
        return [fact.number for fact in await self.store.facts_after(self.id, 0, 10_000)]
