"""A lesson at the service's door: who is let in, what they are sent, how orders are answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.commands import Order
from pylq_ext.domain.errors import (
    Denied,
    ExpiredTicket,
    InvalidTicket,
    NoSuchRoom,
    PyLQError,
    RoomClosed,
)
from pylq_ext.domain.room import Role, Seat
from pylq_ext.ports.room_store import (
    Committed,
    Decide,
    RoomRecord,
    StoreBusy,
    StoreUnavailable,
)
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import Hello
from pylq_ext.service.allowance import BURST_SECONDS
from pylq_ext.service.lessons import ORDERS_PER_SECOND
from pylq_ext.service.live_room import MAX_CONNECTIONS
from pylq_ext.service.orders import MAX_COMMAND_ID
from pylq_ext.service.outbox import MAX_REPLIES
from pylq_ext.service.questions import stored
from tests.support.fake_sink import FakeSink
from tests.support.fixed import MULTIPLE, OPEN, SINGLE, FixedClock, secret, seeded, single
from tests.support.lesson import EPOCH, OWNER, Client, Lesson, settle


def kinds(frames: Sequence[Any]) -> list[str]:
    """The types of frames, in order."""
    return [frame["type"] for frame in frames]


def said(ack: Any) -> tuple[str, str]:
    """How an order ended, and why."""
    return ack["result"], ack.get("reason", "")


async def picked(lesson: Lesson) -> tuple[Client, Client, str]:
    """An owner and a student in an open round, and the round's id."""
    owner, ada = await lesson.owner(), await lesson.student("Ada")
    assert said(await owner.give("pick", 1, question=SINGLE.hash)) == ("ok", "")
    return owner, ada, await lesson.round_id()


