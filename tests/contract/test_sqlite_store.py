"""What only the SQLite store promises: durability, its file, and no slow statement."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pylq_ext.adapters import sqlite_reads, sqlite_store
from pylq_ext.adapters.sqlite_store import SqliteStore
from pylq_ext.domain.commands import CorrectKey, Lock, Order, Remove, Rename, Snapshot
from pylq_ext.domain.lesson import decide
from pylq_ext.domain.outcomes import Accepted, Joined, Outcome
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import Room
from pylq_ext.ports.room_store import Committed, StoreBusy, StoreUnavailable
from pylq_ext.service.questions import stored
from tests.support.fixed import MULTIPLE, FixedClock, single
from tests.support.kept_room import KeptRoom, new_room

T = TypeVar("T")


class Traced(SqliteStore):
    """Tells what it does on its writing connection, and lets a test turn screws there."""

    def __init__(self, database: Path, clock: FixedClock, **rest: Any) -> None:
        super().__init__(database, clock, **rest)
        self.writing: sqlite3.Connection | None = None
        self.statements: list[str] = []

    def _connect(self) -> sqlite3.Connection:
        self.writing = super()._connect()
        self.writing.set_trace_callback(self.statements.append)
        return self.writing

    def _read_now(self, read: Callable[..., T], values: tuple[object, ...]) -> T:
        def traced(connection: sqlite3.Connection, *arguments: object) -> T:
            connection.set_trace_callback(self.statements.append)
            return read(connection, *arguments)

        return super()._read_now(traced, values)

    async def ask(self, statement: str) -> object:
        """Run a statement on the writer's connection, in the writer's thread."""

        def work(connection: sqlite3.Connection) -> object:
            row = connection.execute(statement).fetchone()
            return row[0] if row else None

        return await self._write(work)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "rooms.db"


@pytest.fixture
def store(
    jp_asyncio_loop: asyncio.AbstractEventLoop, database: Path, clock: FixedClock
) -> Iterator[Traced]:
    store = Traced(database, clock)
    yield store
    jp_asyncio_loop.run_until_complete(store.close())


@pytest.fixture
def room(store: Traced, clock: FixedClock, jp_asyncio_loop: asyncio.AbstractEventLoop) -> KeptRoom:
    return jp_asyncio_loop.run_until_complete(KeptRoom(store, clock).open())


def files(folder: Path) -> set[str]:
    """The names of what is in a folder; nothing if there is none."""
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def move(path: Path, to: Path) -> None:
    path.rename(to)


async def play(room: KeptRoom) -> None:
    """A lesson that does everything once."""
    await room.store.put_question(MULTIPLE)
    with_image = single(title=f'<img src="asset:{"a" * 64}"')
    shown = [Asset("a" * 64, "image/png", b"image")]
    await room.store.put_question(stored(with_image), shown, "r1")
    await room.join("s1", "Ada")
    await room.join("s1b", "Ada", "hash of s1")
    await room.join("s2", "Bo")
    await room.store.keep_door_address("127.0.0.1:8765")
    await room.pick()
    await room.perform(
        room.attempt("s1", "a"),
        room.attempt("s1", "b", replaces=3),
        room.attempt("s1", "c", replaces=3),
        room.attempt("s2", "b", command_id="again"),
        room.attempt("s2", "b", command_id="again"),
    )
    await room.lock()
    await room.reopen()
    await room.give(Lock(now=False))
    await room.reopen()
    await room.give(CorrectKey("r1.1", frozenset({"a"})))
    await room.give(CorrectKey("r1.1", None))
    await room.give(Rename("s1", "Ada Lovelace"))
    await room.give(Remove("s2"))
    await room.pick(MULTIPLE.hash)
    await room.undo()
    await room.pick(MULTIPLE.hash)
    await room.reveal()
    await room.clear()
    await room.show(2)
    await room.store.open_room(*new_room("r2"), enter=True)
    await room.close()


async def read_all(room: KeptRoom) -> None:
    """Every way of reading, once."""
    store = room.store
    assert await store.room("r1")
    await store.room_by_code("DOG-427")
    assert await store.rooms_of("local")
    await store.open_rooms()
    assert await store.record("r1")
    assert await store.seat("r1", "s1")
    assert await store.latest_attempts("r1.1")
    assert await store.attempts_in("r1.1")
    assert await store.attempts_of("r1", "s1")
    assert await store.deadlines() == []
    assert await store.facts_after("r1", 1, 10)
    assert await store.question(MULTIPLE.hash)
    assert await store.asset("a" * 64)
    assert await store.asset_uses("r1")


class TestItsSettings:
    async def test_every_pragma_is_in_force_on_the_connection_that_writes(self, store: Traced):
        pragmas = {
            "journal_mode": "wal",
            "synchronous": 2,  # FULL
            "foreign_keys": 1,
            "busy_timeout": 5000,
            "trusted_schema": 0,
            "secure_delete": 1,
            "fullfsync": 1,
            "checkpoint_fullfsync": 1,
        }
        found = {name: await store.ask(f"PRAGMA {name}") for name in pragmas}
        assert found == pragmas

    @pytest.mark.usefixtures("room")
    async def test_readers_cannot_write(self, store: Traced):
        def write(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM rooms")

        with pytest.raises(StoreBusy, match="readonly"):
            await store._read(write)
        assert await store.room("r1")

    async def test_a_network_file_system_gets_a_rollback_journal_and_a_word_about_it(
        self, database: Path, clock: FixedClock, caplog: pytest.LogCaptureFixture
    ):
        store = SqliteStore(database, clock, is_network=lambda _: True)
        room = await KeptRoom(store, clock).open()
        await room.pick()
        assert await store.record("r1")
        assert "rollback journal" in caplog.text
        assert not {path.name for path in database.parent.iterdir()} & {"rooms.db-wal"}
        await store.close()

    async def test_with_a_rollback_journal_the_folder_is_synced_too(
        self, database: Path, clock: FixedClock
    ):
        store = Traced(database, clock, is_network=lambda _: True)
        pragmas = {
            "journal_mode": "delete",
            "synchronous": 3,  # EXTRA
            "fullfsync": 1,
            "checkpoint_fullfsync": 1,
        }
        found = {name: await store.ask(f"PRAGMA {name}") for name in pragmas}
        await store.close()
        assert found == pragmas

    async def test_nobody_else_on_the_computer_may_read_its_files(
        self, database: Path, room: KeptRoom
    ):
        await room.join("s1", "Ada")
        assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700
        for name in ("rooms.db", "rooms.db-wal", "rooms.db-shm"):
            assert stat.S_IMODE((database.parent / name).stat().st_mode) == 0o600

    async def test_nothing_is_opened_before_it_is_used(self, store: Traced, database: Path):
        assert files(database.parent) == set()
        assert await store.rooms_of("local") == []
        assert "rooms.db" in files(database.parent)

    async def test_asking_for_open_rooms_makes_no_file(self, store: Traced, database: Path):
        assert await store.open_rooms() == []
        assert files(database.parent) == set()

    async def test_asking_for_open_rooms_takes_no_file_in_which_none_is(
        self, store: Traced, room: KeptRoom, database: Path, clock: FixedClock
    ):
        await room.close()
        await store.close()
        asking, other = SqliteStore(database, clock), SqliteStore(database, clock)
        assert await asking.open_rooms() == []
        assert await other.room("r1")
        await asking.close()
        await other.close()

    @pytest.mark.usefixtures("room")
    async def test_asking_for_open_rooms_takes_the_file_in_which_one_is(
        self, store: Traced, database: Path, clock: FixedClock
    ):
        await store.close()
        asking, other = SqliteStore(database, clock), SqliteStore(database, clock)
        assert len(await asking.open_rooms()) == 1
        with pytest.raises(StoreUnavailable, match="another Jupyter Server"):
            await other.room("r1")
        with pytest.raises(StoreUnavailable):
            await other.open_rooms()
        await asking.close()
        await other.close()

    def test_a_file_without_a_table_has_no_open_room(self, tmp_path: Path):
        with closing(sqlite3.connect(tmp_path / "empty.db")) as connection:
            assert not sqlite_reads.has_open_rooms(connection)


#: Statements that may scan: bookkeeping of migrations, over a table with one row a step.
MAY_SCAN = re.compile(r"_sqlite_migrations|sqlite_master|PRAGMA", re.IGNORECASE)


def plan(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The steps by which SQLite runs a statement."""
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    return [str(row[3]) for row in rows]


