"""How far one owner has been told of the facts of a room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from pylq_ext.ports.room_store import StoreBusy, StoreUnavailable
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.service.outbox import Outbox

_log = logging.getLogger(__name__)

#: Seconds between two batches to one owner: at most ten a second.
BATCH_EVERY = 0.1


class Facts(Protocol):
    """Where a cursor reads."""

    @property
    def last_number(self) -> int:
        """The number of the newest fact."""

    async def feed_batch(self, after: int) -> tuple[int, bytes]:
        """Return the next batch after a number as a ready frame, and the number it goes to."""


class FeedCursor:
    """Sends an owner the feed from a number on, in batches without gaps."""

    def __init__(
        self,
        facts: Facts,
        outbox: Outbox,
        after: int,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._facts = facts
        self._outbox = outbox
        self._after = after
        self._pause = pause
        self._news = asyncio.Event()
        # Set while somebody waits for all of it, so that no pause is made.
        self._hurry = asyncio.Event()
        self._reached: list[tuple[int, asyncio.Future[None]]] = []
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """There are new facts."""
        self._news.set()

    async def reach(self, number: int) -> None:
        """Return when all facts up to `number` have been sent."""
        if self._after >= number or self._task.done():
            return
        reached = asyncio.get_running_loop().create_future()
        self._reached.append((number, reached))
        self._hurry.set()
        self._news.set()
        await reached

    def stop(self) -> None:
        """Send no more."""
        self._task.cancel()
        self._release(lambda _number: True)

    async def _run(self) -> None:
        try:
            await self._send()
        except (StoreBusy, StoreUnavailable):
            _log.exception("Facts could not be read: their owner comes back for them")
            self._outbox.drop(CloseCode.BUSY, "busy")
        finally:
            # Nobody waits for what is not going to be sent.
            self._release(lambda _number: True)

    async def _send(self) -> None:
        while True:
            while self._after < self._facts.last_number:
                to, frame = await self._facts.feed_batch(self._after)
                self._outbox.offer({"feed": frame})
                # The next batch must not take the place of this one, and a pong must not pass it.
                await self._written()
                self._after = to
                self._release(lambda number: number <= self._after)
                await self._rest()
            self._news.clear()
            if self._after >= self._facts.last_number:
                await self._news.wait()

    async def _written(self) -> None:
        written = asyncio.get_running_loop().create_future()
        self._outbox.when_empty(lambda: None if written.done() else written.set_result(None))
        await written

    async def _rest(self) -> None:
        if self._reached:
            return
        self._hurry.clear()
        hurry = asyncio.ensure_future(self._hurry.wait())
        pause = asyncio.ensure_future(self._pause(BATCH_EVERY))
        try:
            await asyncio.wait([hurry, pause], return_when=asyncio.FIRST_COMPLETED)
        finally:
            hurry.cancel()
            pause.cancel()

    def _release(self, is_reached: Callable[[int], bool]) -> None:
        waiting, self._reached = self._reached, []
        for number, reached in waiting:
            if not is_reached(number):
                self._reached.append((number, reached))
            elif not reached.done():
                reached.set_result(None)
