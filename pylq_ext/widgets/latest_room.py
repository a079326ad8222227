"""The room that was opened last in this kernel: what a magic without a name means."""

from __future__ import annotations

from pylq_ext.widgets.instructor import Room

_opened: list[Room] = []


def remember(room: Room) -> None:
    """Keep a room as the one that was opened last."""
    _opened[:] = [room, *(one for one in _opened if one.code != room.code)]


def latest(name: str | None = None) -> Room | None:
    """Return the room opened last in this kernel, or the last one of that name; None for none."""
    return next((room for room in _opened if name in (None, room.name)), None)
