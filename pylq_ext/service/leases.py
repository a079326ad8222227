"""Who comes without a socket: each request is a sign of life, and counts for a while."""

from __future__ import annotations

from pylq_ext.ports.clock import Clock
from pylq_ext.protocol.constants import AWAY_AFTER, GONE_AFTER


class Leases:
    """For each seat of a room, until when its last request keeps it here, and the room at hand."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # Only of requests by which a person reads along.
        self._present_at: dict[str, float] = {}
        self._heard_at: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._heard_at)

    def heard(self, seat: str, *, present: bool) -> None:
        """A request came; `present` says that it shows something to its person."""
        now = self._clock.monotonic()
        self._heard_at[seat] = now
        if present:
            self._present_at[seat] = now

    def here(self) -> set[str]:
        """Return the seats in which a person is, as far as requests tell."""
        now = self._clock.monotonic()
        return {seat for seat, at in self._present_at.items() if now - at < AWAY_AFTER}

    def sweep(self) -> None:
        """Forget whoever has not been heard for long."""
        now = self._clock.monotonic()
        for seat, heard_at in list(self._heard_at.items()):
            if now - heard_at >= GONE_AFTER:
                del self._heard_at[seat]
                self._present_at.pop(seat, None)
