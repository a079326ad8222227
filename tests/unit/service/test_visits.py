"""A lesson without a socket: what a poll brings, who counts as here, how orders are answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pylq_ext.domain.errors import (
    Busy,
    Denied,
    ExpiredTicket,
    InvalidTicket,
    NothingYet,
    PyLQError,
    RoomClosed,
)
from pylq_ext.domain.outcomes import Result
from pylq_ext.domain.room import Role, Seat
from pylq_ext.protocol.constants import AWAY_AFTER, GONE_AFTER, CloseCode
from pylq_ext.service.allowance import BURST_SECONDS
from pylq_ext.service.lessons import ORDERS_PER_SECOND
from pylq_ext.service.live_room import MAX_FACTS
from pylq_ext.service.visits import READINGS_PER_SECOND, VisitService
from tests.support.fake_sink import FakeSink
from tests.support.fixed import MULTIPLE, OPEN, SINGLE
from tests.support.lesson import EPOCH, OWNER, Client, Lesson, settle
from tests.support.poller import Holdings, Poller


def kinds(messages: Sequence[Any]) -> list[str]:
    return [message["type"] for message in messages]


async def polling_owner(lesson: Lesson) -> Poller:
    """The instructor, who never opens a socket."""
    taken = await lesson.rooms.ticket_for_owner(await lesson.rooms.find(lesson.room))
    return Poller(lesson, Client(lesson, taken, FakeSink()))


async def polling_student(lesson: Lesson, name: str) -> Poller:
    """A student with a new seat, who never opens a socket."""
    return Poller(lesson, await lesson.seated(name))


class TestPolls:
    async def test_the_first_poll_brings_what_a_new_socket_brings(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        assert kinds(await ada.poll()) == ["welcome", "room", "question", "mine"]
        socket = await lesson.again(ada.client)
        await socket.come_in()
        by_socket = Holdings()
        by_socket.take(socket.sink.frames())
        assert by_socket.welcome == ada.holdings.welcome
        assert by_socket.on_screen() == ada.holdings.on_screen()

    async def test_what_is_held_is_not_brought_again(self, lesson: Lesson):
        owner, ada = await polling_owner(lesson), await polling_student(lesson, "Ada")
        for poller in (owner, ada):
            await poller.poll()
            assert kinds(await poller.poll()) == ["welcome"]

    async def test_a_poll_brings_each_thing_that_has_changed_and_no_other(self, lesson: Lesson):
        owner, ada = await polling_owner(lesson), await polling_student(lesson, "Ada")
        await owner.poll()
        await ada.poll()
        await owner.poll()
        await owner.order("1", "pick", question=SINGLE.hash)
        assert kinds(await ada.poll()) == ["welcome", "room", "question", "mine"]
        round_id = await lesson.round_id()
        await ada.order("2", "make_attempt", 0, round=round_id, answer="b")
        assert kinds(await ada.poll()) == ["welcome", "mine"]
        assert kinds(await owner.poll()) == ["welcome", "room", "question", "gauges", "feed"]
        await owner.order("3", "lock", now=True)
        assert kinds(await ada.poll()) == ["welcome", "room", "mine"]
        await owner.order("4", "show_feedback")
        assert kinds(await ada.poll()) == ["welcome", "room", "feedback", "mine"]
        assert kinds(await owner.poll()) == ["welcome", "room", "feedback"]

    async def test_what_is_held_from_another_epoch_is_worth_nothing(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        await ada.poll()
        assert kinds(await ada.poll(epoch="another")) == ["welcome", "room", "question", "mine"]

    async def test_a_student_who_guesses_the_whole_questions_hash_is_told_nothing_by_it(
        self, lesson: Lesson
    ):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        await ada.poll()
        right = await ada.poll(question=SINGLE.hash)
        wrong = await ada.poll(question="0" * 64)
        assert right == wrong
        assert kinds(right) == ["welcome", "question"]

    async def test_nothing_of_the_key_is_in_any_answer_before_the_reveal(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        told = json.dumps(await ada.poll())
        key = SINGLE.question.key
        for secret in (key.explanation, *key.notes.values(), SINGLE.hash):
            assert secret not in told
        await owner.give("show_feedback", 2)
        assert key.explanation in json.dumps(await ada.poll())

    async def test_a_feed_longer_than_one_answer_is_told_to_have_more(self, lesson: Lesson):
        for count in range(2 * MAX_FACTS + 50):
            await lesson.seated(f"Student {count}")
        owner = await polling_owner(lesson)
        service = lesson.service
        owner.visits = VisitService(
            service._rooms, service._desk, lesson.tickets, lesson.clock, EPOCH, most_batches=1
        )
        told = await owner.poll()
        assert kinds(told).count("welcome") == 3
        numbers = [fact["number"] for fact in owner.holdings.facts]
        assert numbers == list(range(1, 2 * MAX_FACTS + 51))

    async def test_documents_are_encoded_once_for_everyone_of_a_role(self, lesson: Lesson):
        owner = await lesson.owner()
        await owner.give("pick", 1, question=SINGLE.hash)
        live = lesson.service._live[lesson.room]
        first = live.encoded.get(Role.ATTENDEE, "question")
        assert live.encoded.get(Role.ATTENDEE, "question") is first
        await owner.give("lock", 2, now=True)
        assert live.encoded.get(Role.ATTENDEE, "room") == live.encoded.get(Role.ATTENDEE, "room")
        assert b'"locked"' in (live.encoded.get(Role.ATTENDEE, "room") or b"")


class TestLeases:
    async def test_a_poll_keeps_its_seat_here_for_fifteen_seconds(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await ada.poll()
        lesson.service.sweep()
        assert owner.last("gauges")["here"] == 1
        lesson.clock.go_on(AWAY_AFTER - 0.1)
        lesson.service.sweep()
        assert owner.last("gauges")["here"] == 1
        lesson.clock.go_on(0.1)
        lesson.service.sweep()
        assert (owner.last("gauges")["here"], owner.last("gauges")["away"]) == (0, 1)

    async def test_a_program_that_polls_makes_nobody_present(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await ada.poll(present=False)
        await ada.document("room")
        lesson.service.sweep()
        assert owner.last("gauges")["here"] == 0

    async def test_a_program_that_polls_beside_a_card_takes_nobody_away(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await ada.poll()
        await ada.poll(present=False)
        lesson.service.sweep()
        assert owner.last("gauges")["here"] == 1

    async def test_one_person_with_a_socket_and_polls_is_counted_once(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await lesson.student("Ada")
        await Poller(lesson, ada).poll()
        lesson.service.sweep()
        assert (owner.last("gauges")["seated"], owner.last("gauges")["here"]) == (1, 1)

    async def test_a_room_of_pollers_stays_in_memory_until_the_last_lease_ends(
        self, lesson: Lesson
    ):
        ada = await polling_student(lesson, "Ada")
        await ada.poll()
        live = lesson.service._live[lesson.room]
        lesson.clock.go_on(GONE_AFTER - 1)
        lesson.service.sweep()
        await ada.poll()
        assert lesson.service._live[lesson.room] is live
        lesson.clock.go_on(GONE_AFTER)
        lesson.service.sweep()
        assert lesson.service._live == {}
        # And is read again for whoever comes back.
        assert kinds(await ada.poll()) == ["welcome"]

    async def test_a_socket_that_goes_leaves_the_room_to_those_who_poll(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await ada.poll()
        await owner.go()
        assert lesson.room in lesson.service._live


class TestOrders:
    async def test_an_order_is_acked_as_on_a_socket(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        round_id = await lesson.round_id()
        ack = await ada.order("c", "make_attempt", 0, round=round_id, answer="b")
        assert (ack.id, ack.result, ack.seen) == (0, Result.OK, 2)
        again = await ada.order("c", "make_attempt", 0, round=round_id, answer="b")
        assert (again.result, again.stored) == (Result.DUPLICATE, ack.stored)

    async def test_an_order_that_went_by_socket_and_by_http_is_done_once(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await lesson.student("Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        round_id = await lesson.round_id()
        first = await ada.repeat("same", "make_attempt", 0, round=round_id, answer="b")
        again = await Poller(lesson, ada).order(
            "same", "make_attempt", 0, round=round_id, answer="b"
        )
        assert (first["result"], again.result) == ("ok", Result.DUPLICATE)
        assert len(await lesson.store.latest_attempts(round_id)) == 1
        assert (await lesson.rooms.find(lesson.room)).last_number == 2

    async def test_an_attempt_by_http_is_told_to_the_owners_socket_and_the_seats_own(
        self, lesson: Lesson
    ):
        owner, ada = await lesson.owner(), await lesson.student("Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        round_id = await lesson.round_id()
        await Poller(lesson, ada).order("c", "make_attempt", 0, round=round_id, answer="b")
        await owner.read_everything()
        assert owner.last("feed")["facts"][-1]["answer"] == "b"
        assert ada.last("mine")["answer"] == "b"

    async def test_an_owner_may_leave_out_what_was_seen_and_means_the_room_as_it_is(
        self, lesson: Lesson
    ):
        owner = await polling_owner(lesson)
        ack = await owner.order("1", "pick", question=SINGLE.hash)
        assert (ack.result, ack.seen) == (Result.OK, 2)
        assert (await owner.order("2", "lock")).result is Result.OK
        assert (await owner.order("3", "lock", 2)).result is Result.OK, "it is locked already"
        stale = await owner.order("4", "reopen", 2)
        assert (stale.result, stale.stored) == (Result.CONFLICT, {"version": 3})

    async def test_on_a_socket_an_owner_must_say_what_was_seen(self, lesson: Lesson):
        owner = await lesson.owner()
        ack = await owner.give("pick", None, question=SINGLE.hash)
        assert (ack["result"], ack["reason"]) == ("conflict", "room_changed")

    async def test_a_student_must_say_which_own_attempt_is_replaced(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        ack = await ada.order("c", "make_attempt", round=await lesson.round_id(), answer="b")
        assert (ack.result, ack.reason) == (Result.INVALID, "seen")

    async def test_by_either_way_a_seat_orders_no_more_than_it_may(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await lesson.student("Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        round_id, poller = await lesson.round_id(), Poller(lesson, ada)
        for _ in range(int(ORDERS_PER_SECOND * BURST_SECONDS)):
            await ada.repeat("same", "make_attempt", 0, round=round_id, answer="a")
        ack = await poller.order("other", "make_attempt", 2, round=round_id, answer="b")
        assert (ack.result, ack.reason) == (Result.BUSY, "too_fast")

    async def test_coming_by_http_again_and_again_gives_no_new_allowance(self, lesson: Lesson):
        ada = await polling_student(lesson, "Ada")
        results = {
            (await ada.order(f"{count}", "lock")).result
            for count in range(int(ORDERS_PER_SECOND * BURST_SECONDS) + 1)
        }
        assert results == {Result.DENIED, Result.BUSY}


class TestDocuments:
    async def test_each_document_can_be_had_alone(self, lesson: Lesson):
        owner, ada = await polling_owner(lesson), await polling_student(lesson, "Ada")
        await owner.order("1", "pick", question=SINGLE.hash)
        round_id = await lesson.round_id()
        await ada.order("2", "make_attempt", 0, round=round_id, answer="b")
        await owner.order("3", "show_feedback")
        for poller in (owner, ada):
            await poller.poll()
            screen = poller.holdings.on_screen()
            for kind in ("room", "question", "feedback"):
                assert await poller.document(kind) == screen[kind]
        assert await ada.document("mine") == ada.holdings.documents["mine"]
        await owner.poll()
        assert await owner.document("gauges") == owner.holdings.documents["gauges"]
        feed = await owner.document("feed", 1)
        assert [fact["kind"] for fact in feed["facts"]] == ["attempt"]
        assert await owner.document("feed", 2) == {"type": "feed", "after": 2, "to": 2, "facts": []}

    async def test_a_document_that_there_is_not_now_is_told_as_such(self, lesson: Lesson):
        ada = await polling_student(lesson, "Ada")
        for kind in ("question", "feedback"):
            with pytest.raises(NothingYet):
                await ada.document(kind)

    @pytest.mark.parametrize("kind", ["feed", "gauges"])
    async def test_what_is_for_owners_is_denied_to_students(self, lesson: Lesson, kind: str):
        ada = await polling_student(lesson, "Ada")
        with pytest.raises(Denied) as refusal:
            await ada.document(kind)
        assert refusal.value.params["code"] == "role"

    async def test_an_owner_has_no_document_of_a_seats_own(self, lesson: Lesson):
        owner = await polling_owner(lesson)
        with pytest.raises(Denied):
            await owner.document("mine")

    async def test_a_student_has_no_feedback_before_the_reveal(self, lesson: Lesson):
        owner, ada = await polling_owner(lesson), await polling_student(lesson, "Ada")
        await owner.order("1", "pick", question=SINGLE.hash)
        await owner.order("2", "lock")
        with pytest.raises(NothingYet):
            await ada.document("feedback")


class TestRefusals:
    async def refusals(self, poller: Poller) -> list[PyLQError]:
        """What a poll and a document are refused with."""
        found = []
        for asking in (poller.poll(), poller.document("room")):
            with pytest.raises(PyLQError) as refusal:
                await asking
            found.append(refusal.value)
        return found

    async def test_an_expired_ticket_reads_and_orders_nothing(self, lesson: Lesson):
        ada = await polling_student(lesson, "Ada")
        lesson.clock.go_on(15 * 60)
        for refusal in await self.refusals(ada):
            assert isinstance(refusal, ExpiredTicket)
        with pytest.raises(ExpiredTicket):
            await ada.order("c", "lock")

    async def test_another_rooms_ticket_reads_and_orders_nothing(self, lesson: Lesson):
        ada = await polling_student(lesson, "Ada")
        line, _ = await lesson.rooms.open_room(OWNER, "Another room")
        lesson.room = line.id
        for refusal in await self.refusals(ada):
            assert isinstance(refusal, InvalidTicket)
        with pytest.raises(InvalidTicket):
            await ada.order("c", "lock")

    async def test_a_ticket_of_an_earlier_generation_reads_and_orders_nothing(self, lesson: Lesson):
        ada = await polling_student(lesson, "Ada")
        old = Seat(ada.client.seat, Role.ATTENDEE, "Ada", "h", 0, generation=0)
        ada.client.ticket = lesson.tickets.issue(lesson.room, old)
        for refusal in await self.refusals(ada):
            assert refusal.params["code"] == "removed"
        ack = await ada.order("c", "make_attempt", 0, round="r", answer="a")
        assert ack.result in (Result.DENIED, Result.INVALID)

    async def test_whoever_asks_faster_than_anybody_reads_is_told_to_wait(self, lesson: Lesson):
        ada = await polling_student(lesson, "Ada")
        for _ in range(int(READINGS_PER_SECOND * BURST_SECONDS)):
            await ada.document("room")
        for refusal in await self.refusals(ada):
            assert isinstance(refusal, Busy)
        lesson.clock.go_on(1)
        await ada.poll()

    async def test_whoever_was_there_sees_how_the_room_ended(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("pick", 1, question=SINGLE.hash)
        await ada.poll()
        await owner.give("close")
        assert kinds(await ada.poll()) == ["welcome", "room", "mine", "goodbye"]
        assert ada.holdings.documents["room"]["phase"] == "closed"
        assert ada.holdings.goodbye["code"] == CloseCode.ROOM_CLOSED

    async def test_whoever_comes_after_the_close_is_refused(self, lesson: Lesson):
        owner, ada = await lesson.owner(), await polling_student(lesson, "Ada")
        await owner.give("close")
        for refusal in await self.refusals(ada):
            assert isinstance(refusal, RoomClosed)
        assert (await polling_owner(lesson)).holdings.goodbye is None


# -- a poller holds what a socket holds ------------------------------------------------------------

MOVES = ["pick", "again", "undo", "lock", "reopen", "show_feedback", "show_round", "clear"]
moves = st.tuples(
    st.sampled_from(
        [*MOVES, *["answer"] * 3, "join", "away", "lock_now", "rename", "remove", "correct_key"]
    ),
    st.integers(0, 5),
    st.integers(0, 5),
)


class Pair:
    """One participant twice: by socket, and by polls."""

    def __init__(self, lesson: Lesson, client: Client) -> None:
        self.client = client
        self.poller = Poller(lesson, client)

    @property
    def by_socket(self) -> Holdings:
        """What all that the socket was told comes to."""
        holdings = Holdings()
        holdings.take(self.client.sink.frames())
        return holdings

    async def agree(self, **held: Any) -> None:
        """Poll, and find the same as by socket."""
        await self.poller.poll(present=False, **held)
        assert self.poller.holdings.on_screen() == self.by_socket.on_screen()


def hear(*pairs: Pair) -> None:
    """Their sockets give a sign of life."""
    for pair in pairs:
        assert pair.client.connection is not None
        pair.client.connection.heard()


async def play(steps: Sequence[tuple[str, int, int]], **held: Any) -> None:
    """Play a lesson, and hold both ways against each other whenever it is quiet."""
    lesson = await Lesson().open()
    owner = Pair(lesson, await lesson.owner())
    students = [Pair(lesson, await lesson.student("Ada"))]
    questions = (SINGLE, MULTIPLE, OPEN)
    answers: tuple[Any, ...] = ("a", ["a", "b"], "words")
    for count, (what, who, choice) in enumerate(steps):
        version, student = await lesson.version(), students[who % len(students)]
        current = (await lesson.rooms.find(lesson.room)).current_round
        if what in ("pick", "again"):
            question = questions[choice % 3].hash
            await owner.client.give("pick", version, question=question, again=what == "again")
        elif what == "show_round":
            await owner.client.give("show_round", version, round=choice)
        elif what in MOVES:
            await owner.client.give(what, version)
        elif what == "lock_now":
            await owner.client.give("lock", version, now=True)
        elif what == "rename":
            await owner.client.give("rename", version, seat=student.client.seat, name="Cleo")
        elif what == "remove" and len(students) > 1:
            await owner.client.give("remove", version, seat=student.client.seat)
            students.remove(student)
            with pytest.raises(Denied):
                await student.poller.poll()
        elif what == "correct_key" and current:
            await owner.client.give("correct_key", version, round=current, right=["a"])
        elif what == "join":
            students.append(Pair(lesson, await lesson.student("Bo")))
        elif what == "away":
            hear(owner, *students)
            lesson.clock.go_on(AWAY_AFTER)
            hear(owner, *(pair for pair in students if pair is not student))
        elif what == "answer" and current:
            mine = student.by_socket.documents["mine"]
            number = mine["number"] if mine["round"] == current else 0
            await student.poller.order(
                f"{count}", "make_attempt", number, round=current, answer=answers[choice % 3]
            )
        await settle()
        await owner.client.read_everything()
        lesson.service.sweep()
        for pair in (owner, *students):
            await pair.agree(**held)
    await lesson.end()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(moves, min_size=5, max_size=25))
def test_at_each_quiet_moment_a_poller_holds_what_a_socket_holds(
    steps: list[tuple[str, int, int]],
):
    asyncio.run(play(steps))


@pytest.mark.parametrize(
    "untrue", [{"room": 2}, {"question": SINGLE.face}, {"mine": (2, 3)}], ids=str
)
def test_control_a_poller_that_says_it_holds_what_it_does_not_is_found(untrue: dict[str, Any]):
    steps = [("join", 0, 0), ("pick", 0, 0), ("answer", 0, 0), ("lock", 0, 0)]
    with pytest.raises((AssertionError, KeyError)):
        asyncio.run(play(steps, **untrue))
