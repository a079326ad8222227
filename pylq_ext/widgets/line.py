"""What carries a room client's frames: a socket, or requests in its place."""

from __future__ import annotations

from typing import Protocol


class LineEnded(Exception):
    """A line carries nothing any more; its `close_code` may say why."""


class Line(Protocol):
    """Frames in, frames out, in order."""

    @property
    def close_code(self) -> int | None:
        """Why the host has ended it (`CloseCode`); None while it has not, or without a word."""

    async def send(self, frame: bytes) -> None:
        """Send one frame; raises LineEnded."""

    async def receive(self) -> bytes:
        """Return the next frame; raises LineEnded."""

    def abort(self) -> None:
        """Leave it at once: `receive` raises LineEnded."""
