"""Knowing what time it is."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Two clocks: one that people share, one that never jumps."""

    def now(self) -> int:
        """Return the time in milliseconds since the epoch (UTC)."""

    def monotonic(self) -> float:
        """Return seconds since some moment; never goes back."""
