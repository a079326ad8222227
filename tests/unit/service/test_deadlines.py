"""Announced locks: cards have until the deadline, then the lock is committed by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.commands import LockDue, Order
from pylq_ext.domain.room import LOCK_NOTICE
from pylq_ext.ports.room_store import Committed, Decide, StoreBusy
from pylq_ext.service.deadlines import AGAIN_AFTER, Deadlines
from tests.support.fixed import MULTIPLE, SINGLE, FixedClock
from tests.support.lesson import Client, Lesson
from tests.support.timers import Timers

NOTICE = LOCK_NOTICE / 1000


async def announced(lesson: Lesson) -> tuple[Client, Client, str]:
    """A lesson in which the lock of an open round was announced just now."""
    await lesson.open()
    owner, ada = await lesson.owner(), await lesson.student("Ada")
    await owner.give("pick", 1, question=SINGLE.hash)
    ack = await owner.give("lock", 2)
    assert (ack["result"], ack["seen"]) == ("ok", 3)
    return owner, ada, await lesson.round_id()


async def test_everyone_is_told_when_the_lock_comes_and_may_answer_until_then():
    lesson = Lesson()
    owner, ada, round_id = await announced(lesson)
    deadline = lesson.clock.now() + LOCK_NOTICE
    for client in (owner, ada):
        room = client.last("room")
        assert (room["phase"], room["deadline"]) == ("open", deadline)
    await lesson.time_passes(NOTICE - 0.001)
    ack = await ada.give("make_attempt", 0, round=round_id, answer="a", at_lock=True)
    assert ack["result"] == "ok"
    assert ada.last("mine")["at_lock"] is True
    await lesson.time_passes(0.001)
    for client in (owner, ada):
        room = client.last("room")
        assert (room["phase"], room["deadline"]) == ("locked", None)
    (stored,) = (await lesson.store.record(lesson.room)).rounds  # type: ignore[union-attr]
    assert stored.locked_at == deadline
    await lesson.end()


async def test_an_answer_at_the_deadline_is_late_even_if_the_timer_is_later_still():
    lesson = Lesson()
    _, ada, round_id = await announced(lesson)
    lesson.clock.go_on(NOTICE)
    ack = await ada.give("make_attempt", 0, round=round_id, answer="a", at_lock=True)
    assert (ack["result"], ack["reason"]) == ("not_open", "locked")
    assert ada.last("room")["phase"] == "open", "the lock itself is not committed yet"
    await lesson.end()


async def test_announcing_twice_keeps_the_deadline():
    lesson = Lesson()
    owner, ada, _ = await announced(lesson)
    first = ada.last("room")["deadline"]
    lesson.clock.go_on(1)
    ack = await owner.give("lock", 3)
    assert (ack["result"], ack["stored"]["deadline"]) == ("ok", first)
    assert ada.last("room")["deadline"] == first
    await lesson.end()


async def test_reopening_calls_the_lock_off():
    lesson = Lesson()
    owner, ada, round_id = await announced(lesson)
    assert (await owner.give("reopen", 3))["result"] == "ok"
    assert lesson.timers.delays == []
    await lesson.time_passes(NOTICE)
    assert (ada.last("room")["phase"], ada.last("room")["deadline"]) == ("open", None)
    assert (await ada.give("make_attempt", 0, round=round_id, answer="a"))["result"] == "ok"
    await lesson.end()


@pytest.mark.parametrize(
    ("name", "phase"), [("lock", "locked"), ("show_feedback", "revealed"), ("undo", "waiting")]
)
async def test_what_cannot_wait_does_not(name: str, phase: str):
    lesson = Lesson()
    owner, ada, _ = await announced(lesson)
    body = {"now": True} if name == "lock" else {}
    assert (await owner.give(name, 3, **body))["result"] == "ok"
    assert (ada.last("room")["phase"], ada.last("room")["deadline"]) == (phase, None)
    assert lesson.timers.delays == []
    await lesson.end()


async def test_the_timer_of_one_round_does_not_lock_the_next():
    lesson = Lesson()
    owner, ada, _ = await announced(lesson)
    lesson.clock.go_on(1)
    await owner.give("pick", 3, question=MULTIPLE.hash)
    await owner.give("lock", 4)
    await lesson.time_passes(NOTICE - 1)
    assert ada.last("room")["phase"] == "open", "the first deadline was another round's"
    await lesson.time_passes(1)
    assert ada.last("room")["phase"] == "locked"
    await lesson.end()


async def test_a_timer_that_is_early_waits_for_the_deadline():
    lesson = Lesson()
    _, ada, _ = await announced(lesson)
    # As if the clock that people share had been set back by two seconds meanwhile.
    lesson.clock.go_on(NOTICE)
    lesson.clock.set_back(2)
    lesson.timers.go_off()
    assert lesson.timers.delays == [2.0]
    await lesson.time_passes(2)
    assert ada.last("room")["phase"] == "locked"
    await lesson.end()


async def test_a_new_process_sets_the_timers_that_the_last_one_left():
    lesson = Lesson()
    await announced(lesson)
    timers = Timers(lesson.clock)
    deadlines = Deadlines(lesson.store, lesson.clock, timers.after)
    assert timers.delays == []
    await deadlines.restore()
    assert timers.delays == [NOTICE]
    deadlines.stop()
    assert timers.delays == []
    await lesson.end()


async def test_a_room_that_is_entered_has_its_timer_set():
    lesson = Lesson()
    _, ada, _ = await announced(lesson)
    again = Lesson(lesson.store, lesson.clock)
    again.room, again.code = lesson.room, lesson.code
    await (await again.again(ada)).come_in()
    assert again.timers.delays == [NOTICE]
    await lesson.end()


class StoreThatFailsOnce(MemoryStore):
    """Has no room for the lock that is due at first."""

    failures = 1

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        if isinstance(orders[0].action, LockDue) and self.failures:
            self.failures -= 1
            raise StoreBusy("database or disk is full")
        return await super().perform(orders, decide)


async def test_a_lock_that_could_not_be_committed_is_committed_later():
    clock = FixedClock()
    lesson = Lesson(StoreThatFailsOnce(clock), clock)
    _, ada, _ = await announced(lesson)
    await lesson.time_passes(NOTICE)
    assert ada.last("room")["phase"] == "open"
    assert lesson.timers.delays == [AGAIN_AFTER]
    await lesson.time_passes(AGAIN_AFTER)
    assert ada.last("room")["phase"] == "locked"
    await lesson.end()
