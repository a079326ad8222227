"""The lesson's WebSocket: frames in, the service's frames out."""

from __future__ import annotations

import asyncio
import logging

from tornado.websocket import WebSocketHandler

from pylq_ext.domain.errors import (
    Denied,
    ExpiredTicket,
    InvalidTicket,
    NoSuchRoom,
    PyLQError,
    RoomClosed,
)
from pylq_ext.handlers.base import Handler, for_everyone
from pylq_ext.handlers.socket_sink import SocketSink
from pylq_ext.ports.room_store import StoreBusy, StoreUnavailable
from pylq_ext.protocol.codec import Malformed, read_client_message
from pylq_ext.protocol.constants import (
    ANY_VERSION,
    HELLO_WITHIN,
    MAX_INBOUND,
    SUBPROTOCOL,
    CloseCode,
)
from pylq_ext.protocol.messages import Hello
from pylq_ext.service.connection import Connection

_log = logging.getLogger(__name__)


class LessonSocket(WebSocketHandler, Handler):
    """`api/rooms/{id}/socket`: whoever connects is nobody until a first frame brings a ticket."""

    def initialize(self) -> None:
        """Nobody has said hello yet."""
        self._room_id = ""
        self._connection: Connection | None = None
        self._hello_timer: asyncio.TimerHandle | None = None
        self._sink = SocketSink(self)

    @for_everyone
    async def get(self, /, *args: str, **kwargs: str) -> None:
        """Upgrade to a socket."""
        await super().get(*args, **kwargs)

    def check_origin(self, origin_to_satisfy_tornado: str = "") -> bool:
        """Let in pages of this server, programs, and whom Jupyter was told to let in."""
        return Handler.check_origin(self, origin_to_satisfy_tornado)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Choose version 1, or the name under which an unknown version is refused readably."""
        return next((name for name in (SUBPROTOCOL, ANY_VERSION) if name in subprotocols), None)

    def get_compression_options(self) -> None:
        """Do not compress: it costs 200 KB a connection and saves little on short frames."""

    @property
    def max_message_size(self) -> int:
        """The largest frame that is read; Tornado closes with 1009 beyond it."""
        return MAX_INBOUND

    @property
    def ping_interval(self) -> None:
        """Signs of life are messages of the protocol, so that pages can see them too."""
        return None

    def open(self, room_id: str) -> None:
        """Wait for the first frame."""
        self._room_id = room_id
        self.set_nodelay(True)
        if self.selected_subprotocol != SUBPROTOCOL:
            self._sink.drop(CloseCode.UNKNOWN_VERSION, "unknown_version")
            return
        self._hello_timer = asyncio.get_running_loop().call_later(
            HELLO_WITHIN, self._sink.drop, CloseCode.NO_HELLO, "no_hello"
        )

    async def on_message(self, message: str | bytes) -> None:
        """Hand a frame to the service; the next one is read when this one has been dealt with."""
        if self._sink.dropped:
            return
        try:
            read = read_client_message(message)
        except Malformed as error:
            # Shortened and quoted: whoever sent it chose what is in it.
            _log.warning("A malformed frame closed a lesson's socket: %.200r", str(error))
            self._sink.drop(CloseCode.MALFORMED, "malformed")
            return
        if self._connection is not None:
            await self.context.lessons.receive(self._connection, read)
        elif isinstance(read, Hello):
            await self._let_in(read)
        else:
            self._sink.drop(CloseCode.BAD_TICKET, "no_hello")

    async def _let_in(self, hello: Hello) -> None:
        self._stop_timer()
        try:
            self.context.read_ticket(hello.ticket)
            connection = await self.context.lessons.attach(self._room_id, hello, self._sink)
        except PyLQError as error:
            self._sink.drop(_code_of(error), str(error.params.get("code", error.code)))
        except (StoreBusy, StoreUnavailable) as error:
            _log.error("A client could not be let in: %s", error)
            self._sink.drop(CloseCode.BUSY, "no_store")
        else:
            self._connection = connection
            if self.ws_connection is None:
                # It closed while the room was being read.
                self.on_close()

    def on_close(self) -> None:
        """Tell the service that the client has gone."""
        self._stop_timer()
        if self._connection is not None:
            self.context.lessons.detach(self._connection)

    def _stop_timer(self) -> None:
        if self._hello_timer is not None:
            self._hello_timer.cancel()


def _code_of(error: PyLQError) -> CloseCode:
    match error:
        case InvalidTicket():
            return CloseCode.BAD_TICKET
        case ExpiredTicket():
            return CloseCode.EXPIRED_TICKET
        case Denied():
            return CloseCode.DENIED
        case NoSuchRoom():
            return CloseCode.NO_SUCH_ROOM
        case RoomClosed():
            return CloseCode.ROOM_CLOSED
        case _:
            return CloseCode.BUSY
