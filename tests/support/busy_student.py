"""A student who answers as fast as the host acknowledges, and comes back whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection as Socket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from pylq_ext.domain.outcomes import Result
from pylq_ext.protocol.client import AttendeeConnection, Pending
from pylq_ext.protocol.constants import ANY_VERSION, SUBPROTOCOL
from tests.support.history import History

#: How often a host that is not there is tried again, in seconds.
_TRY_EVERY = 0.02


class BusyStudent:
    """Plays a seat on the real client's state machine and writes down all of it.

    Every order and every ack is recorded as it goes over the socket, repeats included.
    """

    def __init__(self, url: str, seat: dict[str, Any], history: History) -> None:
        self.seat: str = seat["seat"]
        self.connection = AttendeeConnection(jitter=lambda: 0.0)
        #: Called after every frame that came.
        self.on_frame: Callable[[], None] = lambda: None
        #: How many acks came, and whether new orders are still given.
        self.acks = 0
        self.answering = True
        self._url = url
        self._ticket: str = seat["ticket"]
        self._history = history
        self._given = 0
        self._order: Pending | None = None
        self._round_of: dict[str, str] = {}

    async def stay(self) -> None:
        """Connect, answer, and connect again, until cancelled."""
        while True:
            with contextlib.suppress(OSError, TimeoutError, WebSocketException, EOFError):
                async with self._open() as socket:
                    await self._talk(socket)
            self.connection.disconnected(None, time.monotonic())
            await asyncio.sleep(_TRY_EVERY)

    @property
    def settled(self) -> bool:
        """Whether every order has been acknowledged and no new one will be given."""
        return not self.answering and (self._order is None or self._order.ack is not None)

    def _open(self) -> AbstractAsyncContextManager[Socket]:
        @asynccontextmanager
        async def opened():
            async with connect(
                self._url,
                subprotocols=[Subprotocol(SUBPROTOCOL), Subprotocol(ANY_VERSION)],
                compression=None,
                proxy=None,
                open_timeout=10,
                close_timeout=1,
                ping_interval=None,
            ) as socket:
                yield socket

        return opened()

    async def _talk(self, socket: Socket) -> None:
        self.connection.connected(self._ticket, time.monotonic())
        await self._send(socket)
        with contextlib.suppress(ConnectionClosed):
            while True:
                frame = await socket.recv(decode=False)
                self._note(json.loads(frame))
                self.connection.receive(frame, time.monotonic())
                self._answer()
                await self._send(socket)
                self.on_frame()

    def _answer(self) -> None:
        if not self.answering or not self.connection.live or self.connection.room is None:
            return
        if self._order is not None and self._order.ack is None:
            return
        current = self.connection.room.round
        if current is not None and self.connection.room.phase == "open":
            self._given += 1
            # No two answers are alike, so each stored row has one order that it may come from.
            self._order = self.connection.make_attempt(f"{self.seat} says {self._given}")

    async def _send(self, socket: Socket) -> None:
        for frame in self.connection.take_frames():
            message = json.loads(frame)
            if message["type"] == "command":
                body = message["body"]
                self._history.attempted(
                    self.seat, message["command_id"], body["round"], body["answer"], message["seen"]
                )
            await socket.send(frame, text=True)

    def _note(self, message: dict[str, Any]) -> None:
        if message["type"] == "ack":
            self.acks += 1
            record_ack(self._history, self.seat, message)


def record_ack(history: History, seat: str, ack: dict[str, Any]) -> None:
    """Write down what the ack of an attempt told."""
    stored = ack.get("stored", {})
    history.told(
        seat,
        ack["command_id"],
        Result(ack["result"]),
        reason=ack.get("reason", ""),
        number=stored.get("number", 0),
        answer=stored.get("answer"),
    )
