"""Getting rooms: opening one, entering it again, and the list of one's own."""

from __future__ import annotations

import os

from pylq_ext.banks.bank import Bank
from pylq_ext.banks.notebook import open_bank
from pylq_ext.widgets.host import Host
from pylq_ext.widgets.instructor import Room
from pylq_ext.widgets.latest_room import remember


def open_room(
    name: str, bank: Bank | str | os.PathLike[str] | None = None, *, new: bool = False
) -> Room:
    """Open a room, or enter the open one of that name again; show the result to have the panel.

    `bank`, or the path of its notebook, is what the panel offers to pick. `new` opens another room
    even if one of that name is open. Raises InvalidName, InvalidInput, NoHost.
    """
    host = Host.from_environment()
    questions = bank if bank is None or isinstance(bank, Bank) else open_bank(bank)
    # Sent twice, `enter` finds what the first one opened; without it there would be two rooms.
    answer = host.request("POST", "api/rooms", {"name": name, "enter": not new}, again=not new)
    room = Room(host, answer.content, questions)
    if answer.status == 201:
        said = f"Opened the room {room.name!r}: its join code is {room.code}."
    else:
        said = f"Entered your open room {room.name!r} again: its join code is {room.code}."
    remember(room)
    print(said)  # noqa: T201 - what a person reads below the cell
    return room


def my_rooms() -> list[Room]:
    """Return all rooms of yours on this host, the newest first, closed ones too.

    Show one of them to have its panel; `attempts()` of a closed one is its record. Raises NoHost.
    """
    host = Host.from_environment()
    lines = host.request("GET", "api/rooms", None, again=True).content["rooms"]
    return [Room(host, line) for line in lines]
