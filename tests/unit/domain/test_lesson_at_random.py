"""Lessons of random orders: whatever people do, these things stay true."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.commands import (
    Action,
    Clear,
    Close,
    CorrectKey,
    Lock,
    LockDue,
    MakeAttempt,
    MarkByHand,
    Order,
    Pick,
    Rename,
    Reopen,
    ShowFeedback,
    ShowRound,
    Undo,
)
from pylq_ext.domain.outcomes import Accepted, Outcome, Refused, Result
from pylq_ext.domain.room import Role, Room, RoundPhase, deadline_of
from pylq_ext.ports.room_store import RoomRecord
from tests.support.fixed import MULTIPLE, OPEN, SINGLE, FixedClock
from tests.support.kept_room import KeptRoom

T = TypeVar("T")
QUESTIONS = [SINGLE.hash, MULTIPLE.hash, OPEN.hash]
SEATS = ["ada", "bo", "cleo"]

#: DESIGN.md, section 3: `open <-> locked -> revealed`, withdrawn while open or locked, and a
#: re-vote or feedback on an open round locks it on the way.
MOVES = {
    (None, RoundPhase.OPEN),
    (RoundPhase.OPEN, RoundPhase.LOCKED),
    (RoundPhase.LOCKED, RoundPhase.OPEN),
    (RoundPhase.OPEN, RoundPhase.REVEALED),
    (RoundPhase.LOCKED, RoundPhase.REVEALED),
    (RoundPhase.OPEN, RoundPhase.WITHDRAWN),
    (RoundPhase.LOCKED, RoundPhase.WITHDRAWN),
}


def at_once(doing: Coroutine[Any, Any, T]) -> T:
    """The result of what never waits: the memory store is done when it is called."""
    try:
        doing.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise AssertionError("the memory store waited for something")


class RandomLesson(RuleBasedStateMachine):
    """Orders of an owner with two tabs, and of students, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.kept = KeptRoom(MemoryStore(self.clock), self.clock)
        at_once(self.kept.open())
        for question in (MULTIPLE, OPEN):
            at_once(self.kept.store.put_question(question))
        self.orders: list[Order] = []
        # What each student was last told that counts, by round.
        self.told: dict[tuple[str, str], int] = {}
        self.seated: set[str] = set()

    @property
    def room(self) -> Room:
        return at_once(self.kept.now())

    @property
    def record(self) -> RoomRecord:
        record = at_once(self.kept.store.record("r1"))
        assert record is not None
        return record

    def give(self, order: Order) -> Outcome:
        before, version = self.record, self.room.version
        outcome = at_once(self.kept.outcome(order))
        after = self.record
        if order.command_id:
            self.orders.append(order)
        self.phases_move_as_they_may(before, after)
        if isinstance(outcome, Refused) or outcome.result is Result.DUPLICATE:
            assert after == before, "a refusal or a repeat changes nothing"
        elif isinstance(order.action, MarkByHand):
            assert self.room.version == version, "nobody's screen but the author's is concerned"
        elif outcome.room is not None and order.role is Role.OWNER:
            assert self.room.version == version + 1
            assert order.seen in (version, None), "nobody acts on what they have not seen"
        else:
            assert self.room.version == version, "only what owners change moves the version"
        if before.room.closed_at is not None and not isinstance(order.action, MarkByHand):
            assert after == before, "nothing but marking happens in a closed room"
        return outcome

    def phases_move_as_they_may(self, before: RoomRecord, after: RoomRecord) -> None:
        were = {one.id: one for one in before.rounds}
        assert set(were) <= {one.id for one in after.rounds}, "no round is ever forgotten"
        for one in after.rounds:
            was = were.get(one.id)
            if was is None or was.phase is not one.phase:
                assert (was and was.phase, one.phase) in MOVES
            if was is not None:
                kept = (one.question, one.number, one.picked_at)
                assert kept == (was.question, was.number, was.picked_at)

    @rule(
        action=st.one_of(
            st.builds(Pick, st.sampled_from(QUESTIONS), again=st.booleans()),
            st.sampled_from(
                [Undo(), Lock(now=True), Lock(now=False), Reopen(), ShowFeedback(), Clear()]
            ),
            st.builds(
                CorrectKey,
                st.sampled_from(["r1.1", "r1.2", "r1.3"]),
                st.sampled_from([None, frozenset("a"), frozenset("bc")]),
            ),
            st.builds(ShowRound, st.integers(0, 6)),
        ),
        behind=st.sampled_from([0, 0, 0, 0, 1, 5]),
    )
    def the_owner_acts(self, action: Action, behind: int) -> None:
        seen = self.room.version - behind
        outcome = self.give(self.kept.order(action, seen=seen))
        if behind and isinstance(outcome, Accepted):
            assert outcome.room is None, "an order on an old version changes nothing"

    @rule()
    def a_timer_goes_off(self) -> None:
        due = deadline_of(self.room)
        outcome = at_once(self.kept.outcome(self.kept.order(LockDue(), command_id="")))
        assert isinstance(outcome, Accepted) or outcome.result is Result.CLOSED
        if due is not None and due <= self.clock.now():
            assert self.room.accepting_until is None
        else:
            assert deadline_of(self.room) == due

    @precondition(lambda self: self.seated)
    @rule(data=st.data(), name=st.sampled_from(["Ada", "Bo"]))
    def somebody_is_renamed(self, data: st.DataObject, name: str) -> None:
        seat = data.draw(st.sampled_from(sorted(self.seated)))
        self.give(self.kept.order(Rename(seat, name), seen=self.room.version))

    @precondition(lambda self: self.record.attempts)
    @rule(data=st.data(), share=st.sampled_from([None, 0.0, 0.5, 1.0]), off=st.sampled_from([0, 9]))
    def the_owner_marks(self, data: st.DataObject, share: float | None, off: int) -> None:
        attempt = data.draw(st.sampled_from(self.record.attempts))
        marked = MarkByHand(attempt.round, (attempt.number + 1000 * off,), share)
        before = self.record
        outcome = self.give(self.kept.order(marked))
        assert isinstance(outcome, Refused) == bool(off)
        after = self.record
        assert len(after.marked) == len(before.marked) + (not off)
        assert (after.rounds, after.attempts) == (before.rounds, before.attempts)

    @rule(rarely=st.integers(0, 20))
    def the_owner_closes(self, rarely: int) -> None:
        if rarely == 0:
            self.give(self.kept.order(Close()))

    @rule(seat=st.sampled_from(SEATS))
    def somebody_joins(self, seat: str) -> None:
        outcome = self.give(self.kept.joining(seat, "Ada"))
        if isinstance(outcome, Accepted):
            self.seated.add(seat)
            assert outcome.stored == {"seat": seat}

    @precondition(lambda self: self.seated)
    @rule(
        data=st.data(),
        answer=st.sampled_from(["a", "b", "c"]),
        at_lock=st.booleans(),
        forgetful=st.booleans(),
    )
    def somebody_answers(
        self, data: st.DataObject, answer: str, at_lock: bool, forgetful: bool
    ) -> None:
        seat = data.draw(st.sampled_from(sorted(self.seated)))
        rounds = [one.id for one in self.record.rounds]
        current = self.room.current_round
        round_id = data.draw(
            st.sampled_from([*rounds, *([current] * 5 if current else []), "r1.99"])
        )
        counts = self.told.get((seat, round_id), 0)
        replaces = 0 if forgetful else counts
        before = {one.id: one for one in self.record.rounds}.get(round_id)
        outcome = self.give(self.kept.order(MakeAttempt(round_id, answer, replaces, at_lock), seat))
        takes = (
            before is not None
            and before.phase is RoundPhase.OPEN
            and self.room.current_round == round_id
            and (self.room.accepting_until or 0) > self.clock.now()
        )
        assert isinstance(outcome, Accepted) == (takes and replaces == counts)
        if isinstance(outcome, Accepted):
            assert outcome.attempt is not None
            assert outcome.attempt.number == self.room.last_number
            self.told[seat, round_id] = outcome.attempt.number
        elif outcome.result is not Result.STALE_ROUND or before is not None:
            assert outcome.stored["number"] == counts, "the student is told what counts"

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def an_order_comes_again(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.orders))
        outcome = self.give(order)
        assert isinstance(outcome, Refused) or outcome.result is Result.DUPLICATE

    @rule(seconds=st.integers(0, 100))
    def time_passes(self, seconds: int) -> None:
        self.clock.go_on(seconds)

    @invariant()
    def numbers_have_no_gap(self) -> None:
        numbers = at_once(self.kept.numbers())
        assert numbers == list(range(1, self.room.last_number + 1))

    @invariant()
    def at_most_one_round_is_open_and_it_is_the_current_one(self) -> None:
        is_open = [one.id for one in self.record.rounds if one.phase is RoundPhase.OPEN]
        assert is_open in ([], [self.room.current_round])

    @invariant()
    def a_room_takes_attempts_when_its_round_is_open(self) -> None:
        is_open = any(one.phase is RoundPhase.OPEN for one in self.record.rounds)
        assert (self.room.accepting_until is not None) == is_open

    @invariant()
    def a_withdrawn_round_is_never_current(self) -> None:
        withdrawn = {one.id for one in self.record.rounds if one.phase is RoundPhase.WITHDRAWN}
        assert self.room.current_round not in withdrawn

    @invariant()
    def rounds_that_count_are_numbered_without_a_gap(self) -> None:
        counting = [one for one in self.record.rounds if one.phase is not RoundPhase.WITHDRAWN]
        assert [one.number for one in counting] == list(range(1, len(counting) + 1))

    @invariant()
    def a_locked_or_revealed_round_knows_since_when(self) -> None:
        for one in self.record.rounds:
            if one.phase in (RoundPhase.LOCKED, RoundPhase.REVEALED):
                assert one.locked_at is not None
                assert one.locked_at >= one.picked_at
            assert (one.revealed_at is not None) == (one.phase is RoundPhase.REVEALED)

    @invariant()
    def what_counts_is_what_each_student_was_last_told(self) -> None:
        for (seat, round_id), number in self.told.items():
            latest = {one.seat: one for one in at_once(self.kept.store.latest_attempts(round_id))}
            assert latest[seat].number == number

    @invariant()
    def names_are_told_apart(self) -> None:
        names = [one.name for one in self.record.seats]
        assert len(set(names)) == len(names)


TestRandomLessons = RandomLesson.TestCase
TestRandomLessons.settings = settings(max_examples=300, stateful_step_count=40, deadline=None)
