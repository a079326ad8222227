"""What each role may see of a room: documents made from its state, one encoding an audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from pylq_ext.domain.answers import UNMARKED, Attempt, Mark
from pylq_ext.domain.by_hand import mark_of
from pylq_ext.domain.kinds import rules_of
from pylq_ext.domain.order import order_for
from pylq_ext.domain.outcomes import Amended, Fact, Joined, Marked, Removed
from pylq_ext.domain.question import Blank, Face, Option
from pylq_ext.domain.room import Role, Round, RoundPhase, Seat, deadline_of, phase_of
from pylq_ext.ports.room_store import StoredQuestion
from pylq_ext.protocol.documents import (
    AmendedFact,
    AttemptFact,
    AttendeeQuestion,
    AttendeeRoom,
    AttendeeRound,
    Corrected,
    Distribution,
    Feed,
    Feedback,
    FeedFact,
    Gauges,
    JoinedFact,
    MarkedFact,
    Mine,
    OwnerQuestion,
    OwnerRoom,
    OwnerRound,
    Remark,
    RemovedFact,
    RenamedFact,
    Reveal,
)
from pylq_ext.service.room_state import RoomState


class _Special(TypedDict):
    targets: tuple[Option, ...]
    blanks: tuple[Blank, ...]
    most: int
    image: str
    markdown: bool


#: The amendment of a round whose key is the one that was picked; corrections follow it.
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
        reveal=reveal(state),
        deadline=deadline_of(room),
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
            corrected=_corrected(state, one),
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
        reveal=reveal(state),
        deadline=deadline_of(room),
    )


def _corrected(state: RoomState, asked: Round) -> Corrected | None:
    amendment = state.amendments.get(asked.id)
    if amendment is None:
        return None
    return Corrected(amendment.n, sorted_right(amendment.right), amendment.at)


def reveal(state: RoomState) -> Reveal | None:
    """Return which feedback the room shows; None before the reveal."""
    if state.current is None or state.current.phase is not RoundPhase.REVEALED:
        return None
    return Reveal(state.current.id, amendment_of(state, state.current))


def amendment_of(state: RoomState, asked: Round) -> int:
    """Return which key counts in a round: FIRST_AMENDMENT, or the number of its correction."""
    amendment = state.amendments.get(asked.id)
    return FIRST_AMENDMENT if amendment is None else amendment.n


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
        **_special(face),
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
        right=sorted_right(key.right),
        notes=dict(key.notes),
        explanation=key.explanation,
        model_answer=key.model_answer,
        forms=key.forms,
        **_special(face),
    )


def _special(face: Face) -> _Special:
    """Return what only some kinds have."""
    return {
        "targets": face.targets,
        "blanks": face.blanks,
        "most": face.most,
        "image": face.image,
        "markdown": face.markdown,
    }


def sorted_right(right: frozenset[str] | None) -> tuple[str, ...] | None:
    """Return the ids of right options as documents have them."""
    return None if right is None else tuple(sorted(right))


def feedback(state: RoomState) -> Feedback | None:
    """Return the current round's feedback; None before the reveal."""
    current = state.current
    if current is None or current.phase is not RoundPhase.REVEALED:
        return None
    key = state.key_of(current)
    face = state.questions[current.question].question.face
    answers = [attempt.answer for attempt in state.counting]
    amendment = state.amendments.get(current.id)
    return Feedback(
        round=current.id,
        amendment=amendment_of(state, current),
        right=sorted_right(key.right),
        notes=dict(key.notes),
        explanation=key.explanation,
        model_answer=key.model_answer,
        forms=key.forms,
        distribution=Distribution(
            answered=len(answers),
            counts=rules_of(face).tally(answers, face, key),
        ),
        corrected_at=amendment.at if amendment is not None else None,
    )


