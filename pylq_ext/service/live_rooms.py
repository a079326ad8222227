"""The rooms in memory: read when somebody comes, let go when everybody has left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence

from pylq_ext.domain.errors import NoSuchRoom
from pylq_ext.domain.outcomes import Accepted
from pylq_ext.domain.room import Room
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import Committed, RoomStore
from pylq_ext.service.live_room import LiveRoom
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.room_state import RoomState


class LiveRooms:
    """Every room that somebody is in, by socket or by requests, kept up with the commits.

    `see` is called with each room that is read.
    """

    def __init__(
        self,
        store: RoomStore,
        shelf: QuestionShelf,
        clock: Clock,
        see: Callable[[Room], None],
    ) -> None:
        #: By id; only this class adds and removes.
        self.live: dict[str, LiveRoom] = {}
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._see = see
        self._forget: list[Callable[[Iterable[str]], None]] = []
        # Commits of rooms that are just being read, to be followed when they have been.
        self._loading: dict[str, list[Accepted]] = {}
        self._loads: dict[str, asyncio.Task[LiveRoom]] = {}
        self._sweeps = 0
        store.on_commit(self._follow)

    def on_let_go(self, forget: Callable[[Iterable[str]], None]) -> None:
        """Call `forget` with the seats of each room that is let go."""
        self._forget.append(forget)

    async def enter(self, room_id: str) -> LiveRoom:
        """Return a room that follows commits, with all its attempts at hand.

        Raises NoSuchRoom.
        """
        while True:
            live = self.live.get(room_id)
            if live is None:
                if room_id not in self._loads:
                    self._loads[room_id] = asyncio.create_task(self._load(room_id))
                live = await asyncio.shield(self._loads[room_id])
            await live.complete()
            if self.live.get(room_id) is live and live.state.complete:
                return live

    def leave_if_empty(self, room_id: str) -> None:
        """Let a room go if nobody is in it any more."""
        live = self.live.get(room_id)
        if live is not None and live.is_empty:
            live.stop()
            del self.live[room_id]
            for forget in self._forget:
                forget(live.state.seats)

    def sweep(self) -> None:
        """Look after all leases; to be called once a second."""
        self._sweeps += 1
        for room_id, live in list(self.live.items()):
            live.sweep(self._sweeps)
            self.leave_if_empty(room_id)

    async def _load(self, room_id: str) -> LiveRoom:
        # Commits are noted before the room is read, so that none falls between.
        self._loading[room_id] = []
        try:
            record = await self._store.record(room_id)
            if record is None:
                raise NoSuchRoom("There is no such room.")
            live = LiveRoom(RoomState(record), self._store, self._clock)
            self._see(record.room)
            for outcome in self._loading[room_id]:
                live.follow(outcome, self._shelf.at_hand)
            self.live[room_id] = live
            return live
        finally:
            del self._loading[room_id]
            del self._loads[room_id]

    def _follow(self, batch: Sequence[Committed]) -> None:
        for committed in batch:
            outcome = committed.outcome
            if committed.repeated or not isinstance(outcome, Accepted):
                continue
            room = committed.order.room
            if room in self._loading:
                self._loading[room].append(outcome)
            elif room in self.live:
                self.live[room].follow(outcome, self._shelf.at_hand)
