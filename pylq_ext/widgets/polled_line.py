"""Requests in place of a socket, for networks that let no socket through (protocol/README.md).

It takes the frames that a socket would take and gives those that a socket would give, so that the
protocol's rules need not know by which way they went.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import msgspec

from pylq_ext.domain.errors import (
    Busy,
    Denied,
    ExpiredTicket,
    InvalidTicket,
    NoSuchRoom,
    PyLQError,
    RoomClosed,
)
from pylq_ext.protocol.client_connection import jitter
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import (
    ClientMessage,
    Command,
    Held,
    Hello,
    Ping,
    Poll,
    Pong,
    PostedCommand,
    Renew,
)
from pylq_ext.widgets.host import Host
from pylq_ext.widgets.line import LineEnded
from pylq_ext.widgets.loop_thread import in_daemon_thread

#: Seconds between two polls, where nothing happens; a quarter more or less.
POLL_EVERY: Final = 3.0

_CLOSE_CODES: Final[dict[type[PyLQError], CloseCode]] = {
    ExpiredTicket: CloseCode.EXPIRED_TICKET,
    InvalidTicket: CloseCode.BAD_TICKET,
    Denied: CloseCode.DENIED,
    NoSuchRoom: CloseCode.NO_SUCH_ROOM,
    RoomClosed: CloseCode.ROOM_CLOSED,
}

_frames: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_encode = msgspec.json.Encoder().encode


class PolledLine:
    """One stay in a room by HTTP. `held` tells at any time what a poll need not bring again."""

    def __init__(
        self,
        host: Host,
        room: str,
        held: Callable[[], Held],
        *,
        jitter: Callable[[], float] = jitter,
    ) -> None:
        self.close_code: int | None = None
        self._host = host
        self._path = f"api/rooms/{room}"
        self._held = held
        self._jitter = jitter
        self._ticket = ""
        self._present = True
        self._epoch: str | None = None
        self._came: deque[bytes] = deque()
        self._pings: list[int] = []
        self._ended = False
        #: Whether somebody waits for what a poll brings.
        self._wanted = False
        self._stirred = asyncio.Event()

    async def send(self, frame: bytes) -> None:
        """Take one frame; an order's ack is there when this returns. Raises LineEnded."""
        self._check()
        match _frames.decode(frame):
            case Hello() as hello:
                self._ticket, self._present = hello.ticket, hello.present
            case Renew() as renewal:
                self._ticket = renewal.ticket
            case Ping() as ping:
                self._pings.append(ping.id)
            case Command() as command:
                self._came.append(await self._order(command))
            case Pong():
                return
        self._wanted = True
        self._stirred.set()

    async def receive(self) -> bytes:
        """Return the next frame, asking for it from time to time; raises LineEnded."""
        while not self._came:
            self._check()
            if self._wanted:
                # What came is held by now: frames are taken one by one, and the next poll after.
                await self._poll()
                continue
            self._stirred.clear()
            try:
                async with asyncio.timeout(POLL_EVERY * (0.75 + self._jitter() / 2)):
                    await self._stirred.wait()
            except TimeoutError:
                self._wanted = bool(self._ticket)
        return self._came.popleft()

    def abort(self) -> None:
        """Leave it at once: `receive` raises LineEnded."""
        self._ended = True
        self._stirred.set()

    def _check(self) -> None:
        if self._ended:
            raise LineEnded

    def _end(self, code: int | None) -> None:
        if not self._ended:
            self.close_code = code
        self.abort()

    async def _order(self, command: Command) -> bytes:
        posted = PostedCommand(command.command_id, command.name, command.seen, command.body)
        try:
            return await in_daemon_thread(
                lambda: self._host.order(f"{self._path}/commands", _encode(posted), self._ticket)
            )
        except PyLQError as trouble:
            self._end(_close_code(trouble))
            raise LineEnded from None

    async def _poll(self) -> None:
        pings, self._pings, self._wanted = self._pings, [], False
        poll = _encode(Poll(self._held(), self._present))
        try:
            answer = await in_daemon_thread(
                lambda: self._host.request(
                    "POST", f"{self._path}/poll", poll, again=True, ticket=self._ticket
                )
            )
        except Busy:
            self._pings = [*pings, *self._pings]
            return
        except PyLQError as trouble:
            self._end(_close_code(trouble))
            return
        for message in answer.content["messages"]:
            self._take(message)
        if answer.content["more"]:
            self._pings = [*pings, *self._pings]
            self._wanted = True
        else:
            # All that was committed before the question has come.
            self._came.extend(_encode(Pong(ping)) for ping in pings)

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "welcome":
            if self._epoch == message["epoch"]:
                return
            if self._epoch is not None:
                # Another start of the host: what is held counts for nothing, as on a new socket.
                self._end(None)
            self._epoch = message["epoch"]
        if self._ended:
            return
        self._came.append(_encode(message))
        if message["type"] == "goodbye":
            self._end(message["code"])


def _close_code(trouble: PyLQError) -> int | None:
    """Return what a host would have closed a socket with; None for one that is not there."""
    return next((code for kind, code in _CLOSE_CODES.items() if isinstance(trouble, kind)), None)
