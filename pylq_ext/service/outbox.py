"""What waits to be written to one client: never more than the newest of each kind."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from pylq_ext.ports.clock import Clock
from pylq_ext.protocol.constants import CloseCode

#: Replies that may wait for a client that does not read them, before it is dropped.
MAX_REPLIES = 256


class Sink(Protocol):
    """The way out to one client."""

    def write(self, frames: bytes, written: Callable[[], None]) -> None:
        """Write ready frames and call `written` when the network has taken them."""

    def drop(self, code: CloseCode, reason: str) -> None:
        """End the connection."""


class Outbox:
    """Keeps the order of replies, and one pending document of each kind.

    A newer document takes the place of one that was not written yet, so a slow reader costs a
    bounded amount of memory and gets the newest state when it reads on.
    """

    def __init__(self, sink: Sink, clock: Clock) -> None:
        self._sink = sink
        self._clock = clock
        self._replies: deque[bytes] = deque()
        self._documents: dict[str, bytes] = {}
        self._writing = False
        self._closed = False
        # When the network last took something, or had nothing to take.
        self._progress_at = clock.monotonic()
        self._when_empty: list[Callable[[], None]] = []

    def reply(self, frame: bytes) -> None:
        """Write a frame after all replies before it."""
        if self._closed:
            return
        self._replies.append(frame)
        if len(self._replies) > MAX_REPLIES:
            self.drop(CloseCode.SLOW, "slow")
        self._pump()

    def offer(self, documents: dict[str, bytes]) -> None:
        """Write documents, each in place of an unwritten one of the same kind."""
        if self._closed:
            return
        self._documents.update(documents)
        self._pump()

    def when_empty(self, call: Callable[[], None]) -> None:
        """Call `call` once when nothing waits; at once if that is now."""
        if self._writing or self._closed:
            self._when_empty.append(call)
        else:
            call()

    def stuck_for(self) -> float:
        """Return for how many seconds the client has taken nothing of what waits."""
        return self._clock.monotonic() - self._progress_at if self._writing else 0.0

    def drop(self, code: CloseCode, reason: str) -> None:
        """End the connection; nothing more is written."""
        if not self._closed:
            self._closed = True
            self._replies.clear()
            self._documents.clear()
            self._sink.drop(code, reason)

    def close(self) -> None:
        """The connection has ended: let go of what waits, and of who waits."""
        self._closed = True
        self._replies.clear()
        self._documents.clear()
        waiting, self._when_empty = self._when_empty, []
        for call in waiting:
            call()

    def _pump(self) -> None:
        if self._writing or self._closed or not (self._replies or self._documents):
            return
        frames = b"".join((*self._replies, *self._documents.values()))
        self._replies.clear()
        self._documents.clear()
        self._writing = True
        self._progress_at = self._clock.monotonic()
        self._sink.write(frames, self._written)

    def _written(self) -> None:
        self._writing = False
        self._progress_at = self._clock.monotonic()
        if self._replies or self._documents:
            self._pump()
            return
        waiting, self._when_empty = self._when_empty, []
        for call in waiting:
            call()