def scans(database: Path, statements: Sequence[str]) -> dict[str, list[str]]:
    """Statements that look at a whole table, with the steps that do."""
    connection = sqlite3.connect(database)
    found = {}
    for statement in dict.fromkeys(statements):
        if MAY_SCAN.search(statement) or statement.split()[0] not in (
            "SELECT",
            "UPDATE",
            "INSERT",
            "DELETE",
            "WITH",
        ):
            continue
        if steps := [step for step in plan(connection, statement) if step.startswith("SCAN")]:
            found[statement] = steps
    connection.close()
    return found


class TestItsTables:
    async def test_a_file_from_before_there_were_images_is_brought_up_to_date(
        self, store: Traced, room: KeptRoom, database: Path
    ):
        await play(room)
        await store.close()
        connection = sqlite3.connect(database)
        for table in ("question_assets", "room_questions", "assets"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'assets_of_questions'")
        connection.commit()
        connection.close()

        later = SqliteStore(database, FixedClock())
        assert await later.question(MULTIPLE.hash) == MULTIPLE
        assert await later.asset_uses("r1") == []
        shown = [Asset("a" * 64, "image/png", b"image")]
        question = stored(single(title=f'<img src="asset:{"a" * 64}"'))
        await later.put_question(replace(question, hash="new"), shown, "r1")
        assert len(await later.asset_uses("r1")) == 1
        await later.close()


class TestItsStatements:
    async def test_every_statement_goes_by_an_index(
        self, store: Traced, room: KeptRoom, database: Path
    ):
        await play(room)
        await read_all(room)
        await store.close()
        spoken = {statement.split()[0] for statement in store.statements}
        assert {"SELECT", "UPDATE", "INSERT", "BEGIN", "SAVEPOINT", "COMMIT"} <= spoken
        assert scans(database, store.statements) == {}

    @pytest.mark.usefixtures("room")
    async def test_the_test_above_finds_a_scan(self, database: Path):
        planted = "SELECT * FROM attempts WHERE answer = 'b'"
        assert scans(database, [planted]) == {planted: ["SCAN attempts"]}

    async def test_no_statement_has_to_sort_what_it_reads_for_one_seat(
        self, store: Traced, room: KeptRoom, database: Path
    ):
        await play(room)
        hot = [one for one in store.statements if "attempts" in one and "LIMIT 1" in one]
        connection = sqlite3.connect(database)
        assert hot
        assert not any("TEMP B-TREE" in step for one in hot for step in plan(connection, one))
        connection.close()

    async def test_attempts_that_queue_are_one_commit(self, store: Traced, room: KeptRoom):
        await room.pick()
        for count in range(50):
            await room.join(f"s{count}")
        store.statements.clear()
        await asyncio.gather(*(room.outcome(room.attempt(f"s{count}")) for count in range(50)))
        assert store.statements.count("COMMIT") < 10
        assert len(await store.latest_attempts("r1.1")) == 50

    async def test_no_batch_is_larger_than_its_limit(self, store: Traced, room: KeptRoom):
        most = 0
        store.on_commit(lambda batch: sizes.append(len(batch)))
        sizes: list[int] = []
        await asyncio.gather(
            *(room.join(f"s{count}") for count in range(sqlite_store.MAX_BATCH + 100))
        )
        most = max(sizes)
        assert most <= sqlite_store.MAX_BATCH
        assert sum(sizes) == sqlite_store.MAX_BATCH + 100


class TestComingBack:
    async def test_everything_is_found_after_a_restart(
        self, store: Traced, room: KeptRoom, database: Path, clock: FixedClock
    ):
        await play(room)
        before = await store.record("r1"), await store.facts_after("r1", 0, 100)
        await store.close()
        again = SqliteStore(database, clock)
        assert (await again.record("r1"), await again.facts_after("r1", 0, 100)) == before
        assert await again.question(MULTIPLE.hash) == MULTIPLE
        await again.close()

    async def test_an_order_is_known_again_after_a_restart(
        self, store: Traced, room: KeptRoom, database: Path, clock: FixedClock
    ):
        await room.join("s1")
        await room.pick()
        order = room.attempt("s1", "b", command_id="mine")
        first = await room.outcome(order)
        await store.close()
        again = SqliteStore(database, clock)
        (repeated,) = await again.perform([order], decide)
        assert repeated.repeated
        assert repeated.outcome.stored == first.stored
        await again.close()

    async def test_closing_waits_for_what_is_on_its_way(
        self, store: Traced, room: KeptRoom, database: Path, clock: FixedClock
    ):
        joins = [asyncio.ensure_future(room.join(f"s{count}")) for count in range(20)]
        await asyncio.sleep(0)
        await store.close()
        assert all(isinstance(one, Accepted) for one in await asyncio.gather(*joins))
        again = SqliteStore(database, clock)
        facts = await again.facts_after("r1", 0, 100)
        assert [fact.number for fact in facts] == list(range(1, 21))
        await again.close()

    async def test_closing_folds_the_log_into_the_one_file(
        self, store: Traced, room: KeptRoom, database: Path
    ):
        await room.pick()
        assert await store.record("r1")
        await store.close()
        left = {path.name for path in database.parent.iterdir()}
        assert database.name in left
        assert not {name for name in left if name.endswith(("-wal", "-shm"))}

    async def test_a_store_that_was_never_used_is_closed_without_a_trace(
        self, tmp_path: Path, clock: FixedClock
    ):
        await SqliteStore(tmp_path / "never.db", clock).close()
        assert files(tmp_path) == set()


class TestItsSize:
    async def test_refused_attempts_do_not_keep_the_answer_that_they_are_told(
        self, store: Traced, room: KeptRoom
    ):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "x" * 8_000))
        late = await room.outcome(room.attempt("s1", "y" * 8_000, command_id="late"))
        assert len(str(late.stored["answer"])) == 8_000
        kept = await store.ask("SELECT result FROM commands WHERE command_id = 'late'")
        assert len(str(kept)) < 100

    async def test_what_earlier_versions_remembered_is_told_as_it_was(
        self, store: Traced, room: KeptRoom
    ):
        await room.join("s1")
        await room.pick()
        order = room.attempt("s1", "b", replaces=7, command_id="old")
        await room.perform(order)
        old = '{"result":"conflict","reason":"other_answer","stored":{"number":1,"answer":"z"}}'
        await store.ask(f"UPDATE commands SET result = '{old}' WHERE command_id = 'old'")  # noqa: S608 - of the test's own words
        assert (await room.outcome(order)).stored == {"number": 1, "answer": "z"}


