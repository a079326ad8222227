"""Live questions for classes that work in Jupyter.

`open_room` opens a room, `my_rooms` lists yours, `open_bank` reads a question bank, `join` joins a
room. All names are imported when they are first used: a server that loads the extension imports no
widgets, a kernel that shows widgets no server.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pylq_ext._version import __version__

if TYPE_CHECKING:
    from pylq_ext.banks.notebook import open_bank
    from pylq_ext.domain.errors import (
        Busy,
        Conflict,
        Denied,
        ExpiredTicket,
        InvalidAnswer,
        InvalidInput,
        InvalidName,
        InvalidQuestion,
        InvalidTicket,
        NoOpenRound,
        NoSuchQuestion,
        NoSuchRoom,
        NoSuchRound,
        NoSuchSeat,
        NotRevealed,
        PyLQError,
        RoomClosed,
        StaleRound,
    )
    from pylq_ext.widgets.host import NoAnswer, NoHost
    from pylq_ext.widgets.rooms import my_rooms, open_room
    from pylq_ext.widgets.student import join

__all__ = [
    "Busy",
    "Conflict",
    "Denied",
    "ExpiredTicket",
    "InvalidAnswer",
    "InvalidInput",
    "InvalidName",
    "InvalidQuestion",
    "InvalidTicket",
    "NoAnswer",
    "NoHost",
    "NoOpenRound",
    "NoSuchQuestion",
    "NoSuchRoom",
    "NoSuchRound",
    "NoSuchSeat",
    "NotRevealed",
    "PyLQError",
    "RoomClosed",
    "StaleRound",
    "__version__",
    "join",
    "my_rooms",
    "open_bank",
    "open_room",
]

_ELSEWHERE = {
    "NoAnswer": "pylq_ext.widgets.host",
    "NoHost": "pylq_ext.widgets.host",
    "join": "pylq_ext.widgets.student",
    "my_rooms": "pylq_ext.widgets.rooms",
    "open_bank": "pylq_ext.banks.notebook",
    "open_room": "pylq_ext.widgets.rooms",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_ELSEWHERE.get(name, "pylq_ext.domain.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(shell: Any) -> None:
    """Make the magics of a lesson known: `%load_ext pylq_ext` calls this."""
    from pylq_ext.widgets.magics import register

    register(shell)


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    # Imported here: a kernel that only shows widgets needs no server.
    from pylq_ext.extension import PyLiveQuestions

    return [{"module": "pylq_ext.extension", "app": PyLiveQuestions}]
