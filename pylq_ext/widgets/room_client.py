"""A room's line, kept up in the background, and orders that come back within five seconds.

The protocol's rules are `protocol.client`'s; here are the lines, the clock and the threads. The
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
from pylq_ext.protocol.client_connection import hello_of, is_welcome
from pylq_ext.protocol.constants import GONE_AFTER, CloseCode
from pylq_ext.protocol.messages import Ack, Welcome
from pylq_ext.widgets.host import Host, NoAnswer, NoHost, Ticket
from pylq_ext.widgets.line import Line, LineEnded
from pylq_ext.widgets.loop_thread import LoopThread, in_daemon_thread, shared
from pylq_ext.widgets.one_call import PATIENCE, time_left
from pylq_ext.widgets.polled_line import PolledLine
from pylq_ext.widgets.refusals import ending, refusal
from pylq_ext.widgets.seat_file import Seat
from pylq_ext.widgets.socket_line import open_socket

ConnectionT = TypeVar("ConnectionT", OwnerConnection, AttendeeConnection)
T = TypeVar("T")

#: How long an order waits, once it is stored, for the documents that show it, in seconds.
_SHOWN_WITHIN: Final = 1.0

#: Where a ticket came by HTTP, a socket has so long to be opened and welcomed, in seconds.
_WELCOMED_WITHIN: Final = 2.0

#: How long a socket must have lived to count as one that this network lets through, in seconds.
_LIVES: Final = 2 * GONE_AFTER

#: While there are requests in its place, a socket is tried so often, in seconds.
_TRY_EVERY: Final = 30.0

_log = logging.getLogger(__name__)


class RoomClient(Generic[ConnectionT]):
    """A participant's connection to a room from this kernel.

    `url` is the room's socket; `get_ticket` is called in a thread of its own and may block;
    `patience` is how long an order may take, in seconds. The socket is opened with the first order
    or question, and then kept up until the process ends. Where `by_http` is given and the network
    lets no socket through, the room is asked by it, and a socket tried again every `try_every`
    seconds.
    """

    def __init__(
        self,
        url: str,
        connection: ConnectionT,
        get_ticket: Callable[[], Ticket],
        by_http: Callable[[ConnectionT], PolledLine] | None = None,
        *,
        patience: float = PATIENCE,
        try_every: float = _TRY_EVERY,
    ) -> None:
        #: What is held; only the loop's thread may change it.
        self.connection: ConnectionT = connection
        #: Why there will be no more socket; None while there is hope.
        self.ended: PyLQError | None = None
        #: The newest ticket; None before the first.
        self.ticket: Ticket | None = None
        self._url = url
        self._get_ticket = get_ticket
        self._by_http: Callable[[ConnectionT], PolledLine] | None = by_http
        self._patience = patience
        self._try_every = try_every
        self._loop: LoopThread | None = None
        # From here on for the loop's thread only.
        self._stirred: asyncio.Event | None = None
        self._watchers: list[Callable[[], bool]] = []
        self._trouble: PyLQError | None = None
        # Whether the last socket came to nothing.
        self._polls = False

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
        return self.read(lambda connection: connection)

    def read(self, take: Callable[[ConnectionT], T | None]) -> T:
        """Return what `take` finds once every fact is there that was committed before this call.

        `take` is called on the loop's thread, until it returns something. Raises NoAnswer or NoHost
        after five seconds, or whatever ended it.
        """
        caught_up = self.catching_up()
        found = self._wait(
            lambda connection: take(connection) if caught_up(connection) else None, self._patience
        )
        if found is None:
            raise self._unanswered(None)
        return found

    def catching_up(self) -> Callable[[ConnectionT], bool]:
        """Return a question for the loop's thread: is every fact there from before it was asked?

        It is to be asked again after every change.
        """
        asked = lives = 0

        def caught_up(connection: ConnectionT) -> bool:
            nonlocal asked, lives
            if not connection.live or connection.room is None:
                return False
            if lives != connection.lives:  # the first time, and whenever a ping was lost
                lives = connection.lives
                asked = connection.ping()
                self._stir()
            return connection.ponged >= asked

        return caught_up

    def watch(self, look: Callable[[ConnectionT], bool]) -> None:
        """Call `look` on the loop's thread, now and after every change, until it returns False."""
        self._start()
        self._post(lambda: self._watchers.append(lambda: not look(self.connection)))
        self._post(self._changed)

    def wait_until(self, holds: Callable[[ConnectionT], bool]) -> None:
        """Return when what is held fulfils a condition.

        Raises NoAnswer or NoHost after five seconds, or whatever ended it.
        """
        if self._wait(lambda connection: holds(connection) or None, self._patience) is None:
            raise self._unanswered(None)

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
            value, error = answer.get(timeout=time_left(timeout))
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
        """Have one line, stay until it is gone, and return what then."""
        code: int | None = None
        try:
            self.ticket = ticket = await in_daemon_thread(self._get_ticket)
            if self._polls and self._by_http is not None:
                code = await self._stay_by_http(self._by_http(self.connection), ticket)
            else:
                code = await self._stay_by_socket(ticket)
        except (RoomClosed, NoSuchRoom, Denied) as refused:
            self._end(refused)
        except PyLQError as trouble:
            self._trouble = trouble
        except (OSError, TimeoutError) as trouble:
            self._trouble = NoHost(f"The PyLiveQuestions host answers no more ({trouble}).")
        return self.connection.disconnected(code, time.monotonic())

    async def _stay_by_socket(self, ticket: Ticket) -> int | None:
        began = time.monotonic()
        code: int | None = None
        patience = None if self._by_http is None else _WELCOMED_WITHIN
        try:
            async with asyncio.timeout(patience) as limit, open_socket(self._url) as line:
                self.connection.connected(ticket.ticket, time.monotonic())
                await self._talk(line, lambda: limit.reschedule(None))
                code = line.close_code
        finally:
            # The ticket came, so requests go through. What the host itself has ended, came through.
            is_hosts = code is not None and code >= CloseCode.MALFORMED
            self._polls = not is_hosts and time.monotonic() - began < _LIVES
        return code

    async def _stay_by_http(self, line: PolledLine, ticket: Ticket) -> int | None:
        trying = asyncio.create_task(self._await_socket(line))
        try:
            self.connection.connected(ticket.ticket, time.monotonic())
            await self._talk(line)
        finally:
            trying.cancel()
            await asyncio.gather(trying, return_exceptions=True)
        return line.close_code

    async def _await_socket(self, instead: Line) -> None:
        """Leave a line as soon as a socket is let through as far as its welcome."""
        while True:
            await asyncio.sleep(self._try_every)
            with contextlib.suppress(PyLQError, LineEnded, TimeoutError):
                async with asyncio.timeout(_WELCOMED_WITHIN), open_socket(self._url) as line:
                    await line.send(hello_of(cast(Ticket, self.ticket).ticket))
                    if is_welcome(await line.receive()):
                        break
        self._polls = False
        instead.abort()

    async def _talk(self, line: Line, welcomed: Callable[[], None] = lambda: None) -> None:
        reading = asyncio.create_task(self._read(line, welcomed))
        reading.add_done_callback(lambda _: self._stir())
        stirred = cast(asyncio.Event, self._stirred)
        try:
            while not reading.done():
                stirred.clear()
                for event in self.connection.tick(time.monotonic()):
                    self._obey(event, line)
                for frame in self.connection.take_frames():
                    async with asyncio.timeout(GONE_AFTER):
                        await line.send(frame)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self.connection.wake_at - time.monotonic()):
                        await stirred.wait()
        except LineEnded:
            pass
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self, line: Line, welcomed: Callable[[], None]) -> None:
        with contextlib.suppress(LineEnded):
            while True:
                frame = await line.receive()
                try:
                    events = self.connection.receive(frame, time.monotonic())
                except MalformedFrame:
                    _log.exception("A host sent what is not protocol v1")
                    line.abort()
                    return
                for event in events:
                    if isinstance(event, Welcome):
                        welcomed()
                    self._obey(event, line)
                if self.connection.ready:
                    self._trouble = None
                self._stir()
                self._changed()

    def _obey(self, event: Event, line: Line) -> None:
        if isinstance(event, (Gap, Silent)):
            line.abort()
        elif isinstance(event, TicketDue):
            cast(LoopThread, self._loop).spawn(self._renew())

    async def _renew(self) -> None:
        # Asked for again soon if it fails; and if the ticket ends before, a new socket gets one.
        with contextlib.suppress(PyLQError):
            self.ticket = ticket = await in_daemon_thread(self._get_ticket)
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
        client = RoomClient(
            url,
            OwnerConnection(present=False),
            lambda: host.ticket(room),
            lambda connection: PolledLine(host, room, connection.held_for_poll),
        )
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
            lambda connection: PolledLine(host, seat.room, connection.held_for_poll),
        )
        _attendees[url, seat.seat] = client
    return client
