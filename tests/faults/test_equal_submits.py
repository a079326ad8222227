"""One order is one attempt, however often, from wherever and however late it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.busy_student import record_ack
from tests.support.history import History, Rule, assert_kept, violations
from tests.support.host_process import UNHURRIED, HostProcess
from tests.support.raw_client import Frame, RawClient, entered, owner_of
from tests.support.stored_rows import stored_room

SOCKETS = 5
COPIES = 100

QUESTION = "### Which one?\n\n- [ ] one\n- [x] two\n- [ ] three\n"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """One host for all: each test opens a room of its own."""
    with HostProcess(tmp_path_factory.mktemp("host"), options=[UNHURRIED]) as host:
        yield host


class Lesson(NamedTuple):
    room: dict[str, Any]
    round: str
    ada: dict[str, Any]
    history: History


async def a_lesson(host: HostProcess) -> Lesson:
    """A room with an open round and Ada."""
    room = host.open_room()
    question = host.put_question(room["id"], QUESTION)
    async with owner_of(host, room["id"]) as owner:
        round_id = await owner.pick(question)
    return Lesson(room, round_id, host.join(room["code"], "Ada"), History())


async def answer(
    client: RawClient, lesson: Lesson, answer: str, replaces: int, command_id: str
) -> Frame:
    """Answer as Ada, and write down what was ordered and told."""
    lesson.history.attempted(lesson.ada["seat"], command_id, lesson.round, answer, replaces)
    ack = await client.attempt(lesson.round, answer, replaces, command_id=command_id)
    record_ack(lesson.history, lesson.ada["seat"], ack)
    return ack


async def check(host: HostProcess, lesson: Lesson) -> None:
    """Compare all that was told, and what the owner says counts, with what is stored."""
    async with owner_of(host, lesson.room["id"]) as owner:
        await owner.everything()
        lesson.history.counting(lesson.round, owner.counting(lesson.round))
    assert_kept(lesson.history, stored_room(host.database, lesson.room["id"]))


async def the_same_order_over_all_sockets(host: HostProcess, lesson: Lesson) -> list[Frame]:
    """Send one order as often as it goes, from several tabs at once, and return all acks."""
    async with AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(entered(host, lesson.room["id"], lesson.ada["ticket"]))
            for _ in range(SOCKETS)
        ]
        return await asyncio.gather(
            *(answer(tab, lesson, "b", 0, "the one") for tab in tabs for _ in range(COPIES))
        )


async def test_five_hundred_copies_of_one_order_over_five_sockets_are_one_attempt(
    host: HostProcess,
):
    lesson = await a_lesson(host)
    results = [ack["result"] for ack in await the_same_order_over_all_sockets(host, lesson)]
    assert results.count("ok") == 1
    assert results.count("duplicate") == SOCKETS * COPIES - 1
    assert len(stored_room(host.database, lesson.room["id"]).attempts) == 1
    await check(host, lesson)


async def test_control_a_store_that_forgets_orders_tells_copies_of_one_different_things(
    tmp_path: Path,
):
    store = "--PyLiveQuestions.store_class=tests.support.faulty_stores.ForgetfulStore"
    with HostProcess(tmp_path, options=[store, UNHURRIED]) as forgetful:
        lesson = await a_lesson(forgetful)
        await the_same_order_over_all_sockets(forgetful, lesson)
        stored = stored_room(forgetful.database, lesson.room["id"])
    assert Rule.TOLD in {violation.rule for violation in violations(lesson.history, stored)}


async def test_a_retry_on_a_new_socket_is_told_what_the_first_copy_stored(host: HostProcess):
    lesson = await a_lesson(host)
    async with entered(host, lesson.room["id"], lesson.ada["ticket"]) as before:
        first = await answer(before, lesson, "a", 0, "once")
    async with entered(host, lesson.room["id"], lesson.ada["ticket"]) as after:
        again = await answer(after, lesson, "a", 0, "once")
    assert (first["result"], again["result"]) == ("ok", "duplicate")
    assert again["stored"] == first["stored"]
    await check(host, lesson)


async def test_a_retry_after_the_host_was_killed_is_told_what_the_first_copy_stored(
    host: HostProcess,
):
    lesson = await a_lesson(host)
    async with entered(host, lesson.room["id"], lesson.ada["ticket"]) as before:
        first = await answer(before, lesson, "a", 0, "once")
        await asyncio.to_thread(host.kill)
    await asyncio.to_thread(host.start)
    async with entered(host, lesson.room["id"], lesson.ada["ticket"]) as after:
        again = await answer(after, lesson, "a", 0, "once")
    assert again["result"] == "duplicate"
    assert again["stored"] == first["stored"]
    await check(host, lesson)


async def test_a_retry_after_the_lock_is_told_that_the_first_copy_is_stored(host: HostProcess):
    lesson = await a_lesson(host)
    async with entered(host, lesson.room["id"], lesson.ada["ticket"]) as ada:
        first = await answer(ada, lesson, "a", 0, "once")
        async with owner_of(host, lesson.room["id"]) as owner:
            await owner.move("lock", {"now": True})
        again = await answer(ada, lesson, "a", 0, "once")
        late = await answer(ada, lesson, "b", first["seen"], "late")
    assert (again["result"], again["stored"]) == ("duplicate", first["stored"])
    assert (late["result"], late["reason"]) == ("not_open", "locked")
    assert late["stored"] == first["stored"]
    await check(host, lesson)


async def test_a_refused_order_stays_refused_when_it_comes_again_later(host: HostProcess):
    lesson = await a_lesson(host)
    async with (
        owner_of(host, lesson.room["id"]) as owner,
        entered(host, lesson.room["id"], lesson.ada["ticket"]) as ada,
    ):
        await owner.move("lock", {"now": True})
        late = await answer(ada, lesson, "a", 0, "late")
        await owner.move("reopen")
        again = await answer(ada, lesson, "a", 0, "late")
    assert late["result"] == again["result"] == "not_open"
    assert stored_room(host.database, lesson.room["id"]).attempts == ()
    await check(host, lesson)


async def test_a_second_tab_that_has_not_seen_the_answer_gets_a_conflict_with_it(
    host: HostProcess,
):
    lesson = await a_lesson(host)
    async with (
        entered(host, lesson.room["id"], lesson.ada["ticket"]) as left,
        entered(host, lesson.room["id"], lesson.ada["ticket"]) as right,
    ):
        kept = await answer(left, lesson, "a", 0, "left")
        refused = await answer(right, lesson, "b", 0, "right")
        assert (refused["result"], refused["reason"]) == ("conflict", "other_answer")
        assert refused["stored"] == kept["stored"]
        # The other tab is shown it without asking, and may then replace it knowingly.
        shown = await right.until(lambda one: one["type"] == "mine" and one["number"] > 0)
        assert shown["answer"] == "a"
        changed = await answer(right, lesson, "b", shown["number"], "right, knowingly")
        assert changed["result"] == "ok"
        await left.until(lambda one: one["type"] == "mine" and one["answer"] == "b")
    await check(host, lesson)


async def test_of_two_tabs_that_answer_at_once_one_wins_and_the_other_is_told(host: HostProcess):
    lesson = await a_lesson(host)
    async with (
        entered(host, lesson.room["id"], lesson.ada["ticket"]) as left,
        entered(host, lesson.room["id"], lesson.ada["ticket"]) as right,
    ):
        number = 0
        for turn in range(20):
            acks = await asyncio.gather(
                answer(left, lesson, "a", number, f"left {turn}"),
                answer(right, lesson, "b", number, f"right {turn}"),
            )
            assert {ack["result"] for ack in acks} == {"ok", "conflict"}
            assert acks[0]["stored"] == acks[1]["stored"]
            number = acks[0]["seen"]
    await check(host, lesson)


async def test_a_delayed_retry_does_not_bring_an_old_answer_back(host: HostProcess):
    lesson = await a_lesson(host)
    async with entered(host, lesson.room["id"], lesson.ada["ticket"]) as ada:
        first = await answer(ada, lesson, "a", 0, "first")
        second = await answer(ada, lesson, "b", first["seen"], "second")
        again = await answer(ada, lesson, "a", 0, "first")
        assert again["result"] == "duplicate"
        await ada.everything()
        assert ada.last("mine")["answer"] == "b"
        assert ada.last("mine")["number"] == second["seen"]
    await check(host, lesson)


async def test_an_order_that_was_lost_on_the_way_and_comes_after_a_newer_one_is_refused(
    host: HostProcess,
):
    lesson = await a_lesson(host)
    async with entered(host, lesson.room["id"], lesson.ada["ticket"]) as ada:
        newer = await answer(ada, lesson, "b", 0, "newer")
        delayed = await answer(ada, lesson, "a", 0, "delayed")
        assert (delayed["result"], delayed["stored"]) == ("conflict", newer["stored"])
        await ada.everything()
        assert ada.last("mine")["answer"] == "b"
    await check(host, lesson)


async def test_a_late_answer_is_never_credited_to_the_next_question(host: HostProcess):
    lesson = await a_lesson(host)
    async with (
        owner_of(host, lesson.room["id"]) as owner,
        entered(host, lesson.room["id"], lesson.ada["ticket"]) as ada,
    ):
        again = host.put_question(lesson.room["id"], QUESTION)
        next_round = await owner.pick(again, again=True)
        assert next_round != lesson.round
        late = await answer(ada, lesson, "a", 0, "late")
        assert (late["result"], late["reason"]) == ("stale_round", "other_round")
    assert stored_room(host.database, lesson.room["id"]).attempts == ()
    await check(host, lesson)


async def test_one_command_id_of_two_people_is_two_orders(host: HostProcess):
    lesson = await a_lesson(host)
    bob = host.join(lesson.room["code"], "Bob")
    async with (
        entered(host, lesson.room["id"], lesson.ada["ticket"]) as for_ada,
        entered(host, lesson.room["id"], bob["ticket"]) as for_bob,
    ):
        of_ada = await answer(for_ada, lesson, "a", 0, "same")
        lesson.history.attempted(bob["seat"], "same", lesson.round, "b", 0)
        of_bob = await for_bob.attempt(lesson.round, "b", command_id="same")
        record_ack(lesson.history, bob["seat"], of_bob)
    assert (of_ada["result"], of_bob["result"]) == ("ok", "ok")
    await check(host, lesson)
