"""A lesson without a socket: each request brings a ticket, and is answered by what there is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from pylq_ext.domain.errors import Busy, Denied, NothingYet, RoomClosed
from pylq_ext.domain.room import Role, Seat
from pylq_ext.ports.clock import Clock
from pylq_ext.protocol.codec import encode
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import Ack, Command, Goodbye, Held, Poll, PostedCommand, Welcome
from pylq_ext.service.allowance import Allowance
from pylq_ext.service.live_room import LiveRoom
from pylq_ext.service.live_rooms import LiveRooms
from pylq_ext.service.order_desk import OrderDesk
from pylq_ext.service.tickets import Claims, TicketOffice, holder

#: Batches of the feed in the answer to one poll; for the rest the client comes again at once.
MAX_BATCHES: Final = 10

#: More than all windows of one seat read, each every three seconds, with haste now and then.
READINGS_PER_SECOND: Final = 10.0

#: What a role is never told.
_DENIED: Final = frozenset(
    {(Role.ATTENDEE, "feed"), (Role.ATTENDEE, "gauges"), (Role.OWNER, "mine")}
)


class VisitService:
    """What is asked by HTTP. `epoch` is the host's, as on sockets."""

    def __init__(
        self,
        rooms: LiveRooms,
        desk: OrderDesk,
        tickets: TicketOffice,
        clock: Clock,
        epoch: str,
        most_batches: int = MAX_BATCHES,
    ) -> None:
        self._rooms = rooms
        self._desk = desk
        self._tickets = tickets
        self._clock = clock
        self._epoch = epoch
        self._most_batches = most_batches
        # Of the seats in live rooms, for reading; orders are counted by the desk.
        self._allowances: dict[str, Allowance] = {}

    def forget(self, seats: Iterable[str]) -> None:
        """These seats' room is let go."""
        for seat in seats:
            self._allowances.pop(seat, None)

    async def order(self, room_id: str, ticket: str, posted: PostedCommand) -> Ack:
        """Carry an order out and return its ack, after the commit.

        Raises InvalidTicket, ExpiredTicket, NoSuchRoom; what else is wrong is in the ack.
        """
        claims = self._tickets.read_in(room_id, ticket)
        live = await self._rooms.enter(room_id)
        # Not a sign that somebody reads along, but the room stays at hand for the next one.
        live.leases.heard(claims.seat, present=False)
        command = Command(0, posted.command_id, posted.name, posted.seen, posted.body)
        return await self._desk.obey(claims, command, live.state, unseen=True)

    async def poll(self, room_id: str, ticket: str, poll: Poll) -> bytes:
        """Return as JSON the messages that a new socket would bring, without what is held.

        A sign of life. Raises InvalidTicket, ExpiredTicket, Denied, NoSuchRoom, RoomClosed, Busy.
        """
        claims, live, seat = await self._visit(room_id, ticket, present=poll.present)
        held = poll.held if poll.held.epoch == self._epoch else Held()
        welcome = Welcome(
            epoch=self._epoch,
            room=room_id,
            seat=seat.id,
            name=seat.name,
            role=seat.role,
            now=self._clock.now(),
            expires_at=claims.expires_at,
        )
        messages = [encode(welcome), *live.encoded.beyond(seat.role, seat.id, held).values()]
        more = False
        if seat.role is Role.OWNER:
            gauges = live.measure()
            if held.gauges != gauges:
                messages.append(encode(gauges))
            batches, more = await _feed(live, held.feed, self._most_batches)
            messages += batches
        elif live.state.room.closed_at is not None:
            if not held.epoch:
                raise RoomClosed("The room is closed.")
            # Whoever was in the room sees how it ended, as on a socket.
            messages.append(encode(Goodbye(CloseCode.ROOM_CLOSED, "closed")))
        return b'{"messages":[%b],"more":%b}' % (b",".join(messages), b"true" if more else b"false")

    async def document(self, room_id: str, ticket: str, kind: str, after: int = 0) -> bytes:
        """Return one document as JSON; of the feed the batch that follows number `after`.

        Raises what `poll` does, and NothingYet where there is none now.
        """
        _, live, seat = await self._visit(room_id, ticket, present=False)
        if (seat.role, kind) in _DENIED:
            raise Denied(f"There is no document {kind!r} for this role.", code="role")
        if live.state.room.closed_at is not None and seat.role is not Role.OWNER:
            raise RoomClosed("The room is closed.")
        if kind == "mine":
            return live.encoded.mine(seat.id)
        if kind == "gauges":
            return encode(live.measure())
        if kind == "feed":
            return encode(await live.feed_after(after))
        document = live.encoded.get(seat.role, kind)
        if document is None:
            raise NothingYet(f"The room has no {kind} now.", kind=kind)
        return document

    async def _visit(
        self, room_id: str, ticket: str, *, present: bool
    ) -> tuple[Claims, LiveRoom, Seat]:
        claims = self._tickets.read_in(room_id, ticket)
        live = await self._rooms.enter(room_id)
        # Before anything is refused, so that nobody has the room read anew by being refused.
        live.leases.heard(claims.seat, present=False)
        self._count_reading(claims.seat)
        seat = holder(claims, live.state.seats.get(claims.seat))
        if present and live.state.room.closed_at is None:
            live.leases.heard(seat.id, present=True)
        return claims, live, seat

    def _count_reading(self, seat: str) -> None:
        allowance = self._allowances.get(seat)
        if allowance is None:
            allowance = Allowance(self._clock, READINGS_PER_SECOND)
            self._allowances[seat] = allowance
        if not allowance.take():
            raise Busy("You ask more often than anybody can read; wait a second.", code="too_fast")


async def _feed(live: LiveRoom, after: int, most: int) -> tuple[list[bytes], bool]:
    """Return at most so many batches that follow a number, and whether there are more of them."""
    batches: list[bytes] = []
    while after < live.last_number and len(batches) < most:
        batch = await live.feed_after(after)
        batches.append(encode(batch))
        after = batch.to
        # Kernels share the loop.
        await asyncio.sleep(0)
    return batches, after < live.last_number
