"""The lesson without a socket: orders, polls and single documents by HTTP."""

from __future__ import annotations

from typing import Final

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.outcomes import Result
from pylq_ext.handlers.base import Handler, for_everyone
from pylq_ext.protocol.constants import MAX_INBOUND
from pylq_ext.protocol.messages import Poll, PostedCommand

_STATUS: Final[dict[Result, int]] = {
    Result.OK: 200,
    Result.DUPLICATE: 200,
    Result.DENIED: 403,
    Result.CLOSED: 409,
    Result.CONFLICT: 409,
    Result.STALE_ROUND: 409,
    Result.NOT_OPEN: 409,
    Result.INVALID: 422,
    Result.BUSY: 503,
}

_MOST_AFTER: Final = 2**53 - 1


class VisitHandler(Handler):
    """A route for whoever has a ticket of the room, or is its owner."""

    most = MAX_INBOUND

    async def ticket(self, room_id: str) -> str:
        """Return the ticket that the request speaks by; an owner without one is given one.

        Whether a ticket that came with the request is this room's is found out where it is used.
        """
        credential = self.own_credential()
        if credential is not None and not self.context.is_kernel_key(credential):
            self.context.read_ticket(credential)
            return credential
        if credential is None and self.request.method != "GET":
            # What lets an owner in may be a cookie.
            self.check_page()
        await self.check_owner()
        room = await self.context.rooms.check_owner(room_id, self.owner)
        return (await self.context.rooms.ticket_for_owner(room)).ticket.text


class CommandsHandler(VisitHandler):
    """`api/rooms/{id}/commands`."""

    @for_everyone
    async def post(self, room_id: str) -> None:
        """Carry an order out; the answer is its ack."""
        ticket = await self.ticket(room_id)
        posted = self.read_json(PostedCommand)
        ack = await self.context.lessons.visits.order(room_id, ticket, posted)
        if ack.result is Result.BUSY:
            self.set_header("Retry-After", "1")
        self.send_json(ack, _STATUS[ack.result])


class PollHandler(VisitHandler):
    """`api/rooms/{id}/poll`."""

    @for_everyone
    async def post(self, room_id: str) -> None:
        """Return what is new since what is held."""
        ticket = await self.ticket(room_id)
        poll = self.read_json(Poll)
        self.send_encoded(await self.context.lessons.visits.poll(room_id, ticket, poll))


class DocumentHandler(VisitHandler):
    """`api/rooms/{id}/room`, and each other document."""

    @for_everyone
    async def get(self, room_id: str, kind: str) -> None:
        """Return one document."""
        ticket = await self.ticket(room_id)
        after = self._after() if kind == "feed" else 0
        self.send_encoded(await self.context.lessons.visits.document(room_id, ticket, kind, after))

    def _after(self) -> int:
        text = self.get_query_argument("after", "0")
        if not (text.isascii() and text.isdecimal()) or int(text[:20]) > _MOST_AFTER:
            raise InvalidInput("`after` is the number of a fact: 0, or what `to` was last.")
        return int(text)
