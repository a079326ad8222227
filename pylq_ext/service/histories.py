"""What one seat has answered in a lesson, round by round, as far as it may be told."""

from __future__ import annotations

from collections import defaultdict

from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.errors import Denied, NoSuchRoom
from pylq_ext.domain.room import Role, Round, RoundPhase
from pylq_ext.ports.room_store import RoomStore
from pylq_ext.protocol.documents import History, OwnAttempt, OwnRound, PastFeedback
from pylq_ext.service import documents
from pylq_ext.service.room_state import RoomState
from pylq_ext.service.tickets import TicketOffice, holder


class Histories:
    """Reads histories from the store: they are asked for now and then, and may be long."""

    def __init__(self, store: RoomStore, tickets: TicketOffice) -> None:
        self._store = store
        self._tickets = tickets

    async def read(self, room_id: str, ticket: str) -> History:
        """Return the history of the seat that a ticket is for; a closed room's too.

        Raises InvalidTicket, ExpiredTicket, Denied, NoSuchRoom, StoreBusy.
        """
        claims = self._tickets.read_in(room_id, ticket)
        if claims.role is not Role.ATTENDEE:
            raise Denied("Only who answers has a history.", code="role")
        record = await self._store.record(room_id)
        if record is None:
            raise NoSuchRoom("There is no such room.")
        state = RoomState(record)
        seat = holder(claims, state.seats.get(claims.seat))
        own: dict[str, list[Attempt]] = defaultdict(list)
        for attempt in await self._store.attempts_of(room_id, seat.id):
            own[attempt.round].append(attempt)
        rounds = [one for one in state.rounds.values() if one.phase is not RoundPhase.WITHDRAWN]
        return History(
            room=state.room.name,
            name=seat.name,
            rounds=tuple(_own_round(state, one, own[one.id]) for one in rounds),
        )


def _own_round(state: RoomState, asked: Round, attempts: list[Attempt]) -> OwnRound:
    revealed = asked.phase is RoundPhase.REVEALED
    return OwnRound(
        id=asked.id,
        number=asked.number,
        phase=asked.phase,
        picked_at=asked.picked_at,
        question=documents.attendee_question(state.questions[asked.question]),
        attempts=tuple(
            OwnAttempt(
                number=attempt.number,
                answer=attempt.answer,
                made_at=attempt.made_at,
                at_lock=attempt.at_lock,
                mark=documents.mark(state, attempt) if revealed else None,
            )
            for attempt in attempts
        ),
        feedback=_past_feedback(state, asked) if revealed else None,
    )


def _past_feedback(state: RoomState, asked: Round) -> PastFeedback:
    key = state.key_of(asked)
    return PastFeedback(
        amendment=documents.amendment_of(state, asked),
        right=documents.sorted_right(key.right),
        notes=dict(key.notes),
        explanation=key.explanation,
        model_answer=key.model_answer,
        forms=key.forms,
    )
