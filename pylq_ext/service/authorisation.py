"""Who may do what, and when: one table, and what it does not list is denied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pylq_ext.domain.commands import (
    Clear,
    Close,
    CorrectKey,
    Join,
    Lock,
    LockDue,
    MakeAttempt,
    MarkByHand,
    Order,
    Pick,
    Remove,
    Rename,
    Reopen,
    ShowFeedback,
    ShowRound,
    Snapshot,
    Undo,
)
from pylq_ext.domain.outcomes import Refused, Result
from pylq_ext.domain.room import Role, RoomPhase, phase_of

_WAITING, _OPEN, _LOCKED, _REVEALED, _CLOSED = RoomPhase
_LIVE = frozenset({_WAITING, _OPEN, _LOCKED, _REVEALED})

#: For each role and action, the phases of the room in which it may be ordered.
ALLOWED: Final[Mapping[tuple[Role, type], frozenset[RoomPhase]]] = {
    (Role.OWNER, Pick): _LIVE,
    (Role.OWNER, Undo): frozenset({_OPEN, _LOCKED}),
    (Role.OWNER, Lock): frozenset({_OPEN, _LOCKED}),
    # The host's own timer orders it in the owner's name; no command of the wire does.
    (Role.OWNER, LockDue): _LIVE,
    (Role.OWNER, Reopen): frozenset({_OPEN, _LOCKED}),
    (Role.OWNER, ShowFeedback): frozenset({_OPEN, _LOCKED, _REVEALED}),
    (Role.OWNER, ShowRound): _LIVE,
    (Role.OWNER, CorrectKey): _LIVE,
    # What was written in the lesson is often marked after it.
    (Role.OWNER, MarkByHand): _LIVE | {_CLOSED},
    (Role.OWNER, Remove): _LIVE,
    (Role.OWNER, Rename): _LIVE,
    (Role.OWNER, Clear): _LIVE,
    # Closing a closed room is no mistake.
    (Role.OWNER, Close): _LIVE | {_CLOSED},
    # An answer may come in any phase of a room that is not closed: whether its own round still
    # takes it, the numbering settles, and a late one is told why not.
    (Role.ATTENDEE, MakeAttempt): _LIVE,
}


def may_ever(role: Role, action: type) -> bool:
    """Return whether there is a phase in which a role may order an action."""
    return (role, action) in ALLOWED


def authorise(snapshot: Snapshot, order: Order) -> Refused | None:
    """Return why an order may not be given, or None if it may.

    Runs inside the deciding transaction, so that a removal acts at once.
    """
    phase = phase_of(snapshot.room, snapshot.current)
    if isinstance(order.action, Join):
        # Whoever has the code may join; a closed room has none.
        return Refused(Result.CLOSED, "closed") if phase is _CLOSED else None
    actor = snapshot.actor
    if actor is None:
        return Refused(Result.DENIED, "no_seat")
    if actor.removed_at is not None or actor.generation != order.generation:
        return Refused(Result.DENIED, "removed")
    phases = ALLOWED.get((actor.role, type(order.action)))
    if phases is None or actor.role is not order.role:
        return Refused(Result.DENIED, "role")
    if phase in phases or isinstance(order.action, MakeAttempt):
        # Of an attempt in a closed room the rules tell what is stored.
        return None
    if phase is _CLOSED:
        return Refused(Result.CLOSED, "closed")
    return Refused(Result.NOT_OPEN, "no_round" if phase is _WAITING else phase.value)
