"""A room's WebSocket as a line: frames in, frames out."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from websockets.asyncio.client import ClientConnection as Socket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from pylq_ext.protocol.constants import ANY_VERSION, SUBPROTOCOL
from pylq_ext.widgets.host import NoHost
from pylq_ext.widgets.line import LineEnded
from pylq_ext.widgets.one_call import PATIENCE

#: A whole lesson's feed in one batch must fit: some megabytes for a large class.
_MAX_FRAME: Final = 64 * 1024 * 1024

# Its frames carry tickets: at level DEBUG, websockets would log them.
_log = logging.getLogger("pylq_ext.widgets.socket")
_log.setLevel(logging.WARNING)


class SocketLine:
    """One open socket."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket

    @property
    def close_code(self) -> int | None:
        """Why the host has closed it; None while it has not, or without a word."""
        return self._socket.close_code

    async def send(self, frame: bytes) -> None:
        """Send one text frame; raises LineEnded."""
        try:
            await self._socket.send(frame, text=True)
        except ConnectionClosed:
            raise LineEnded from None

    async def receive(self) -> bytes:
        """Return the next frame; raises LineEnded."""
        try:
            return await self._socket.recv(decode=False)
        except ConnectionClosed:
            raise LineEnded from None

    def abort(self) -> None:
        """Leave it at once. Not `close`: that waits for an answer from whoever gives none."""
        self._socket.transport.abort()


@asynccontextmanager
async def open_socket(url: str) -> AsyncIterator[SocketLine]:
    """Open a room's socket, for as long as the block runs; raises NoHost."""
    opening = connect(
        url,
        subprotocols=[Subprotocol(SUBPROTOCOL), Subprotocol(ANY_VERSION)],
        compression=None,
        proxy=None,
        open_timeout=PATIENCE,
        close_timeout=1,
        ping_interval=None,  # the protocol has its own
        max_size=_MAX_FRAME,
        logger=_log,
    )
    try:
        socket = await opening
    except (OSError, TimeoutError, WebSocketException) as trouble:
        raise NoHost(
            f"The PyLiveQuestions host does not answer at its socket ({trouble})."
        ) from None
    async with socket:
        try:
            yield SocketLine(socket)
        except BaseException:
            # Whoever gave it up does not wait until it is closed properly.
            socket.transport.abort()
            raise
