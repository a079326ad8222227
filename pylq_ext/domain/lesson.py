"""How a lesson goes on: every order decided against what is stored, as a pure function."""

from __future__ import annotations

from dataclasses import replace

from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.commands import (
    Clear,
    Close,
    Join,
    Lock,
    MakeAttempt,
    Order,
    Pick,
    Reopen,
    ShowFeedback,
    ShowRound,
    Snapshot,
    Undo,
)
from pylq_ext.domain.outcomes import Accepted, Joined, Outcome, Refused, Result, Stored
from pylq_ext.domain.room import (
    MAX_SEATS,
    WITHOUT_DEADLINE,
    Role,
    Room,
    RoomPhase,
    Round,
    RoundPhase,
    Seat,
    phase_of,
)


def decide(snapshot: Snapshot, order: Order) -> Outcome:
    """Return what comes of an order whose sender may give it."""
    if snapshot.room.closed_at is not None and not isinstance(order.action, Close):
        is_attempt = isinstance(order.action, MakeAttempt)
        return Refused(Result.CLOSED, "closed", stored_attempt(snapshot.own) if is_attempt else {})
    match order.action:
        case Join() as action:
            return _join(snapshot, action)
        case MakeAttempt() as action:
            return _make_attempt(snapshot, order.actor, action)
        case Pick() as action:
            return _pick(snapshot, order, action)
        case Undo():
            return _undo(snapshot, order)
        case Lock():
            return _lock(snapshot, order)
        case Reopen():
            return _reopen(snapshot, order)
        case ShowFeedback():
            return _show_feedback(snapshot, order)
        case ShowRound() as action:
            return _show_round(snapshot, order, action)
        case Clear():
            return _clear(snapshot, order)
        case Close():
            return _close(snapshot, order)


def _join(snapshot: Snapshot, action: Join) -> Outcome:
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


def _free_name(wanted: str, names: frozenset[str]) -> str:
    """Two people of one name are "Ada" and "Ada 2": nobody is refused for a name."""
    taken = {name.casefold() for name in names}
    name, count = wanted, 1
    while name.casefold() in taken:
        count += 1
        name = f"{wanted} {count}"
    return name


def _make_attempt(snapshot: Snapshot, seat: str, action: MakeAttempt) -> Outcome:
    own = snapshot.own
    if snapshot.number is None:
        return _shut(snapshot, action)
    if (own.number if own else 0) != action.replaces:
        return Refused(Result.CONFLICT, "other_answer", stored_attempt(own))
    attempt = Attempt(
        number=snapshot.number,
        round=action.round,
        seat=seat,
        answer=action.answer,
        made_at=snapshot.now,
        at_lock=action.at_lock,
    )
    return Accepted(attempt=attempt, stored=stored_attempt(attempt))


def _shut(snapshot: Snapshot, action: MakeAttempt) -> Refused:
    """Say why the round took no attempt, and what is stored of the sender's in it."""
    stored = stored_attempt(snapshot.own)
    if snapshot.named is None:
        return Refused(Result.STALE_ROUND, "no_such_round", stored)
    if snapshot.named.phase is RoundPhase.WITHDRAWN:
        return Refused(Result.STALE_ROUND, "withdrawn", stored)
    if snapshot.room.current_round != action.round:
        return Refused(Result.STALE_ROUND, "other_round", stored)
    return Refused(Result.NOT_OPEN, snapshot.named.phase.value, stored)


def stored_attempt(attempt: Attempt | None) -> Stored:
    """Return what the sender of an attempt is told that counts; number 0 for nothing."""
    if attempt is None:
        return {"number": 0}
    return {"number": attempt.number, "answer": attempt.answer, "made_at": attempt.made_at}


def _pick(snapshot: Snapshot, order: Order, action: Pick) -> Outcome:
    current = snapshot.current
    if (
        current is not None
        and not action.again
        and current.question == action.question
        and current.phase in (RoundPhase.OPEN, RoundPhase.LOCKED)
    ):
        return Accepted(stored=_stored_round(current))
    if refusal := _changed_since(snapshot, order):
        return refusal
    picked = Round(
        # The count makes the id, so that a repeat of this decision makes the same round.
        id=f"{snapshot.room.id}.{snapshot.picks + 1}",
        number=snapshot.rounds + 1,
        question=action.question,
        bank=action.bank,
        cell=action.cell,
        phase=RoundPhase.OPEN,
        picked_at=snapshot.now,
    )
    return Accepted(
        room=_moved(snapshot.room, picked),
        rounds=(*_left(snapshot), picked),
        stored=_stored_round(picked),
    )


def _undo(snapshot: Snapshot, order: Order) -> Outcome:
    current = _current_in(snapshot, RoundPhase.OPEN, RoundPhase.LOCKED)
    if isinstance(current, Refused):
        return current
    if refusal := _changed_since(snapshot, order):
        return refusal
    withdrawn = replace(current, phase=RoundPhase.WITHDRAWN)
    return Accepted(
        room=_moved(snapshot.room, None),
        rounds=(withdrawn,),
        stored=_stored_round(withdrawn),
    )


