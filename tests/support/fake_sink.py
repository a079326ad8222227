"""A way out to one client that leads nowhere: it remembers what would have been written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pylq_ext.protocol.codec import encode
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import Goodbye


class FakeSink:
    """Implements `service.outbox.Sink`. One that is `slow` takes nothing until it is told to."""

    def __init__(self, *, slow: bool = False) -> None:
        self.slow = slow
        #: Each write as it came, one or more ready frames long.
        self.writes: list[bytes] = []
        self.dropped: tuple[CloseCode, str] | None = None
        self._waiting: list[Callable[[], None]] = []
        self._seen = 0

    def write(self, frames: bytes, written: Callable[[], None]) -> None:
        self.writes.append(frames)
        if self.slow:
            self._waiting.append(written)
        else:
            written()

    def drop(self, code: CloseCode, reason: str) -> None:
        assert self.dropped is None, "a client is dropped once"
        self.dropped = (code, reason)

    def take(self) -> None:
        """The network takes what was written."""
        waiting, self._waiting = self._waiting, []
        for written in waiting:
            written()

    def frames(self) -> list[Any]:
        """Everything that was written, as JSON, in order."""
        return [json.loads(payload) for payload in payloads(b"".join(self.writes))]

    def news(self) -> list[Any]:
        """What was written since the last call; a goodbye is what the socket would say last."""
        frames = self.frames()
        if self.dropped is not None:
            frames.append(json.loads(encode(Goodbye(*self.dropped))))
        new = frames[self._seen :]
        self._seen = len(frames)
        return new


def payloads(frames: bytes) -> list[bytes]:
    """Take unmasked text frames (RFC 6455, 5.2) apart."""
    found = []
    while frames:
        assert frames[0] == 0x81, "a whole text frame"
        size, start = frames[1], 2
        if size == 126:
            size, start = int.from_bytes(frames[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(frames[2:10], "big"), 10
        found.append(frames[start : start + size])
        assert len(found[-1]) == size, "no frame is cut off"
        frames = frames[start + size :]
    return found
