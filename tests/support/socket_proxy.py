"""A network that lets HTTP through and keeps lessons' sockets away, as some networks do."""

from __future__ import annotations

import contextlib
import re
import socket
import threading

from tests.support.tcp_proxy import TcpProxy

#: How a request for a lesson's socket begins.
_LESSONS_SOCKET = re.compile(rb"GET \S*/pylq/api/rooms/[0-9a-f]+/socket ")


class SocketProxy(TcpProxy):
    """A TcpProxy that can block lessons' sockets; all others, a notebook's own, are let through.

    What it carries must be plain HTTP, with a connection of its own for each socket, as browsers
    and the `websockets` library make.
    """

    def __init__(self, target: int) -> None:
        super().__init__(target)
        #: How often a lesson's socket was asked for.
        self.tried = 0
        # None: sockets are let through. Otherwise how many bytes of the host's come through.
        self._allowed: int | None = None
        self._silently = False
        self._open: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()

    @property
    def open(self) -> int:
        """How many lessons' sockets are open now."""
        with self._lock:
            return len(self._open)

    def block(self, *, after: int = 0, silently: bool = False) -> None:
        """Break every lesson's socket, and each further one after so many bytes of the host's.

        With 0 none is opened at all. `silently`: a further one is not broken, but nothing more
        comes through.
        """
        with self._lock:
            self._allowed = after
            self._silently = silently
            ends, self._open = self._open, set()
        for pair in ends:
            self._end(*pair)

    def let_through(self) -> None:
        """Let every socket through again."""
        with self._lock:
            self._allowed = None

    def _join(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if not _LESSONS_SOCKET.match(near.recv(4096, socket.MSG_PEEK)):
                super()._join(near, far)
                return
            with self._lock:
                self.tried += 1
                allowed = self._allowed
                if allowed is None:
                    self._open.add((near, far))
            if allowed is None:
                super()._join(near, far)
            else:
                self._let_a_little(near, far, allowed)
        self._end(near, far)
        with self._lock:
            self._open.discard((near, far))

    def _let_a_little(self, near: socket.socket, far: socket.socket, allowed: int) -> None:
        if allowed > 0 or self._silently:
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()
        while allowed > 0 and (data := far.recv(min(allowed, 65536))):
            near.sendall(data)
            allowed -= len(data)
        while self._silently and far.recv(65536):
            pass
