"""The routes of both doors: the owner's on Jupyter's own port, and the students' on theirs."""

from __future__ import annotations

from typing import Any

from pylq_ext.handlers.assets import AssetHandler
from pylq_ext.handlers.door import DoorHandler, HostHandler
from pylq_ext.handlers.history import HistoryHandler
from pylq_ext.handlers.lesson_socket import LessonSocket
from pylq_ext.handlers.pages import STATIC, JoinPageHandler, StaticHandler
from pylq_ext.handlers.rooms import (
    CloseHandler,
    JoinHandler,
    QuestionHandler,
    QuestionsHandler,
    RoomHandler,
    RoomsHandler,
    TicketsHandler,
)
from pylq_ext.handlers.visits import CommandsHandler, DocumentHandler, PollHandler

Route = tuple[Any, ...]

_ROOM = r"api/rooms/(?P<room_id>[0-9a-f]{24})"

#: What only owners may ask for.
_OWNERS: tuple[Route, ...] = (
    ("api/rooms", RoomsHandler),
    (_ROOM, RoomHandler),
    (_ROOM + "/close", CloseHandler),
    (_ROOM + "/questions", QuestionsHandler),
    (_ROOM + r"/questions/(?P<question>[0-9a-f]{64})", QuestionHandler),
    ("api/door", DoorHandler),
)

#: What is the same at both doors.
_SHARED: tuple[Route, ...] = (
    (_ROOM + "/tickets", TicketsHandler),
    (_ROOM + "/history", HistoryHandler),
    (_ROOM + "/assets/(?P<asset>[0-9a-f]{64})", AssetHandler),
    (_ROOM + "/socket", LessonSocket),
    (_ROOM + "/commands", CommandsHandler),
    (_ROOM + "/poll", PollHandler),
    (_ROOM + "/(?P<kind>room|question|mine|feedback|gauges|feed)", DocumentHandler),
    ("api/join", JoinHandler),
    ("api/host", HostHandler),
    ("static/(.+)", StaticHandler, {"path": str(STATIC)}),
    ("(?P<code>[A-Za-z]{2,5}-[0-9]{3})?", JoinPageHandler),
)


def routes() -> list[Route]:
    """Return the owner's door's routes, to be mounted below a server's base URL."""
    return _below("/pylq/", _OWNERS + _SHARED)


def door_routes() -> list[Route]:
    """Return the student door's routes."""
    return _below("/", _SHARED)


def _below(prefix: str, listed: tuple[Route, ...]) -> list[Route]:
    return [(prefix + pattern, handler, *rest) for pattern, handler, *rest in listed]
