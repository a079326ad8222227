"""Who is told what: once encoded for all who see the same, and nothing about anybody else."""

from __future__ import annotations

import asyncio
import itertools

from pylq_ext.domain.room import Role
from pylq_ext.protocol.codec import frame_of
from pylq_ext.service import documents
from pylq_ext.service.live_room import MAX_FACTS, YIELD_EVERY
from pylq_ext.service.outbox import Outbox
from tests.support.fixed import SINGLE
from tests.support.lesson import Client, Lesson, settle

CLASS = 30


class Watched(Outbox):
    """Remembers the very objects that were offered to it."""

    def __init__(self, outbox: Outbox) -> None:
        self.__dict__ = outbox.__dict__
        self.offers: list[dict[str, bytes]] = []

    def offer(self, documents: dict[str, bytes]) -> None:
        self.offers.append(dict(documents))
        super().offer(documents)


async def a_class(lesson: Lesson, *, slow: bool = False) -> list[Client]:
    """Many students who have come in."""
    students = [await lesson.student(f"Student {count}", slow=slow) for count in range(CLASS)]
    for student in students:
        watch(student)
    return students


def watch(client: Client) -> Watched:
    assert client.connection is not None
    client.connection.outbox = Watched(client.connection.outbox)
    return client.connection.outbox


def offered(client: Client, kind: str) -> list[bytes]:
    """The frames of a kind that were offered to a client, in order."""
    assert client.connection is not None
    outbox = client.connection.outbox
    assert isinstance(outbox, Watched)
    return [offer[kind] for offer in outbox.offers if kind in offer]


async def test_a_document_is_encoded_once_for_everyone_of_a_role(lesson: Lesson):
    owner = await lesson.owner()
    students = await a_class(lesson)
    watch(owner)
    await owner.give("pick", 1, question=SINGLE.hash)
    await owner.give("show_feedback", 2)
    for kind in ("room", "question", "feedback"):
        frames = [offered(student, kind) for student in students]
        for of_one_time in zip(*frames, strict=True):
            assert len({id(frame) for frame in of_one_time}) == 1, "the same bytes object"
    rooms = offered(students[0], "room")
    assert len(rooms) == 2
    assert offered(owner, "room")[0] not in rooms


async def test_an_attempt_is_told_to_its_own_seat_and_to_no_other_student(lesson: Lesson):
    owner = await lesson.owner()
    students = await a_class(lesson)
    await owner.give("pick", 1, question=SINGLE.hash)
    for student in students:
        student.sink.news()
    answering, *others = students
    round_id = await lesson.round_id()
    await answering.give("make_attempt", 0, round=round_id, answer="b")
    await answering.give("make_attempt", CLASS + 1, round=round_id, answer="a")
    await owner.read_everything()
    lesson.service.sweep()
    await settle()
    assert [frame for student in others for frame in student.sink.news()] == []
    assert answering.last("mine")["answer"] == "a"
    assert [fact["seat"] for feed in owner.told("feed") for fact in feed["facts"]][-2:] == [
        answering.seat
    ] * 2


async def test_a_join_is_told_to_no_other_student(lesson: Lesson):
    students = await a_class(lesson)
    for student in students:
        student.sink.news()
    await lesson.student("One more")
    assert [frame for student in students for frame in student.sink.news()] == []


async def test_every_socket_of_a_seat_is_told_of_its_attempt(lesson: Lesson):
    owner, ada = await lesson.owner(), await lesson.student("Ada")
    await owner.give("pick", 1, question=SINGLE.hash)
    second = await lesson.again(ada)
    await second.come_in()
    await ada.give("make_attempt", 0, round=await lesson.round_id(), answer="b")
    assert second.last("mine")["answer"] == "b"


async def test_whoever_came_after_the_lock_is_told_to_be_late_no_longer_when_it_is_lifted(
    lesson: Lesson,
):
    owner = await lesson.owner()
    await owner.give("pick", 1, question=SINGLE.hash)
    await owner.give("lock", 2, now=True)
    lesson.clock.go_on(1)
    bo = await lesson.student("Bo")
    assert bo.last("mine")["late"]
    await owner.give("reopen", 3)
    assert not bo.last("mine")["late"]


async def test_a_slow_reader_holds_one_document_of_each_kind_and_ends_with_the_newest(
    lesson: Lesson,
):
    owner = await lesson.owner()
    ada = await lesson.student("Ada", slow=True)
    seen = 1
    await owner.give("pick", seen, question=SINGLE.hash)
    for _ in range(20):
        await owner.give("lock", seen + 1)
        await owner.give("reopen", seen + 2)
        seen += 2
    await owner.give("show_feedback", seen + 1)
    written = len(ada.sink.frames())
    for _ in range(5):
        ada.sink.take()
    late = ada.sink.frames()[written:]
    kinds = [frame["type"] for frame in late]
    assert len(kinds) == len(set(kinds)) <= 4
    assert ada.last("room")["version"] == seen + 2
    assert ada.last("room")["phase"] == "revealed"


async def test_a_slow_student_keeps_nobody_else_waiting(lesson: Lesson):
    owner = await lesson.owner()
    await lesson.student("Slow", slow=True)
    ada = await lesson.student("Ada")
    await owner.give("pick", 1, question=SINGLE.hash)
    assert ada.last("room")["phase"] == "open"


