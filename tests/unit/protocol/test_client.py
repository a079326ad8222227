"""The sans-I/O client: what it says, what it keeps, and when it comes back."""

from __future__ import annotations

import itertools
import random
from typing import Any, TypeVar

import msgspec
import pytest

from pylq_ext.domain.answers import Mark
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.outcomes import Result
from pylq_ext.domain.question import Option
from pylq_ext.domain.room import Role, RoomPhase, RoundPhase
from pylq_ext.protocol.client import (
    Acked,
    AttendeeConnection,
    Comeback,
    Dropped,
    Gap,
    MalformedFrame,
    OwnerConnection,
    Pending,
    Silent,
    TicketDue,
)
from pylq_ext.protocol.constants import GONE_AFTER, PING_EVERY
from pylq_ext.protocol.documents import (
    AmendedFact,
    AttemptFact,
    AttendeeQuestion,
    AttendeeRoom,
    AttendeeRound,
    Distribution,
    Feed,
    Feedback,
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
from pylq_ext.protocol.messages import Ack, Goodbye, Ping, Pong, Welcome

TICKET = "a ticket"
MINUTES = 60_000

Connection = OwnerConnection | AttendeeConnection
C = TypeVar("C", OwnerConnection, AttendeeConnection)


def test_waits_are_not_drawn_from_the_notebooks_random_numbers():
    def waits() -> list[float]:
        random.seed(1)
        student = AttendeeConnection()
        return [student.disconnected(None, 0.0).delay for _ in range(5)]

    assert waits() != waits()
    seeded = random.getstate()
    random.seed(1)
    assert random.getstate() == seeded


def make(role: type[C], jitter: float = 0.5) -> C:
    ids = (f"command-{n}" for n in itertools.count(1))
    return role(new_command_id=lambda: next(ids), jitter=lambda: jitter)


def sent(connection: Connection) -> list[dict[str, Any]]:
    return [msgspec.json.decode(frame) for frame in connection.take_frames()]


def tell(connection: Connection, *messages: Any, now: float = 0.0) -> list[Any]:
    events: list[Any] = []
    for message in messages:
        events += connection.receive(msgspec.json.encode(message), now)
    return events


def welcome(epoch: str = "first", *, now: int = 0, expires_at: int = 15 * MINUTES) -> Welcome:
    return Welcome(
        epoch=epoch,
        room="r1",
        seat="s1",
        name="Ada",
        role=Role.ATTENDEE,
        now=now,
        expires_at=expires_at,
    )


def come_in(connection: Connection, *messages: Any, epoch: str = "first", now: float = 0) -> None:
    connection.connected(TICKET, now)
    tell(connection, welcome(epoch), *messages, now=now)


def room(version: int = 1, number: int | None = None, reveal: int | None = None) -> AttendeeRoom:
    current = None
    if number is not None:
        current = AttendeeRound(f"r1.{number}", number, f"face-{number}", 0)
    shown = Reveal(f"r1.{number}", reveal) if reveal is not None else None
    phase = RoomPhase.WAITING if current is None else RoomPhase.OPEN
    return AttendeeRoom("r1", "Week 3", "DOG-427", version, phase, current, shown)


def owner_room(version: int = 1, number: int | None = None) -> OwnerRoom:
    current = None
    if number is not None:
        current = OwnerRound(
            f"r1.{number}", number, f"hash-{number}", "single", "Which?", RoundPhase.OPEN, 0
        )
    phase = RoomPhase.WAITING if current is None else RoomPhase.OPEN
    return OwnerRoom("r1", "Week 3", "DOG-427", version, phase, current)


def question(number: int = 1) -> AttendeeQuestion:
    options = (Option("a", "<p>one</p>"), Option("b", "<p>two</p>"))
    return AttendeeQuestion(f"face-{number}", "single", "Which?", "<p>Which?</p>", options, 1.0)


def mine(version: tuple[int, int], round_number: int = 1) -> Mine:
    number = version[1]
    return Mine(version, "Ada", f"r1.{round_number}", number, "b" if number else None)


def joined(number: int, name: str = "Ada") -> JoinedFact:
    return JoinedFact(number, f"s{number}", name, Role.ATTENDEE, 0)


def attempt(number: int) -> AttemptFact:
    return AttemptFact(number, "s1", "r1.1", "a", 0, False, Mark(True, 1.0, 1.0))


def feed(after: int, to: int, *facts: Any) -> Feed:
    return Feed(after, to, facts)


def ack(command: Pending, result: Result = Result.OK, **rest: Any) -> Ack:
    return Ack(1, command.command_id, result, **rest)


class TestGreeting:
    def test_the_first_frame_is_hello_with_the_ticket_and_nothing_held(self):
        student = make(AttendeeConnection)
        student.connected(TICKET, 0)
        assert sent(student) == [
            {
                "type": "hello",
                "ticket": TICKET,
                "held": {"epoch": "", "room": 0, "question": "", "feed": 0},
                "present": True,
            }
        ]

    def test_a_returning_attendee_says_what_is_held(self):
        student = make(AttendeeConnection)
        come_in(student, room(7, 1), question())
        student.disconnected(None, 1)
        student.connected(TICKET, 2)
        assert sent(student)[-1]["held"] == {
            "epoch": "first",
            "room": 7,
            "question": "face-1",
            "feed": 0,
        }

    def test_a_returning_owner_says_how_far_the_feed_went(self):
        owner = make(OwnerConnection)
        come_in(owner, owner_room(4, 2), feed(0, 3, joined(1), attempt(3)))
        assert owner.held().feed == 3
        # The question of round 2 has not come yet.
        assert owner.held().question == ""

    def test_a_ping_is_answered_with_its_id(self):
        student = make(AttendeeConnection)
        come_in(student)
        student.take_frames()
        assert tell(student, Ping(41)) == []
        assert sent(student) == [{"type": "pong", "id": 41}]


class TestDocuments:
    def test_the_newer_room_wins_whatever_the_order_of_arrival(self):
        student = make(AttendeeConnection)
        come_in(student, room(3, 1))
        assert tell(student, room(2), room(3)) == []
        assert student.room == room(3, 1)
        assert tell(student, room(4)) == [room(4)]
        assert student.room == room(4)

    def test_the_question_is_the_one_that_the_round_names(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1), question(1))
        assert student.question == question(1)
        assert student.ready
        tell(student, room(3, 2))
        assert student.question is None
        assert not student.ready
        tell(student, question(2))
        assert student.question == question(2)

    def test_a_round_shown_again_needs_its_question_no_second_time(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1), question(1), room(3, 2), question(2))
        tell(student, room(4, 1))
        assert student.question == question(1)

    def test_a_question_that_comes_before_its_room_is_kept(self):
        student = make(AttendeeConnection)
        come_in(student, question(1))
        assert student.question is None
        tell(student, room(2, 1))
        assert student.question == question(1)

    def test_mine_belongs_to_the_current_round_only(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1), mine((2, 5)))
        assert student.mine == mine((2, 5))
        tell(student, room(3, 2))
        assert student.mine is None

    def test_an_older_mine_does_not_come_back(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1), mine((2, 9)))
        assert tell(student, mine((2, 5)), mine((1, 12))) == []
        assert student.mine == mine((2, 9))

    def test_feedback_is_there_only_while_the_room_shows_it_and_the_higher_amendment_wins(self):
        def feedback(amendment: int) -> Feedback:
            return Feedback("r1.1", amendment, ("b",), {}, "", "", Distribution(1, {"b": 1}))

        student = make(AttendeeConnection)
        come_in(student, room(2, 1), feedback(0))
        assert student.feedback is None
        tell(student, room(3, 1, reveal=0))
        assert student.feedback == feedback(0)
        assert tell(student, feedback(1)) == [feedback(1)]
        assert tell(student, feedback(0)) == []
        assert student.feedback == feedback(1)

    def test_fields_and_messages_of_a_later_version_are_ignored(self):
        student = make(AttendeeConnection)
        come_in(student)
        later = msgspec.to_builtins(room(5)) | {"weather": "fine"}
        assert tell(student, later) == [room(5)]
        assert tell(student, {"type": "weather", "sky": "blue"}) == []

    @pytest.mark.parametrize(
        "frame", [b"{", b"[]", b"\xff", b"{}", b'{"type": "room"}', b'{"type": "ping", "id": "x"}']
    )
    def test_what_cannot_be_read_is_a_defect(self, frame: bytes):
        with pytest.raises(MalformedFrame):
            make(AttendeeConnection).receive(frame, 0)

    def test_an_attendees_client_has_no_place_for_a_key(self):
        student = make(AttendeeConnection)
        leaked = msgspec.to_builtins(question()) | {"right": ["b"], "notes": {"a": "no"}}
        come_in(student, room(2, 1), leaked)
        assert student.question == question()