class TestClosing:
    async def test_what_is_asked_once_closing_has_begun_is_refused(
        self, store: Traced, room: KeptRoom
    ):
        closing = asyncio.ensure_future(store.close())
        await asyncio.sleep(0)
        for call in (room.join("s1"), store.room("r1"), store.put_question(MULTIPLE)):
            with pytest.raises(StoreUnavailable, match="has been closed"):
                await call
        await closing
        for call in (room.join("s1"), store.room("r1"), store.put_question(MULTIPLE)):
            with pytest.raises(StoreUnavailable, match="has been closed"):
                await call

    async def test_what_waits_for_the_opening_when_closing_begins_gets_its_answer(
        self, database: Path, clock: FixedClock
    ):
        store = SqliteStore(database, clock)
        writing = asyncio.ensure_future(store.open_room(*new_room("r1"), enter=False))
        reading = asyncio.ensure_future(store.room("r1"))
        await asyncio.sleep(0)
        await store.close()
        assert (await writing).id == "r1"
        (read,) = await asyncio.gather(reading, return_exceptions=True)
        assert isinstance(read, Room | StoreUnavailable | None), "before, after, or too late"
        again = SqliteStore(database, clock)
        assert await again.room("r1")
        await again.close()

    async def test_a_store_that_could_not_be_opened_is_closed_all_the_same(
        self, tmp_path: Path, clock: FixedClock
    ):
        (tmp_path / "file").write_text("")
        store = SqliteStore(tmp_path / "file" / "rooms.db", clock)
        with pytest.raises(StoreUnavailable, match="cannot be made"):
            await store.rooms_of("local")
        await store.close()
        await store.close()


