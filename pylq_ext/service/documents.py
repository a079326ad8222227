"""What each role may see of a room: documents made from its state, one encoding an audience."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pylq_ext.domain.answers import Attempt, Mark
from pylq_ext.domain.kinds import rules_of
from pylq_ext.domain.outcomes import Fact
from pylq_ext.domain.question import Key
from pylq_ext.domain.room import RoundPhase, Seat, phase_of
from pylq_ext.ports.room_store import StoredQuestion
from pylq_ext.protocol.documents import (
    AttemptFact,
    AttendeeQuestion,
    AttendeeRoom,
    AttendeeRound,
    Distribution,
    Feed,
    Feedback,
    FeedFact,
    JoinedFact,
    Mine,
    OwnerQuestion,
    OwnerRoom,
    OwnerRound,
    Reveal,
)
from pylq_ext.service.room_state import RoomState

#: Amendments count the corrections of a round's key from 1, the key as it was picked.
FIRST_AMENDMENT = 1


def attendee_room(state: RoomState) -> AttendeeRoom:
    """Return the room as attendees see it."""
    room, current = state.room, state.current
    return AttendeeRoom(
        id=room.id,
        name=room.name,
        code=room.code,
        version=room.version,
        phase=phase_of(room, current),
        round=None
        if current is None
        else AttendeeRound(
            current.id, current.number, state.questions[current.question].face, current.picked_at
        ),
        reveal=_reveal(state),
    )


def owner_room(state: RoomState) -> OwnerRoom:
    """Return the room as its owner sees it."""
    room, current = state.room, state.current
    rounds = {
        one.id: OwnerRound(
            id=one.id,
            number=one.number,
            question=one.question,
            kind=state.questions[one.question].question.face.kind,
            title=state.questions[one.question].question.face.title,
            phase=one.phase,
            picked_at=one.picked_at,
            bank=one.bank,
            cell=one.cell,
        )
        for one in state.rounds.values()
        if one.phase is not RoundPhase.WITHDRAWN
    }
    return OwnerRoom(
        id=room.id,
        name=room.name,
        code=room.code,
        version=room.version,
        phase=phase_of(room, current),
        round=rounds.get(current.id) if current else None,
        rounds=tuple(rounds.values()),
        reveal=_reveal(state),
    )


def _reveal(state: RoomState) -> Reveal | None:
    if state.current is None or state.current.phase is not RoundPhase.REVEALED:
        return None
    return Reveal(state.current.id, FIRST_AMENDMENT)


def attendee_question(stored: StoredQuestion) -> AttendeeQuestion:
    """Return a question's face."""
    face = stored.question.face
    return AttendeeQuestion(
        face=stored.face,
        kind=face.kind,
        title=face.title,
        prompt=face.prompt,
        options=face.options,
        points=face.points,
    )


def owner_question(stored: StoredQuestion) -> OwnerQuestion:
    """Return all of a question."""
    face, key = stored.question.face, stored.question.key
    return OwnerQuestion(
        hash=stored.hash,
        face=stored.face,
        kind=face.kind,
        title=face.title,
        prompt=face.prompt,
        options=face.options,
        points=face.points,
        right=_right(key),
        notes=dict(key.notes),
        explanation=key.explanation,
        model_answer=key.model_answer,
    )


def _right(key: Key) -> tuple[str, ...] | None:
    return None if key.right is None else tuple(sorted(key.right))


def feedback(state: RoomState) -> Feedback | None:
    """Return the current round's feedback; None before the reveal."""
    current = state.current
    if current is None or current.phase is not RoundPhase.REVEALED:
        return None
    question = state.questions[current.question].question
    answers = [attempt.answer for attempt in state.attempts.values()]
    return Feedback(
        round=current.id,
        amendment=FIRST_AMENDMENT,
        right=_right(question.key),
        notes=dict(question.key.notes),
        explanation=question.key.explanation,
        model_answer=question.key.model_answer,
        distribution=Distribution(
            answered=len(answers),
            counts=rules_of(question.face).tally(answers, question.face),
        ),
    )


def mine(state: RoomState, seat: Seat) -> Mine:
    """Return a seat's own attempt in the current round, marked once it is revealed."""
    current = state.current
    attempt = state.attempts.get(seat.id)
    if current is None or attempt is None:
        locked_at = current.locked_at if current else None
        return Mine(
            version=(state.room.version, 0),
            name=seat.name,
            round=current.id if current else None,
            late=locked_at is not None and seat.joined_at > locked_at,
        )
    revealed = current.phase is RoundPhase.REVEALED
    return Mine(
        version=(state.room.version, attempt.number),
        name=seat.name,
        round=current.id,
        number=attempt.number,
        answer=attempt.answer,
        made_at=attempt.made_at,
        at_lock=attempt.at_lock,
        mark=mark(state.questions[current.question], attempt) if revealed else None,
    )


def mark(stored: StoredQuestion, attempt: Attempt) -> Mark:
    """Return what an attempt earned."""
    face = stored.question.face
    return rules_of(face).mark(attempt.answer, face, stored.question.key)


def feed(state: RoomState, after: int, facts: Sequence[Fact | Attempt]) -> Feed:
    """Return facts as owners see them, attempts with their marks."""
    return Feed(
        after=after,
        to=facts[-1].number if facts else after,
        facts=tuple(_feed_facts(state, facts)),
    )


def _feed_facts(state: RoomState, facts: Iterable[Fact | Attempt]) -> Iterable[FeedFact]:
    for fact in facts:
        seat = state.seats[fact.seat]
        if isinstance(fact, Attempt):
            stored = state.questions[state.rounds[fact.round].question]
            yield AttemptFact(
                number=fact.number,
                seat=fact.seat,
                round=fact.round,
                answer=fact.answer,
                at=fact.made_at,
                at_lock=fact.at_lock,
                mark=mark(stored, fact),
            )
        else:
            yield JoinedFact(fact.number, fact.seat, seat.name, seat.role, fact.at)
