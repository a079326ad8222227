"""Opening, listing and closing rooms; taking seats; getting tickets; sending questions."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import random
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pylq_ext.domain.commands import Close, Join, Order, Snapshot
from pylq_ext.domain.errors import (
    Busy,
    Denied,
    InvalidInput,
    NoSuchQuestion,
    NoSuchRoom,
    RoomClosed,
)
from pylq_ext.domain.lesson import decide
from pylq_ext.domain.names import clean_name
from pylq_ext.domain.outcomes import Outcome, Refused, Result
from pylq_ext.domain.room import Role, Room, RoomPhase, Seat, phase_of
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import CodeTaken, RoomStore, StoreBusy, StoredQuestion
from pylq_ext.protocol.documents import OwnerQuestion
from pylq_ext.service.authorisation import authorise
from pylq_ext.service.documents import owner_question
from pylq_ext.service.join_codes import new_code, normalised
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.questions import read_question
from pylq_ext.service.tickets import Ticket, TicketOffice

#: 16 bytes in URL-safe base64 without padding.
_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
_CODE_TRIES = 50


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room as its owner's list shows it."""

    id: str
    name: str
    code: str
    phase: RoomPhase
    opened_at: int
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A seat with a fresh ticket for it."""

    room: Room
    seat: Seat
    ticket: Ticket


def decide_as_allowed(snapshot: Snapshot, order: Order) -> Outcome:
    """Decide an order if its sender may give it."""
    return authorise(snapshot, order) or decide(snapshot, order)


def owner_seat_id(room: str) -> str:
    """Return the id of the owner's seat, which every room has from its opening."""
    return f"{room}.owner"


