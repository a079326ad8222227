"""Rooms in one SQLite file: one thread writes, in groups; others read."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pylq_ext.adapters import sqlite_decisions, sqlite_reads
from pylq_ext.adapters.database_lock import DatabaseLock
from pylq_ext.adapters.file_system import is_network_file_system
from pylq_ext.adapters.sqlite_connections import connect_to_read, connect_to_write
from pylq_ext.adapters.sqlite_rows import OPEN, question_row
from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.commands import Order
from pylq_ext.domain.errors import NoSuchRoom
from pylq_ext.domain.outcomes import Fact
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import Room, Round, Seat
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import (
    AssetUse,
    CodeTaken,
    Committed,
    Decide,
    RoomRecord,
    StoreBusy,
    StoredQuestion,
    StoreUnavailable,
)

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

#: Most orders in one commit. More would make the first of them wait for little gain.
MAX_BATCH = 512


@dataclass(slots=True)
class _Perform:
    """Orders that wait for the writer."""

    orders: Sequence[Order]
    decide: Decide
    done: asyncio.Future[list[Committed]]


@dataclass(slots=True)
class _Write:
    """Something else that waits for the writer, in a transaction of its own."""

    work: Callable[[sqlite3.Connection], object]
    done: asyncio.Future[object]


_Job = _Perform | _Write
_Results = list[list[Committed] | BaseException]


class SqliteStore:
    """Implements `ports.room_store.RoomStore` in one SQLite file.

    The file is opened, and locked against other processes, at first use.
    """

    def __init__(
        self,
        database: Path,
        clock: Clock,
        is_network: Callable[[Path], bool] = is_network_file_system,
    ) -> None:
        self._path = database
        self._is_network = is_network
        self._clock = clock
        self._listeners: list[Callable[[Sequence[Committed]], None]] = []
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        # A job that was taken from the queue but belongs to the next batch.
        self._held: _Write | None = None
        self._lock = DatabaseLock(database)
        # Set while the store is in use; the loop is the one that used it first.
        self._loop: asyncio.AbstractEventLoop | None = None
        self._writer: threading.Thread | None = None
        self._opened: asyncio.Future[None] | None = None
        # Set for good when `close` begins: nothing new is accepted.
        self._closing = False
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="pylq-reader")
        self._of_thread = threading.local()
        self._read_connections: list[sqlite3.Connection] = []

    def on_commit(self, listener: Callable[[Sequence[Committed]], None]) -> None:
        """Call `listener` on the event loop after each commit, in the order of commits."""
        self._listeners.append(listener)

    async def open_room(self, room: Room, owner: Seat, *, enter: bool) -> Room:
        """Store a new room, or return the owner's open one of that name (`enter`)."""

        def work(connection: sqlite3.Connection) -> Room:
            if enter and (found := sqlite_reads.open_room_named(connection, room.owner, room.name)):
                return found
            if sqlite_reads.room_by_code(connection, room.code):
                raise CodeTaken(room.code)
            connection.execute(
                "INSERT INTO rooms VALUES (?, ?, ?, ?, ?, NULL, NULL, ?, ?, NULL, NULL)",
                (
                    room.id,
                    room.name,
                    room.owner,
                    room.code,
                    room.opened_at,
                    room.version,
                    room.last_number,
                ),
            )
            sqlite_decisions.put_seat(connection, room.id, owner)
            return room

        return await self._write(work)

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        """Decide orders in the next group that is committed."""
        loop = await self._ready()
        done: asyncio.Future[list[Committed]] = loop.create_future()
        self._jobs.put(_Perform(orders, decide, done))
        return await done

    async def put_question(
        self,
        question: StoredQuestion,
        assets: Sequence[Asset] = (),
        room: str | None = None,
    ) -> None:
        """Store a question under its hash, with what it shows."""

        def work(connection: sqlite3.Connection) -> None:
            if room is not None and sqlite_reads.room(connection, room) is None:
                raise NoSuchRoom(f"There is no room {room!r}.")
            connection.execute(
                "INSERT INTO questions VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                question_row(question),
            )
            connection.executemany(
                "INSERT INTO assets VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(one.hash, one.type, one.content) for one in assets],
            )
            connection.executemany(
                "INSERT INTO question_assets VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(question.hash, *use) for use in question.uses],
            )
            if room is not None:
                connection.execute(
                    "INSERT INTO room_questions VALUES (?, ?) ON CONFLICT DO NOTHING",
                    (room, question.hash),
                )

        await self._write(work)

    async def asset(self, asset_hash: str) -> Asset | None:
        """Return the asset of that hash."""
        return await self._read(sqlite_reads.asset, asset_hash)

    async def asset_uses(self, room: str) -> list[AssetUse]:
        """Return where a room shows which assets."""
        return await self._read(sqlite_reads.asset_uses, room)

    async def question(self, question_hash: str) -> StoredQuestion | None:
        """Return the question of that hash."""
        return await self._read(sqlite_reads.question, question_hash)

    async def room(self, room: str) -> Room | None:
        """Return the room of that id."""
        return await self._read(sqlite_reads.room, room)

    async def room_by_code(self, code: str) -> Room | None:
        """Return the open room of that join code."""
        return await self._read(sqlite_reads.room_by_code, code)

    async def rooms_of(self, owner: str) -> list[tuple[Room, Round | None]]:
        """Return an owner's rooms with their current rounds, newest first."""
        return await self._read(sqlite_reads.rooms_of, owner)

    async def open_rooms(self) -> list[Room]:
        """Return all open rooms; the file is taken only if there are some."""
        if self._opened is None and not await asyncio.to_thread(self._may_have_open_rooms):
            return []
        return await self._read(sqlite_reads.open_rooms)

    async def keep_door_address(self, address: str) -> None:
        """Write where the student door listens beside every open room."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(f"UPDATE rooms SET door_address = ? WHERE {OPEN}", (address,))

        await self._write(work)

    async def record(self, room: str) -> RoomRecord | None:
        """Return what is stored of a room, all from one moment."""
        return await self._read(sqlite_reads.record, room)

    async def seat(self, room: str, seat: str) -> Seat | None:
        """Return a seat of a room."""
        return await self._read(sqlite_reads.seat, room, seat)

    async def latest_attempts(self, round_id: str) -> list[Attempt]:
        """Return the last attempt of each seat in a round."""
        return await self._read(sqlite_reads.latest_attempts, round_id)

    async def attempts_in(self, round_id: str) -> list[Attempt]:
        """Return every attempt in a round."""
        return await self._read(sqlite_reads.attempts_in, round_id)

    async def attempts_of(self, room: str, seat: str) -> list[Attempt]:
        """Return every attempt of a seat in a room's rounds."""
        return await self._read(sqlite_reads.attempts_of, room, seat)

    async def deadlines(self) -> list[tuple[str, int]]:
        """Return the rooms whose lock is announced, with its time."""
        return await self._read(sqlite_reads.deadlines)

    async def facts_after(self, room: str, number: int, limit: int) -> list[Fact | Attempt]:
        """Return the facts with the lowest numbers above `number`."""
        return await self._read(sqlite_reads.facts_after, room, number, limit)

    async def close(self) -> None:
        """Store what was accepted and let go of the file."""
        self._closing = True
        if self._opened is not None:
            # Orders that wait for the opening are accepted too.
            await asyncio.wait([self._opened])
        # Readers first: the last connection to close folds the write-ahead log into the file, and
        # a reader may not.
        await asyncio.to_thread(self._readers.shutdown)
        for connection in self._read_connections:
            connection.close()
        self._opened = None
        if self._writer is not None:
            self._jobs.put(None)
            await asyncio.to_thread(self._writer.join)

    # -- opening ---------------------------------------------------------------------------------

    async def _ready(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.get_running_loop()
        if self._closing:
            raise self._closed()
        if self._opened is not None and self._opened.done() and self._opened.exception():
            # Perhaps the other server has stopped: try anew.
            self._opened = None
        if self._opened is None:
            self._loop = loop
            self._opened = loop.create_future()
            self._writer = threading.Thread(target=self._run, name="pylq-writer", daemon=True)
            try:
                self._writer.start()
            except RuntimeError as error:
                # The computer has no thread to spare now.
                self._opened = self._writer = None
                raise self._unavailable(error) from error
        opened = self._opened
        await asyncio.shield(opened)
        if self._opened is not opened:
            # It was opened and lost again before this caller had its turn.
            raise self._closed()
        return loop

    def _closed(self) -> StoreUnavailable:
        return StoreUnavailable(
            f"The file {self._path} has been closed, because the server stops or could not use it."
            " Try again; if that does not help, start the server anew."
        )

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreUnavailable(
                f"The folder of {self._path} cannot be made: {error.strerror or error}. Choose"
                " another file with --PyLiveQuestions.database=FILE."
            ) from error
        self._lock.acquire()
        try:
            return self._connect()
        except BaseException:
            self._lock.release()
            raise

    def _unavailable(self, error: BaseException) -> StoreUnavailable:
        if isinstance(error, StoreUnavailable):
            return error
        unavailable = StoreUnavailable(
            f"Rooms cannot be kept in {self._path}: {_said(error)}. If the file is not"
            " a room database of PyLiveQuestions, choose another with"
            " --PyLiveQuestions.database=FILE."
        )
        unavailable.__cause__ = error
        return unavailable

    def _connect(self) -> sqlite3.Connection:
        return connect_to_write(self._path, is_network=self._is_network(self._path))

    # -- the writer's thread ---------------------------------------------------------------------

    def _run(self) -> None:
        opened = self._opened
        if opened is None:
            raise RuntimeError("the writer was started before the store was opened")
        try:
            connection = self._open()
        except BaseException as error:
            # Whatever it is: this thread is the only one that can tell who waits for it.
            self._on_loop(_fail, opened, self._unavailable(error))
            return
        self._on_loop(_succeed, opened, None)
        try:
            while batch := self._next_batch():
                try:
                    self._write_jobs(connection, batch)
                except BaseException as error:
                    self._tell_busy(batch, error)
                    connection = self._without_transaction(connection)
            connection.close()
        except BaseException as error:
            self._lock.release()
            self._on_loop(self._give_up, opened, self._unavailable(error))
        else:
            self._lock.release()

    def _without_transaction(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """Return a connection that a new batch may begin on: this one, or one in its place."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            _log.error("The connection to %s is broken, and is made anew: %s", self._path, error)
        else:
            return connection
        with suppress(sqlite3.Error):
            connection.close()
        return self._connect()

    def _next_batch(self) -> list[_Job]:
        """Wait for a job and take what else has queued, up to the first of another sort."""
        first = self._held or self._jobs.get()
        self._held = None
        if first is None:
            return []
        batch = [first]
        if isinstance(first, _Write):
            return batch
        while len(batch) < MAX_BATCH:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                # The end of the queue: put it back, nothing comes after it.
                self._jobs.put(None)
                break
            if isinstance(job, _Write):
                self._held = job
                break
            batch.append(job)
        return batch

    def _write_jobs(self, connection: sqlite3.Connection, batch: list[_Job]) -> None:
        if isinstance(batch[0], _Write):
            self._write_alone(connection, batch[0])
        else:
            self._write_batch(connection, [job for job in batch if isinstance(job, _Perform)])

    def _write_batch(self, connection: sqlite3.Connection, jobs: list[_Perform]) -> None:
        """Decide, commit, and only then report."""
        results = self._decide_all(connection, jobs)
        self._commit(connection)
        self._report(jobs, results)

    def _decide_all(self, connection: sqlite3.Connection, jobs: list[_Perform]) -> _Results:
        connection.execute("BEGIN IMMEDIATE")
        now = self._clock.now()
        results: _Results = []
        for job in jobs:
            results.append(self._decide_one(connection, job, now))
        return results

    def _decide_one(
        self, connection: sqlite3.Connection, job: _Perform, now: int
    ) -> list[Committed] | BaseException:
        connection.execute("SAVEPOINT job")
        committed: list[Committed] = []
        try:
            for order in job.orders:
                one = sqlite_decisions.perform(connection, order, job.decide, now)
                if isinstance(one, NoSuchRoom):
                    raise one
                committed.append(one)
        except Exception as error:
            if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
                # The database cannot go on, whoever's order it is.
                raise
            # A defect in `decide` or a damaged row is its sender's trouble, not that of all who
            # queue with it.
            connection.execute("ROLLBACK TO job")
            connection.execute("RELEASE job")
            return error
        connection.execute("RELEASE job")
        return committed

    def _commit(self, connection: sqlite3.Connection) -> None:
        connection.execute("COMMIT")

    def _tell_busy(self, batch: list[_Job], error: BaseException) -> None:
        # The trouble of a database is told in its own words; of a defect, one wants to see where.
        where = None if isinstance(error, sqlite3.Error) else error
        _log.error("Nothing of a batch could be stored: %s", _said(error), exc_info=where)
        for job in batch:
            self._on_loop(_fail, job.done, StoreBusy(_said(error)))

    def _report(self, jobs: list[_Perform], results: _Results) -> None:
        self._on_loop(self._settle, jobs, results)

    def _write_alone(self, connection: sqlite3.Connection, job: _Write) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = job.work(connection)
        except sqlite3.Error:
            raise
        except Exception as error:
            connection.execute("ROLLBACK")
            self._on_loop(_fail, job.done, error)
        else:
            self._commit(connection)
            self._on_loop(_succeed, job.done, result)

    def _on_loop(self, callback: Callable[..., None], *arguments: object) -> None:
        # A loop that was closed has nobody on it any more who waits.
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(callback, *arguments)

    # -- back on the loop ------------------------------------------------------------------------

    def _give_up(self, opened: asyncio.Future[None], error: StoreUnavailable) -> None:
        """Tell all who wait that nobody writes any more; the next call opens the file anew."""
        _log.error("%s", error)
        if self._opened is opened:
            self._opened = None
        waiting: list[_Job | None] = [self._held]
        self._held = None
        while not self._jobs.empty():
            waiting.append(self._jobs.get_nowait())
        for job in waiting:
            if job is not None:
                _fail(job.done, StoreUnavailable(str(error)))

    def _settle(self, jobs: list[_Perform], results: _Results) -> None:
        committed = [one for result in results if isinstance(result, list) for one in result]
        try:
            for listener in self._listeners:
                listener(committed)
        finally:
            # It is committed, so its senders are told, whatever became of the listeners.
            for job, result in zip(jobs, results, strict=True):
                if isinstance(result, list):
                    _succeed(job.done, result)
                else:
                    _fail(job.done, result)

    async def _write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        loop = await self._ready()
        done: asyncio.Future[object] = loop.create_future()
        self._jobs.put(_Write(work, done))
        result: _T = await done  # type: ignore[assignment]  # the future is `work`'s own
        return result

    async def _read(self, read: Callable[..., _T], *values: object) -> _T:
        loop = await self._ready()
        try:
            reading = loop.run_in_executor(self._readers, self._read_now, read, values)
        except RuntimeError as error:
            # The readers were sent home while this one waited for the opening.
            raise self._closed() from error
        return await reading

    def _read_now(self, read: Callable[..., _T], values: tuple[object, ...]) -> _T:
        try:
            connection = self._reader()
            try:
                # One transaction: what several statements read is from one moment.
                connection.execute("BEGIN")
                return read(connection, *values)
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            self._drop_reader()
            raise StoreBusy(_said(error)) from error

    def _reader(self) -> sqlite3.Connection:
        """Return the connection of the thread that calls, making it at first use."""
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = connect_to_read(self._path)
            self._of_thread.connection = connection
            self._read_connections.append(connection)
        return connection

    def _may_have_open_rooms(self) -> bool:
        """Look into the file without taking it. What cannot be read is left to the opening."""
        if not self._path.exists():
            return False
        try:
            with closing(connect_to_read(self._path)) as connection:
                return sqlite_reads.has_open_rooms(connection)
        except (sqlite3.Error, OSError):
            return True

    def _drop_reader(self) -> None:
        """Let the thread's next read have a new connection: this one may be stuck or broken."""
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is not None:
            self._of_thread.connection = None
            self._read_connections.remove(connection)
            with suppress(sqlite3.Error):
                connection.close()


def _succeed(done: asyncio.Future[_T], result: _T) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: BaseException) -> None:
    if done.done():
        return
    if isinstance(error, StopIteration):
        # The one error that a future does not take.
        error = RuntimeError(repr(error))
    done.set_exception(error)


def _said(error: BaseException) -> str:
    """Return what an error says, or at least what it is."""
    return str(error) or type(error).__name__
