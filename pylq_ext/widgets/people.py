"""Who is in a room, as rows; and which of them is meant."""

from __future__ import annotations

import difflib
from typing import Any, Final

from pylq_ext.domain.errors import Denied, InvalidInput, NoSuchSeat
from pylq_ext.domain.room import Role
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.documents import AttemptFact, JoinedFact
from pylq_ext.widgets.times import moment

PEOPLE_COLUMNS: Final = ("seat", "name", "joined", "here", "answered", "removed")


def people_rows(held: OwnerConnection) -> list[dict[str, Any]]:
    """Return a row for each person who ever had a seat, in the order of joining.

    `joined` is in UTC; `here` is as the host last measured it; `answered` tells of the current
    round, and is None while there is none.
    """
    room = held.room
    current = room.round.id if room is not None and room.round is not None else None
    answered = {
        fact.seat
        for fact in tuple(held.facts)
        if isinstance(fact, AttemptFact) and fact.round == current
    }
    presence = held.gauges.presence if held.gauges is not None else ""
    return [
        {
            "seat": person.seat,
            "name": person.name,
            "joined": moment(person.at),
            "here": _is_here(presence, place),
            "answered": None if current is None else person.seat in answered,
            "removed": person.seat in held.removed,
        }
        for place, person in enumerate(_attendees(held))
    ]


def seat_of(held: OwnerConnection, wanted: object) -> str:
    """Return the id of the seat that is meant: by itself, or by its person's name.

    Those who were removed are meant only where nobody else has the name. Raises NoSuchSeat, and
    InvalidInput if several could be meant.
    """
    if not isinstance(wanted, str):
        raise InvalidInput(
            "A person is named by the seat's id or by name, as room.people() shows them; not by "
            f"{type(wanted).__name__}."
        )
    everyone = _attendees(held)
    if any(person.seat == wanted for person in everyone):
        return wanted
    name = " ".join(wanted.split()).casefold()
    found = [person for person in everyone if person.name.casefold() == name]
    found = [person for person in found if person.seat not in held.removed] or found
    if len(found) > 1:
        seats = ", ".join(repr(person.seat) for person in found)
        raise InvalidInput(
            f"Several people have been called {wanted!r}: name one by the seat, {seats}."
        )
    if not found:
        raise _nobody(wanted, everyone)
    return found[0].seat


def seat_to_rename(held: OwnerConnection, wanted: object) -> str:
    """Return the seat that is meant; raises Denied as well, if its person was removed."""
    seat = seat_of(held, wanted)
    if seat in held.removed:
        raise Denied(f"{held.people[seat].name} was removed from this room.", seat=seat)
    return seat


def _attendees(held: OwnerConnection) -> list[JoinedFact]:
    return [person for person in held.people.values() if person.role is Role.ATTENDEE]


def _is_here(presence: str, place: int) -> bool:
    digit, bit = divmod(place, 4)
    return digit < len(presence) and bool(int(presence[digit], 16) >> bit & 1)


def _nobody(wanted: str, everyone: list[JoinedFact]) -> NoSuchSeat:
    names = [person.name for person in everyone]
    near = difflib.get_close_matches(wanted[:80], names, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else "room.people() shows who there is."
    return NoSuchSeat(f"Nobody in this room is called {wanted[:80]!r}. {hint}", wanted=wanted)