class TestOneProcess:
    async def test_a_second_store_on_the_file_is_refused_naming_holder_and_setting(
        self, room: KeptRoom, database: Path, clock: FixedClock
    ):
        second = SqliteStore(database, clock)
        with pytest.raises(StoreUnavailable) as refusal:
            await second.rooms_of("local")
        assert f"process {os.getpid()} on " in str(refusal.value)
        assert "--PyLiveQuestions.database=" in str(refusal.value)
        await second.close()
        assert await room.store.room("r1"), "the first goes on"

    @pytest.mark.usefixtures("room")
    async def test_it_is_let_in_when_the_first_has_stopped(
        self, store: Traced, database: Path, clock: FixedClock
    ):
        second = SqliteStore(database, clock)
        with pytest.raises(StoreUnavailable):
            await second.rooms_of("local")
        await store.close()
        assert [found.id for found, _ in await second.rooms_of("local")] == ["r1"]
        await second.close()

    async def test_a_holder_that_was_killed_holds_nothing(self, tmp_path: Path, clock: FixedClock):
        database = tmp_path / "rooms.db"
        die = (
            "import os, pathlib, sys\n"
            "from pylq_ext.adapters.database_lock import DatabaseLock\n"
            "DatabaseLock(pathlib.Path(sys.argv[1])).acquire()\n"
            "os._exit(9)\n"
        )
        finished = await asyncio.create_subprocess_exec(sys.executable, "-c", die, database)
        assert await finished.wait() == 9
        assert json.loads((tmp_path / "rooms.db.holder").read_text())["process"] != os.getpid()
        store = SqliteStore(database, clock)
        assert await store.rooms_of("local") == []
        await store.close()

    async def test_a_file_that_is_no_database_is_left_alone(
        self, tmp_path: Path, clock: FixedClock
    ):
        database = tmp_path / "thesis.docx"
        database.write_bytes(b"ten years of work" * 100)
        store = SqliteStore(database, clock)
        with pytest.raises(StoreUnavailable, match=r"not a database.*--PyLiveQuestions\.database="):
            await store.rooms_of("local")
        await store.close()
        assert database.read_bytes() == b"ten years of work" * 100

    @pytest.mark.parametrize(
        "error", [UnicodeDecodeError("utf-8", b"\xe9", 0, 1, "odd"), MemoryError(), SystemExit()]
    )
    async def test_whatever_fails_while_opening_is_told_and_lets_go_of_the_file(
        self, database: Path, clock: FixedClock, error: BaseException
    ):
        def fail(path: Path) -> bool:
            raise error

        store = SqliteStore(database, clock, is_network=fail)
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match=r"rooms\.db.*--PyLiveQuestions\.database="):
                await store.rooms_of("local")
        second = SqliteStore(database, clock)
        assert await second.rooms_of("local") == []
        await second.close()
        await store.close()

    async def test_a_store_that_could_not_be_opened_is_opened_at_the_next_call(
        self, database: Path, clock: FixedClock
    ):
        troubles = [MemoryError()]

        def fail_once(path: Path) -> bool:
            if troubles:
                raise troubles.pop()
            return False

        store = SqliteStore(database, clock, is_network=fail_once)
        with pytest.raises(StoreUnavailable, match="MemoryError"):
            await store.rooms_of("local")
        assert await store.rooms_of("local") == []
        await store.close()

    async def test_a_holder_that_cannot_be_written_down_keeps_nobody_from_opening(
        self, tmp_path: Path, clock: FixedClock
    ):
        (tmp_path / "rooms.db.holder").mkdir()
        store = SqliteStore(tmp_path / "rooms.db", clock)
        assert await store.rooms_of("local") == []
        await store.close()

    async def test_a_folder_that_cannot_be_made_is_told_with_the_setting(
        self, tmp_path: Path, clock: FixedClock
    ):
        (tmp_path / "file").write_text("")
        store = SqliteStore(tmp_path / "file" / "rooms.db", clock)
        with pytest.raises(StoreUnavailable, match=r"--PyLiveQuestions\.database="):
            await store.rooms_of("local")
        await store.close()


