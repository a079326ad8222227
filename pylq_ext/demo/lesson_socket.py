"""A participant's socket, kept up on the running loop: many of them fit into one process.

The protocol's rules are `protocol.client`'s; here are the socket and the clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, Generic, TypeVar

from websockets.asyncio.client import ClientConnection as Socket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from pylq_ext.domain.errors import Denied, NoSuchRoom, PyLQError, RoomClosed
from pylq_ext.protocol.client import (
    AttendeeConnection,
    Comeback,
    Event,
    Gap,
    Lost,
    OwnerConnection,
    Pending,
    Silent,
    TicketDue,
)
from pylq_ext.protocol.constants import ANY_VERSION, SUBPROTOCOL
from pylq_ext.protocol.messages import Ack
from pylq_ext.widgets.host import Ticket

ConnectionT = TypeVar("ConnectionT", OwnerConnection, AttendeeConnection)
T = TypeVar("T")

_MAX_FRAME: Final = 64 * 1024 * 1024

# Its frames carry tickets: at level DEBUG, websockets would log them.
_log = logging.getLogger("pylq_ext.demo.socket")
_log.setLevel(logging.WARNING)


class LessonSocket(Generic[ConnectionT]):
    """A connection to a room. Run `stay` as a task; the rest may be called while it runs.

    `url` is the room's socket, `get_ticket` gets a ticket whenever one is needed.
    """

    def __init__(
        self, url: str, connection: ConnectionT, get_ticket: Callable[[], Awaitable[Ticket]]
    ) -> None:
        self.connection: ConnectionT = connection
        #: Why there will be no more socket; None while there is hope.
        self.ended: PyLQError | None = None
        self._url = url
        self._get_ticket = get_ticket
        self._socket: Socket | None = None
        self._may_visit = asyncio.Event()
        self._may_visit.set()
        # Replaced whenever it is set, so that all who wait see every change.
        self._changed = asyncio.Event()
        self._stirred = asyncio.Event()

    async def stay(self) -> None:
        """Keep the socket up until the room has ended, and say why in `ended`."""
        try:
            while self.ended is None:
                await self._may_visit.wait()
                lost = await self._visit()
                if lost.comeback is Comeback.NEVER:
                    reason = lost.reason or f"the host closed the socket ({lost.code})"
                    self._end(RoomClosed(f"The lesson is over: {reason}."))
                self._notify()
                await asyncio.sleep(lost.delay)
        except Exception as defect:
            # Whoever waits is told, instead of waiting for what nobody does any more.
            self._end(PyLQError(f"A defect ended the connection: {defect!r}."))
            raise

    async def until(self, ready: Callable[[ConnectionT], T | None]) -> T:
        """Return what `ready` returns as soon as that is not None; raises what ended the lesson."""
        while True:
            changed = self._changed
            value = ready(self.connection)
            if value is not None:
                return value
            if self.ended is not None:
                raise self.ended
            await changed.wait()

    async def submit(self, give: Callable[[ConnectionT], Pending]) -> Ack:
        """Give an order and return its ack, however often the socket is lost on the way."""
        command = give(self.connection)
        self._stirred.set()
        return await self.until(lambda _: command.ack)

    @contextlib.asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Have no network meanwhile: the socket breaks off, and comes back afterwards."""
        self._may_visit.clear()
        if self._socket is not None:
            self._socket.transport.abort()
        try:
            yield
        finally:
            self._may_visit.set()

    def _end(self, error: PyLQError) -> None:
        self.ended = error
        self._notify()

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _visit(self) -> Lost:
        """Open one socket, stay until it is gone, and return what then."""
        code: int | None = None
        try:
            ticket = await self._get_ticket()
            async with connect(
                self._url,
                subprotocols=[Subprotocol(SUBPROTOCOL), Subprotocol(ANY_VERSION)],
                compression=None,
                proxy=None,
                close_timeout=1,
                ping_interval=None,  # the protocol has its own
                max_size=_MAX_FRAME,
                logger=_log,
            ) as socket:
                self._socket = socket
                self.connection.connected(ticket.ticket, time.monotonic())
                await self._talk(socket)
                code = socket.close_code
        except (RoomClosed, NoSuchRoom, Denied) as refused:
            self._end(refused)
        except (PyLQError, OSError, TimeoutError, WebSocketException):
            pass  # the network: `disconnected` says when to come back
        finally:
            self._socket = None
        return self.connection.disconnected(code, time.monotonic())

    async def _talk(self, socket: Socket) -> None:
        reading = asyncio.create_task(self._read(socket))
        reading.add_done_callback(lambda _: self._stirred.set())
        try:
            while not reading.done():
                self._stirred.clear()
                for event in self.connection.tick(time.monotonic()):
                    await self._obey(event, socket)
                for frame in self.connection.take_frames():
                    await socket.send(frame, text=True)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self.connection.wake_at - time.monotonic()):
                        await self._stirred.wait()
            await reading  # raises MalformedFrame: a defect, to be seen
        except ConnectionClosed:
            pass
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self, socket: Socket) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                frame = await socket.recv(decode=False)
                for event in self.connection.receive(frame, time.monotonic()):
                    await self._obey(event, socket)
                self._stirred.set()
                self._notify()

    async def _obey(self, event: Event, socket: Socket) -> None:
        if isinstance(event, (Gap, Silent)):
            # Not `close`: it would wait for an answer from whoever gives none.
            socket.transport.abort()
        elif isinstance(event, TicketDue):
            # Asked for again soon if it fails; if the ticket ends before, a new socket gets one.
            with contextlib.suppress(PyLQError):
                ticket = await self._get_ticket()
                self.connection.renew(ticket.ticket, ticket.expires_at, time.monotonic())
                self._stirred.set()