class TestEpochs:
    def test_another_epoch_drops_what_is_held_and_keeps_orders(self):
        owner = make(OwnerConnection)
        come_in(owner, owner_room(9, 3), feed(0, 2, joined(1), joined(2)), Gauges(2, 2, 0, 0))
        command = owner.order("lock")
        owner.disconnected(None, 1)
        owner.connected(TICKET, 2)
        owner.take_frames()
        assert tell(owner, welcome("second"))[0] == Dropped("second")
        assert owner.room is None
        assert owner.facts == []
        assert owner.people == {}
        assert owner.gauges is None
        assert owner.held().feed == 0
        assert owner.pending == (command,)
        assert [frame["command_id"] for frame in sent(owner)] == [command.command_id]

    def test_a_lower_version_counts_in_the_new_epoch(self):
        student = make(AttendeeConnection)
        come_in(student, room(9, 3), mine((9, 40), 3))
        student.disconnected(None, 1)
        come_in(student, room(2, 1), mine((2, 1)), epoch="second")
        assert student.room == room(2, 1)
        assert student.mine == mine((2, 1))
        assert student.number_in("r1.1") == 1

    def test_the_same_epoch_drops_nothing(self):
        owner = make(OwnerConnection)
        come_in(owner, owner_room(9, 3), feed(0, 2, joined(1)))
        owner.disconnected(None, 1)
        come_in(owner)
        assert owner.room == owner_room(9, 3)
        assert owner.facts == [joined(1)]


