"""Marks that an instructor gives by hand, from Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from numbers import Integral, Real

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.constants import MAX_MARKED
from pylq_ext.protocol.documents import AttemptFact
from pylq_ext.widgets.one_call import one_call
from pylq_ext.widgets.owned_room import OwnedRoom, entry_of
from pylq_ext.widgets.people import seat_of
from pylq_ext.widgets.round import Round


class RoomMarks(OwnedRoom):
    """What answers in words have earned, where no rule can tell."""

    @one_call
    def mark(
        self,
        who: object,
        share: float | None,
        round: Round | int | None = None,  # noqa: A002 - what it is called everywhere
    ) -> int:
        """Mark answers in open text by hand, and return how many.

        `who` is a name or a seat, or an attempt's number as `attempts()` has it, or several of
        these in a list, a column or a set. A person's answer is the one that counts in `round`:
        without it, in the current one, or in the last one if there is none now. `share` is what
        the answers earn of the points, from 0 (wrong) to 1 (right); None takes their marks back.
        Whoever has seen the feedback is told; a later answer has no mark. It works in a closed
        room, too. Raises NoSuchSeat, NoSuchRound, NoOpenRound if there has been no round, and
        InvalidInput if there is no such answer, or if its question is no open text.
        """
        earned = _share(share)
        wanted = _several(who)
        held = self._client.read_all()
        in_rounds: dict[str, list[int]] = defaultdict(list)
        for one in wanted:
            found = _attempt(held, one, round)
            in_rounds[found.round].append(found.number)
        for round_id, numbers in in_rounds.items():
            for at in range(0, len(numbers), MAX_MARKED):
                some = tuple(numbers[at : at + MAX_MARKED])
                self._submit(
                    partial(OwnerConnection.mark, round_id=round_id, attempts=some, share=earned)
                )
        return len(wanted)


def _share(share: object) -> float | None:
    if share is None:
        return None
    if not isinstance(share, Real) or not 0 <= float(share) <= 1:
        raise InvalidInput(
            "`share` is what an answer earns of the points, from 0 (wrong) to 1 (right), or None "
            f"for no mark; not {str(share)[:40]!r}."
        )
    return float(share)


def _several(who: object) -> Sequence[object]:
    named = who if isinstance(who, Iterable) and not isinstance(who, str) else [who]
    wanted = list(dict.fromkeys(named))
    if not wanted:
        raise InvalidInput("Nobody is named: `who` is a name, an attempt's number, or a list.")
    return wanted


def _attempt(held: OwnerConnection, who: object, which: Round | int | None) -> AttemptFact:
    """Return the attempt that is meant: a person's last one in a round, or the one of a number."""
    attempts = [fact for fact in tuple(held.facts) if isinstance(fact, AttemptFact)]
    if isinstance(who, Integral):
        numbered = next((fact for fact in attempts if fact.number == who), None)
        if numbered is None:
            raise InvalidInput(
                f"No attempt has the number {who}: the column `number` of room.attempts() has them."
            )
        return numbered
    seat = seat_of(held, who)
    entry = entry_of(held.room, which)
    own = [fact for fact in attempts if fact.seat == seat and fact.round == entry.id]
    if not own:
        name = held.people[seat].name
        raise InvalidInput(f"{name} has not answered in round {entry.number}.", seat=seat)
    return own[-1]
