"""How much one seat may order in a while."""

from __future__ import annotations

from pylq_ext.ports.clock import Clock

#: Orders that may come at once, in seconds' worth of the steady rate.
BURST_SECONDS = 10.0


class Allowance:
    """A bucket that fills at `per_second` and is emptied by orders: no seat can fill the disk."""

    def __init__(self, clock: Clock, per_second: float) -> None:
        self._clock = clock
        self._per_second = per_second
        self._most = max(1.0, per_second * BURST_SECONDS)
        self._left = self._most
        self._filled_at = clock.monotonic()

    def take(self) -> bool:
        """Return whether one more order may be given now; if so, it counts."""
        now = self._clock.monotonic()
        self._left = min(self._most, self._left + (now - self._filled_at) * self._per_second)
        self._filled_at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True
