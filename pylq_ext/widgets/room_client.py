"""A room's socket, kept up in the background, and orders that come back within five seconds.

The protocol's rules are `protocol.client`'s; here are the socket, the clock and the threads. The
connection belongs to the loop's thread. Other threads read its documents, which are immutable, and
wait through a queue that no interrupted cell can leave locked.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Final, Generic, TypeVar, cast

from websockets.asyncio.client import ClientConnection as Socket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from pylq_ext.domain.errors import Busy, Denied, NoSuchRoom, PyLQError, RoomClosed
from pylq_ext.domain.outcomes import Result
from pylq_ext.protocol.client import (
    AttendeeConnection,
    Comeback,
    Event,
    Gap,
    Lost,
    MalformedFrame,
    OwnerConnection,
    Pending,
    Silent,
    TicketDue,
)
from pylq_ext.protocol.constants import ANY_VERSION, GONE_AFTER, SUBPROTOCOL
from pylq_ext.protocol.messages import Ack
from pylq_ext.widgets.host import PATIENCE, Host, NoAnswer, NoHost, Ticket
from pylq_ext.widgets.loop_thread import LoopThread, in_daemon_thread, shared
from pylq_ext.widgets.refusals import ending, refusal
from pylq_ext.widgets.seat_file import Seat

ConnectionT = TypeVar("ConnectionT", OwnerConnection, AttendeeConnection)
T = TypeVar("T")

#: A whole lesson's feed in one batch must fit: some megabytes for a large class.
_MAX_FRAME: Final = 64 * 1024 * 1024

#: How long an order waits, once it is stored, for the documents that show it, in seconds.
_SHOWN_WITHIN: Final = 1.0

# Its frames carry tickets: at level DEBUG, websockets would log them.
_log = logging.getLogger("pylq_ext.widgets.socket")
_log.setLevel(logging.WARNING)


class RoomClient(Generic[ConnectionT]):
    """A participant's connection to a room from this kernel.

    `url` is the room's socket; `get_ticket` is called in a thread of its own and may block;
    `patience` is how long an order may take, in seconds. The socket is opened with the first order
    or question, and then kept up until the process ends.
    """

    def __init__(
        self,
        url: str,
        connection: ConnectionT,
        get_ticket: Callable[[], Ticket],
        *,
        patience: float = PATIENCE,
    ) -> None:
        #: What is held; only the loop's thread may change it.
        self.connection: ConnectionT = connection
        #: Why there will be no more socket; None while there is hope.
        self.ended: PyLQError | None = None
        self._url = url
        self._get_ticket = get_ticket
        self._patience = patience
        self._loop: LoopThread | None = None
        # From here on for the loop's thread only.
        self._stirred: asyncio.Event | None = None
        self._watchers: list[Callable[[], bool]] = []
        self._trouble: PyLQError | None = None

    def submit(self, give: Callable[[ConnectionT], Pending]) -> Ack:
        """Give an order, wait for the commit, and return the ack.

        `give` is called on the loop's thread as soon as the room is known. Raises the domain's
        error for a refusal, Busy or NoAnswer after five seconds; after an error the order is not
        sent again. Afterwards the documents show what was done.
        """
        given: list[Pending] = []

        def settled(connection: ConnectionT) -> Ack | None:
            if not given:
                if not connection.ready:
                    return None
                given.append(give(connection))
                self._stir()
            return given[0].ack

        try:
            ack = self._wait(settled, self._patience)
        finally:
            # Also when the cell was interrupted: what a person gave up must not happen later.
            if given:
                self._post(lambda: self.connection.forget(given[0]))
        if ack is None:
            raise self._unanswered(given[0] if given else None)
        if ack.result not in (Result.OK, Result.DUPLICATE):
            raise refusal(ack)
        self._wait(lambda connection: connection.is_shown(given[0]) or None, _SHOWN_WITHIN)
        return ack

    def look(self) -> ConnectionT:
        """Return the connection once its room and question are known.

        Raises NoAnswer or NoHost after five seconds, or whatever ended it.
        """
        if self._wait(lambda connection: connection.ready or None, self._patience) is None:
            raise self._unanswered(None)
        return self.connection

    def read_all(self) -> ConnectionT:
        """Return an owner's connection once it has every fact committed before this call.

        Raises NoAnswer or NoHost after five seconds, or whatever ended it.
        """
        asked = lives = 0

        def caught_up(connection: ConnectionT) -> bool | None:
            nonlocal asked, lives
            if not connection.live or connection.room is None:
                return None
            if lives != connection.lives:  # the first time, and whenever a ping was lost
                lives = connection.lives
                asked = connection.ping()
                self._stir()
            return connection.ponged >= asked or None

        if self._wait(caught_up, self._patience) is None:
            raise self._unanswered(None)
        return self.connection

    @property
    def usable(self) -> bool:
        """Whether a new client would do no better.

        That of a closed room still has its last documents; whatever else ended one may be mended
        by now, and in a forked process nobody keeps the socket up.
        """
        hopeless = self.ended is not None and not isinstance(self.ended, RoomClosed)
        return not hopeless and (self._loop is None or self._loop.alive)

    # Any thread but the loop's

    def _wait(self, ready: Callable[[ConnectionT], T | None], timeout: float) -> T | None:
        """Return what `ready` returns when that is not None any more; None after `timeout`.

        `ready` is called on the loop's thread, now and after every change; what it raises is
        raised here.
        """
        answer: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()
        wanted = True

        def watch() -> bool:
            if not wanted:
                return True
            try:
                # An order that was settled before the end is settled all the same.
                value = ready(self.connection)
                if value is None and self.ended is not None:
                    raise self.ended
            except Exception as error:
                answer.put((None, error))
                return True
            if value is None:
                return False
            answer.put((value, None))
            return True

        self._start()
        self._post(lambda: self._watchers.append(watch))
        self._post(self._changed)
        try:
            value, error = answer.get(timeout=timeout)
        except Empty:
            return None
        finally:
            wanted = False
        if error is not None:
            raise error
        return value

    def _start(self) -> None:
        if self._loop is not None:
            return
        loop = shared()
        self._loop = loop
        loop.post(lambda: loop.spawn(self._stay()))

    def _post(self, call: Callable[[], object]) -> None:
        try:
            cast(LoopThread, self._loop).post(call)
        except RuntimeError:
            raise NoAnswer(
                "This object belongs to the process in which it was made (this one is a copy of "
                "it, or is ending). Use it there."
            ) from None

    def _unanswered(self, command: Pending | None) -> PyLQError:
        if command is not None and command.busy:
            return Busy(
                "The host could not store it now, and stored nothing. Try again in a moment."
            )
        if command is None and self._trouble is not None:
            return self._trouble
        silent = f"The host did not answer within {self._patience:.0f} seconds."
        if command is None:
            return NoAnswer(silent)
        return NoAnswer(
            f"{silent} Whether it was stored will be seen when it answers again; it is not sent "
            "again by itself."
        )

    # The loop's thread only

    def _changed(self) -> None:
        self._watchers = [watch for watch in self._watchers if not watch()]

    def _stir(self) -> None:
        """Have the frames sent that are ready."""
        if self._stirred is not None:
            self._stirred.set()

    async def _stay(self) -> None:
        self._stirred = asyncio.Event()
        try:
            while self.ended is None:
                lost = await self._visit()
                if lost.comeback is Comeback.NEVER:
                    self._end(ending(lost))
                self._changed()
                await asyncio.sleep(lost.delay)
        except Exception as defect:
            # Whoever waits is told at once, instead of waiting for what nobody does any more.
            self._end(PyLQError(f"A defect in PyLiveQuestions ended the connection: {defect!r}."))
            _log.exception("The room client broke")

    def _end(self, error: PyLQError) -> None:
        self.ended = error
        self._changed()

    async def _visit(self) -> Lost:
        """Open one socket, stay until it is gone, and return what then."""
        code: int | None = None
        try:
            ticket = await in_daemon_thread(self._get_ticket)
            async with connect(
                self._url,
                subprotocols=[Subprotocol(SUBPROTOCOL), Subprotocol(ANY_VERSION)],
                compression=None,
                proxy=None,
                open_timeout=PATIENCE,
                close_timeout=1,
                ping_interval=None,  # the protocol has its own
                max_size=_MAX_FRAME,
                logger=_log,
            ) as socket:
                self.connection.connected(ticket.ticket, time.monotonic())
                await self._talk(socket)
                code = socket.close_code
        except (RoomClosed, NoSuchRoom, Denied) as refused:
            self._end(refused)
        except PyLQError as trouble:
            self._trouble = trouble
        except (OSError, TimeoutError, WebSocketException) as trouble:
            self._trouble = NoHost(
                f"The PyLiveQuestions host does not answer at its socket ({trouble})."
            )
        return self.connection.disconnected(code, time.monotonic())

    async def _talk(self, socket: Socket) -> None:
        reading = asyncio.create_task(self._read(socket))
        reading.add_done_callback(lambda _: self._stir())
        stirred = cast(asyncio.Event, self._stirred)
        try:
            while not reading.done():
                stirred.clear()
                for event in self.connection.tick(time.monotonic()):
                    self._obey(event, socket)
                for frame in self.connection.take_frames():
                    async with asyncio.timeout(GONE_AFTER):
                        await socket.send(frame, text=True)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self.connection.wake_at - time.monotonic()):
                        await stirred.wait()
        except ConnectionClosed:
            pass
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self, socket: Socket) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                frame = await socket.recv(decode=False)
                try:
                    events = self.connection.receive(frame, time.monotonic())
                except MalformedFrame:
                    _log.exception("A host sent what is not protocol v1")
                    socket.transport.abort()
                    return
                for event in events:
                    self._obey(event, socket)
                if self.connection.ready:
                    self._trouble = None
                self._stir()
                self._changed()

    def _obey(self, event: Event, socket: Socket) -> None:
        if isinstance(event, (Gap, Silent)):
            # Not `close`: it would wait for an answer from whoever gives none.
            socket.transport.abort()
        elif isinstance(event, TicketDue):
            cast(LoopThread, self._loop).spawn(self._renew())

    async def _renew(self) -> None:
        # Asked for again soon if it fails; and if the ticket ends before, a new socket gets one.
        with contextlib.suppress(PyLQError):
            ticket = await in_daemon_thread(self._get_ticket)
            self.connection.renew(ticket.ticket, ticket.expires_at, time.monotonic())
            self._stir()


_owners: dict[str, RoomClient[OwnerConnection]] = {}
_attendees: dict[tuple[str, str], RoomClient[AttendeeConnection]] = {}


def owner_client(host: Host, room: str) -> RoomClient[OwnerConnection]:
    """Return this process's client of a room: a cell that is run again opens no second socket."""
    url = host.socket_url(room)
    client = _owners.get(url)
    if client is None or not client.usable:
        # A program reads along and shows nothing: it does not make its person present.
        client = RoomClient(url, OwnerConnection(present=False), lambda: host.ticket(room))
        _owners[url] = client
    return client


def attendee_client(host: Host, seat: Seat) -> RoomClient[AttendeeConnection]:
    """Return this process's client of a seat."""
    url = host.socket_url(seat.room)
    client = _attendees.get((url, seat.seat))
    if client is None or not client.usable:
        client = RoomClient(
            url,
            AttendeeConnection(present=False),
            lambda: host.ticket(seat.room, seat.seat, seat.secret),
        )
        _attendees[url, seat.seat] = client
    return client