LARGE = "x" * 100_000


class TestTrouble:
    async def fill(self, store: Traced) -> None:
        """Let the file not grow any more."""
        pages = await store.ask("PRAGMA page_count")
        await store.ask(f"PRAGMA max_page_count = {pages}")

    async def make_place(self, store: Traced) -> None:
        await store.ask("PRAGMA max_page_count = 1000000")

    async def test_a_full_disk_makes_the_whole_batch_busy_and_loses_nothing(
        self, store: Traced, room: KeptRoom
    ):
        told: list[Committed] = []
        store.on_commit(told.extend)
        await room.join("before")
        await self.fill(store)
        refused = 0
        acked = ["before"]
        for start in range(0, 400, 20):
            results = await asyncio.gather(
                *(room.join(f"s{start + count}", "x" * 80) for count in range(20)),
                return_exceptions=True,
            )
            assert {type(one) for one in results} <= {Accepted, StoreBusy}
            acked += [str(one.stored["seat"]) for one in results if isinstance(one, Accepted)]
            refused += sum(isinstance(one, StoreBusy) for one in results)
        assert refused, "the disk was never full"
        await self.make_place(store)
        assert isinstance(await room.join("after"), Accepted), "writing goes on by itself"
        stored = await store.facts_after("r1", 0, 1_000)
        assert [fact.seat for fact in stored] == [*acked, "after"]
        assert await room.numbers() == list(range(1, len(acked) + 2))
        assert len(told) == len(acked) + 1, "nobody was told of what was not stored"

    async def test_what_was_busy_may_be_sent_again_unchanged(self, store: Traced, room: KeptRoom):
        order = room.joining("s1", LARGE)
        await self.fill(store)
        with pytest.raises(StoreBusy):
            await room.perform(order)
        await self.make_place(store)
        assert isinstance(await room.outcome(order), Accepted)
        assert await room.numbers() == [1]

    async def test_the_large_order_in_a_full_batch_takes_the_small_ones_with_it(
        self, store: Traced, room: KeptRoom
    ):
        await self.fill(store)
        results = await asyncio.gather(
            room.perform(room.joining("s1", "Ada"), room.joining("s2", LARGE)),
            room.perform(room.joining("s3", "Bo")),
            return_exceptions=True,
        )
        assert isinstance(results[0], StoreBusy)
        assert await store.seat("r1", "s1") is None
        await self.make_place(store)

    @pytest.mark.usefixtures("room")
    async def test_opening_a_room_on_a_full_disk_is_busy(self, store: Traced):
        question = replace(MULTIPLE, question=single(title=LARGE))
        await self.fill(store)
        with pytest.raises(StoreBusy):
            await store.open_room(*new_room("r2", LARGE, code="CAT-111"), enter=False)
        with pytest.raises(StoreBusy):
            await store.put_question(question)
        await self.make_place(store)
        assert await store.room("r2") is None
        await store.open_room(*new_room("r2", code="CAT-111"), enter=False)

    async def test_a_listener_that_fails_keeps_nobody_waiting(self, store: Traced, room: KeptRoom):
        def fail(batch: Sequence[Committed]) -> None:
            raise ZeroDivisionError

        store.on_commit(fail)
        assert isinstance(await room.join("s1"), Accepted)

    async def test_a_database_that_is_damaged_under_way_is_busy_and_not_a_crash(
        self, store: Traced, room: KeptRoom
    ):
        def read_damaged(connection: sqlite3.Connection) -> None:
            raise sqlite3.DatabaseError("database disk image is malformed")

        with pytest.raises(StoreBusy, match="malformed"):
            await store._read(read_damaged)
        assert isinstance(await room.join("s1"), Accepted)

    @pytest.mark.usefixtures("room")
    async def test_a_file_that_cannot_be_opened_to_read_is_busy_until_it_can(
        self, store: Traced, database: Path
    ):
        """As when the process has no file descriptor left."""
        elsewhere = database.with_name("elsewhere.db")
        move(database, elsewhere)
        with pytest.raises(StoreBusy, match="unable to open"):
            await store.room("r1")
        move(elsewhere, database)
        assert await store.room("r1")

    async def test_a_reader_that_is_stuck_or_broken_is_replaced(
        self, store: Traced, room: KeptRoom
    ):
        def deny_commit(action: int, what: str | None, *rest: object) -> int:
            denied = action == sqlite3.SQLITE_TRANSACTION and what == "COMMIT"
            return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK

        for trouble in (
            sqlite3.Connection.close,
            lambda connection: connection.set_authorizer(deny_commit),
        ):
            with pytest.raises(StoreBusy):
                await store._read(trouble)
            # As many as there are readers, and some more.
            assert all(await asyncio.gather(*(room.store.room("r1") for _ in range(8))))

    async def test_an_order_that_breaks_the_tables_hurts_only_its_sender(self, room: KeptRoom):
        """No rule lets one through; if a defect does, the class must not pay for it."""
        await room.pick()
        results = await asyncio.gather(
            room.join("s1"),
            room.outcome(room.attempt("nobody")),
            room.join("s2"),
            return_exceptions=True,
        )
        assert [isinstance(one, Accepted) for one in results] == [True, False, True]
        assert isinstance(results[1], sqlite3.IntegrityError)
        assert await room.numbers() == [1, 2]


