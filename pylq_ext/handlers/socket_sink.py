"""A Tornado WebSocket as the service's way out to one client."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable
from typing import TYPE_CHECKING

from tornado.iostream import IOStream, StreamClosedError
from tornado.websocket import WebSocketProtocol13

from pylq_ext.protocol.codec import frame_of
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import Goodbye

if TYPE_CHECKING:
    from tornado.websocket import WebSocketHandler


class SocketSink:
    """Implements `service.outbox.Sink` on an open WebSocket."""

    def __init__(self, handler: WebSocketHandler) -> None:
        self._handler = handler
        # Set once; after it nothing is written and what comes in is ignored.
        self.dropped = False

    def write(self, frames: bytes, written: Callable[[], None]) -> None:
        """Write frames that were made once for the whole class, past Tornado's own framing."""
        stream = self._stream()
        if stream is None or self.dropped:
            return

        def done(future: Future[None]) -> None:
            if not future.cancelled() and future.exception() is None:
                written()

        try:
            stream.write(frames).add_done_callback(done)
        except StreamClosedError:
            # The handler is about to be told that the socket has closed.
            return

    def drop(self, code: CloseCode, reason: str) -> None:
        """End the connection, saying why to whoever may still be there."""
        if self.dropped:
            return
        self.dropped = True
        stream = self._stream()
        if stream is None:
            return
        if code is CloseCode.SILENT:
            # A polite close would wait five seconds for an answer that cannot come.
            stream.close()
            return
        try:
            stream.write(frame_of(Goodbye(code, reason)))
        except StreamClosedError:
            return
        self._handler.close(code, reason)

    def _stream(self) -> IOStream | None:
        protocol = self._handler.ws_connection
        return protocol.stream if isinstance(protocol, WebSocketProtocol13) else None
