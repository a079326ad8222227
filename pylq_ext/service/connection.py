"""One client's connection: who it is, when it was last heard, what waits for it."""

from __future__ import annotations

from pylq_ext.domain.room import Role, Seat
from pylq_ext.ports.clock import Clock
from pylq_ext.protocol.codec import frame_of
from pylq_ext.protocol.constants import AWAY_AFTER, GONE_AFTER, PING_EVERY, CloseCode
from pylq_ext.protocol.messages import Ping
from pylq_ext.service.outbox import Outbox
from pylq_ext.service.tickets import Claims

#: A client that takes nothing of what waits for it for so many seconds is dropped.
STUCK_AFTER = 10.0


class Connection:
    """A lease on a place among those who are told: it lasts as long as signs of life come."""

    def __init__(
        self, claims: Claims, seat: Seat, outbox: Outbox, clock: Clock, *, present: bool
    ) -> None:
        # Replaced when the client renews its ticket; seat and role never change.
        self.claims = claims
        self.seat = seat.id
        self.role: Role = seat.role
        self.outbox = outbox
        # Whether somebody looks at it, so that it counts for who is here.
        self.present = present
        # What it sent and has no answer to yet; while there is some, its pings wait behind it.
        self.in_hand = 0
        self._clock = clock
        self._heard_at = clock.monotonic()
        self._pinged_at = clock.monotonic()

    def heard(self) -> None:
        """Something came from the client."""
        self._heard_at = self._clock.monotonic()

    @property
    def is_here(self) -> bool:
        """Whether a person is there, as far as signs of life tell."""
        return self.present and self._clock.monotonic() - self._heard_at < AWAY_AFTER

    def sweep(self, ping_id: int) -> None:
        """Ping when it is time; drop a client that is gone, stuck or without a valid ticket."""
        now = self._clock.monotonic()
        if self.in_hand:
            self._heard_at = now
        if now - self._heard_at >= GONE_AFTER:
            self.outbox.drop(CloseCode.SILENT, "silent")
        elif self.outbox.stuck_for() >= STUCK_AFTER:
            self.outbox.drop(CloseCode.SLOW, "slow")
        elif self.claims.expires_at <= self._clock.now():
            self.outbox.drop(CloseCode.EXPIRED_TICKET, "expired_ticket")
        elif now - self._pinged_at >= PING_EVERY:
            self._pinged_at = now
            self.outbox.reply(frame_of(Ping(ping_id)))
