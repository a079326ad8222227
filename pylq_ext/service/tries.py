"""Limiting how often somebody may be wrong."""

from __future__ import annotations

from collections import deque

from pylq_ext.ports.clock import Clock

#: Failures older than this many seconds are forgotten.
WINDOW = 60.0
#: Sources remembered at once; beyond that, the oldest are forgotten.
MAX_SOURCES = 10_000


class Tries:
    """Counts failures by source. A whole class sits behind one address: successes never count."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock = clock
        self._most = most
        self._failures: dict[str, deque[float]] = {}
        # Sources that were right at least once: somebody who belongs here is behind them.
        self._known: dict[str, None] = {}

    def failed(self, source: str) -> None:
        """Count a failure."""
        failures = self._failures.pop(source, deque(maxlen=self._most))
        failures.append(self._clock.monotonic())
        self._failures[source] = failures
        while len(self._failures) > MAX_SOURCES:
            del self._failures[next(iter(self._failures))]

    def succeeded(self, source: str) -> None:
        """Note that somebody there was right."""
        self._known.pop(source, None)
        self._known[source] = None
        while len(self._known) > MAX_SOURCES:
            del self._known[next(iter(self._known))]

    def is_known(self, source: str) -> bool:
        """Return whether somebody there was right before."""
        return source in self._known

    def wait(self, source: str) -> float:
        """Return for how many seconds a source may not try again; 0 if it may now."""
        failures = self._failures.get(source)
        if failures is None or len(failures) < self._most:
            return 0.0
        return max(0.0, failures[0] + WINDOW - self._clock.monotonic())
