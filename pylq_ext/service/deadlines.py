"""Announced locks: when the time has come, they are committed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from pylq_ext.domain.commands import LockDue, Order
from pylq_ext.domain.outcomes import Accepted
from pylq_ext.domain.room import Role, Room, deadline_of
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import Committed, RoomStore, StoreBusy, StoreUnavailable
from pylq_ext.service.rooms import decide_as_allowed, owner_seat_id

_log = logging.getLogger(__name__)

#: Calls a function after so many seconds; returns how to prevent that.
After = Callable[[float, Callable[[], None]], Callable[[], None]]

#: Seconds until a lock that could not be committed is tried again; no answer gets in meanwhile.
AGAIN_AFTER = 1.0


def after(delay: float, act: Callable[[], None]) -> Callable[[], None]:
    """Call `act` on the running loop after `delay` seconds; returns how to prevent that."""
    return asyncio.get_running_loop().call_later(delay, act).cancel


class Deadlines:
    """Holds a timer for each room whose lock is announced.

    A timer only makes the lock visible: from the deadline on no attempt is numbered, whether the
    timer is late, or its process gone.
    """

    def __init__(self, store: RoomStore, clock: Clock, after: After = after) -> None:
        self._store = store
        self._clock = clock
        self._after = after
        # For each room, until when it takes answers, and how to cancel its timer.
        self._timers: dict[str, tuple[int, Callable[[], None]]] = {}
        self._committing: set[asyncio.Task[None]] = set()
        store.on_commit(self._follow)

    async def restore(self) -> None:
        """Set the timers that an earlier process has left. Raises StoreBusy, StoreUnavailable."""
        for room, deadline in await self._store.deadlines():
            self._set(room, deadline)

    def see(self, room: Room) -> None:
        """Have the timer that a room needs, or none."""
        self._set(room.id, deadline_of(room))

    def stop(self) -> None:
        """Hold no timers any more."""
        for _, cancel in self._timers.values():
            cancel()
        self._timers.clear()

    def _follow(self, batch: Sequence[Committed]) -> None:
        for committed in batch:
            outcome = committed.outcome
            if isinstance(outcome, Accepted) and outcome.room is not None:
                self.see(outcome.room)

    def _set(self, room: str, deadline: int | None, at_least: float = 0.0) -> None:
        known = self._timers.get(room)
        if known is not None:
            if known[0] == deadline:
                return
            known[1]()
            del self._timers[room]
        if deadline is None:
            return
        delay = max(at_least, (deadline - self._clock.now()) / 1000)
        self._timers[room] = (deadline, self._after(delay, lambda: self._due(room, deadline)))

    def _due(self, room: str, deadline: int) -> None:
        del self._timers[room]
        if self._clock.now() < deadline:
            # Timers may be early by a little, and the clock that people share may be set back.
            self._set(room, deadline, at_least=0.001)
            return
        committing = asyncio.create_task(self._commit(room, deadline))
        self._committing.add(committing)
        committing.add_done_callback(self._committing.discard)

    async def _commit(self, room: str, deadline: int) -> None:
        # A join has no command id either: what is decided by the room's own state needs none.
        order = Order(room, owner_seat_id(room), Role.OWNER, 1, "", LockDue())
        try:
            await self._store.perform([order], decide_as_allowed)
        except (StoreBusy, StoreUnavailable) as error:
            _log.error("A lock could not be committed, and is tried again: %s", error)
            self._set(room, deadline, at_least=AGAIN_AFTER)