class RoomService:
    """What people do with rooms outside a lesson's own socket."""

    def __init__(
        self,
        store: RoomStore,
        shelf: QuestionShelf,
        clock: Clock,
        tickets: TicketOffice,
        source: random.Random,
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._tickets = tickets
        # Of codes and ids; cryptographic where people are served.
        self._source = source
        self._opened: list[Callable[[], Awaitable[None]]] = []

    def on_open(self, listener: Callable[[], Awaitable[None]]) -> None:
        """Await `listener` after each opening, before whoever opened the room is told."""
        self._opened.append(listener)

    async def open_room(
        self, owner: str, name: str, *, enter: bool = False
    ) -> tuple[RoomLine, bool]:
        """Open a room, or enter the owner's open room of that name; True if it is new.

        Raises InvalidName, Busy.
        """
        name = clean_name(name, "The room")
        for _ in range(_CODE_TRIES):
            now = self._clock.now()
            room = Room(self._new_id(), name, owner, new_code(self._source), now)
            seat = Seat(owner_seat_id(room.id), Role.OWNER, "", None, now)
            try:
                found = await self._store.open_room(room, seat, enter=enter)
            except CodeTaken:
                continue
            except StoreBusy as error:
                raise _busy() from error
            for listener in self._opened:
                await listener()
            line = (
                await self.room_line(found.id)
                if found.id != room.id
                else _line(found, RoomPhase.WAITING)
            )
            return line, found.id == room.id
        raise Busy("No join code is free now; close rooms that are no longer used.")

    async def rooms_of(self, owner: str) -> list[RoomLine]:
        """Return an owner's rooms, newest first."""
        rooms = await self._store.rooms_of(owner)
        return [_line(room, phase_of(room, current)) for room, current in rooms]

    async def room_line(self, room_id: str) -> RoomLine:
        """Return a room's line; raises NoSuchRoom."""
        record = await self._store.record(room_id)
        if record is None:
            raise _no_room()
        rounds = {one.id: one for one in record.rounds}
        current = rounds.get(record.room.current_round or "")
        return _line(record.room, phase_of(record.room, current))

    async def find(self, room_id: str) -> Room:
        """Return a room; raises NoSuchRoom."""
        room = await self._store.room(room_id)
        if room is None:
            raise _no_room()
        return room

    async def check_owner(self, room_id: str, owner: str) -> Room:
        """Return a room of `owner`; raises NoSuchRoom for others', whether they exist or not."""
        room = await self.find(room_id)
        if room.owner != owner:
            raise _no_room()
        return room

    async def close_room(self, room_id: str) -> RoomLine:
        """End the lesson; a closed room stays closed. Raises NoSuchRoom, Busy."""
        order = Order(room_id, owner_seat_id(room_id), Role.OWNER, 1, self._new_id(), Close())
        outcome = await self._perform(order)
        if isinstance(outcome, Refused):
            raise Denied("This room cannot be closed by you.")
        return await self.room_line(room_id)

    async def put_question(
        self, source: str, attachments: Mapping[str, Any] | None, room_id: str | None = None
    ) -> StoredQuestion:
        """Read a cell's source and keep its question, as sent to a room.

        Raises InvalidQuestion, NoSuchRoom, Busy.
        """
        # Reading a large cell takes a while; the loop serves kernels too.
        question, assets = await asyncio.to_thread(read_question, source, attachments)
        try:
            await self._shelf.put(question, assets, room_id)
        except StoreBusy as error:
            raise _busy() from error
        return question

    async def question(self, question_hash: str) -> OwnerQuestion:
        """Return all of a question, as its owner may see it. Raises NoSuchQuestion, StoreBusy."""
        question = await self._shelf.get(question_hash)
        if question is None:
            raise NoSuchQuestion("The host holds no question of that hash: send it first.")
        return owner_question(question)

    async def join(self, code: str, name: str, secret: str) -> SeatTaken:
        """Take a seat in the open room of a code, or find the seat of the same secret again.

        Raises NoSuchRoom, InvalidName, InvalidInput (secret), Denied (removed), Busy.
        """
        secret_hash = hash_of_secret(secret)
        room = await self._store.room_by_code(normalised(code))
        if room is None:
            raise NoSuchRoom(
                f"No open room has the code {code.strip()[:20]!r}. Check it with your instructor.",
                typed=code.strip()[:20],
            )
        seat_id = self._new_id()
        action = Join(seat_id, clean_name(name, "A participant"), secret_hash)
        # Joining has no actor yet; a repeat is known by its secret.
        outcome = await self._perform(Order(room.id, "", Role.ATTENDEE, 1, "", action))
        if isinstance(outcome, Refused):
            if outcome.result is Result.CLOSED:
                raise RoomClosed("The room has just been closed.")
            if outcome.reason == "room_full":
                raise Denied("The room is full.", code="room_full")
            raise Denied("Your instructor has removed you from this room.", code="removed")
        seat = await self._store.seat(room.id, str(outcome.stored["seat"]))
        if seat is None:
            raise _busy()
        return SeatTaken(room, seat, self._tickets.issue(room.id, seat))

    async def ticket_for_seat(self, room_id: str, seat_id: str, secret: str) -> SeatTaken:
        """Exchange a seat secret for a ticket. Raises Denied, NoSuchRoom, RoomClosed."""
        secret_hash = hash_of_secret(secret)
        room = await self._store.room(room_id)
        seat = await self._store.seat(room_id, seat_id)
        if (
            room is None
            or seat is None
            or seat.secret_hash is None
            or not hmac.compare_digest(seat.secret_hash, secret_hash)
        ):
            raise Denied("This seat and its secret do not belong together.")
        if seat.removed_at is not None:
            raise Denied("Your instructor has removed you from this room.", code="removed")
        if room.closed_at is not None:
            raise RoomClosed("The room is closed.")
        return SeatTaken(room, seat, self._tickets.issue(room.id, seat))

    async def ticket_for_owner(self, room: Room) -> SeatTaken:
        """Return a ticket for the owner's seat; whether it is the owner has been checked."""
        seat = await self._store.seat(room.id, owner_seat_id(room.id))
        if seat is None:
            raise _no_room()
        return SeatTaken(room, seat, self._tickets.issue(room.id, seat))

    async def _perform(self, order: Order) -> Outcome:
        try:
            (committed,) = await self._store.perform([order], decide_as_allowed)
        except StoreBusy as error:
            raise _busy() from error
        return committed.outcome

    def _new_id(self) -> str:
        return f"{self._source.getrandbits(96):024x}"


def hash_of_secret(secret: str) -> str:
    """Return what is stored of a seat secret; raises InvalidInput if it is none.

    A secret is 128 random bits, so an unsalted hash cannot be turned back.
    """
    if not _SECRET.fullmatch(secret):
        raise InvalidInput("A seat secret is 22 characters of URL-safe base64 (16 random bytes).")
    return hashlib.sha256(secret.encode()).hexdigest()


def _line(room: Room, phase: RoomPhase) -> RoomLine:
    return RoomLine(room.id, room.name, room.code, phase, room.opened_at, room.closed_at)


def _no_room() -> NoSuchRoom:
    return NoSuchRoom("You have no such room.")


def _busy() -> Busy:
    return Busy("The host could not store it now; nothing was changed. Try again in a second.")
