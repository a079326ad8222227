"""Every adapter of the room store, and a room in each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.adapters.sqlite_store import SqliteStore
from pylq_ext.ports.room_store import RoomStore
from tests.support.fixed import FixedClock
from tests.support.kept_room import KeptRoom


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(params=["memory", "sqlite"])
def store(
    request: pytest.FixtureRequest,
    jp_asyncio_loop: asyncio.AbstractEventLoop,
    tmp_path: Path,
    clock: FixedClock,
) -> Iterator[RoomStore]:
    store: RoomStore
    if request.param == "memory":
        store = MemoryStore(clock)
    else:
        store = SqliteStore(tmp_path / "rooms.db", clock)
    yield store
    jp_asyncio_loop.run_until_complete(store.close())


@pytest.fixture
def room(
    store: RoomStore, clock: FixedClock, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> KeptRoom:
    return jp_asyncio_loop.run_until_complete(KeptRoom(store, clock).open())
