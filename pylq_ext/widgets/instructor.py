"""An instructor's room, in a notebook: the panel, and the lesson from Python."""

from __future__ import annotations

from pylq_ext.widgets.room_door import RoomDoor
from pylq_ext.widgets.room_marks import RoomMarks
from pylq_ext.widgets.room_orders import RoomOrders
from pylq_ext.widgets.room_people import RoomPeople
from pylq_ext.widgets.room_record import RoomRecord
from pylq_ext.widgets.room_views import RoomViews
from pylq_ext.widgets.round import Round

__all__ = ["Room", "Round"]


class Room(RoomOrders, RoomMarks, RoomDoor, RoomPeople, RoomRecord, RoomViews):
    """A live class session; made by `open_room` and `my_rooms`. Shows the panel.

    Every method that changes something returns after it is stored, within five seconds, or raises:
    Conflict if the room changed meanwhile, NoOpenRound, NotRevealed, RoomClosed, Denied, Busy,
    NoAnswer or NoHost.
    """
