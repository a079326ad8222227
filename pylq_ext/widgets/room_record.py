"""What an instructor reads of a lesson, afterwards and while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.widgets.one_call import one_call
from pylq_ext.widgets.owned_room import OwnedRoom, entry_of
from pylq_ext.widgets.record import (
    ATTEMPT_COLUMNS,
    RESULT_COLUMNS,
    attempt_rows,
    result_rows,
)
from pylq_ext.widgets.round import Round
from pylq_ext.widgets.tables import table
from pylq_ext.widgets.watching import Attempt, Handle, watch_attempts


class RoomRecord(OwnedRoom):
    """Every attempt, how a class answered, and being told as it happens."""

    @one_call
    def attempts(
        self,
        round: Round | int | None = None,  # noqa: A002 - what it is called everywhere
        history: bool = False,
        names: bool = True,
        *,
        as_: str | None = None,
    ) -> Any:
        """Return a DataFrame of the attempts that count, of all rounds or of one.

        Columns: round, question, seat, name, number, answer (as people write it), right, points,
        at (UTC), seconds (since the pick), removed (whether who answered was sent out since).
        `right` and `points` are by the key that counts now. `history` adds attempts that were
        replaced; without `names` there is no name; `as_="rows"` returns a list of dictionaries,
        which needs no pandas. Has everything that was stored when it was called. Raises
        NoSuchRound.
        """
        held = self._client.read_all()
        rounds = held.room.rounds if held.room is not None else ()
        if round is not None:
            rounds = (entry_of(held.room, round),)
        rows = attempt_rows(held, rounds, history=history, names=names)
        columns = [name for name in ATTEMPT_COLUMNS if names or name != "name"]
        return table(rows, columns, as_)

    @one_call
    def results(
        self,
        round: Round | int | None = None,  # noqa: A002 - what it is called everywhere
        *,
        as_: str | None = None,
    ) -> Any:
        """Return a DataFrame of how a round was answered: answer, count, share, right.

        Every option has a row, or every different text or number the commonest first. `share` is
        of those who answered; who was removed is not counted; `right` is by the key that counts
        now, <NA> without one. Without `round`: of the current one, or of the last one if there is
        none now; no rows before the first. Raises NoSuchRound.
        """
        held = self._client.read_all()
        if round is None and (held.room is None or not held.room.rounds):
            return table([], RESULT_COLUMNS, as_)
        entry = entry_of(held.room, round)
        face, key = self._shelf.find(entry.question, held.questions)
        return table(result_rows(held, entry, face, key), RESULT_COLUMNS, as_)

    def on_attempt(self, call: Callable[[Attempt], object]) -> Handle:
        """Have `call` called with every attempt that is stored from now on; return its handle.

        It is called in the order of commits, each attempt once, also after the network was away;
        one at a time, in a thread of its own, so also while a cell runs. What it raises is shown
        once and stops nothing. It ends with `handle.remove()`, with the room or with the kernel. A
        cell that is run again registers once more: remove the earlier handle first.
        """
        if not callable(call):
            raise InvalidInput(
                "on_attempt takes a function, which is called with every attempt, like "
                "room.on_attempt(print)."
            )
        return watch_attempts(self._client, call)
