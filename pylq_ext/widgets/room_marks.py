"""Marks that an instructor gives by hand, from Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        for found in list(_attempts(held, wanted, round)):
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


def _several(who: object) -> Sequence[str | int]:
    named: Iterable[object] = [who]
    if isinstance(who, Iterable) and not isinstance(who, str | bytes | Mapping):
        named = who
    wanted: dict[str | int, None] = {}
    for one in named:
        if isinstance(one, bool) or not isinstance(one, str | Integral):
            raise InvalidInput(
                "An answer is named by who gave it, name or seat, or by its number in "
                f"room.attempts(); not by {type(one).__name__}."
            )
        wanted[one if isinstance(one, str) else int(one)] = None
    if not wanted:
        raise InvalidInput("Nobody is named: `who` is a name, an attempt's number, or a list.")
    return list(wanted)


def _attempts(
    held: OwnerConnection, wanted: Sequence[str | int], which: Round | int | None
) -> Iterator[AttemptFact]:
    """Yield the attempts that are meant: people's last ones in a round, or those of a number."""
    attempts = [fact for fact in tuple(held.facts) if isinstance(fact, AttemptFact)]
    by_number = {fact.number: fact for fact in attempts}
    last = {(fact.round, fact.seat): fact for fact in attempts}
    for who in wanted:
        if isinstance(who, int):
            if who not in by_number:
                raise InvalidInput(
                    f"No attempt has the number {who}: the column `number` of room.attempts() has "
                    "them."
                )
            yield by_number[who]
            continue
        seat = seat_of(held, who)
        entry = entry_of(held.room, which)
        if (entry.id, seat) not in last:
            name = held.people[seat].name
            raise InvalidInput(f"{name} has not answered in round {entry.number}.", seat=seat)
        yield last[entry.id, seat]
