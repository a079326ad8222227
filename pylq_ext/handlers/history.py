"""A seat's own record of a lesson."""

from __future__ import annotations

from pylq_ext.domain.errors import InvalidTicket
from pylq_ext.handlers.base import Handler, for_everyone


class HistoryHandler(Handler):
    """`api/rooms/{id}/history`."""

    @for_everyone
    async def get(self, room_id: str) -> None:
        """Return all rounds with the seat's own attempts, also of a room that was closed."""
        credential = self.own_credential()
        if credential is None:
            raise InvalidTicket("Send the seat's ticket as `Authorization: PyLQ <ticket>`.")
        self.send_json(await self.context.histories.read(room_id, credential))