def mine(state: RoomState, seat: Seat) -> Mine:
    """Return a seat's own attempt in the current round, marked once it is revealed."""
    current = state.current
    attempt = state.attempts.get(seat.id)
    order = None
    if current is not None:
        order = order_for(state.questions[current.question].question, current.id, seat.id)
    if current is None or attempt is None:
        locked_at = current.locked_at if current else None
        return Mine(
            version=(state.room.version, 0),
            name=seat.name,
            round=current.id if current else None,
            order=order,
            late=locked_at is not None and seat.joined_at > locked_at,
        )
    revealed = current.phase is RoundPhase.REVEALED
    by_hand = state.by_hand.get(attempt.number) if revealed else None
    return Mine(
        # A mark by hand is a later fact than the attempt, and moves nothing else.
        version=(state.room.version, by_hand.number if by_hand else attempt.number),
        name=seat.name,
        round=current.id,
        number=attempt.number,
        answer=attempt.answer,
        made_at=attempt.made_at,
        at_lock=attempt.at_lock,
        order=order,
        mark=mark(state, attempt) if revealed else None,
    )


def mark(state: RoomState, attempt: Attempt) -> Mark:
    """Return what an attempt earned, by the mark that it was given or the key that counts now."""
    asked = state.rounds[attempt.round]
    face = state.questions[asked.question].question.face
    by_hand = state.by_hand.get(attempt.number)
    if by_hand is not None and by_hand.share is not None:
        return mark_of(by_hand.share, face)
    return rules_of(face).mark(attempt.answer, face, state.key_of(asked))


def feed(
    state: RoomState,
    after: int,
    facts: Sequence[Fact | Attempt],
    marked_again: Mapping[str, Sequence[Attempt]],
) -> Feed:
    """Return facts as owners see them, attempts with their marks.

    `marked_again` has all attempts of each round whose correction is among the facts.
    """
    return Feed(
        after=after,
        to=facts[-1].number if facts else after,
        facts=tuple(_feed_facts(state, facts, marked_again)),
    )


def _feed_facts(
    state: RoomState,
    facts: Iterable[Fact | Attempt],
    marked_again: Mapping[str, Sequence[Attempt]],
) -> Iterable[FeedFact]:
    for fact in facts:
        seat = state.seats[fact.seat]
        if isinstance(fact, Attempt):
            yield AttemptFact(
                number=fact.number,
                seat=fact.seat,
                round=fact.round,
                answer=fact.answer,
                at=fact.made_at,
                at_lock=fact.at_lock,
                mark=mark(state, fact),
            )
        elif isinstance(fact, Joined):
            yield JoinedFact(fact.number, fact.seat, seat.name, seat.role, fact.at)
        elif isinstance(fact, Amended):
            marks = tuple(
                Remark(attempt.number, mark(state, attempt))
                for attempt in marked_again[fact.round]
                if attempt.number < fact.number
            )
            yield AmendedFact(fact.number, fact.round, fact.amendment, fact.at, marks)
        elif isinstance(fact, Marked):
            face = state.questions[state.rounds[fact.round].question].question.face
            given = UNMARKED if fact.share is None else mark_of(fact.share, face)
            marks = tuple(Remark(number, given) for number in fact.attempts)
            yield MarkedFact(fact.number, fact.round, fact.at, marks)
        elif isinstance(fact, Removed):
            yield RemovedFact(fact.number, fact.seat, fact.at)
        else:
            yield RenamedFact(fact.number, fact.seat, seat.name, fact.at)


def gauges(state: RoomState, here: frozenset[str]) -> Gauges:
    """Return the figures of a room in which the seats in `here` are."""
    attendees = [seat for seat in state.seats.values() if seat.role is Role.ATTENDEE]
    seated = [seat for seat in attendees if seat.removed_at is None]
    present = sum(seat.id in here for seat in seated)
    return Gauges(
        seated=len(seated),
        here=present,
        away=len(seated) - present,
        answered=len(state.counting),
        presence=_bits(seat.removed_at is None and seat.id in here for seat in attendees),
    )


def _bits(places: Iterable[bool]) -> str:
    """Return truth values as hexadecimal digits, four a digit, the first in its lowest bit."""
    digits: list[int] = []
    for place, is_set in enumerate(places):
        if place % 4 == 0:
            digits.append(0)
        digits[-1] |= is_set << place % 4
    return "".join(f"{digit:x}" for digit in digits)
