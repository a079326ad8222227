"""Lock against attempts: nothing is accepted once the round has shut, however close the race."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from pylq_ext.adapters.sqlite_store import SqliteStore
from pylq_ext.adapters.system_clock import SystemClock
from pylq_ext.domain.commands import Join, Lock, MakeAttempt, Order, Pick
from pylq_ext.domain.outcomes import Accepted, Refused
from pylq_ext.domain.room import Role, Room, Seat
from pylq_ext.ports.room_store import Committed
from pylq_ext.service.rooms import decide_as_allowed, owner_seat_id
from tests.support.busy_student import BusyStudent
from tests.support.faulty_stores import TrustingStore
from tests.support.fixed import OPEN, secret
from tests.support.history import History, Rule, StoredRoom, assert_kept, violations
from tests.support.host_process import UNHURRIED, HostProcess
from tests.support.raw_client import owner_of
from tests.support.stored_rows import stored_room

RACES = 200
SEATS = 6
ATTEMPTS = 3

#: Turns of the loop within which everybody in a race sets out.
TURNS = 30

SOCKET_RACES = 5
PATIENCE = 60.0


class Race:
    """One room in which a lock and many attempts set out at once, at the store's own door."""

    def __init__(self, store: SqliteStore, number: int) -> None:
        self.room = f"{number:024x}"
        self.round = f"{self.room}.1"
        self.owner = owner_seat_id(self.room)
        self.history = History()
        self._store = store
        self._dice = random.Random(number)
        self._code = f"RACE-{number:03d}"

    async def run(self) -> None:
        clock = SystemClock()
        room = Room(self.room, "Race", "local", self._code, clock.now())
        await self._store.open_room(
            room, Seat(self.owner, Role.OWNER, "", None, clock.now()), enter=False
        )
        seats = [f"{self.room}.{seat}" for seat in range(SEATS)]
        for number, seat in enumerate(seats):
            await self._order("", Join(seat, seat, secret(number)), role=Role.ATTENDEE)
        await self._order(self.owner, Pick(OPEN.hash), seen=1)
        await asyncio.gather(self._lock(), *(self._answer(seat) for seat in seats))

    async def _order(
        self,
        actor: str,
        action: Join | Pick | Lock | MakeAttempt,
        *,
        role: Role = Role.OWNER,
        command_id: str = "",
        seen: int | None = None,
    ) -> Committed:
        order = Order(self.room, actor, role, 1, command_id, action, seen)
        (committed,) = await self._store.perform([order], decide_as_allowed)
        return committed

    async def _set_out(self) -> None:
        for _ in range(self._dice.randrange(TURNS)):
            await asyncio.sleep(0)

    async def _lock(self) -> None:
        await self._set_out()
        locked = await self._order(self.owner, Lock(now=True), seen=2)
        assert isinstance(locked.outcome, Accepted)
        assert locked.outcome.room is not None
        # The lock's transaction saw this number as the last one.
        self.history.shut(self.round, after=locked.outcome.room.last_number)

    async def _answer(self, seat: str) -> None:
        await self._set_out()
        replaces = 0
        for count in range(ATTEMPTS):
            command_id, answer = f"{seat}-{count}", f"{seat} says {count}"
            self.history.attempted(seat, command_id, self.round, answer, replaces)
            committed = await self._order(
                seat,
                MakeAttempt(self.round, answer, replaces),
                role=Role.ATTENDEE,
                command_id=command_id,
            )
            outcome = committed.outcome
            number = int(str(outcome.stored["number"]))
            stored = outcome.stored.get("answer")
            self.history.told(
                seat,
                command_id,
                outcome.result,
                reason=outcome.reason if isinstance(outcome, Refused) else "",
                number=number,
                answer=stored if isinstance(stored, str) else None,
            )
            replaces = number


async def races(store: SqliteStore, database: Path) -> list[tuple[History, StoredRoom]]:
    """Run all races, and return what happened in each and what is stored of it."""
    await store.put_question(OPEN)
    run = [Race(store, number) for number in range(RACES)]
    for race in run:
        await race.run()
        record = await store.record(race.room)
        assert record is not None
        race.history.counting(
            race.round, {one.seat: (one.number, one.answer) for one in record.attempts}
        )
    await store.close()
    return [(race.history, stored_room(database, race.room)) for race in run]


async def test_no_attempt_is_accepted_after_the_lock(tmp_path: Path):
    database = tmp_path / "rooms.sqlite3"
    finished = await races(SqliteStore(database, SystemClock()), database)
    for history, stored in finished:
        assert_kept(history, stored)
    # Otherwise these were no races: in some the lock came between, neither first nor last.
    acknowledged = [history.acknowledged for history, _ in finished]
    assert sum(0 < count < SEATS * ATTEMPTS for count in acknowledged) > RACES / 4, acknowledged


async def test_control_a_store_that_checks_before_it_acts_accepts_late_attempts(tmp_path: Path):
    database = tmp_path / "rooms.sqlite3"
    finished = await races(TrustingStore(database, SystemClock()), database)
    late = [
        {violation.rule for violation in violations(history, stored)}
        for history, stored in finished
    ]
    assert sum(Rule.LATE in rules for rules in late) > 0


async def test_no_attempt_is_accepted_after_the_lock_over_sockets(tmp_path: Path):
    """Everybody answers all the time, while the owner locks and picks anew."""
    history = History()
    with HostProcess(tmp_path, options=[UNHURRIED]) as host:
        room = host.open_room()
        question = host.put_question(room["id"], "### Say something\n\n<!-- pylq: open -->\n")
        students = [
            BusyStudent(host.socket_url(room["id"]), host.join(room["code"], name), history)
            for name in ("Ada", "Bob", "Cy", "Di")
        ]
        acks = asyncio.Event()
        for student in students:
            student.on_frame = acks.set
        async with owner_of(host, room["id"]) as owner, asyncio.TaskGroup() as group:
            tasks = [group.create_task(student.stay()) for student in students]
            for _ in range(SOCKET_RACES):
                before = sum(student.acks for student in students)
                round_id = await owner.pick(question, again=True)
                async with asyncio.timeout(PATIENCE):
                    while sum(student.acks for student in students) < before + 40:
                        acks.clear()
                        await acks.wait()
                await owner.move("lock", {"now": True})
                history.shut(round_id)
            for student in students:
                student.answering = False
            async with asyncio.timeout(PATIENCE):
                while not all(student.settled for student in students):
                    acks.clear()
                    await acks.wait()
            for task in tasks:
                task.cancel()
            await owner.everything()
            for fact in owner.facts():
                if fact["kind"] == "attempt":
                    history.counting(fact["round"], owner.counting(fact["round"]))
    stored = stored_room(host.database, room["id"])
    assert len({one.round for one in stored.attempts}) == SOCKET_RACES
    assert_kept(history, stored)
