"""One process owns a database, and says who it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pylq_ext.adapters.database_lock import DatabaseLock
from pylq_ext.adapters.system_clock import SystemClock
from pylq_ext.ports.room_store import StoreUnavailable


def test_the_second_is_told_who_the_first_is_and_what_to_set(tmp_path: Path):
    first, second = DatabaseLock(tmp_path / "rooms.db"), DatabaseLock(tmp_path / "rooms.db")
    first.acquire()
    with pytest.raises(StoreUnavailable) as refusal:
        second.acquire()
    assert f"process {os.getpid()} on " in str(refusal.value)
    assert "--PyLiveQuestions.database=FILE" in str(refusal.value)
    first.release()
    second.acquire()
    second.release()


@pytest.mark.parametrize("holder", [None, "", "{", "[]", "{}", '{"process": 7}'])
def test_a_holder_that_cannot_be_named_is_a_holder_all_the_same(tmp_path: Path, holder: str | None):
    first = DatabaseLock(tmp_path / "rooms.db")
    first.acquire()
    path = tmp_path / "rooms.db.holder"
    path.unlink() if holder is None else path.write_text(holder)
    with pytest.raises(StoreUnavailable, match="process unknown"):
        DatabaseLock(tmp_path / "rooms.db").acquire()
    first.release()


def test_a_holder_that_cannot_be_written_down_holds_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "rooms.db.holder").mkdir()
    first, second = DatabaseLock(tmp_path / "rooms.db"), DatabaseLock(tmp_path / "rooms.db")
    first.acquire()
    assert "rooms.db.holder cannot be written" in caplog.text
    with pytest.raises(StoreUnavailable, match="process unknown"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_who_was_refused_releases_nothing(tmp_path: Path):
    first, second = DatabaseLock(tmp_path / "rooms.db"), DatabaseLock(tmp_path / "rooms.db")
    first.acquire()
    with pytest.raises(StoreUnavailable):
        second.acquire()
    second.release()
    with pytest.raises(StoreUnavailable, match=f"process {os.getpid()} on "):
        second.acquire()
    first.release()


def test_a_place_where_nothing_can_be_locked_is_told_as_such(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be kept"):
        DatabaseLock(tmp_path / "file" / "rooms.db").acquire()


def test_locks_of_two_databases_do_not_meet(tmp_path: Path):
    locks = [DatabaseLock(tmp_path / name) for name in ("one.db", "two.db")]
    for lock in locks:
        lock.acquire()
    for lock in locks:
        lock.release()


def test_the_computers_clock_tells_milliseconds_of_this_century():
    clock = SystemClock()
    assert 1_700_000_000_000 < clock.now() < 4_000_000_000_000
    assert clock.monotonic() <= clock.monotonic()