class TestFeed:
    def test_batches_follow_one_another_without_gaps(self):
        owner = make(OwnerConnection)
        come_in(owner, feed(0, 2, joined(1), attempt(2)), feed(2, 5, attempt(4)))
        assert owner.facts == [joined(1), attempt(2), attempt(4)]
        assert owner.people == {"s1": joined(1)}
        assert owner.feed_to == 5

    def test_people_are_renamed_and_removed_in_their_places(self):
        owner = make(OwnerConnection)
        come_in(owner, feed(0, 2, joined(1), joined(2)))
        before = owner.people
        tell(owner, feed(2, 4, RenamedFact(3, "s1", "Ada Lovelace", 0), RemovedFact(4, "s2", 0)))
        names = {seat: person.name for seat, person in owner.people.items()}
        assert names == {"s1": "Ada Lovelace", "s2": joined(2).name}
        assert owner.removed == {"s2"}
        assert before["s1"] == joined(1), "who reads the old ones goes on undisturbed"

    def test_a_corrected_key_marks_what_is_held_again(self):
        owner = make(OwnerConnection)
        come_in(owner, feed(0, 3, attempt(1), attempt(2), attempt(3)))
        before = owner.facts
        mark = Mark(not attempt(2).mark.right, 7.0, 7.0)
        amended = AmendedFact(4, "r1.1", 2, 0, (Remark(2, mark), Remark(3, attempt(3).mark)))
        tell(owner, feed(3, 4, amended))
        marks = [fact.mark for fact in owner.facts if isinstance(fact, AttemptFact)]
        assert marks == [attempt(1).mark, mark, attempt(3).mark]
        assert before[1] == attempt(2), "who reads the old ones goes on undisturbed"

    def test_a_mark_by_hand_is_the_attempts_from_then_on(self):
        owner = make(OwnerConnection)
        come_in(owner, feed(0, 2, attempt(1), attempt(2)))
        mark = Mark(False, 0.5, 1.0)
        tell(owner, feed(2, 3, MarkedFact(3, "r1.1", 0, (Remark(2, mark),))))
        marks = [fact.mark for fact in owner.facts if isinstance(fact, AttemptFact)]
        assert marks == [attempt(1).mark, mark]

    def test_a_repeated_or_overlapping_batch_adds_each_fact_once(self):
        owner = make(OwnerConnection)
        come_in(owner, feed(0, 2, joined(1), attempt(2)))
        assert tell(owner, feed(0, 2, joined(1), attempt(2))) == []
        assert tell(owner, feed(1, 3, attempt(2), attempt(3))) == [feed(2, 3, attempt(3))]
        assert owner.facts == [joined(1), attempt(2), attempt(3)]

    def test_after_a_gap_nothing_is_taken_until_the_next_socket(self):
        owner = make(OwnerConnection)
        come_in(owner, feed(0, 2, joined(1)))
        assert tell(owner, feed(3, 4, attempt(4))) == [Gap(2, 3)]
        assert tell(owner, feed(4, 5, attempt(5))) == []
        assert owner.facts == [joined(1)]
        owner.disconnected(None, 1)
        come_in(owner, feed(2, 5, attempt(3), attempt(4), attempt(5)))
        assert [fact.number for fact in owner.facts] == [1, 3, 4, 5]

    def test_the_pong_says_that_everything_before_was_read(self):
        owner = make(OwnerConnection)
        come_in(owner)
        asked = owner.ping()
        assert owner.ponged < asked
        tell(owner, Pong(asked))
        assert owner.ponged >= asked


