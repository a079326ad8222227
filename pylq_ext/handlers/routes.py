"""The routes of the owner's door: on Jupyter's own port, below `{base_url}pylq/`."""

from __future__ import annotations

from typing import Any

from pylq_ext.handlers.lesson_socket import LessonSocket
from pylq_ext.handlers.pages import STATIC, LinkHandler, StaticHandler
from pylq_ext.handlers.rooms import (
    CloseHandler,
    JoinHandler,
    QuestionsHandler,
    RoomHandler,
    RoomsHandler,
    TicketsHandler,
)

_ROOM = r"api/rooms/(?P<room_id>[0-9a-f]{24})"


def routes() -> list[tuple[Any, ...]]:
    """Return the routes, to be mounted below a server's base URL."""
    return [
        ("/pylq/" + pattern, handler, *rest)
        for pattern, handler, *rest in (
            ("api/rooms", RoomsHandler),
            (_ROOM, RoomHandler),
            (_ROOM + "/close", CloseHandler),
            (_ROOM + "/questions", QuestionsHandler),
            (_ROOM + "/tickets", TicketsHandler),
            (_ROOM + "/socket", LessonSocket),
            ("api/join", JoinHandler),
            ("static/(.+)", StaticHandler, {"path": str(STATIC)}),
            ("(?P<code>[A-Za-z]{2,5}-[0-9]{3})", LinkHandler),
        )
    ]
