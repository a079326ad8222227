"""A network between a client and a server that a test can hold up and cut."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self


class TcpProxy:
    """Carries bytes between a loopback port of its own and `target`.

    `hold` keeps all bytes where they are, as a stalled network does; `release` lets them on, in
    order. `cut` drops every connection; new ones are refused until `restore`.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._flowing = threading.Event()
        self._flowing.set()
        self._refusing = threading.Event()
        self._sockets: set[socket.socket] = set()
        self._guard = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """The address that a client uses instead of the server's."""
        return f"http://127.0.0.1:{self.port}"

    def hold(self) -> None:
        """Let nothing through, without anybody noticing a broken connection."""
        self._flowing.clear()

    def release(self) -> None:
        """Let everything on that was held up."""
        self._flowing.set()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._refusing.set()
        with self._guard:
            sockets, self._sockets = self._sockets, set()
        for one in sockets:
            _close(one)

    def restore(self) -> None:
        """Take connections again."""
        self._refusing.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._refusing.is_set():
                _close(near)
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                _close(near)
                continue
            with self._guard:
                self._sockets |= {near, far}
            threading.Thread(target=self._join, args=(near, far), daemon=True).start()

    def _join(self, near: socket.socket, far: socket.socket) -> None:
        """Let two ends that belong together talk until one of them closes."""
        answering = threading.Thread(target=self._carry, args=(far, near), daemon=True)
        answering.start()
        self._carry(near, far)
        answering.join()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait()
                sink.sendall(data)
            # That one side has closed is held up as well, as the last thing it sent.
            self._flowing.wait()
        self._end(source, sink)

    def _end(self, *ends: socket.socket) -> None:
        for one in ends:
            _close(one)
        with self._guard:
            self._sockets -= set(ends)


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