class TestOrders:
    def test_an_order_carries_the_version_seen_and_its_own_id(self):
        owner = make(OwnerConnection)
        come_in(owner, owner_room(5, 1))
        owner.take_frames()
        owner.pick("hash-7", bank="python", cell="c7", again=True)
        (frame,) = sent(owner)
        assert frame == {
            "type": "command",
            "id": 1,
            "command_id": "command-1",
            "name": "pick",
            "seen": 5,
            "body": {"question": "hash-7", "bank": "python", "cell": "c7", "again": True},
        }

    def test_closing_needs_no_version(self):
        owner = make(OwnerConnection)
        come_in(owner, owner_room(5))
        owner.take_frames()
        owner.close()
        (frame,) = sent(owner)
        assert "seen" not in frame
        assert frame["body"] == {}

    def test_an_order_given_offline_waits_for_the_welcome(self):
        student = make(AttendeeConnection)
        command = student.make_attempt("b", round_id="r1.1")
        assert sent(student) == []
        student.connected(TICKET, 0)
        assert [frame["type"] for frame in sent(student)] == ["hello"]
        tell(student, welcome())
        assert [frame["command_id"] for frame in sent(student)] == [command.command_id]

    def test_what_is_not_acknowledged_is_offered_again_as_the_same_order(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1))
        student.make_attempt("b")
        first = sent(student)[-1]
        student.disconnected(1006, 1)
        student.connected(TICKET, 2)
        tell(student, welcome(), room(3, 2))
        again = sent(student)[-1]
        assert again.pop("id") > first.pop("id")
        assert again == first

    def test_an_acknowledged_order_is_never_offered_again(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1))
        command = student.make_attempt("b")
        acked = ack(command, seen=4)
        assert tell(student, acked) == [Acked(command, acked)]
        assert command.ack == acked
        student.disconnected(None, 1)
        come_in(student)
        assert [frame["type"] for frame in sent(student)] == ["hello"]

    def test_a_second_ack_of_the_same_order_changes_nothing(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1))
        command = student.make_attempt("b")
        tell(student, ack(command, Result.OK, seen=4))
        assert tell(student, ack(command, Result.DUPLICATE, seen=4)) == []
        assert command.ack is not None
        assert command.ack.result is Result.OK

    def test_a_conflict_ends_the_order_and_the_next_one_knows_better(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1), mine((2, 3)))
        command = student.make_attempt("b")
        stored = {"number": 8, "answer": "a", "made_at": 1}
        tell(student, ack(command, Result.CONFLICT, reason="other_answer", stored=stored))
        assert student.pending == ()
        student.take_frames()
        student.make_attempt("b")
        assert sent(student)[-1]["seen"] == 8

    def test_a_new_round_begins_with_no_own_attempt(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1), mine((2, 3)))
        tell(student, room(3, 2))
        student.take_frames()
        student.make_attempt("b")
        assert sent(student)[-1]["seen"] == 0

    def test_the_ack_tells_the_version_before_the_room_arrives(self):
        owner = make(OwnerConnection)
        come_in(owner, owner_room(5, 1))
        command = owner.order("lock")
        tell(owner, ack(command, seen=6))
        assert owner.version == 6
        assert not owner.is_shown(command)
        tell(owner, owner_room(6, 1))
        assert owner.is_shown(command)

    def test_an_attempt_is_shown_when_mine_has_reached_it(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1), mine((2, 0)))
        command = student.make_attempt("b")
        tell(student, ack(command, seen=4))
        assert not student.is_shown(command)
        tell(student, mine((2, 4)))
        assert student.is_shown(command)

    def test_busy_is_tried_again_by_the_clock(self):
        student = make(AttendeeConnection)
        come_in(student, room(2, 1))
        command = student.make_attempt("b")
        student.take_frames()
        assert tell(student, ack(command, Result.BUSY, reason="store"), now=10) == []
        assert command.busy == 1
        assert student.wake_at <= 10.5
        student.tick(10.0)
        assert [frame["type"] for frame in sent(student)] == ["ping"]
        student.tick(10.5)
        assert [frame["command_id"] for frame in sent(student)] == [command.command_id]
        student.tick(10.6)
        assert sent(student) == []

    def test_a_forgotten_order_is_not_offered_again(self):
        student = make(AttendeeConnection)
        command = student.make_attempt("b", round_id="r1.1")
        student.forget(command)
        come_in(student)
        assert [frame["type"] for frame in sent(student)] == ["hello"]
        assert tell(student, ack(command)) == []

    def test_an_order_too_long_for_a_frame_is_refused_here(self):
        student = make(AttendeeConnection)
        with pytest.raises(InvalidInput, match="too long"):
            student.make_attempt("x" * 20_000, round_id="r1.1")
        assert student.pending == ()

    def test_there_is_no_answering_while_waiting(self):
        student = make(AttendeeConnection)
        come_in(student, room(1))
        with pytest.raises(LookupError):
            student.make_attempt("b")


