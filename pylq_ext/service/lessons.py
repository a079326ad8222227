"""A lesson's own traffic: clients that come and go, their commands, and who is told what."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from msgspec import UNSET

from pylq_ext.domain.commands import Order
from pylq_ext.domain.errors import (
    Denied,
    InvalidInput,
    InvalidTicket,
    NoSuchRoom,
    RoomClosed,
)
from pylq_ext.domain.outcomes import Accepted, Result
from pylq_ext.domain.room import Role
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import Committed, RoomStore, StoreBusy, StoreUnavailable
from pylq_ext.protocol.codec import frame_of
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import (
    Ack,
    ClientMessage,
    Command,
    Hello,
    Ping,
    Pong,
    Renew,
    Welcome,
)
from pylq_ext.service.allowance import Allowance
from pylq_ext.service.authorisation import may_ever
from pylq_ext.service.connection import Connection
from pylq_ext.service.live_room import LiveRoom
from pylq_ext.service.orders import ACTIONS, MAX_COMMAND_ID, ack_of, read_action, refusal
from pylq_ext.service.outbox import Outbox, Sink
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.room_state import RoomState
from pylq_ext.service.rooms import decide_as_allowed
from pylq_ext.service.tickets import TicketOffice

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
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._tickets = tickets
        self._epoch = epoch
        self._orders_per_second = orders_per_second
        # Of the seats in live rooms, whatever connection they order by.
        self._allowances: dict[str, Allowance] = {}
        self._live: dict[str, LiveRoom] = {}
        # Commits of rooms that are just being read, to be followed when they have been.
        self._loading: dict[str, list[Accepted]] = {}
        self._loads: dict[str, asyncio.Task[LiveRoom]] = {}
        self._sweeps = 0
        store.on_commit(self._follow)

    # -- coming and going ------------------------------------------------------------------------

    async def attach(self, room_id: str, hello: Hello, sink: Sink) -> Connection:
        """Let a client in and send it all there is.

        Raises InvalidTicket, ExpiredTicket, Denied, NoSuchRoom, RoomClosed.
        """
        claims = self._tickets.read(hello.ticket)
        if claims.room != room_id:
            raise InvalidTicket("This ticket is for another room.")
        live = await self._enter(room_id)
        seat = live.state.seats.get(claims.seat)
        if seat is None or seat.removed_at is not None or seat.generation != claims.generation:
            self._leave_if_empty(room_id)
            raise Denied("This seat is no longer in the room.", code="removed")
        if live.state.room.closed_at is not None and seat.role is not Role.OWNER:
            self._leave_if_empty(room_id)
            raise RoomClosed("The room is closed.")
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
            self._leave_if_empty(room_id)

    async def _enter(self, room_id: str) -> LiveRoom:
        """Return a room that follows commits, with all its attempts at hand."""
        while True:
            live = self._live.get(room_id)
            if live is None:
                if room_id not in self._loads:
                    self._loads[room_id] = asyncio.create_task(self._load(room_id))
                live = await asyncio.shield(self._loads[room_id])
            await live.complete()
            if self._live.get(room_id) is live and live.state.complete:
                return live

    async def _load(self, room_id: str) -> LiveRoom:
        # Commits are noted before the room is read, so that none falls between.
        self._loading[room_id] = []
        try:
            record = await self._store.record(room_id)
            if record is None:
                raise NoSuchRoom("There is no such room.")
            live = LiveRoom(RoomState(record), self._store)
            for outcome in self._loading[room_id]:
                live.follow(outcome, self._shelf.at_hand)
            self._live[room_id] = live
            return live
        finally:
            del self._loading[room_id]
            del self._loads[room_id]

    def _leave_if_empty(self, room_id: str) -> None:
        live = self._live.get(room_id)
        if live is not None and not live.connections:
            live.stop()
            del self._live[room_id]
            for seat in live.state.seats:
                self._allowances.pop(seat, None)

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
                connection.outbox.reply(frame_of(await self._command(connection, message)))
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

    async def _command(self, connection: Connection, command: Command) -> Ack:
        if not 0 < len(command.command_id) <= MAX_COMMAND_ID:
            return refusal(command, Result.INVALID, "bad_command_id")
        claims = connection.claims
        if claims.expires_at <= self._clock.now():
            return refusal(command, Result.DENIED, "expired_ticket")
        if not self._may_order_now(connection):
            return refusal(command, Result.BUSY, "too_fast")
        wanted = ACTIONS.get(command.name)
        if wanted is not None and not may_ever(connection.role, wanted):
            # Before the body is looked at: a student who asks for questions by guessed hashes
            # must not learn which of them the host holds, because that tells their keys.
            return refusal(command, Result.DENIED, "role")
        try:
            action = await read_action(command, self._state_of(connection), self._shelf)
        except InvalidInput as error:
            reason = str(error.params.get("code", error.code))
            return refusal(command, Result.INVALID, reason, detail=str(error))
        except (StoreBusy, StoreUnavailable):
            return refusal(command, Result.BUSY, "store")
        order = Order(
            room=claims.room,
            actor=connection.seat,
            role=connection.role,
            generation=claims.generation,
            command_id=command.command_id,
            action=action,
            seen=None if command.seen is UNSET else command.seen,
        )
        try:
            (committed,) = await self._store.perform([order], decide_as_allowed)
        except (StoreBusy, StoreUnavailable):
            return refusal(command, Result.BUSY, "store")
        return ack_of(command, committed)

    def _state_of(self, connection: Connection) -> RoomState:
        live = self._live.get(connection.claims.room)
        if live is None:
            raise StoreBusy("the last connection of the room has just gone")
        return live.state

    def _may_order_now(self, connection: Connection) -> bool:
        allowance = self._allowances.get(connection.seat)
        if allowance is None:
            allowance = Allowance(self._clock, self._orders_per_second)
            self._allowances[connection.seat] = allowance
        return allowance.take()

    # -- what happens ----------------------------------------------------------------------------

    def _follow(self, batch: Sequence[Committed]) -> None:
        for committed in batch:
            outcome = committed.outcome
            if committed.repeated or not isinstance(outcome, Accepted):
                continue
            room = committed.order.room
            if room in self._loading:
                self._loading[room].append(outcome)
            elif room in self._live:
                self._live[room].follow(outcome, self._shelf.at_hand)

    def sweep(self) -> None:
        """Look after all leases; to be called once a second."""
        self._sweeps += 1
        for live in list(self._live.values()):
            live.sweep(self._sweeps)

    def say_goodbye(self) -> None:
        """The host stops: let every client come back to the next one at once."""
        for live in list(self._live.values()):
            for connection in list(live.connections):
                connection.outbox.drop(CloseCode.STOPPING, "stopping")
