"""What an instructor's room is, and how its other parts reach the host."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pylq_ext.banks.bank import Bank
from pylq_ext.domain.errors import Busy, NoOpenRound, NoSuchRound
from pylq_ext.protocol.client import OwnerConnection, Pending
from pylq_ext.protocol.documents import OwnerRoom, OwnerRound
from pylq_ext.protocol.messages import Ack
from pylq_ext.widgets.host import Host, NoAnswer, NoHost
from pylq_ext.widgets.kept_bank import KeptBank
from pylq_ext.widgets.question_shelf import QuestionShelf
from pylq_ext.widgets.room_client import RoomClient, owner_client
from pylq_ext.widgets.round import Round, round_of
from pylq_ext.widgets.times import moment


class OwnedRoom:
    """A room of one's own: its name, code, phase and rounds."""

    def __init__(self, host: Host, line: Mapping[str, Any], bank: Bank | None = None) -> None:
        self._host = host
        self._line = line
        self._kept = KeptBank(host, line["id"], bank) if bank is not None else None
        self._shelf = QuestionShelf(host, line["id"])

    @property
    def name(self) -> str:
        """The room's name."""
        return str(self._line["name"])

    @property
    def code(self) -> str:
        """The join code, like `DOG-427`."""
        return str(self._line["code"])

    @property
    def opened_at(self) -> datetime:
        """When the room was opened (UTC)."""
        return moment(self._line["opened_at"])

    @property
    def link(self) -> str | None:
        """The address that leads into the room: the student door's while it is open to the network.

        The last one known while the host is away.
        """
        with contextlib.suppress(NoHost, Busy):
            path = f"api/rooms/{self._id}"
            self._line = self._host.request("GET", path, again=True).content
        link = self._line.get("link")
        return str(link) if link else None

    @property
    def bank(self) -> Bank | None:
        """The question bank given to `open_room`, as it was when it was last read."""
        return self._kept.bank if self._kept is not None else None

    @property
    def phase(self) -> str:
        """`waiting`, `open`, `locked`, `revealed` or `closed`."""
        return str(self._document().phase)

    @property
    def round(self) -> Round | None:
        """The current round; None while there is none."""
        current = self._document().round
        return round_of(current) if current is not None else None

    @property
    def rounds(self) -> list[Round]:
        """All rounds so far, but those that were undone."""
        return [round_of(entry) for entry in self._document().rounds]

    def __repr__(self) -> str:
        closed = ", closed" if self._line.get("closed_at") is not None else ""
        return f"Room {self.name!r}, join code {self.code}{closed}"

    def _look_at_bank(self, *, quietly: bool = False) -> None:
        """Read the bank anew if its files were written since. Raises as `KeptBank.look` does."""
        if self._kept is not None:
            self._kept.look(quietly=quietly)

    @property
    def _id(self) -> str:
        return str(self._line["id"])

    @property
    def _client(self) -> RoomClient[OwnerConnection]:
        return owner_client(self._host, self._id)

    def _document(self) -> OwnerRoom:
        document = self._client.look().room
        if document is None:  # another epoch has begun at this very moment
            raise NoAnswer("The room is being read anew: try again.")
        return document

    def _submit(self, give: Callable[[OwnerConnection], Pending]) -> Ack:
        return self._client.submit(give)

    def _round_with(self, ack: Ack) -> Round:
        named = ack.stored.get("id")
        for entry in self._document().rounds:
            if entry.id == named:
                return round_of(entry)
        raise NoAnswer(
            "It is stored, but the room has changed again since: look at `round` and `rounds`."
        )


def entry_of(room: OwnerRoom | None, which: Round | int | None) -> OwnerRound:
    """Return one round: the named one, or the current one, or the last one if there is none now.

    Raises NoSuchRound, and NoOpenRound if none is named and there has been none.
    """
    rounds = room.rounds if room is not None else ()
    if which is None:
        current = room.round if room is not None else None
        if current is None and not rounds:
            raise NoOpenRound("There has been no round yet: pick a question first.")
        return current if current is not None else rounds[-1]
    number = which.number if isinstance(which, Round) else which
    for entry in rounds:
        if entry.number == number:
            return entry
    raise NoSuchRound(f"The room has no round {number}, or it was undone.", round=number)