async def test_a_broadcast_to_many_lets_others_have_the_loop(lesson: Lesson):
    owner = await lesson.owner()
    students = [await lesson.seated(f"Student {count}") for count in range(2 * YIELD_EVERY + 5)]
    for student in students:
        await student.come_in()
    told_at_once: list[int] = []

    async def look() -> None:
        while True:
            told = sum(len(student.told("question")) for student in students)
            told_at_once.append(told)
            await asyncio.sleep(0)

    looking = asyncio.create_task(look())
    await owner.give("pick", 1, question=SINGLE.hash)
    looking.cancel()
    steps = sorted(set(told_at_once))
    assert steps[0] == 0
    assert steps[-1] == len(students)
    assert max(b - a for a, b in itertools.pairwise(steps)) <= YIELD_EVERY


async def test_nothing_of_the_key_is_in_any_frame_before_the_reveal(lesson: Lesson):
    owner, ada = await lesson.owner(), await lesson.student("Ada")
    await owner.give("pick", 1, question=SINGLE.hash)
    await ada.give("make_attempt", 0, round=await lesson.round_id(), answer="b")
    before = b"".join(ada.sink.writes)
    key = SINGLE.question.key
    for secret in (key.explanation, *key.notes.values(), SINGLE.hash):
        assert secret.encode() not in before
    await owner.give("show_feedback", 2)
    assert key.explanation.encode() in b"".join(ada.sink.writes)


async def test_the_copy_in_memory_is_what_the_store_says_after_any_lesson(lesson: Lesson):
    """RoomState follows commits; here it is held against what is read anew."""
    owner, ada, bo = (
        await lesson.owner(),
        await lesson.student("Ada"),
        await lesson.student("Bo"),
    )
    live = lesson.service._live[lesson.room]

    async def is_the_same() -> None:
        await settle()
        record = await lesson.store.record(lesson.room)
        assert record is not None
        state = live.state
        assert state.room == record.room
        assert tuple(state.rounds.values()) == record.rounds
        assert set(state.seats.values()) == set(record.seats)
        assert sorted(state.attempts.values(), key=lambda one: one.number) == list(record.attempts)
        assert set(state.questions) == {one.hash for one in record.questions}

    await owner.give("pick", 1, question=SINGLE.hash)
    await is_the_same()
    first = await lesson.round_id()
    await ada.give("make_attempt", 0, round=first, answer="a")
    await bo.give("make_attempt", 0, round=first, answer="b")
    await ada.give("make_attempt", 3, round=first, answer="c")
    await is_the_same()
    for name, seen in (("lock", 2), ("reopen", 3), ("show_feedback", 4)):
        await owner.give(name, seen)
        await is_the_same()
    await owner.give("pick", 5, question=SINGLE.hash)
    await is_the_same()
    await ada.give("make_attempt", 0, round=await lesson.round_id(), answer="a")
    await lesson.student("Cleo")
    await owner.give("undo", 6)
    await is_the_same()
    await owner.give("show_round", 7, round=1)
    await is_the_same()
    assert live.state.attempts_of == first
    await owner.give("clear", 8)
    await is_the_same()
    await owner.give("close")
    await is_the_same()


async def test_each_role_has_its_own_document_of_a_room(lesson: Lesson):
    owner = await lesson.owner()
    await owner.give("pick", 1, question=SINGLE.hash, bank="b.ipynb", cell="c1")
    state = lesson.service._live[lesson.room].state
    for_attendees = frame_of(documents.attendee_room(state))
    assert b"b.ipynb" not in for_attendees
    assert SINGLE.hash.encode() not in for_attendees
    assert SINGLE.hash.encode() in frame_of(documents.owner_room(state))
    assert owner.role is Role.OWNER


async def test_an_owner_who_was_long_away_is_sent_all_facts_in_batches_without_a_gap(
    lesson: Lesson,
):
    """Most of them are read from the store: the copy in memory begins when it was made."""
    students = [await lesson.seated(f"Student {count}") for count in range(2 * MAX_FACTS + 50)]
    owner = await lesson.owner()
    for _ in range(20):
        await lesson.seated("Late")
    await owner.read_everything()
    feeds = owner.told("feed")
    assert all(one["to"] == two["after"] for one, two in itertools.pairwise(feeds))
    numbers = [fact["number"] for feed in feeds for fact in feed["facts"]]
    assert numbers == list(range(1, len(students) + 21))
    assert max(len(feed["facts"]) for feed in feeds) <= MAX_FACTS


async def test_the_copy_in_memory_forgets_old_facts_and_owners_are_sent_them_all_the_same(
    lesson: Lesson,
):
    first = await lesson.owner()
    state = lesson.service._live[lesson.room].state
    for _ in range(30):
        await lesson.seated("Ada")
    state.forget_recent(10)
    assert [fact.number for fact in state.recent] == list(range(21, 31))
    assert state.recent_facts(19, 100) is None
    recent = state.recent_facts(20, 3)
    assert recent is not None
    assert [fact.number for fact in recent] == [21, 22, 23]
    second = await lesson.owner()
    for owner in (first, second):
        await owner.read_everything()
        numbers = [fact["number"] for feed in owner.told("feed") for fact in feed["facts"]]
        assert numbers == list(range(1, 31))