class TestClock:
    def test_it_pings_in_the_agreed_rhythm(self):
        student = make(AttendeeConnection)
        come_in(student)
        student.take_frames()
        student.tick(PING_EVERY - 0.1)
        assert sent(student) == []
        student.tick(PING_EVERY)
        assert [frame["type"] for frame in sent(student)] == ["ping"]
        assert student.wake_at == GONE_AFTER

    def test_it_leaves_a_silent_host(self):
        student = make(AttendeeConnection)
        come_in(student)
        tell(student, Ping(1), now=5)
        assert student.tick(GONE_AFTER) == []
        assert student.tick(5 + GONE_AFTER) == [Silent()]

    def test_a_ticket_is_due_before_it_ends_by_the_hosts_clock_alone(self):
        student = make(AttendeeConnection)
        student.connected(TICKET, 100)
        yesterday = 86_400_000
        tell(
            student,
            welcome(now=yesterday, expires_at=yesterday + 15 * MINUTES),
            now=100,
        )
        due = 100 + 0.8 * 15 * 60
        tell(student, Ping(1), now=due - 1)
        assert student.tick(due - 1) == []
        assert student.tick(due) == [TicketDue()]
        assert student.tick(due + 1) == []
        student.take_frames()
        student.renew("another ticket", yesterday + 27 * MINUTES, due + 1)
        assert sent(student) == [{"type": "renew", "ticket": "another ticket"}]
        assert TicketDue() not in student.tick(due + 16)

    def test_a_renewal_that_failed_is_asked_for_again(self):
        student = make(AttendeeConnection)
        come_in(student)
        tell(student, Ping(1), now=719)
        assert student.tick(720) == [TicketDue()]
        tell(student, Ping(2), now=735)
        assert student.tick(735) == [TicketDue()]

    def test_without_a_socket_there_is_nothing_to_do(self):
        student = make(AttendeeConnection)
        assert student.tick(1000) == []
        assert student.wake_at == float("inf")


