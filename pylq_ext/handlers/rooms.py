"""REST for rooms: open, list, close, questions by value, joining, tickets."""

from __future__ import annotations

from typing import Any

import msgspec

from pylq_ext.domain.errors import Denied, NoSuchRoom
from pylq_ext.domain.room import RoomPhase
from pylq_ext.handlers.base import Handler, for_everyone, for_owners
from pylq_ext.handlers.errors import TooManyTries
from pylq_ext.service.rooms import RoomLine, SeatTaken
from pylq_ext.service.tries import Tries


class OpenBody(msgspec.Struct, forbid_unknown_fields=True):
    """What opens a room."""

    name: str
    enter: bool = False


class QuestionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A cell by value."""

    source: str
    attachments: dict[str, Any] | None = None
    bank: str | None = None
    cell: str | None = None


class JoinBody(msgspec.Struct, forbid_unknown_fields=True):
    """What takes a seat."""

    code: str
    name: str
    secret: str


class TicketBody(msgspec.Struct, forbid_unknown_fields=True):
    """A seat and its secret; neither for owners."""

    seat: str | None = None
    secret: str | None = None


class RoomAnswer(msgspec.Struct):
    """A room line."""

    id: str
    name: str
    code: str
    phase: RoomPhase
    opened_at: int
    closed_at: int | None
    link: str


class RoomsHandler(Handler):
    """`api/rooms`."""

    @for_owners
    async def get(self) -> None:
        """List my rooms."""
        rooms = await self.context.rooms.rooms_of(self.owner)
        self.send_json({"rooms": [room_answer(self, line) for line in rooms]})

    @for_owners
    async def post(self) -> None:
        """Open a room."""
        body = self.read_json(OpenBody)
        line, is_new = await self.context.rooms.open_room(self.owner, body.name, enter=body.enter)
        self.send_json(room_answer(self, line), 201 if is_new else 200)


def room_answer(handler: Handler, line: RoomLine) -> RoomAnswer:
    """Return a room's line; its link is the open student door's, or where the host was found."""
    request = handler.request
    here = f"{request.protocol}://{request.host}{handler.base_url}pylq/"
    return RoomAnswer(
        line.id,
        line.name,
        line.code,
        line.phase,
        line.opened_at,
        line.closed_at,
        link=f"{handler.context.door.public_url or here}{line.code}",
    )


class RoomHandler(Handler):
    """`api/rooms/{id}`."""

    @for_owners
    async def get(self, room_id: str) -> None:
        """Return one of my rooms."""
        await self.context.rooms.check_owner(room_id, self.owner)
        self.send_json(room_answer(self, await self.context.rooms.room_line(room_id)))


class CloseHandler(Handler):
    """`api/rooms/{id}/close`."""

    @for_owners
    async def post(self, room_id: str) -> None:
        """End the lesson."""
        await self.context.rooms.check_owner(room_id, self.owner)
        self.send_json(room_answer(self, await self.context.rooms.close_room(room_id)))


class QuestionsHandler(Handler):
    """`api/rooms/{id}/questions`."""

    @for_owners
    async def put(self, room_id: str) -> None:
        """Take a question by value."""
        await self.context.rooms.check_owner(room_id, self.owner)
        body = self.read_json(QuestionBody)
        stored = await self.context.rooms.put_question(body.source, body.attachments, room_id)
        face = stored.question.face
        self.send_json(
            {"hash": stored.hash, "face": stored.face, "kind": face.kind, "title": face.title}
        )


class QuestionHandler(Handler):
    """`api/rooms/{id}/questions/{hash}`."""

    @for_owners
    async def get(self, room_id: str, question: str) -> None:
        """Return a question with its key, to be looked at before it is asked."""
        await self.context.rooms.check_owner(room_id, self.owner)
        self.send_json(await self.context.rooms.question(question))


class JoinHandler(Handler):
    """`api/join`."""

    @for_everyone
    async def post(self) -> None:
        """Take a seat, or find it again."""
        if not self.check_origin():
            raise Denied("Pages of other sites may not join.", code="other_origin")
        address = self.request.remote_ip or ""
        tries = self.context.failed_joins
        # A whole class sits behind one address. Where somebody has joined from, a right code is
        # taken however many wrong ones come beside it.
        if not tries.is_known(address):
            _check_tries(tries, address)
        body = self.read_json(JoinBody)
        try:
            taken = await self.context.rooms.join(body.code, body.name, body.secret)
        except NoSuchRoom:
            _check_tries(tries, address)
            tries.failed(address)
            raise
        tries.succeeded(address)
        self.send_json(
            {
                "room": taken.room.id,
                "room_name": taken.room.name,
                "seat": taken.seat.id,
                "name": taken.seat.name,
                "ticket": taken.ticket.text,
                "expires_at": taken.ticket.expires_at,
            }
        )


def _check_tries(tries: Tries, address: str) -> None:
    if seconds := tries.wait(address):
        raise TooManyTries(
            "Too many wrong codes came from this address; try again in a minute.",
            seconds=int(seconds) + 1,
        )


class TicketsHandler(Handler):
    """`api/rooms/{id}/tickets`."""

    @for_everyone
    async def post(self, room_id: str) -> None:
        """Exchange a seat secret, or an owner's right, for a ticket."""
        body = self.read_json(TicketBody)
        if body.seat is not None and body.secret is not None:
            taken = await self.context.rooms.ticket_for_seat(room_id, body.seat, body.secret)
        else:
            taken = await self._for_owner(room_id)
        self.send_json(
            {
                "room": taken.room.id,
                "seat": taken.seat.id,
                "role": taken.seat.role,
                "name": taken.seat.name,
                "ticket": taken.ticket.text,
                "expires_at": taken.ticket.expires_at,
            }
        )

    async def _for_owner(self, room_id: str) -> SeatTaken:
        self.context.refuse_owners()
        credential = self.own_credential()
        if credential is None:
            self.check_page()
        elif not self.context.is_kernel_key(credential):
            # A ticket buys no ticket: a stolen one ends when it says.
            self.context.tickets.read(credential)
            raise Denied("Tickets for owners are given to whom Jupyter lets in.", code="role")
        await self.check_owner()
        return await self.context.rooms.ticket_for_owner(
            await self.context.rooms.check_owner(room_id, self.owner)
        )