def _lock(snapshot: Snapshot, order: Order) -> Outcome:
    current = _current_in(snapshot, RoundPhase.OPEN, RoundPhase.LOCKED)
    if isinstance(current, Refused):
        return current
    if current.phase is RoundPhase.LOCKED:
        return Accepted(stored=_stored_round(current))
    return _current_becomes(snapshot, order, _locked(current, snapshot.now))


def _reopen(snapshot: Snapshot, order: Order) -> Outcome:
    current = _current_in(snapshot, RoundPhase.OPEN, RoundPhase.LOCKED)
    if isinstance(current, Refused):
        return current
    if current.phase is RoundPhase.OPEN:
        return Accepted(stored=_stored_round(current))
    reopened = replace(current, phase=RoundPhase.OPEN, locked_at=None)
    return _current_becomes(snapshot, order, reopened)


def _show_feedback(snapshot: Snapshot, order: Order) -> Outcome:
    current = _current_in(snapshot, RoundPhase.OPEN, RoundPhase.LOCKED, RoundPhase.REVEALED)
    if isinstance(current, Refused):
        return current
    if current.phase is RoundPhase.REVEALED:
        return Accepted(stored=_stored_round(current))
    revealed = replace(
        _locked(current, snapshot.now),
        phase=RoundPhase.REVEALED,
        revealed_at=snapshot.now,
    )
    return _current_becomes(snapshot, order, revealed)


def _show_round(snapshot: Snapshot, order: Order, action: ShowRound) -> Outcome:
    if snapshot.named is None:
        return Refused(Result.INVALID, "no_such_round", {"round": action.number})
    if snapshot.named.phase is not RoundPhase.REVEALED:
        return Refused(Result.NOT_OPEN, "not_revealed", _stored_round(snapshot.named))
    if snapshot.room.current_round == snapshot.named.id:
        return Accepted(stored=_stored_round(snapshot.named))
    if refusal := _changed_since(snapshot, order):
        return refusal
    return Accepted(
        room=_moved(snapshot.room, snapshot.named),
        rounds=_left(snapshot),
        stored=_stored_round(snapshot.named),
    )


def _clear(snapshot: Snapshot, order: Order) -> Outcome:
    if snapshot.current is None:
        return Accepted()
    if refusal := _changed_since(snapshot, order):
        return refusal
    return Accepted(room=_moved(snapshot.room, None), rounds=_left(snapshot))


def _close(snapshot: Snapshot, order: Order) -> Outcome:
    if snapshot.room.closed_at is not None:
        return Accepted()
    # `curl` closes without having seen a version; whoever did see one is told of changes.
    if order.seen is not None and (refusal := _changed_since(snapshot, order)):
        return refusal
    room = replace(snapshot.room, accepting_until=None, closed_at=snapshot.now)
    return Accepted(room=replace(room, version=room.version + 1), rounds=_left(snapshot))


def _current_in(snapshot: Snapshot, *phases: RoundPhase) -> Round | Refused:
    if snapshot.current is not None and snapshot.current.phase in phases:
        return snapshot.current
    phase = phase_of(snapshot.room, snapshot.current)
    reason = "no_round" if phase is RoomPhase.WAITING else phase.value
    return Refused(Result.NOT_OPEN, reason)


def _changed_since(snapshot: Snapshot, order: Order) -> Refused | None:
    if order.seen == snapshot.room.version:
        return None
    return Refused(Result.CONFLICT, "room_changed", {"version": snapshot.room.version})


def _current_becomes(snapshot: Snapshot, order: Order, changed: Round) -> Outcome:
    if refusal := _changed_since(snapshot, order):
        return refusal
    return Accepted(
        room=_moved(snapshot.room, changed), rounds=(changed,), stored=_stored_round(changed)
    )


def _moved(room: Room, current: Round | None) -> Room:
    is_open = current is not None and current.phase is RoundPhase.OPEN
    return replace(
        room,
        current_round=current.id if current else None,
        accepting_until=WITHOUT_DEADLINE if is_open else None,
        version=room.version + 1,
    )


def _left(snapshot: Snapshot) -> tuple[Round, ...]:
    """Return the current round as it is left behind: an open one is locked."""
    current = snapshot.current
    if current is None or current.phase is not RoundPhase.OPEN:
        return ()
    return (_locked(current, snapshot.now),)


def _locked(current: Round, now: int) -> Round:
    if current.phase is not RoundPhase.OPEN:
        return current
    return replace(current, phase=RoundPhase.LOCKED, locked_at=now)


def _stored_round(stored: Round) -> Stored:
    return {"round": stored.number, "id": stored.id, "phase": stored.phase.value}
