"""What an instructor sees of the people in a room, and does about them."""

from __future__ import annotations

from typing import Any

from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.widgets.one_call import one_call
from pylq_ext.widgets.owned_room import OwnedRoom
from pylq_ext.widgets.people import PEOPLE_COLUMNS, people_rows, seat_of, seat_to_rename
from pylq_ext.widgets.tables import table


class RoomPeople(OwnedRoom):
    """Who is there, under which name, and who no longer."""

    def people(self, *, as_: str | None = None) -> Any:
        """Return a DataFrame of everyone who ever joined, in the order in which they did.

        Columns: seat, name, joined (UTC), here (a card of theirs shows signs of life), answered
        (in the current round, <NA> while there is none), removed. `as_="rows"` returns a list of
        dictionaries, which needs no pandas.
        """
        rows = self._client.read(_measured_rows)
        return table(rows, PEOPLE_COLUMNS, as_)

    @one_call
    def remove(self, seat: str) -> None:
        """Send somebody out for good, by seat or by name.

        The seat is worthless at once; what was answered from it stays in the record and counts in
        no figure. Raises NoSuchSeat, and InvalidInput if several people could be meant.
        """
        found = self._client.read(lambda owner: seat_of(owner, seat))
        self._submit(lambda owner: owner.remove(found))

    @one_call
    def rename(self, seat: str, name: str) -> str:
        """Call somebody by another name, by seat or by name so far; return the new name.

        If somebody else has it, there is a number after it: "Ada 2". Raises NoSuchSeat,
        InvalidName, Denied if they were removed, and InvalidInput if several could be meant.
        """
        found = self._client.read(lambda owner: seat_to_rename(owner, seat))
        ack = self._submit(lambda owner: owner.rename(found, name))
        return str(ack.stored.get("name", name))


def _measured_rows(owner: OwnerConnection) -> list[dict[str, Any]] | None:
    # The host's figures come right after the room, and at once to nobody.
    return people_rows(owner) if owner.gauges is not None else None
