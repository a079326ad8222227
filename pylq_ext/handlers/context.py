"""What the handlers work with, as one object in the application's settings."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import Final

from pylq_ext.domain.errors import Denied
from pylq_ext.domain.room import Role
from pylq_ext.handlers.door_rules import DoorRules
from pylq_ext.service.assets import AssetService
from pylq_ext.service.histories import Histories
from pylq_ext.service.lessons import LessonService
from pylq_ext.service.rooms import RoomService
from pylq_ext.service.student_door import StudentDoor
from pylq_ext.service.tickets import Claims, TicketOffice
from pylq_ext.service.tries import Tries

#: The key of the context in the application's settings.
SETTING: Final = "pylq_context"

#: The owner of all rooms where Jupyter cannot tell people apart.
LOCAL_OWNER: Final = "local"


@dataclass(frozen=True, slots=True)
class Context:
    """The services behind the routes.

    `kernel_key` is what kernels of this server prove themselves with, new at each start, and
    `kernel_owner` as whom they then speak.
    `knows_people` is false where everyone whom Jupyter lets in is one and the same owner.
    `rules` are the student door's; None at the owner's.
    """

    rooms: RoomService
    lessons: LessonService
    histories: Histories
    assets: AssetService
    tickets: TicketOffice
    failed_joins: Tries
    knows_people: bool
    kernel_owner: str
    door: StudentDoor
    kernel_key: str = field(repr=False)
    rules: DoorRules | None = None

    def refuse_owners(self) -> None:
        """At the student door, refuse whoever speaks as an owner, whatever proves it."""
        if self.rules is not None:
            raise Denied("This door is for students: owners come in by Jupyter's.", code="role")

    def read_ticket(self, text: str) -> Claims:
        """Return what a ticket proves; raises InvalidTicket, ExpiredTicket, Denied.

        The student door takes attendees' tickets only: an owner's must not be of use on the
        network.
        """
        claims = self.tickets.read(text)
        if claims.role is not Role.ATTENDEE:
            self.refuse_owners()
        return claims

    def is_kernel_key(self, text: str) -> bool:
        """Return whether `text` is the kernels' key."""
        return hmac.compare_digest(self.kernel_key.encode(), text.encode())
