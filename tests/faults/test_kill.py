"""`kill -9` in mid-burst: what was acknowledged is there afterwards, once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.busy_student import BusyStudent
from tests.support.history import History, Rule, StoredRoom, assert_kept, violations
from tests.support.host_process import UNHURRIED, HostProcess
from tests.support.raw_client import owner_of
from tests.support.stored_rows import stored_room

STUDENTS = 8

#: The host is killed after so many more acks, and then a moment of at most so many seconds.
ACKS = (20, 120)
MOMENT = 0.02

#: Seconds within which a burst must have come so far.
PATIENCE = 60.0

OPEN_QUESTION = "### Say something\n\n<!-- pylq: open -->\n"


async def bursts_with_kills(
    host: HostProcess, kills: int, dice: random.Random
) -> tuple[History, StoredRoom]:
    """Play a round in which everybody answers all the time and the host is killed `kills` times."""
    history = History()
    room = host.open_room()
    question = host.put_question(room["id"], OPEN_QUESTION)
    students = [
        BusyStudent(
            host.socket_url(room["id"]), host.join(room["code"], f"Student {number}"), history
        )
        for number in range(STUDENTS)
    ]
    news = asyncio.Event()
    for student in students:
        student.on_frame = news.set
    async with owner_of(host, room["id"]) as owner:
        round_id = await owner.pick(question)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(student.stay()) for student in students]
        for _ in range(kills):
            before = sum(student.acks for student in students)
            more = dice.randint(*ACKS)
            await _until(news, lambda n=before + more: sum(one.acks for one in students) >= n)
            # The moment itself is what is random here; nothing waits for it.
            await asyncio.sleep(dice.random() * MOMENT)
            host.kill()
            # A start takes seconds, in which the students find the door shut.
            await asyncio.to_thread(host.start)
        for student in students:
            student.answering = False
        await _until(news, lambda: all(student.settled for student in students))
        for task in tasks:
            task.cancel()

    async with owner_of(host, room["id"]) as owner:
        await owner.everything()
        history.counting(round_id, owner.counting(round_id))
    host.kill()
    return history, stored_room(host.database, room["id"])


async def _until(news: asyncio.Event, reached) -> None:
    async with asyncio.timeout(PATIENCE):
        while not reached():
            news.clear()
            await news.wait()


async def keeps_every_acked_attempt(folder: Path, kills: int, options: Sequence[str] = ()) -> None:
    """The test: also with a faulty store, of which it must fail."""
    with HostProcess(folder, options=[*options, UNHURRIED]) as host:
        history, stored = await bursts_with_kills(host, kills, random.Random(kills))
    assert history.acknowledged >= kills * ACKS[0]
    assert_kept(history, stored)


@pytest.mark.parametrize(
    "kills", [5, pytest.param(50, marks=[pytest.mark.long, pytest.mark.timeout(900)])]
)
async def test_no_acked_attempt_is_lost_or_doubled_when_the_host_is_killed(
    tmp_path: Path, kills: int
):
    await keeps_every_acked_attempt(tmp_path, kills)


async def test_control_a_store_that_reports_before_it_commits_loses_acked_attempts(tmp_path: Path):
    store = "--PyLiveQuestions.store_class=tests.support.faulty_stores.HastyStore"
    with HostProcess(tmp_path, options=[store, UNHURRIED]) as host:
        history, stored = await bursts_with_kills(host, 2, random.Random(2))
    assert Rule.LOST in {violation.rule for violation in violations(history, stored)}
