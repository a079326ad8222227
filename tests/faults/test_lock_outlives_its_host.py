"""A lock that was announced comes, even if the host that announced it is gone before."""

from __future__ import annotations

import time
from pathlib import Path

from pylq_ext.adapters.sqlite_store import SqliteStore
from pylq_ext.adapters.system_clock import SystemClock
from pylq_ext.domain.room import LOCK_NOTICE, RoundPhase
from pylq_ext.service.deadlines import Deadlines
from tests.support.fixed import FixedClock
from tests.support.host_process import HostProcess
from tests.support.looking import look_until
from tests.support.raw_client import owner_of
from tests.support.timers import Timers

WITHIN = 20.0


async def announced_and_killed(host: HostProcess) -> str:
    """Let a host announce a lock and be gone before it comes; return the room's id."""
    room = host.open_room()
    question = host.put_question(room["id"], "### Say something\n\n<!-- pylq: open -->\n")
    async with owner_of(host, room["id"]) as owner:
        await owner.pick(question)
        announced = await owner.move("lock")
        host.kill()
    assert announced["phase"] == "open"
    assert announced["deadline"] <= time.time() * 1000 + LOCK_NOTICE
    return str(room["id"])


def phase_in_the_list(host: HostProcess, room: str) -> str:
    """The room's phase, without entering the room, which would set its timer too."""
    lines = host.request("GET", "api/rooms").json["rooms"]
    return next(str(line["phase"]) for line in lines if line["id"] == room)


def phase_after_open(host: HostProcess, room: str) -> str:
    """Look until the room is no longer open, and return what it is then."""
    look_until(
        lambda: phase_in_the_list(host, room) != "open", WITHIN, lambda: "the lock never came"
    )
    return phase_in_the_list(host, room)


async def test_a_host_that_is_killed_between_announcement_and_lock_locks_when_it_is_back(
    tmp_path: Path,
):
    with HostProcess(tmp_path) as host:
        room = await announced_and_killed(host)
        host.start()
        assert phase_after_open(host, room) == "locked"


async def test_control_a_host_that_does_not_look_for_announced_locks_leaves_the_round_open(
    tmp_path: Path,
):
    with HostProcess(tmp_path) as host:
        room = await announced_and_killed(host)
    later = FixedClock(SystemClock().now() + LOCK_NOTICE)
    store = SqliteStore(host.database, later)
    deadlines = Deadlines(store, later, Timers(later).after)
    record = await store.record(room)
    assert record is not None
    assert [one.phase for one in record.rounds] == [RoundPhase.OPEN]
    assert [deadline[0] for deadline in await store.deadlines()] == [room]
    deadlines.stop()
    await store.close()
