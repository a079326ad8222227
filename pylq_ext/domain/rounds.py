"""How a room's rounds follow each other, and what an owner does to the current one."""

from __future__ import annotations

from dataclasses import replace

from pylq_ext.domain.commands import CorrectKey, Lock, Order, Pick, ShowRound, Snapshot
from pylq_ext.domain.outcomes import Accepted, Amended, Outcome, Refused, Result, Stored
from pylq_ext.domain.room import (
    LOCK_NOTICE,
    WITHOUT_DEADLINE,
    Amendment,
    Room,
    RoomPhase,
    Round,
    RoundPhase,
    deadline_of,
    phase_of,
)


def pick(snapshot: Snapshot, order: Order, action: Pick) -> Outcome:
    """Begin a round; what is open or locked already stays, unless it is asked again."""
    current = snapshot.current
    if (
        current is not None
        and not action.again
        and current.question == action.question
        and not _from_other_cells(current, action)
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


def _from_other_cells(current: Round, action: Pick) -> bool:
    """Tell whether both came from a bank, and not from the same cell: a copy is asked anew."""
    if current.cell is None or action.cell is None:
        return False
    return (current.bank, current.cell) != (action.bank, action.cell)


def undo(snapshot: Snapshot, order: Order) -> Outcome:
    """Withdraw the current round, before its feedback was shown."""
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


def lock(snapshot: Snapshot, order: Order, action: Lock) -> Outcome:
    """Lock at once, or announce when: answers are taken until then."""
    current = _current_in(snapshot, RoundPhase.OPEN, RoundPhase.LOCKED)
    if isinstance(current, Refused):
        return current
    if current.phase is RoundPhase.LOCKED:
        return Accepted(stored=_stored_round(current))
    if action.now:
        return _current_becomes(snapshot, order, _locked(current, snapshot.now))
    if deadline_of(snapshot.room) is not None:
        return Accepted(stored=_stored_deadline(current, snapshot.room))
    if refusal := _changed_since(snapshot, order):
        return refusal
    room = replace(
        snapshot.room,
        accepting_until=snapshot.now + LOCK_NOTICE,
        version=snapshot.room.version + 1,
    )
    return Accepted(room=room, stored=_stored_deadline(current, room))


def lock_due(snapshot: Snapshot) -> Outcome:
    """Lock the round whose deadline has passed; a reopening in between leaves nothing to do."""
    current, deadline = snapshot.current, deadline_of(snapshot.room)
    if current is None or deadline is None or deadline > snapshot.now:
        return Accepted()
    locked = _locked(current, deadline)
    return Accepted(
        room=_moved(snapshot.room, locked), rounds=(locked,), stored=_stored_round(locked)
    )


def reopen(snapshot: Snapshot, order: Order) -> Outcome:
    """Take answers again, or go on taking them: an announced lock is called off."""
    current = _current_in(snapshot, RoundPhase.OPEN, RoundPhase.LOCKED)
    if isinstance(current, Refused):
        return current
    if current.phase is RoundPhase.OPEN and deadline_of(snapshot.room) is None:
        return Accepted(stored=_stored_round(current))
    reopened = replace(current, phase=RoundPhase.OPEN, locked_at=None)
    return _current_becomes(snapshot, order, reopened)


def show_feedback(snapshot: Snapshot, order: Order) -> Outcome:
    """Reveal the current round; an open one is locked by that."""
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


def show_round(snapshot: Snapshot, order: Order, action: ShowRound) -> Outcome:
    """Make a revealed round current again."""
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


def correct_key(snapshot: Snapshot, order: Order, action: CorrectKey) -> Outcome:
    """Have another key count for a round; what was picked stays as it was, beside it."""
    named = snapshot.named
    if named is None:
        return Refused(Result.INVALID, "no_such_round", {"round": action.round})
    if named.phase is RoundPhase.WITHDRAWN:
        return Refused(Result.STALE_ROUND, "withdrawn", _stored_round(named))
    if snapshot.amended is not None and snapshot.amended.right == action.right:
        return Accepted(stored=_stored_round(named) | {"amendment": snapshot.amended.n})
    if refusal := _changed_since(snapshot, order):
        return refusal
    number = snapshot.room.last_number + 1
    amendment = Amendment(
        round=named.id,
        n=snapshot.amended.n + 1 if snapshot.amended else 2,
        right=action.right,
        at=snapshot.now,
        actor=order.actor,
    )
    return Accepted(
        room=replace(snapshot.room, last_number=number, version=snapshot.room.version + 1),
        amendment=amendment,
        facts=(Amended(number, order.actor, snapshot.now, named.id, amendment.n),),
        stored=_stored_round(named) | {"amendment": amendment.n},
    )


def clear(snapshot: Snapshot, order: Order) -> Outcome:
    """Have no current round."""
    if snapshot.current is None:
        return Accepted()
    if refusal := _changed_since(snapshot, order):
        return refusal
    return Accepted(room=_moved(snapshot.room, None), rounds=_left(snapshot))


def close(snapshot: Snapshot, order: Order) -> Outcome:
    """End the lesson; a closed room stays closed."""
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
    if order.unseen or order.seen == snapshot.room.version:
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


def _stored_round(stored: Round) -> dict[str, str | int | None]:
    return {"round": stored.number, "id": stored.id, "phase": stored.phase.value}


def _stored_deadline(stored: Round, room: Room) -> Stored:
    return {**_stored_round(stored), "deadline": deadline_of(room)}
