"""A lesson's own traffic: clients that come and go, and what they say."""

from __future__ import annotations

from pylq_ext.domain.errors import Denied, InvalidTicket, RoomClosed
from pylq_ext.domain.room import Role
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import RoomStore
from pylq_ext.protocol.codec import frame_of
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import (
    ClientMessage,
    Command,
    Hello,
    Ping,
    Pong,
    Renew,
    Welcome,
)
from pylq_ext.service.connection import Connection
from pylq_ext.service.deadlines import After, Deadlines, after
from pylq_ext.service.live_rooms import LiveRooms
from pylq_ext.service.order_desk import OrderDesk
from pylq_ext.service.outbox import Outbox, Sink
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.tickets import TicketOffice, holder
from pylq_ext.service.visits import VisitService

#: More than a person orders; a script may do so for a while.
ORDERS_PER_SECOND = 20.0


class LessonService:
    """What is said on sockets. `epoch` is new at each start of the host."""

    def __init__(
        self,
        store: RoomStore,
        shelf: QuestionShelf,
        clock: Clock,
        tickets: TicketOffice,
        epoch: str,
        orders_per_second: float = ORDERS_PER_SECOND,
        after: After = after,
    ) -> None:
        self._clock = clock
        self._tickets = tickets
        self._epoch = epoch
        self.deadlines = Deadlines(store, clock, after)
        self._desk = OrderDesk(store, shelf, clock, orders_per_second)
        self._rooms = LiveRooms(store, shelf, clock, self.deadlines.see)
        self._live = self._rooms.live
        #: The same rooms and the same desk, for whoever has no socket.
        self.visits = VisitService(self._rooms, self._desk, tickets, clock, epoch)
        self._rooms.on_let_go(self._desk.forget)
        self._rooms.on_let_go(self.visits.forget)

    @property
    def epoch(self) -> str:
        """What tells this start of the host from every other."""
        return self._epoch

    # -- coming and going ------------------------------------------------------------------------

    async def attach(self, room_id: str, hello: Hello, sink: Sink) -> Connection:
        """Let a client in and send it all there is.

        Raises InvalidTicket, ExpiredTicket, Denied, NoSuchRoom, RoomClosed.
        """
        claims = self._tickets.read_in(room_id, hello.ticket)
        live = await self._rooms.enter(room_id)
        try:
            seat = holder(claims, live.state.seats.get(claims.seat))
            if live.state.room.closed_at is not None and seat.role is not Role.OWNER:
                raise RoomClosed("The room is closed.")
        except (Denied, RoomClosed):
            self._rooms.leave_if_empty(room_id)
            raise
        outbox = Outbox(sink, self._clock)
        connection = Connection(claims, seat, outbox, self._clock, present=hello.present)
        held = hello.held
        same_epoch = held.epoch == self._epoch
        outbox.reply(
            frame_of(
                Welcome(
                    epoch=self._epoch,
                    room=room_id,
                    seat=seat.id,
                    name=seat.name,
                    role=seat.role,
                    now=self._clock.now(),
                    expires_at=claims.expires_at,
                )
            )
        )
        is_owner = seat.role is Role.OWNER
        live.add(
            connection,
            held.question if same_epoch else "",
            (held.feed if same_epoch else 0) if is_owner else None,
        )
        return connection

    def detach(self, connection: Connection) -> None:
        """A client has gone."""
        connection.outbox.close()
        room_id = connection.claims.room
        live = self._live.get(room_id)
        if live is not None:
            live.remove(connection)
            self._rooms.leave_if_empty(room_id)

    # -- what clients say ------------------------------------------------------------------------

    async def receive(self, connection: Connection, message: ClientMessage) -> None:
        """Answer a message of a client that was let in."""
        connection.heard()
        connection.in_hand += 1
        try:
            await self._answer(connection, message)
        finally:
            connection.in_hand -= 1

    async def _answer(self, connection: Connection, message: ClientMessage) -> None:
        match message:
            case Command():
                live = self._live.get(connection.claims.room)
                state = live.state if live is not None else None
                ack = await self._desk.obey(connection.claims, message, state)
                connection.outbox.reply(frame_of(ack))
            case Ping():
                live = self._live.get(connection.claims.room)
                if live is not None:
                    await live.read_by(connection)
                connection.outbox.reply(frame_of(Pong(message.id)))
            case Pong():
                pass
            case Renew():
                self._renew(connection, message)
            case Hello():
                connection.outbox.drop(CloseCode.MALFORMED, "second_hello")

    def _renew(self, connection: Connection, message: Renew) -> None:
        try:
            claims = self._tickets.read(message.ticket)
        except Denied as error:
            is_bad = isinstance(error, InvalidTicket)
            code = CloseCode.BAD_TICKET if is_bad else CloseCode.EXPIRED_TICKET
            connection.outbox.drop(code, error.code)
            return
        if (claims.room, claims.seat) != (connection.claims.room, connection.seat):
            connection.outbox.drop(CloseCode.BAD_TICKET, InvalidTicket.code)
        else:
            connection.claims = claims

    def sweep(self) -> None:
        """Look after all leases; to be called once a second."""
        self._rooms.sweep()

    def say_goodbye(self) -> None:
        """The host stops: let every client come back to the next one at once."""
        for live in list(self._live.values()):
            for connection in list(live.connections):
                connection.outbox.drop(CloseCode.STOPPING, "stopping")
