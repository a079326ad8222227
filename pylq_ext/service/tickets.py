"""Tickets: short-lived signed proof of seat and role."""

from __future__ import annotations

from dataclasses import dataclass, field

from itsdangerous import BadData, URLSafeSerializer

from pylq_ext.domain.errors import Denied, ExpiredTicket, InvalidTicket
from pylq_ext.domain.room import Role, Seat
from pylq_ext.ports.clock import Clock

#: How long a ticket is good for, in seconds.
TICKET_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Claims:
    """What a ticket proves. `expires_at` is in milliseconds since the epoch."""

    room: str
    seat: str
    role: Role
    generation: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket and when it ends; the text itself stays out of logs and tracebacks."""

    text: str = field(repr=False)
    expires_at: int


class TicketOffice:
    """Issues tickets and reads them. `key` must outlive restarts, and be secret."""

    def __init__(self, key: bytes, clock: Clock, seconds: int = TICKET_SECONDS) -> None:
        self._signer = URLSafeSerializer(key, salt="pylivequestions.ticket")
        self._clock = clock
        self._seconds = seconds

    def issue(self, room: str, seat: Seat) -> Ticket:
        """Return a new ticket for a seat."""
        expires_at = self._clock.now() + self._seconds * 1000
        signed = self._signer.dumps([room, seat.id, seat.role, seat.generation, expires_at])
        return Ticket(str(signed), expires_at)

    def read(self, text: str) -> Claims:
        """Return what a ticket proves; raises InvalidTicket or ExpiredTicket."""
        try:
            room, seat, role, generation, expires_at = self._signer.loads(text)
            claims = Claims(room, seat, Role(role), generation, expires_at)
        except (BadData, ValueError, TypeError):
            raise InvalidTicket("This ticket was not issued here.") from None
        if claims.expires_at <= self._clock.now():
            raise ExpiredTicket("This ticket has expired; exchange the seat secret for a new one.")
        return claims

    def read_in(self, room_id: str, text: str) -> Claims:
        """Return what a ticket proves in a room; raises InvalidTicket for another room's, too."""
        claims = self.read(text)
        if claims.room != room_id:
            raise InvalidTicket("This ticket is for another room.")
        return claims


def holder(claims: Claims, seat: Seat | None) -> Seat:
    """Return the seat that somebody claims, as the room has it; raises Denied if it is gone."""
    if seat is None or seat.removed_at is not None or seat.generation != claims.generation:
        raise Denied("This seat is no longer in the room.", code="removed")
    return seat
