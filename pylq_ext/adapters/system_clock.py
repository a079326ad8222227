"""The computer's clocks."""

from __future__ import annotations

import time


class SystemClock:
    """Implements `ports.clock.Clock` with the computer's clocks."""

    def now(self) -> int:
        """Return the time in milliseconds since the epoch (UTC)."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Return seconds since the computer's start; never goes back."""
        return time.monotonic()