class Stumbling(Traced):
    """Its next commits have the troubles, and its next connections the errors, that a test sets."""

    def __init__(self, database: Path, clock: FixedClock) -> None:
        super().__init__(database, clock)
        self.troubles: list[Callable[[sqlite3.Connection], object]] = []
        self.connecting: list[BaseException] = []

    def _connect(self) -> sqlite3.Connection:
        if self.connecting:
            raise self.connecting[0]
        return super()._connect()

    def _commit(self, connection: sqlite3.Connection) -> None:
        if self.troubles:
            self.troubles.pop(0)(connection)
        super()._commit(connection)


def no_commit(connection: sqlite3.Connection) -> None:
    raise sqlite3.OperationalError("disk I/O error")


def defect(connection: sqlite3.Connection) -> None:
    raise ZeroDivisionError


def the_end(connection: sqlite3.Connection) -> None:
    raise SystemExit


def no_rollback(connection: sqlite3.Connection) -> None:
    """Let neither this transaction be committed nor be taken back."""

    def allow(action: int, what: str | None, *rest: object) -> int:
        denied = action == sqlite3.SQLITE_TRANSACTION and what in ("COMMIT", "ROLLBACK")
        return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK

    connection.set_authorizer(allow)


def broken(connection: sqlite3.Connection) -> None:
    connection.close()


