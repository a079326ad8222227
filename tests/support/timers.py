"""Timers that go off when a test lets time pass, and not by themselves."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.fixed import FixedClock


class Timers:
    """Implements `service.deadlines.After` on a clock that stands still."""

    def __init__(self, clock: FixedClock) -> None:
        self._clock = clock
        self._pending: dict[object, tuple[float, Callable[[], None]]] = {}

    def after(self, delay: float, act: Callable[[], None]) -> Callable[[], None]:
        key = object()
        self._pending[key] = (self._clock.monotonic() + delay, act)

        def prevent() -> None:
            self._pending.pop(key, None)

        return prevent

    def go_off(self) -> int:
        """Let every timer go off that is due, and return how many were."""
        due = [key for key, (at, _) in self._pending.items() if at <= self._clock.monotonic()]
        for key in due:
            _, act = self._pending.pop(key)
            act()
        return len(due)

    @property
    def delays(self) -> list[float]:
        """In how many seconds the timers are due, the next first."""
        return sorted(at - self._clock.monotonic() for at, _ in self._pending.values())
