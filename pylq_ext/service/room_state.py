"""A room as it stands after the last commit: the copy in memory from which documents are made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace

from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.outcomes import Accepted, Fact, Marked
from pylq_ext.domain.question import Key
from pylq_ext.domain.room import Amendment, Room, Round, Seat
from pylq_ext.ports.room_store import RoomRecord, StoredQuestion


class RoomState:
    """Follows the commits of one room. Deciding never looks at it: it may be a moment behind."""

    def __init__(self, record: RoomRecord) -> None:
        self.room: Room = record.room
        # Every round by its id, withdrawn ones too, in the order of their numbers.
        self.rounds: dict[str, Round] = {one.id: one for one in record.rounds}
        self.seats: dict[str, Seat] = {seat.id: seat for seat in record.seats}
        # By the hash of everything; grows with the rounds.
        self.questions: dict[str, StoredQuestion] = {one.hash: one for one in record.questions}
        # The newest correction of each round's key that was corrected.
        self.amendments: dict[str, Amendment] = {one.round: one for one in record.amendments}
        # The newest mark by hand of each attempt that has one, by the attempt's number.
        self.by_hand: dict[int, Marked] = {}
        for fact in record.marked:
            self._follow_mark(fact)
        # The last attempt of each seat in the current round.
        self.attempts: dict[str, Attempt] = {one.seat: one for one in record.attempts}
        # The round that `attempts` are of; another one than the current after an earlier round
        # has been shown again, until its attempts have been read.
        self.attempts_of: str | None = record.room.current_round
        # Facts in the order of their numbers, since this copy was made.
        self.recent: list[Fact | Attempt] = []
        self.recent_after = record.room.last_number

    @property
    def current(self) -> Round | None:
        """The current round, or None."""
        return self.rounds[self.room.current_round] if self.room.current_round else None

    def key_of(self, asked: Round) -> Key:
        """Return the key that counts in a round: its question's, or as it was corrected."""
        key = self.questions[asked.question].question.key
        amendment = self.amendments.get(asked.id)
        return key if amendment is None else replace(key, right=amendment.right)

    @property
    def counting(self) -> list[Attempt]:
        """The current round's attempts that count: not those of people who were removed."""
        return [
            attempt
            for seat, attempt in self.attempts.items()
            if self.seats[seat].removed_at is None
        ]

    @property
    def complete(self) -> bool:
        """Whether `attempts` are the current round's."""
        return self.attempts_of == self.room.current_round

    def apply(self, outcome: Accepted, questions: Mapping[str, StoredQuestion]) -> None:
        """Follow a commit. One that this copy has seen already changes nothing.

        `questions` holds at least those of rounds that are new.
        """
        # Facts first: the room's own count of them has them in it.
        for fact in outcome.facts:
            self._follow_fact(fact)
        if outcome.room is not None and outcome.room.version > self.room.version:
            for changed in outcome.rounds:
                self.rounds[changed.id] = changed
                if changed.question not in self.questions:
                    self.questions[changed.question] = questions[changed.question]
            self._follow_room(outcome.room)
        if outcome.seat is not None:
            self._follow_seat(outcome.seat)
        if outcome.attempt is not None:
            self._follow_attempt(outcome.attempt)
        if outcome.amendment is not None:
            known = self.amendments.get(outcome.amendment.round)
            if known is None or known.n < outcome.amendment.n:
                self.amendments[outcome.amendment.round] = outcome.amendment

    def take_attempts(self, round_id: str, attempts: list[Attempt]) -> None:
        """Hold the attempts of an earlier round that is shown again."""
        if round_id == self.room.current_round:
            self.attempts = {one.seat: one for one in attempts}
            self.attempts_of = round_id

    def recent_facts(self, after: int, most: int) -> list[Fact | Attempt] | None:
        """Return the facts that follow number `after`; None if memory does not go back so far."""
        if after < self.recent_after:
            return None
        start = bisect_right(self.recent, after, key=lambda fact: fact.number)
        return self.recent[start : start + most]

    def forget_recent(self, most: int) -> None:
        """Keep at most `most` facts in memory; older ones are read from the store."""
        if len(self.recent) > most:
            cut = len(self.recent) - most
            self.recent_after = self.recent[cut - 1].number
            del self.recent[:cut]

    def _follow_seat(self, seat: Seat) -> None:
        known = self.seats.get(seat.id)
        if known is None or known.generation <= seat.generation:
            self.seats[seat.id] = seat

    def _follow_room(self, room: Room) -> None:
        moved = room.current_round != self.room.current_round
        # The decision saw the number before it; attempts have been counted since.
        self.room = replace(room, last_number=max(room.last_number, self.room.last_number))
        if not moved:
            return
        self.attempts = {}
        self.attempts_of = None
        current = self.current
        if current is None or current.revealed_at is None:
            # Waiting, or just picked: there are no attempts yet.
            self.attempts_of = room.current_round

    def _follow_attempt(self, attempt: Attempt) -> None:
        if attempt.number <= self.room.last_number:
            return
        self._follow_fact(attempt)
        if attempt.round == self.attempts_of:
            self.attempts[attempt.seat] = attempt

    def _follow_mark(self, fact: Marked) -> None:
        for number in fact.attempts:
            known = self.by_hand.get(number)
            if known is None or known.number < fact.number:
                self.by_hand[number] = fact

    def _follow_fact(self, fact: Fact | Attempt) -> None:
        if fact.number <= self.room.last_number:
            return
        if isinstance(fact, Marked):
            self._follow_mark(fact)
        self.recent.append(fact)
        self.room = replace(self.room, last_number=fact.number)