class TestComingIn:
    async def test_the_welcome_comes_first_and_says_who_one_is(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        assert ada.sink.frames()[0] == {
            "type": "welcome",
            "epoch": EPOCH,
            "room": lesson.room,
            "seat": ada.seat,
            "name": "Ada",
            "role": "attendee",
            "now": lesson.clock.now(),
            "expires_at": ada.ticket.expires_at,
        }

    async def test_a_student_is_sent_what_there_is_in_each_phase(self, lesson: Lesson):
        owner, _, _ = await picked(lesson)
        assert kinds((await lesson.student("Bo")).sink.frames()) == [
            "welcome",
            "room",
            "question",
            "mine",
        ]
        await owner.give("show_feedback", 2)
        assert kinds((await lesson.student("Cleo")).sink.frames()) == [
            "welcome",
            "room",
            "question",
            "feedback",
            "mine",
        ]
        await owner.give("clear", 3)
        assert kinds((await lesson.student("Dan")).sink.frames()) == ["welcome", "room", "mine"]

    async def test_an_owner_is_sent_the_feed_and_gauges_too(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        owner = await lesson.owner()
        assert {"feed", "gauges"} < set(kinds(owner.sink.frames()))
        assert not {"feed", "gauges"} & set(kinds(ada.sink.frames()))
        assert owner.last("gauges")["here"] == 1

    async def test_a_question_that_is_held_is_not_sent_again(self, lesson: Lesson):
        owner, ada, _ = await picked(lesson)
        for client, held in ((ada, SINGLE.face), (owner, SINGLE.hash)):
            back = await lesson.again(client)
            await back.come_in({"epoch": EPOCH, "question": held})
            assert back.told("question") == []
            assert len(back.told("room")) == 1

    async def test_a_student_who_guesses_the_whole_questions_hash_is_told_nothing_by_it(
        self, lesson: Lesson
    ):
        _, ada, _ = await picked(lesson)
        back = await lesson.again(ada)
        # The right guess is answered like a wrong one; otherwise the key could be tried out.
        await back.come_in({"epoch": EPOCH, "question": SINGLE.hash})
        assert len(back.told("question")) == 1

    async def test_of_many_windows_of_one_seat_the_oldest_is_sent_off(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        later = [await lesson.again(ada) for _ in range(MAX_CONNECTIONS)]
        for client in later[:-1]:
            await client.come_in()
        assert ada.sink.dropped is None
        await later[-1].come_in()
        assert ada.sink.dropped == (CloseCode.REPLACED, "replaced")
        assert [client.sink.dropped for client in later] == [None] * MAX_CONNECTIONS

    async def test_windows_that_do_not_close_make_no_room_for_more(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        later = [await lesson.again(ada) for _ in range(2 * MAX_CONNECTIONS)]
        for client in later:
            # Those that are sent off do not answer the goodbye: they are never detached.
            await client.come_in()
        left = [client for client in (ada, *later) if client.sink.dropped is None]
        assert left == later[-MAX_CONNECTIONS:]

    async def test_nothing_is_kept_for_whoever_was_sent_off(self, lesson: Lesson):
        owner, ada, _ = await picked(lesson)
        assert ada.connection is not None
        ada.connection.outbox.drop(CloseCode.SLOW, "slow")
        written = len(ada.sink.writes)
        await owner.give("lock", 2)
        for _ in range(2 * MAX_REPLIES):
            ada.connection.outbox.reply(b"reply")
        assert len(ada.sink.writes) == written
        assert not ada.connection.outbox._replies

    async def test_what_is_held_from_another_epoch_is_worth_nothing(self, lesson: Lesson):
        owner, ada, _ = await picked(lesson)
        back = await lesson.again(ada)
        await back.come_in({"epoch": "another", "question": SINGLE.face})
        assert len(back.told("question")) == 1
        back = await lesson.again(owner)
        await back.come_in({"epoch": "another", "feed": 1})
        assert [feed["after"] for feed in back.told("feed")] == [0]

    async def test_an_owners_feed_goes_on_where_it_was(self, lesson: Lesson):
        for name in ("Ada", "Bo", "Cleo"):
            await lesson.student(name)
        owner = await lesson.owner()
        back = await lesson.again(owner)
        await back.come_in({"epoch": EPOCH, "feed": 2})
        (feed,) = back.told("feed")
        assert (feed["after"], feed["to"]) == (2, 3)
        assert [fact["name"] for fact in feed["facts"]] == ["Cleo"]

    async def refusal(self, lesson: Lesson, ticket: str, room: str = "") -> PyLQError:
        with pytest.raises(PyLQError) as refusal:
            await lesson.service.attach(room or lesson.room, Hello(ticket), FakeSink())
        return refusal.value

    async def test_a_ticket_of_another_room_lets_nobody_in(self, lesson: Lesson):
        ada = await lesson.seated("Ada")
        line, _ = await lesson.rooms.open_room(OWNER, "Another room")
        refusal = await self.refusal(lesson, ada.ticket.text, line.id)
        assert isinstance(refusal, InvalidTicket)
        assert isinstance(await self.refusal(lesson, "made up"), InvalidTicket)

    async def test_an_expired_ticket_lets_nobody_in(self, lesson: Lesson):
        ada = await lesson.seated("Ada")
        lesson.clock.go_on(15 * 60)
        assert isinstance(await self.refusal(lesson, ada.ticket.text), ExpiredTicket)

    async def test_a_seat_that_the_room_does_not_have_is_not_let_in(self, lesson: Lesson):
        ticket = lesson.tickets.issue(lesson.room, Seat("ghost", Role.ATTENDEE, "", "h", 0))
        refusal = await self.refusal(lesson, ticket.text)
        assert isinstance(refusal, Denied)
        assert refusal.params["code"] == "removed"

    async def test_a_ticket_of_an_earlier_generation_is_not_let_in(self, lesson: Lesson):
        ada = await lesson.seated("Ada")
        old = lesson.tickets.issue(
            lesson.room, Seat(ada.seat, Role.ATTENDEE, "Ada", "h", 0, generation=0)
        )
        assert isinstance(await self.refusal(lesson, old.text), Denied)

    async def test_a_room_that_never_was_is_told_as_such(self, lesson: Lesson):
        ticket = lesson.tickets.issue("no-room", Seat("s", Role.ATTENDEE, "", "h", 0))
        assert isinstance(await self.refusal(lesson, ticket.text, "no-room"), NoSuchRoom)

    async def test_a_closed_room_lets_only_its_owner_in(self, lesson: Lesson):
        ada = await lesson.seated("Ada")
        await lesson.rooms.close_room(lesson.room)
        assert isinstance(await self.refusal(lesson, ada.ticket.text), RoomClosed)
        assert (await lesson.owner()).last("room")["phase"] == "closed"

    async def test_a_room_that_everybody_left_is_read_anew(self, lesson: Lesson):
        owner, ada, _ = await picked(lesson)
        await owner.go()
        await ada.go()
        assert lesson.service._live == {}
        back = await lesson.owner()
        assert back.last("room")["version"] == 2


class TestOrders:
    async def test_the_ack_comes_before_the_documents_that_it_brought_about(self, lesson: Lesson):
        owner = await lesson.owner()
        news = await owner.say(
            {
                "type": "command",
                "id": 1,
                "command_id": "c",
                "name": "pick",
                "seen": 1,
                "body": {"question": SINGLE.hash},
            }
        )
        assert kinds(news) == ["ack", "room", "question"]
        assert news[0]["stored"] == {"round": 1, "id": f"{lesson.room}.1", "phase": "open"}
        assert news[0]["seen"] == 2

    async def test_an_attempt_is_acked_with_what_is_stored_and_told_to_its_seat(
        self, lesson: Lesson
    ):
        _, ada, round_id = await picked(lesson)
        ack = await ada.give("make_attempt", 0, round=round_id, answer="b")
        assert said(ack) == ("ok", "")
        assert ack["stored"] == {"number": 2, "answer": "b", "made_at": lesson.clock.now()}
        assert ack["seen"] == 2
        assert ada.last("mine")["answer"] == "b"
        assert ada.last("mine")["mark"] is None, "nothing is marked before the reveal"

    async def test_an_order_that_comes_again_is_a_duplicate(self, lesson: Lesson):
        _, ada, round_id = await picked(lesson)
        first = await ada.repeat("same", "make_attempt", 0, round=round_id, answer="b")
        again = await ada.repeat("same", "make_attempt", 0, round=round_id, answer="b")
        assert said(again) == ("duplicate", "")
        assert again["stored"] == first["stored"]

    @pytest.mark.parametrize("name", ["pick", "undo", "lock", "reopen", "clear", "close"])
    async def test_an_attendee_is_denied_on_an_owners_command(self, lesson: Lesson, name: str):
        _, ada, _ = await picked(lesson)
        body = {"question": SINGLE.hash} if name == "pick" else {}
        assert said(await ada.give(name, 2, **body)) == ("denied", "role")
        assert await lesson.version() == 2

    async def test_an_owner_has_no_attempts_to_make(self, lesson: Lesson):
        owner, _, round_id = await picked(lesson)
        ack = await owner.give("make_attempt", 0, round=round_id, answer="a")
        assert said(ack) == ("denied", "role")

    async def test_a_student_cannot_find_out_which_questions_the_host_holds(self, lesson: Lesson):
        """Their hash covers the key: whoever may ask for guesses learns what is right."""
        _, ada, _ = await picked(lesson)
        answers = set()
        for right in "abc":
            guess = stored(single(right=frozenset(right)))
            ack = await ada.give("pick", 2, question=guess.hash)
            answers.add(json.dumps({**ack, "id": 0, "command_id": ""}))
        assert len(answers) == 1

    async def test_an_unknown_field_in_a_body_is_refused(self, lesson: Lesson):
        owner, ada, round_id = await picked(lesson)
        ack = await owner.give("lock", 2, soon=True)
        assert said(ack) == ("invalid", "bad_body")
        ack = await ada.give("make_attempt", 0, round=round_id, answer="a", seat="other")
        assert said(ack) == ("invalid", "bad_body")
        assert "seat" in ack["params"]["detail"]

    async def test_what_cannot_be_used_is_refused_by_a_code_of_its_own(self, lesson: Lesson):
        owner, ada, round_id = await picked(lesson)
        for refused, code in (
            (await owner.give("explode", 2), "unknown_command"),
            (await owner.give("pick", 2, question="0" * 64), "no_such_question"),
            (await owner.give("show_round", 2, round=9), "no_such_round"),
            (await owner.repeat("", "lock", 2), "bad_command_id"),
            (await owner.repeat("x" * (MAX_COMMAND_ID + 1), "lock", 2), "bad_command_id"),
            (await ada.give("make_attempt", 0, round=round_id, answer="z"), "invalid_answer"),
            (await ada.give("make_attempt", 0, round=round_id, answer=None), "invalid_answer"),
            (await ada.give("make_attempt", None, round=round_id, answer="a"), "seen"),
            (await ada.give("make_attempt", 0, round="r9.9", answer="a"), "no_such_round"),
        ):
            assert said(refused) == ("invalid", code)
        assert await lesson.version() == 2

    async def test_a_round_of_another_room_is_no_round_here(self, lesson: Lesson):
        _, ada, _ = await picked(lesson)
        other = Lesson(lesson.store, lesson.clock)
        other.rooms._source = seeded(7)
        await other.open()
        owner = await other.owner()
        await owner.give("pick", 1, question=SINGLE.hash)
        ack = await ada.give("make_attempt", 0, round=await other.round_id(), answer="a")
        assert said(ack) == ("invalid", "no_such_round")
        await owner.go()

    async def test_a_ticket_that_has_ended_gives_no_more_orders(self, lesson: Lesson):
        _, ada, round_id = await picked(lesson)
        lesson.clock.go_on(15 * 60)
        ack = await ada.give("make_attempt", 0, round=round_id, answer="a")
        assert said(ack) == ("denied", "expired_ticket")
        assert await lesson.store.latest_attempts(round_id) == []

    async def test_a_late_answer_is_told_so_with_what_counts(self, lesson: Lesson):
        owner, ada, round_id = await picked(lesson)
        await ada.give("make_attempt", 0, round=round_id, answer="a")
        await owner.give("lock", 2, now=True)
        ack = await ada.give("make_attempt", 2, round=round_id, answer="b")
        assert said(ack) == ("not_open", "locked")
        assert (ack["seen"], ack["stored"]["answer"]) == (2, "a")


class FailingStore(MemoryStore):
    """A store that fails as it is told."""

    def __init__(self, clock: FixedClock) -> None:
        super().__init__(clock)
        self.error: Exception | None = None

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        if self.error:
            raise self.error
        return await super().perform(orders, decide)


@pytest.mark.parametrize("error", [StoreBusy("full"), StoreUnavailable("damaged")])
async def test_what_could_not_be_stored_is_busy_and_may_come_again(error: Exception):
    clock = FixedClock()
    store = FailingStore(clock)
    lesson = await Lesson(store, clock).open()
    owner, ada, round_id = await picked(lesson)
    store.error = error
    ack = await ada.repeat("same", "make_attempt", 0, round=round_id, answer="a")
    assert said(ack) == ("busy", "store")
    assert said(await owner.give("lock", 2)) == ("busy", "store")
    store.error = None
    ack = await ada.repeat("same", "make_attempt", 0, round=round_id, answer="a")
    assert said(ack) == ("ok", "")
    await lesson.end()


async def test_whoever_orders_faster_than_people_do_is_told_to_wait(lesson: Lesson):
    _, ada, round_id = await picked(lesson)
    most = int(ORDERS_PER_SECOND * BURST_SECONDS)
    for count in range(most):
        ack = await ada.repeat("the same", "make_attempt", 0, round=round_id, answer="a")
        assert ack["result"] == ("duplicate" if count else "ok")
    # Another window of the same seat gives no more.
    back = await lesson.again(ada)
    await back.come_in()
    for client in (ada, back):
        ack = await client.give("make_attempt", 0, round=round_id, answer="b")
        assert said(ack) == ("busy", "too_fast")
    lesson.clock.go_on(1)
    ack = await ada.give("make_attempt", 2, round=round_id, answer="b")
    assert said(ack) == ("ok", "")


class ForgetfulStore(MemoryStore):
    """A store in which an earlier round's attempts cannot be read any more."""

    def __init__(self, clock: FixedClock, error: Exception) -> None:
        super().__init__(clock)
        self.error = error

    async def latest_attempts(self, round_id: str) -> list[Attempt]:  # noqa: ARG002 - the port's
        raise self.error


@pytest.mark.parametrize("error", [StoreBusy("full"), RuntimeError("a defect")])
async def test_whoever_could_not_be_told_of_a_change_reads_everything_again(error: Exception):
    clock = FixedClock()
    lesson = await Lesson(ForgetfulStore(clock, error), clock).open()
    owner, ada, _ = await picked(lesson)
    await owner.give("show_feedback", 2)
    await owner.give("clear", 3)
    assert ada.sink.dropped is None
    # Its attempts are no longer in memory.
    await owner.give("show_round", 4, round=1)
    assert ada.sink.dropped == (CloseCode.BUSY, "busy")
    assert owner.sink.dropped == (CloseCode.BUSY, "busy")
    await lesson.end()


class CommitsWhileReading(MemoryStore):
    """Has something happen between a room's being read and its being used."""

    def __init__(self, clock: FixedClock) -> None:
        super().__init__(clock)
        self.meanwhile: Any = None

    async def record(self, room: str) -> RoomRecord | None:
        record = await super().record(room)
        if self.meanwhile:
            doing, self.meanwhile = self.meanwhile, None
            await doing()
        return record


async def test_what_is_committed_while_a_room_is_being_read_is_not_missed():
    clock = FixedClock()
    store = CommitsWhileReading(clock)
    lesson = await Lesson(store, clock).open()

    async def join() -> None:
        await lesson.rooms.join(lesson.code, "Bo", secret(77))

    ada = await lesson.seated("Ada")
    store.meanwhile = join
    owner = await lesson.owner()
    await owner.read_everything()
    names = [fact["name"] for feed in owner.told("feed") for fact in feed["facts"]]
    assert names == [ada.name, "Bo"]
    await lesson.end()


class TestWhatClientsSay:
    async def test_a_ping_is_answered_with_its_own_id(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        assert await ada.say({"type": "ping", "id": 42}) == [{"type": "pong", "id": 42}]

    async def test_an_owners_pong_comes_after_all_facts_before_it(self, lesson: Lesson):
        owner, ada, round_id = await picked(lesson)
        owner.sink.news()
        for count in range(30):
            await ada.give(
                "make_attempt", count and count + 1, round=round_id, answer="abc"[count % 3]
            )
        news = await owner.say({"type": "ping", "id": 1})
        assert kinds(news)[-1] == "pong"
        facts = [fact for feed in owner.told("feed") for fact in feed["facts"]]
        assert [fact["number"] for fact in facts] == list(range(1, 32))

    async def test_a_pong_is_a_sign_of_life_and_needs_no_answer(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        lesson.clock.go_on(19)
        assert await ada.say({"type": "pong", "id": 1}) == []
        lesson.clock.go_on(19)
        lesson.service.sweep()
        assert ada.sink.dropped is None

    async def test_a_second_hello_is_a_defect(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        await ada.say({"type": "hello", "ticket": ada.ticket.text})
        assert ada.sink.dropped == (CloseCode.MALFORMED, "second_hello")

    async def test_a_fresh_ticket_carries_the_connection_on(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        for _ in range(14 * 60):
            lesson.clock.go_on(1)
            assert ada.connection is not None
            ada.connection.heard()
        fresh = await lesson.rooms.ticket_for_seat(lesson.room, ada.seat, secret(1))
        await ada.say({"type": "renew", "ticket": fresh.ticket.text})
        lesson.clock.go_on(10 * 60)
        assert said(await ada.give("lock", 1)) == ("denied", "role"), "still here, still no owner"

    async def test_anothers_ticket_does_not_renew_ones_own(self, lesson: Lesson):
        ada, bo = await lesson.student("Ada"), await lesson.student("Bo")
        await ada.say({"type": "renew", "ticket": bo.ticket.text})
        assert ada.sink.dropped == (CloseCode.BAD_TICKET, "invalid_ticket")

    async def test_a_ticket_that_is_over_does_not_renew_anything(self, lesson: Lesson):
        ada = await lesson.student("Ada")
        lesson.clock.go_on(15 * 60)
        await ada.say({"type": "renew", "ticket": ada.ticket.text})
        assert ada.sink.dropped == (CloseCode.EXPIRED_TICKET, "expired_ticket")


class TestTheEnd:
    async def test_after_the_close_students_see_it_and_are_sent_off(self, lesson: Lesson):
        owner, ada, _ = await picked(lesson)
        await owner.give("close")
        assert ada.last("room")["phase"] == "closed"
        assert ada.sink.dropped == (CloseCode.ROOM_CLOSED, "closed")
        assert owner.sink.dropped is None
        assert owner.last("room")["phase"] == "closed"

    async def test_a_host_that_stops_says_so_to_everyone(self, lesson: Lesson):
        owner, ada, _ = await picked(lesson)
        lesson.service.say_goodbye()
        assert owner.sink.dropped == ada.sink.dropped == (CloseCode.STOPPING, "stopping")

    async def test_whoever_left_is_told_nothing_more(self, lesson: Lesson):
        owner, ada, _ = await picked(lesson)
        await ada.go()
        ada.sink.news()
        await owner.give("lock", 2)
        await settle()
        assert ada.sink.news() == []

    async def test_gauges_follow_who_is_here(self, lesson: Lesson):
        owner, ada, round_id = await picked(lesson)
        bo = await lesson.student("Bo")
        lesson.service.sweep()
        gauges = {"type": "gauges", "seated": 2, "here": 2, "away": 0, "answered": 0}
        assert owner.last("gauges") == gauges | {"presence": "3"}
        await ada.give("make_attempt", 0, round=round_id, answer="a")
        await bo.go()
        lesson.service.sweep()
        assert owner.last("gauges") == gauges | {
            "here": 1,
            "away": 1,
            "answered": 1,
            "presence": "1",
        }
        told = len(owner.told("gauges"))
        lesson.service.sweep()
        assert len(owner.told("gauges")) == told, "nothing new, nothing said"

    async def test_one_person_with_two_sockets_is_counted_once(self, lesson: Lesson):
        owner = await lesson.owner()
        ada = await lesson.student("Ada")
        second = await lesson.again(ada)
        await second.come_in()
        lesson.service.sweep()
        assert (owner.last("gauges")["seated"], owner.last("gauges")["here"]) == (1, 1)


class TestRevealing:
    async def test_feedback_is_told_with_marks_and_the_split(self, lesson: Lesson):
        owner, ada, round_id = await picked(lesson)
        bo = await lesson.student("Bo")
        await ada.give("make_attempt", 0, round=round_id, answer="b")
        await bo.give("make_attempt", 0, round=round_id, answer="a")
        await owner.give("show_feedback", 2)
        for client in (ada, bo, owner):
            feedback = client.last("feedback")
            assert feedback["right"] == ["b"]
            assert feedback["distribution"] == {"answered": 2, "counts": {"a": 1, "b": 1, "c": 0}}
        assert ada.last("mine")["mark"] == {
            "right": True,
            "points": 2.0,
            "of": 2.0,
            "form": None,
            "fits": [],
        }
        assert bo.last("mine")["mark"] == {
            "right": False,
            "points": 0.0,
            "of": 2.0,
            "form": None,
            "fits": [],
        }

    async def test_an_earlier_round_is_shown_again_with_its_own_attempts(self, lesson: Lesson):
        owner, ada, first = await picked(lesson)
        await ada.give("make_attempt", 0, round=first, answer="b")
        await owner.give("show_feedback", 2)
        await owner.give("pick", 3, question=OPEN.hash)
        await ada.give("make_attempt", 0, round=await lesson.round_id(), answer="Scopes.")
        await owner.give("show_round", 4, round=1)
        assert ada.last("room")["reveal"] == {"round": first, "amendment": 1}
        assert ada.last("question")["face"] == SINGLE.face
        assert (ada.last("mine")["round"], ada.last("mine")["answer"]) == (first, "b")
        assert ada.last("feedback")["distribution"]["answered"] == 1

    async def test_after_an_undo_the_class_waits_and_nothing_of_it_counts(self, lesson: Lesson):
        owner, ada, round_id = await picked(lesson)
        await ada.give("make_attempt", 0, round=round_id, answer="b")
        await owner.give("undo", 2)
        assert ada.last("room")["phase"] == "waiting"
        assert owner.last("room")["rounds"] == []
        await owner.give("pick", 3, question=MULTIPLE.hash)
        lesson.service.sweep()
        assert owner.last("gauges")["answered"] == 0
        assert owner.last("room")["round"]["number"] == 1
