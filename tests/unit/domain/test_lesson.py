"""The rules of a lesson, as sentences: what comes of an order, given what is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.commands import (
    Action,
    Clear,
    Close,
    Join,
    Lock,
    LockDue,
    MakeAttempt,
    Order,
    Pick,
    Reopen,
    ShowFeedback,
    ShowRound,
    Snapshot,
    Undo,
)
from pylq_ext.domain.lesson import decide
from pylq_ext.domain.outcomes import Accepted, Joined, Outcome, Refused, Result
from pylq_ext.domain.room import (
    LOCK_NOTICE,
    MAX_SEATS,
    WITHOUT_DEADLINE,
    Role,
    Room,
    RoomPhase,
    Round,
    RoundPhase,
    Seat,
    deadline_of,
    phase_of,
)

NOW = 1_000_000
VERSION = 7
OPEN, LOCKED, REVEALED, WITHDRAWN = RoundPhase
ROUND = Round("r1.2", 2, "hash", "basics.ipynb", "c1", OPEN, 900)
ADA = Seat("ada", Role.ATTENDEE, "Ada", "hash of ada", 800)
ATTEMPT = Attempt(40, "r1.2", "ada", "a", 950)


def in_phase(phase: RoundPhase | None) -> Snapshot:
    """A room whose current round is in a phase; None: a room that waits."""
    room = Room("r1", "Week 3", "local", "DOG-427", 100, version=VERSION, last_number=50)
    if phase is None:
        return Snapshot(NOW, room, None, picks=2, rounds=2)
    current = replace(
        ROUND,
        phase=phase,
        locked_at=None if phase is OPEN else 960,
        revealed_at=970 if phase is REVEALED else None,
    )
    accepting = WITHOUT_DEADLINE if phase is OPEN else None
    room = replace(room, current_round=current.id, accepting_until=accepting)
    return Snapshot(NOW, room, None, current, picks=2, rounds=2)


def announced(deadline: int) -> Snapshot:
    """A room whose open round is to be locked at `deadline`."""
    snapshot = in_phase(OPEN)
    return replace(snapshot, room=replace(snapshot.room, accepting_until=deadline))


def closed(snapshot: Snapshot) -> Snapshot:
    room = replace(snapshot.room, closed_at=990, accepting_until=None)
    return replace(snapshot, room=room)


def give(snapshot: Snapshot, action: Action, seen: int | None = VERSION) -> Outcome:
    return decide(snapshot, Order("r1", "r1.owner", Role.OWNER, 1, "c1", action, seen))


def answer(snapshot: Snapshot, replaces: int = 0, round_id: str = "r1.2") -> Outcome:
    action = MakeAttempt(round_id, "b", replaces)
    return decide(snapshot, Order("r1", "ada", Role.ATTENDEE, 1, "c1", action))


def accepted(outcome: Outcome) -> Accepted:
    assert isinstance(outcome, Accepted), outcome
    assert outcome.result is Result.OK
    return outcome


def changed_room(outcome: Outcome) -> Room:
    room = accepted(outcome).room
    assert room is not None
    return room


def why(outcome: Outcome) -> tuple[Result, str]:
    assert isinstance(outcome, Refused), outcome
    return outcome.result, outcome.reason


def changes_nothing(outcome: Outcome) -> bool:
    one = accepted(outcome)
    return one.room is None and not one.rounds and one.seat is None and not one.facts


def phases(outcome: Outcome) -> dict[int, RoundPhase]:
    """The phases that rounds come to have, by their numbers."""
    return {one.number: one.phase for one in accepted(outcome).rounds}


def takes_attempts(room: Room) -> bool:
    return room.accepting_until is not None and room.accepting_until > NOW


class TestPick:
    def test_a_waiting_room_has_an_open_round_then(self):
        outcome = give(in_phase(None), Pick("hash", "basics.ipynb", "c1"))
        room = changed_room(outcome)
        (picked,) = accepted(outcome).rounds
        assert picked == Round("r1.3", 3, "hash", "basics.ipynb", "c1", OPEN, NOW)
        assert room.current_round == picked.id
        assert takes_attempts(room)
        assert outcome.stored == {"round": 3, "id": "r1.3", "phase": "open"}

    def test_an_open_round_is_locked_as_another_is_picked(self):
        outcome = give(in_phase(OPEN), Pick("other"))
        assert phases(outcome) == {2: LOCKED, 3: OPEN}
        assert accepted(outcome).rounds[0].locked_at == NOW

    @pytest.mark.parametrize("phase", [LOCKED, REVEALED])
    def test_a_round_that_is_shut_already_is_left_as_it_is(self, phase: RoundPhase):
        assert phases(give(in_phase(phase), Pick("other"))) == {3: OPEN}

    @pytest.mark.parametrize("phase", [OPEN, LOCKED])
    def test_what_is_current_already_is_that_round(self, phase: RoundPhase):
        outcome = give(in_phase(phase), Pick("hash"))
        assert changes_nothing(outcome)
        assert outcome.stored == {"round": 2, "id": "r1.2", "phase": phase.value}

    @pytest.mark.parametrize("cell", [("basics.ipynb", "c2"), ("other.ipynb", "c1")])
    def test_a_copied_cell_that_reads_the_same_is_another_question(self, cell: tuple[str, str]):
        assert changes_nothing(give(in_phase(OPEN), Pick("hash", "basics.ipynb", "c1")))
        assert phases(give(in_phase(OPEN), Pick("hash", *cell))) == {2: LOCKED, 3: OPEN}

    def test_what_is_current_already_is_that_round_whatever_was_seen(self):
        assert changes_nothing(give(in_phase(OPEN), Pick("hash"), seen=3))

    @pytest.mark.parametrize("phase", [OPEN, LOCKED])
    def test_a_re_vote_is_a_new_round_of_the_same_question(self, phase: RoundPhase):
        outcome = give(in_phase(phase), Pick("hash", again=True))
        assert phases(outcome)[3] is OPEN

    def test_a_question_whose_feedback_was_shown_is_picked_anew(self):
        outcome = give(in_phase(REVEALED), Pick("hash"))
        assert phases(outcome) == {3: OPEN}

    def test_a_withdrawn_round_leaves_its_number_but_not_its_id_to_the_next(self):
        snapshot = replace(in_phase(None), picks=5, rounds=3)
        (picked,) = accepted(give(snapshot, Pick("hash"))).rounds
        assert (picked.id, picked.number) == ("r1.6", 4)

    @pytest.mark.parametrize("seen", [None, 0, VERSION - 1, VERSION + 1])
    def test_of_two_tabs_that_pick_at_once_the_later_is_told(self, seen: int | None):
        outcome = give(in_phase(OPEN), Pick("other"), seen)
        assert why(outcome) == (Result.CONFLICT, "room_changed")
        assert outcome.stored == {"version": VERSION}


class TestUndo:
    @pytest.mark.parametrize("phase", [OPEN, LOCKED])
    def test_the_round_is_withdrawn_and_the_room_waits_again(self, phase: RoundPhase):
        outcome = give(in_phase(phase), Undo())
        assert phases(outcome) == {2: WITHDRAWN}
        room = changed_room(outcome)
        assert room.current_round is None
        assert not takes_attempts(room)

    def test_what_was_revealed_stays(self):
        assert why(give(in_phase(REVEALED), Undo())) == (Result.NOT_OPEN, "revealed")

    def test_there_must_be_something_to_undo(self):
        assert why(give(in_phase(None), Undo())) == (Result.NOT_OPEN, "no_round")


class TestAnnouncedLock:
    def test_the_round_stays_open_until_the_deadline(self):
        outcome = give(in_phase(OPEN), Lock(now=False))
        room = changed_room(outcome)
        assert not accepted(outcome).rounds
        assert room.accepting_until == NOW + LOCK_NOTICE == deadline_of(room)
        assert (room.version, outcome.stored["deadline"]) == (VERSION + 1, NOW + LOCK_NOTICE)

    def test_announcing_again_moves_nothing(self):
        assert changes_nothing(give(announced(NOW + 1), Lock(now=False), seen=1))

    def test_now_does_not_wait_for_the_deadline(self):
        outcome = give(announced(NOW + 1), Lock(now=True))
        assert phases(outcome) == {2: LOCKED}
        assert deadline_of(changed_room(outcome)) is None

    def test_reopening_calls_it_off(self):
        outcome = give(announced(NOW + 1), Reopen())
        assert changed_room(outcome).accepting_until == WITHOUT_DEADLINE
        assert phases(outcome) == {2: OPEN}

    def test_the_lock_is_committed_as_of_the_deadline(self):
        outcome = give(announced(NOW - 7), LockDue())
        (locked,) = accepted(outcome).rounds
        assert (locked.phase, locked.locked_at) == (LOCKED, NOW - 7)
        assert changed_room(outcome).accepting_until is None

    @pytest.mark.parametrize(
        "phase", [None, OPEN, LOCKED, REVEALED], ids=["waiting", "open", "locked", "revealed"]
    )
    def test_a_timer_that_has_nothing_to_do_does_nothing(self, phase: RoundPhase | None):
        assert changes_nothing(give(in_phase(phase), LockDue()))

    def test_a_timer_that_is_early_does_nothing(self):
        assert changes_nothing(give(announced(NOW + 1), LockDue()))

    def test_who_answers_after_the_deadline_is_told_that_it_is_locked(self):
        snapshot = announced(NOW - 1)
        outcome = answer(replace(snapshot, actor=ADA, named=snapshot.current))
        assert why(outcome) == (Result.NOT_OPEN, "locked")

    @pytest.mark.parametrize("action", [Pick("other"), ShowFeedback(), Clear(), Close(), Undo()])
    def test_nothing_that_leaves_the_round_leaves_its_deadline_behind(self, action: Action):
        room = changed_room(give(announced(NOW + 1), action))
        assert deadline_of(room) is None


class TestLockAndReopen:
    def test_a_lock_shuts_the_round(self):
        outcome = give(in_phase(OPEN), Lock(now=True))
        assert phases(outcome) == {2: LOCKED}
        assert accepted(outcome).rounds[0].locked_at == NOW
        room = changed_room(outcome)
        assert room.current_round == "r1.2"
        assert not takes_attempts(room)

    def test_a_lock_of_what_is_locked_is_no_mistake(self):
        assert changes_nothing(give(in_phase(LOCKED), Lock(now=True), seen=1))

    def test_a_locked_round_can_be_opened_again(self):
        outcome = give(in_phase(LOCKED), Reopen())
        assert phases(outcome) == {2: OPEN}
        assert accepted(outcome).rounds[0].locked_at is None
        assert takes_attempts(changed_room(outcome))

    def test_opening_what_is_open_is_no_mistake(self):
        assert changes_nothing(give(in_phase(OPEN), Reopen(), seen=1))

    @pytest.mark.parametrize("action", [Lock(now=True), Reopen()])
    def test_a_revealed_round_is_neither_locked_nor_opened_again(self, action: Action):
        assert why(give(in_phase(REVEALED), action)) == (Result.NOT_OPEN, "revealed")

    @pytest.mark.parametrize("action", [Lock(now=True), Reopen()])
    def test_there_must_be_a_round(self, action: Action):
        assert why(give(in_phase(None), action)) == (Result.NOT_OPEN, "no_round")


class TestFeedback:
    def test_feedback_on_an_open_round_locks_it_in_the_same_step(self):
        outcome = give(in_phase(OPEN), ShowFeedback())
        (revealed,) = accepted(outcome).rounds
        assert revealed.phase is REVEALED
        assert (revealed.locked_at, revealed.revealed_at) == (NOW, NOW)
        assert not takes_attempts(changed_room(outcome))

    def test_feedback_on_a_locked_round_keeps_the_time_of_the_lock(self):
        (revealed,) = accepted(give(in_phase(LOCKED), ShowFeedback())).rounds
        assert (revealed.locked_at, revealed.revealed_at) == (960, NOW)

    def test_feedback_that_is_shown_already_is_no_mistake(self):
        assert changes_nothing(give(in_phase(REVEALED), ShowFeedback(), seen=1))

    def test_there_must_be_a_round(self):
        assert why(give(in_phase(None), ShowFeedback())) == (Result.NOT_OPEN, "no_round")


class TestShowRound:
    def earlier(self, phase: RoundPhase) -> Round:
        return replace(ROUND, id="r1.1", number=1, phase=phase, revealed_at=500)

    @pytest.mark.parametrize("phase", [None, OPEN, LOCKED, REVEALED])
    def test_an_earlier_revealed_round_is_current_again_and_takes_no_attempts(
        self, phase: RoundPhase | None
    ):
        snapshot = replace(in_phase(phase), named=self.earlier(REVEALED))
        outcome = give(snapshot, ShowRound(1))
        room = changed_room(outcome)
        assert room.current_round == "r1.1"
        assert not takes_attempts(room)

    def test_an_open_round_is_locked_as_another_is_shown(self):
        snapshot = replace(in_phase(OPEN), named=self.earlier(REVEALED))
        assert phases(give(snapshot, ShowRound(1))) == {2: LOCKED}

    @pytest.mark.parametrize("phase", [OPEN, LOCKED, WITHDRAWN])
    def test_what_was_not_revealed_is_not_shown(self, phase: RoundPhase):
        snapshot = replace(in_phase(None), named=self.earlier(phase))
        assert why(give(snapshot, ShowRound(1))) == (Result.NOT_OPEN, "not_revealed")

    def test_showing_what_is_shown_is_no_mistake(self):
        snapshot = in_phase(REVEALED)
        assert changes_nothing(give(replace(snapshot, named=snapshot.current), ShowRound(2), 1))

    def test_there_must_be_a_round_of_that_number(self):
        outcome = give(in_phase(OPEN), ShowRound(9))
        assert why(outcome) == (Result.INVALID, "no_such_round")
        assert outcome.stored == {"round": 9}


class TestClear:
    @pytest.mark.parametrize("phase", [OPEN, LOCKED, REVEALED])
    def test_the_room_waits_then(self, phase: RoundPhase):
        outcome = give(in_phase(phase), Clear())
        room = changed_room(outcome)
        assert phase_of(room, None) is RoomPhase.WAITING
        assert room.current_round is None
        assert not takes_attempts(room)
        assert phases(outcome) == ({2: LOCKED} if phase is OPEN else {})

    def test_a_room_that_waits_is_clear(self):
        assert changes_nothing(give(in_phase(None), Clear(), seen=1))


class TestClose:
    @pytest.mark.parametrize("phase", [None, OPEN, LOCKED, REVEALED])
    def test_the_lesson_is_over_in_any_phase(self, phase: RoundPhase | None):
        outcome = give(in_phase(phase), Close())
        room = changed_room(outcome)
        assert room.closed_at == NOW
        assert not takes_attempts(room)
        assert phase_of(room, in_phase(phase).current) is RoomPhase.CLOSED
        assert phases(outcome) == ({2: LOCKED} if phase is OPEN else {})

    def test_whoever_saw_no_version_closes_whatever_changed(self):
        assert changed_room(give(in_phase(OPEN), Close(), seen=None)).closed_at == NOW

    def test_whoever_saw_an_earlier_version_is_told(self):
        assert why(give(in_phase(OPEN), Close(), seen=1)) == (Result.CONFLICT, "room_changed")

    def test_closing_what_is_closed_is_no_mistake(self):
        assert changes_nothing(give(closed(in_phase(OPEN)), Close(), seen=1))

    @pytest.mark.parametrize(
        "action",
        [
            Pick("hash"),
            Undo(),
            Lock(now=True),
            Reopen(),
            ShowFeedback(),
            ShowRound(2),
            Clear(),
            Join("s", "Eve", "h"),
            MakeAttempt("r1.2", "a", 0),
        ],
    )
    def test_nothing_else_happens_in_a_closed_room(self, action: Action):
        assert why(give(closed(in_phase(LOCKED)), action)) == (Result.CLOSED, "closed")


class TestVersions:
    """The version moves with what an owner does, by one, and with nothing else."""

    @pytest.mark.parametrize(
        ("phase", "action"),
        [
            (None, Pick("hash")),
            (OPEN, Pick("other")),
            (OPEN, Undo()),
            (OPEN, Lock(now=True)),
            (LOCKED, Reopen()),
            (OPEN, ShowFeedback()),
            (LOCKED, ShowFeedback()),
            (REVEALED, Clear()),
            (REVEALED, Close()),
        ],
    )
    def test_everything_that_changes_the_room_counts_one(
        self, phase: RoundPhase | None, action: Action
    ):
        assert changed_room(give(in_phase(phase), action)).version == VERSION + 1

    @pytest.mark.parametrize(
        ("phase", "action"),
        [
            (None, Pick("hash")),
            (OPEN, Undo()),
            (OPEN, Lock(now=True)),
            (LOCKED, Reopen()),
            (OPEN, ShowFeedback()),
            (REVEALED, Clear()),
            (REVEALED, Close()),
        ],
    )
    def test_whoever_saw_another_version_is_told_the_current_one(
        self, phase: RoundPhase | None, action: Action
    ):
        outcome = give(in_phase(phase), action, seen=VERSION - 1)
        assert why(outcome) == (Result.CONFLICT, "room_changed")
        assert outcome.stored == {"version": VERSION}

    def test_joins_and_attempts_do_not_move_it(self):
        assert changed_room(join(in_phase(OPEN), "Ada")).version == VERSION
        one = answer(replace(in_phase(OPEN), actor=ADA, named=ROUND, number=51))
        assert accepted(one).room is None


def join(snapshot: Snapshot, name: str) -> Outcome:
    return decide(snapshot, Order("r1", "", Role.ATTENDEE, 1, "", Join("new", name, "hash of new")))


class TestJoin:
    @pytest.mark.parametrize("phase", [None, OPEN, LOCKED, REVEALED])
    def test_a_new_secret_is_a_new_seat_in_any_phase(self, phase: RoundPhase | None):
        outcome = accepted(join(in_phase(phase), "Ada"))
        assert outcome.seat == Seat("new", Role.ATTENDEE, "Ada", "hash of new", NOW)
        assert outcome.facts == (Joined(51, "new", NOW),)
        assert changed_room(outcome).last_number == 51
        assert outcome.stored == {"seat": "new"}

    def test_a_known_secret_is_the_same_seat_and_no_news(self):
        outcome = join(replace(in_phase(OPEN), actor=ADA), "Somebody else")
        assert changes_nothing(outcome)
        assert outcome.stored == {"seat": "ada"}

    def test_whoever_was_removed_does_not_come_back(self):
        removed = replace(ADA, removed_at=900)
        outcome = join(replace(in_phase(OPEN), actor=removed), "Ada")
        assert why(outcome) == (Result.DENIED, "removed")

    @pytest.mark.parametrize(
        ("names", "wanted", "given"),
        [
            ((), "Ada", "Ada"),
            (("Ada",), "Ada", "Ada 2"),
            (("Ada",), "ADA", "ADA 2"),
            (("Ada", "Ada 2"), "Ada", "Ada 3"),
            (("Ada", "ada 2"), "Ada", "Ada 3"),
            (("Ada 2",), "Ada", "Ada"),
            (("Ada", "Ada 3"), "Ada", "Ada 2"),
            (("STRASSE",), "Straße", "Straße 2"),
            (("Bo",), "Ada", "Ada"),
        ],
    )
    def test_nobody_is_refused_for_a_name(self, names: tuple[str, ...], wanted: str, given: str):
        outcome = accepted(join(replace(in_phase(OPEN), names=frozenset(names)), wanted))
        assert outcome.seat is not None
        assert outcome.seat.name == given

    def test_a_room_is_full_some_time(self):
        names = frozenset(f"Student {count}" for count in range(MAX_SEATS - 1))
        assert accepted(join(replace(in_phase(OPEN), names=names), "Ada")).seat is not None
        full = replace(in_phase(OPEN), names=names | {"The last"})
        assert why(join(full, "Ada")) == (Result.DENIED, "room_full")


class TestMakeAttempt:
    def test_with_a_number_it_is_stored_as_it_came(self):
        outcome = accepted(answer(replace(in_phase(OPEN), named=ROUND, number=51)))
        assert outcome.attempt == Attempt(51, "r1.2", "ada", "b", NOW)
        assert outcome.stored == {"number": 51, "answer": "b", "made_at": NOW}

    def test_one_that_the_lock_sent_says_so(self):
        snapshot = replace(in_phase(OPEN), named=ROUND, number=51)
        action = MakeAttempt("r1.2", "b", 0, at_lock=True)
        outcome = decide(snapshot, Order("r1", "ada", Role.ATTENDEE, 1, "c1", action))
        attempt = accepted(outcome).attempt
        assert attempt is not None
        assert attempt.at_lock

    def test_a_change_replaces_the_own_latest(self):
        snapshot = replace(in_phase(OPEN), named=ROUND, own=ATTEMPT, number=51)
        attempt = accepted(answer(snapshot, replaces=40)).attempt
        assert attempt is not None
        assert attempt.number == 51

    @pytest.mark.parametrize("replaces", [0, 39, 41])
    def test_a_change_of_anything_else_is_told_what_is_stored(self, replaces: int):
        snapshot = replace(in_phase(OPEN), named=ROUND, own=ATTEMPT, number=51)
        outcome = answer(snapshot, replaces)
        assert why(outcome) == (Result.CONFLICT, "other_answer")
        assert outcome.stored == {"number": 40, "answer": "a", "made_at": 950}

    def test_a_change_of_what_never_was_is_told_that_there_is_none(self):
        outcome = answer(replace(in_phase(OPEN), named=ROUND, number=51), replaces=40)
        assert why(outcome) == (Result.CONFLICT, "other_answer")
        assert outcome.stored == {"number": 0}

    @pytest.mark.parametrize("phase", [LOCKED, REVEALED])
    def test_late_is_told_the_phase_and_what_counts(self, phase: RoundPhase):
        snapshot = in_phase(phase)
        outcome = answer(replace(snapshot, named=snapshot.current, own=ATTEMPT), replaces=40)
        assert why(outcome) == (Result.NOT_OPEN, phase.value)
        assert outcome.stored["number"] == 40

    def test_late_counts_before_what_was_replaced(self):
        snapshot = in_phase(LOCKED)
        outcome = answer(replace(snapshot, named=snapshot.current, own=ATTEMPT), replaces=0)
        assert why(outcome) == (Result.NOT_OPEN, "locked")

    def test_a_round_that_is_not_the_current_one_is_stale(self):
        earlier = replace(ROUND, id="r1.1", number=1, phase=LOCKED)
        outcome = answer(replace(in_phase(OPEN), named=earlier), round_id="r1.1")
        assert why(outcome) == (Result.STALE_ROUND, "other_round")

    def test_a_round_that_was_withdrawn_is_told_as_such(self):
        withdrawn = replace(ROUND, phase=WITHDRAWN)
        outcome = answer(replace(in_phase(None), named=withdrawn))
        assert why(outcome) == (Result.STALE_ROUND, "withdrawn")

    def test_a_round_that_never_was_is_told_as_such(self):
        outcome = answer(in_phase(OPEN), round_id="r9.9")
        assert why(outcome) == (Result.STALE_ROUND, "no_such_round")

    def test_after_the_close_the_student_is_told_what_counts(self):
        outcome = answer(closed(replace(in_phase(LOCKED), own=ATTEMPT)), replaces=40)
        assert why(outcome) == (Result.CLOSED, "closed")
        assert outcome.stored == {"number": 40, "answer": "a", "made_at": 950}


class TestPhaseOfARoom:
    @pytest.mark.parametrize("phase", [OPEN, LOCKED, REVEALED])
    def test_it_is_that_of_its_round(self, phase: RoundPhase):
        snapshot = in_phase(phase)
        assert phase_of(snapshot.room, snapshot.current).value == phase.value

    def test_without_a_round_it_waits(self):
        assert phase_of(in_phase(None).room, None) is RoomPhase.WAITING