class TestTheWriterLivesOn:
    @pytest.fixture
    def store(
        self, jp_asyncio_loop: asyncio.AbstractEventLoop, database: Path, clock: FixedClock
    ) -> Iterator[Stumbling]:
        store = Stumbling(database, clock)
        yield store
        jp_asyncio_loop.run_until_complete(store.close())

    @pytest.mark.parametrize("trouble", [no_commit, defect, the_end, no_rollback, broken])
    async def test_everybody_is_told_of_a_batch_that_fails_and_the_next_is_stored(
        self,
        store: Stumbling,
        room: KeptRoom,
        trouble: Callable[[sqlite3.Connection], object],
    ):
        told: list[Committed] = []
        store.on_commit(told.extend)
        orders = [room.joining(f"s{count}", "Ada") for count in range(5)]
        store.troubles = [trouble] * 2
        with pytest.raises(StoreBusy):
            await room.perform(*orders)
        with pytest.raises(StoreBusy):
            await store.open_room(*new_room("r2", code="CAT-111"), enter=False)
        assert told == []
        assert await store.room("r2") is None
        assert len(await room.perform(*orders)) == 5, "the same orders, sent again"
        assert await room.numbers() == [1, 2, 3, 4, 5]

    async def test_all_who_queue_are_told(self, store: Stumbling, room: KeptRoom):
        store.troubles = [broken, no_rollback, the_end]
        results = await asyncio.gather(
            *(room.join(f"s{count}") for count in range(sqlite_store.MAX_BATCH * 3)),
            return_exceptions=True,
        )
        assert {type(one) for one in results} <= {StoreBusy, Accepted}
        assert StoreBusy in map(type, results)

    async def test_if_the_file_cannot_be_opened_anew_all_who_wait_are_told_so_at_once(
        self, store: Stumbling, room: KeptRoom
    ):
        store.troubles = [broken]
        store.connecting = [sqlite3.OperationalError("unable to open database file")]
        results = await asyncio.gather(
            room.join("s1"),
            store.open_room(*new_room("r2", code="CAT-111"), enter=False),
            room.join("s2"),
            store.put_question(MULTIPLE),
            return_exceptions=True,
        )
        assert isinstance(results[0], StoreBusy)
        assert {type(one) for one in results[1:]} == {StoreUnavailable}
        for call in (room.join("s3"), store.room("r1"), store.put_question(MULTIPLE)):
            with pytest.raises(StoreUnavailable, match=r"--PyLiveQuestions\.database="):
                await call

    @pytest.mark.usefixtures("room")
    async def test_a_file_that_could_not_be_opened_anew_is_another_servers_to_take(
        self, store: Stumbling, database: Path, clock: FixedClock
    ):
        store.troubles = [broken]
        store.connecting = [sqlite3.OperationalError("unable to open database file")]
        for expected in (StoreBusy, StoreUnavailable):
            with pytest.raises(expected):
                await store.put_question(MULTIPLE)
        second = SqliteStore(database, clock)
        assert await second.room("r1")
        await second.close()

    async def test_it_is_opened_again_when_it_can_be(self, store: Stumbling, room: KeptRoom):
        store.troubles = [broken]
        store.connecting = [sqlite3.OperationalError("unable to open database file")]
        for expected in (StoreBusy, StoreUnavailable):
            with pytest.raises(expected):
                await room.join("s1")
        store.connecting = []
        assert isinstance(await room.join("s1"), Accepted)
        assert await room.numbers() == [1]

    async def test_an_error_that_no_future_takes_reaches_its_sender_all_the_same(
        self, room: KeptRoom
    ):
        def fail(snapshot: Snapshot, order: Order) -> Outcome:
            raise StopIteration

        results = await asyncio.gather(
            room.store.perform([room.joining("s1", "Ada")], fail),
            room.join("s2"),
            return_exceptions=True,
        )
        assert isinstance(results[0], RuntimeError)
        assert isinstance(results[1], Accepted)


