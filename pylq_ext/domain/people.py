"""Who is in a room: taking a seat, being renamed, being removed."""

from __future__ import annotations

from dataclasses import replace

from pylq_ext.domain.commands import Join, Rename, Snapshot
from pylq_ext.domain.outcomes import Accepted, Joined, Outcome, Refused, Removed, Renamed, Result
from pylq_ext.domain.room import MAX_SEATS, Role, Room, Seat


def join(snapshot: Snapshot, action: Join) -> Outcome:
    """Give somebody a seat, or the one that their secret has had before."""
    if snapshot.actor is not None:
        if snapshot.actor.removed_at is not None:
            return Refused(Result.DENIED, "removed")
        return Accepted(stored={"seat": snapshot.actor.id})
    if len(snapshot.names) >= MAX_SEATS:
        return Refused(Result.DENIED, "room_full")
    number = snapshot.room.last_number + 1
    seat = Seat(
        id=action.seat,
        role=Role.ATTENDEE,
        name=_free_name(action.name, snapshot.names),
        secret_hash=action.secret_hash,
        joined_at=snapshot.now,
    )
    return Accepted(
        room=replace(snapshot.room, last_number=number),
        seat=seat,
        facts=(Joined(number, seat.id, snapshot.now),),
        stored={"seat": seat.id},
    )


def remove(snapshot: Snapshot) -> Outcome:
    """Make a seat worthless, with every ticket for it."""
    seat = _attendee(snapshot)
    if isinstance(seat, Refused):
        return seat
    if seat.removed_at is not None:
        return Accepted(stored=_stored_seat(seat))
    room = _with_one_fact_more(snapshot.room)
    removed = replace(seat, removed_at=snapshot.now, generation=seat.generation + 1)
    return Accepted(
        room=room,
        seat=removed,
        facts=(Removed(room.last_number, seat.id, snapshot.now),),
        stored=_stored_seat(removed),
    )


def rename(snapshot: Snapshot, action: Rename) -> Outcome:
    """Give somebody another name, with a number after it if somebody else has it."""
    seat = _attendee(snapshot)
    if isinstance(seat, Refused):
        return seat
    if seat.removed_at is not None:
        return Refused(Result.DENIED, "removed")
    name = _free_name(action.name, snapshot.names - {seat.name})
    if name == seat.name:
        return Accepted(stored=_stored_seat(seat))
    room = _with_one_fact_more(snapshot.room)
    renamed = replace(seat, name=name)
    return Accepted(
        room=room,
        seat=renamed,
        facts=(Renamed(room.last_number, seat.id, snapshot.now),),
        stored=_stored_seat(renamed),
    )


def _attendee(snapshot: Snapshot) -> Seat | Refused:
    if snapshot.seat is None or snapshot.seat.role is not Role.ATTENDEE:
        return Refused(Result.INVALID, "no_such_seat")
    return snapshot.seat


def _with_one_fact_more(room: Room) -> Room:
    # The version moves too: a seat's own document tells its name, and must count as newer.
    return replace(room, last_number=room.last_number + 1, version=room.version + 1)


def _stored_seat(seat: Seat) -> dict[str, str]:
    return {"seat": seat.id, "name": seat.name}


def _free_name(wanted: str, names: frozenset[str]) -> str:
    """Two people of one name are "Ada" and "Ada 2": nobody is refused for a name."""
    taken = {name.casefold() for name in names}
    name, count = wanted, 1
    while name.casefold() in taken:
        count += 1
        name = f"{wanted} {count}"
    return name
