"""Marks that an instructor gives by hand, where no rule can."""

from __future__ import annotations

from dataclasses import replace

from pylq_ext.domain.answers import Mark
from pylq_ext.domain.commands import MarkByHand, Order, Snapshot
from pylq_ext.domain.outcomes import Accepted, Marked, Outcome, Refused, Result
from pylq_ext.domain.question import Face, Kind
from pylq_ext.domain.room import RoundPhase

#: Kinds that are marked by hand: all others have a key, and a wrong one is corrected.
BY_HAND = frozenset({Kind.OPEN})


def mark_by_hand(snapshot: Snapshot, order: Order, action: MarkByHand) -> Outcome:
    """Mark attempts, whatever else has changed: only newer marks take their place."""
    named = snapshot.named
    if named is None:
        return Refused(Result.INVALID, "no_such_round", {"round": action.round})
    if named.phase is RoundPhase.WITHDRAWN:
        return Refused(Result.STALE_ROUND, "withdrawn", {"round": named.number, "id": named.id})
    if missing := set(action.attempts) - snapshot.attempts:
        return Refused(Result.INVALID, "no_such_attempt", {"number": min(missing)})
    # The room's version stays: nobody's screen but the owners' and the authors' is concerned.
    number = snapshot.room.last_number + 1
    fact = Marked(number, order.actor, snapshot.now, named.id, action.attempts, action.share)
    return Accepted(
        room=replace(snapshot.room, last_number=number),
        facts=(fact,),
        stored={"round": named.number, "attempts": len(action.attempts)},
    )


def mark_of(share: float, face: Face) -> Mark:
    """Return the mark of an answer that earns a share of the points."""
    return Mark(right=share >= 1, points=share * face.points, of=face.points)
