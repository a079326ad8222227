"""How a lesson goes on: every order decided against what is stored, as a pure function."""

from __future__ import annotations

from pylq_ext.domain import people, rounds
from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.by_hand import mark_by_hand
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
from pylq_ext.domain.outcomes import Accepted, Outcome, Refused, Result, Stored
from pylq_ext.domain.room import RoundPhase


def decide(snapshot: Snapshot, order: Order) -> Outcome:
    """Return what comes of an order whose sender may give it."""
    # What was written in the lesson is often marked after it.
    if snapshot.room.closed_at is not None and not isinstance(order.action, Close | MarkByHand):
        is_attempt = isinstance(order.action, MakeAttempt)
        return Refused(Result.CLOSED, "closed", stored_attempt(snapshot.own) if is_attempt else {})
    match order.action:
        case Join() as action:
            return people.join(snapshot, action)
        case Remove():
            return people.remove(snapshot)
        case Rename() as action:
            return people.rename(snapshot, action)
        case MakeAttempt() as action:
            return _make_attempt(snapshot, order.actor, action)
        case Pick() as action:
            return rounds.pick(snapshot, order, action)
        case Undo():
            return rounds.undo(snapshot, order)
        case Lock() as action:
            return rounds.lock(snapshot, order, action)
        case LockDue():
            return rounds.lock_due(snapshot)
        case Reopen():
            return rounds.reopen(snapshot, order)
        case ShowFeedback():
            return rounds.show_feedback(snapshot, order)
        case ShowRound() as action:
            return rounds.show_round(snapshot, order, action)
        case CorrectKey() as action:
            return rounds.correct_key(snapshot, order, action)
        case MarkByHand() as action:
            return mark_by_hand(snapshot, order, action)
        case Clear():
            return rounds.clear(snapshot, order)
        case Close():
            return rounds.close(snapshot, order)


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
    phase = snapshot.named.phase
    if phase is RoundPhase.OPEN:
        # Its deadline has passed, and its lock is about to be committed.
        phase = RoundPhase.LOCKED
    return Refused(Result.NOT_OPEN, phase.value, stored)


def stored_attempt(attempt: Attempt | None) -> Stored:
    """Return what the sender of an attempt is told that counts; number 0 for nothing."""
    if attempt is None:
        return {"number": 0}
    return {"number": attempt.number, "answer": attempt.answer, "made_at": attempt.made_at}
