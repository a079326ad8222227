"""What the handlers work with, as one object in the application's settings."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import Final

from pylq_ext.service.lessons import LessonService
from pylq_ext.service.rooms import RoomService
from pylq_ext.service.tickets import TicketOffice
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
    """

    rooms: RoomService
    lessons: LessonService
    tickets: TicketOffice
    failed_joins: Tries
    knows_people: bool
    kernel_owner: str
    kernel_key: str = field(repr=False)

    def is_kernel_key(self, text: str) -> bool:
        """Return whether `text` is the kernels' key."""
        return hmac.compare_digest(self.kernel_key.encode(), text.encode())