class TestComingBack:
    @pytest.mark.parametrize(
        ("code", "comeback"),
        [
            (4000, Comeback.NEVER),
            (4001, Comeback.WITH_NEW_TICKET),
            (4002, Comeback.WITH_NEW_TICKET),
            (4003, Comeback.NEVER),
            (4004, Comeback.NEVER),
            (4006, Comeback.NEVER),
            (4008, Comeback.LATER),
            (4010, Comeback.NEVER),
            (4077, Comeback.NEVER),
            (4100, Comeback.LATER),
            (4101, Comeback.LATER),
            (4102, Comeback.LATER),
            (4200, Comeback.NOW),
            (1001, Comeback.LATER),
            (1006, Comeback.LATER),
            (None, Comeback.LATER),
        ],
    )
    def test_the_close_code_says_whether_to_come_back(self, code: int | None, comeback: Comeback):
        student = make(AttendeeConnection)
        come_in(student)
        assert student.disconnected(code, 1).comeback is comeback

    def test_the_wait_doubles_up_to_five_seconds_and_is_full_jitter(self):
        student = make(AttendeeConnection, jitter=0.5)
        waits = [student.disconnected(1006, 0).delay for _ in range(6)]
        assert waits == [0.25, 0.5, 1.0, 2.0, 2.5, 2.5]
        assert make(AttendeeConnection, jitter=0.0).disconnected(1006, 0).delay == 0.0

    def test_a_welcome_ends_the_doubling(self):
        student = make(AttendeeConnection)
        for _ in range(5):
            student.disconnected(1006, 0)
        come_in(student)
        assert student.disconnected(1006, 0).delay == 0.25

    @pytest.mark.parametrize("code", [4200, 4002])
    def test_at_once_is_at_once_only_the_first_time(self, code: int):
        student = make(AttendeeConnection)
        come_in(student)
        assert student.disconnected(code, 0).delay == 0
        assert student.disconnected(code, 0).delay > 0

    def test_a_busy_host_gets_the_whole_pause(self):
        student = make(AttendeeConnection, jitter=0.9)
        come_in(student)
        assert student.disconnected(4100, 0).delay == pytest.approx(4.5)

    def test_goodbye_counts_where_the_close_frame_was_lost(self):
        student = make(AttendeeConnection)
        come_in(student)
        assert tell(student, Goodbye(4010, "room closed")) == [Goodbye(4010, "room closed")]
        lost = student.disconnected(1006, 1)
        assert (lost.code, lost.reason, lost.comeback) == (4010, "room closed", Comeback.NEVER)

    def test_a_goodbye_of_an_earlier_socket_is_forgotten(self):
        student = make(AttendeeConnection)
        come_in(student)
        tell(student, Goodbye(4200, "restarting"))
        student.disconnected(4200, 1)
        come_in(student)
        assert student.disconnected(1006, 2).comeback is Comeback.LATER


def test_no_repr_shows_a_ticket_or_an_answer():
    student = make(AttendeeConnection)
    student.connected("very-secret-ticket", 0)
    command = student.make_attempt("my answer", round_id="r1.1")
    assert "very-secret" not in repr(student)
    assert "my answer" not in repr(command)


def test_an_owners_question_is_found_by_its_hash():
    whole = OwnerQuestion(
        "hash-1", "face-1", "single", "Which?", "", (), 1.0, ("b",), {}, "because", ""
    )
    owner = make(OwnerConnection)
    come_in(owner, owner_room(2, 1), whole)
    assert owner.question == whole
    assert owner.held().question == "hash-1"