class TestDamage:
    async def damage(self, store: Traced, change: str) -> None:
        await store.ask(f"UPDATE attempts SET {change} WHERE number = 2")  # noqa: S608 - of the test's own words

    @pytest.mark.parametrize(
        "change",
        [
            "answer = '\"b\"'",
            "seat = 's2'",
            "made_at = made_at + 1",
            "at_lock = 1",
            "checksum = checksum + 1",
        ],
    )
    async def test_an_attempt_that_is_not_as_it_was_written_is_never_read(
        self, store: Traced, room: KeptRoom, change: str
    ):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "a"))
        await room.join("s2")
        await self.damage(store, change)
        for read in (
            store.latest_attempts("r1.1"),
            store.facts_after("r1", 0, 10),
            store.record("r1"),
        ):
            with pytest.raises(StoreUnavailable, match="attempt 2 of room r1"):
                await read

    async def test_damage_to_one_students_attempt_does_not_keep_the_others_from_answering(
        self, store: Traced, room: KeptRoom
    ):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "a"))
        await room.join("s2")
        await self.damage(store, "answer = '\"b\"'")
        results = await asyncio.gather(
            room.outcome(room.attempt("s1", "b", replaces=2)),
            room.outcome(room.attempt("s2", "b")),
            return_exceptions=True,
        )
        assert isinstance(results[0], StoreUnavailable)
        assert isinstance(results[1], Accepted)

    async def test_facts_that_are_not_damaged_are_read(self, store: Traced, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "a"))
        await room.join("s2")
        await self.damage(store, "made_at = 0")
        assert await store.facts_after("r1", 2, 10) == [Joined(3, "s2", room.clock.now())]
