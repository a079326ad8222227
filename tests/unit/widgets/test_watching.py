"""A function that is told of every attempt: each once, in order, whatever happens meanwhile."""

from __future__ import annotations

import logging
import threading
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

import pytest

from pylq_ext.domain.answers import Mark
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.room import Role, RoomPhase, RoundPhase
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.documents import AttemptFact, JoinedFact, OwnerRoom, OwnerRound
from pylq_ext.widgets.host import Host
from pylq_ext.widgets.instructor import Room
from pylq_ext.widgets.room_client import RoomClient
from pylq_ext.widgets.watching import Attempt, Handle, _Watch, watch_attempts
from tests.support.tcp_proxy import TcpProxy
from tests.unit.widgets.classroom import Joins
from tests.unit.widgets.live_host import LiveHost

WITHIN = 10


class Told:
    """A function that keeps what it is told."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[Attempt] = SimpleQueue()
        self.threads: set[str] = set()

    def __call__(self, attempt: Attempt) -> None:
        self.threads.add(threading.current_thread().name)
        self.queue.put(attempt)

    def next(self) -> Attempt:
        return self.queue.get(timeout=WITHIN)

    def next_answers(self, count: int) -> list[object]:
        return [self.next().answer for _ in range(count)]

    def is_told_no_more(self) -> bool:
        try:
            self.queue.get_nowait()
        except Empty:
            return True
        return False


def test_a_function_is_told_what_is_stored_from_now_on(room: Room, joins: Joins):
    ada = joins("Ada")
    room.pick(1)
    ada.answer("A")
    told = Told()
    handle = room.on_attempt(told)
    saved = ada.answer("B")
    attempt = told.next()
    assert attempt == Attempt(
        round=1,
        name="Ada",
        seat=room.people(as_="rows")[0]["seat"],
        answer="B",
        right=True,
        number=saved.number,
        at=saved.at,
    )
    room.pick(2)
    ada.answer(["C", "A"])
    assert told.next().answer == ["A", "C"]
    assert told.threads == {"pylq-on-attempt"}
    handle.remove()
    assert not handle.active
    ada.answer("A")
    room.attempts(as_="rows")
    assert told.is_told_no_more()


def test_it_is_told_while_a_cell_runs_and_may_give_orders(room: Room, joins: Joins):
    ada = joins("Ada")
    room.pick(1)
    locked = threading.Event()

    def lock(_: Attempt) -> None:
        room.lock(now=True)
        locked.set()

    room.on_attempt(lock)
    ada.answer("A")
    # This thread is the kernel's: it is busy waiting.
    assert locked.wait(WITHIN)
    assert room.phase == "locked"


def test_what_it_raises_is_shown_once_and_stops_nothing(
    room: Room, joins: Joins, caplog: pytest.LogCaptureFixture
):
    ada = joins("Ada")
    room.pick(1)
    told = Told()

    def fail(attempt: Attempt) -> None:
        told(attempt)
        raise ZeroDivisionError("no division" if attempt.answer != "C" else "another")

    room.on_attempt(fail)
    after = Told()
    room.on_attempt(after)
    with caplog.at_level(logging.WARNING, "pylq_ext.on_attempt"):
        for answer in "ABC":
            ada.answer(answer)
        assert told.next_answers(3) == after.next_answers(3) == ["A", "B", "C"]
        # The handle has shown a failure before it takes the next attempt.
        ada.answer("A")
        told.next()
    shown = [record.getMessage() for record in caplog.records]
    assert len(shown) == 2
    assert "ZeroDivisionError: no division (fail, line " in shown[0]
    assert "ZeroDivisionError: another" in shown[1]
    assert "Traceback" not in caplog.text


def test_removing_it_from_within_is_its_last_call(room: Room, joins: Joins):
    ada = joins("Ada")
    room.pick(1)
    told = Told()
    handles: list[Handle] = []

    def once(attempt: Attempt) -> None:
        handles[0].remove()
        told(attempt)

    handles.append(room.on_attempt(once))
    ada.answer("A")
    ada.answer("B")
    assert told.next_answers(1) == ["A"]
    room.attempts(as_="rows")
    assert told.is_told_no_more()


def test_it_ends_with_the_room_and_after_all_attempts(room: Room, joins: Joins):
    ada = joins("Ada")
    room.pick(1)
    told = Told()
    handle = room.on_attempt(told)
    ada.answer("A")
    room.close()
    assert told.next_answers(1) == ["A"]
    handle._thread.join(WITHIN)
    assert not handle._thread.is_alive()
    assert not handle.active


def test_what_is_no_function_is_refused(room: Room):
    with pytest.raises(InvalidInput, match=r"room\.on_attempt\(print\)"):
        room.on_attempt(room.attempts(as_="rows"))


def test_what_was_answered_while_the_network_was_away_is_told_once_and_in_order(
    room: Room, joins: Joins, kernel: LiveHost
):
    ada = joins("Ada")
    room.pick(1)
    host = Host.from_environment()
    port = urlsplit(host.url).port
    assert port is not None
    with TcpProxy(port) as network:
        through = Host(host.url.replace(f":{port}", f":{network.port}"), host.key)
        client = RoomClient(
            through.socket_url(room._id),
            OwnerConnection(present=False),
            lambda: host.ticket(room._id),
        )
        told = Told()
        watch_attempts(client, told)
        ada.answer("A")
        assert told.next_answers(1) == ["A"]
        network.cut()
        ada.answer("B")
        ada.answer("C")
        network.restore()
        ada.answer("A")
        assert told.next_answers(3) == ["B", "C", "A"]
        assert client.connection.lives == 2
        client.read_all()
        assert told.is_told_no_more()


# What is held, in an order that a network could bring it


def known(number: int, phase: RoundPhase = RoundPhase.OPEN) -> OwnerRound:
    return OwnerRound(f"r{number}", number, "hash", "single", "Which?", phase, 0)


def as_room(version: int, *rounds: OwnerRound, phase: RoomPhase = RoomPhase.OPEN) -> OwnerRoom:
    return OwnerRoom("1", "Week 3", "DOG-427", version, phase, rounds=rounds)


def attempt(number: int, of: str = "r1", answer: str = "a") -> AttemptFact:
    return AttemptFact(number, "s1", of, answer, 0, False, Mark(False, 0.0, 1.0))


class Watched:
    """A watch over a connection that is filled by hand."""

    def __init__(self, position: int = 0) -> None:
        self.told = Told()
        self.owner = OwnerConnection()
        self.owner.people["s1"] = JoinedFact(1, "s1", "Ada", Role.ATTENDEE, 0)
        client: Any = RoomClient("", self.owner, lambda: None)  # type: ignore[arg-type,return-value]
        self.handle = Handle(self.told)
        self.look = _Watch(client, self.handle, position)

    def see(self, room: OwnerRoom, *facts: AttemptFact) -> None:
        self.owner.room = room
        self.owner.facts.extend(facts)
        self.owner.feed_to = max([self.owner.feed_to, *(fact.number for fact in facts)])
        assert self.look(self.owner)

    def numbers(self) -> list[int]:
        """What was told so far, in order."""
        self.handle._end(None)
        self.handle._thread.join(WITHIN)
        numbers = []
        while not self.told.queue.empty():
            numbers.append(self.told.next().number)
        return numbers


def test_facts_that_come_again_are_told_once():
    watched = Watched(position=2)
    watched.see(as_room(1, known(1)), attempt(2), attempt(3))
    watched.owner.facts.clear()
    watched.owner.feed_to = 0
    watched.see(as_room(1, known(1)))
    watched.see(as_room(1, known(1)), attempt(2), attempt(3), attempt(4))
    assert watched.numbers() == [3, 4]


def test_an_attempt_waits_for_its_round():
    watched = Watched()
    watched.see(as_room(1), attempt(2), attempt(3))
    assert watched.told.is_told_no_more()
    watched.see(as_room(2, known(1)))
    assert watched.numbers() == [2, 3]


def test_attempts_of_a_round_that_was_undone_unseen_hold_up_nothing():
    watched = Watched()
    watched.see(as_room(1), attempt(2, "undone"))
    watched.see(as_room(2, known(1)), attempt(3))
    assert watched.numbers() == [3]


def test_attempts_of_a_round_that_is_undone_later_were_told():
    watched = Watched()
    watched.see(as_room(1, known(1)), attempt(2))
    watched.see(as_room(2))
    assert watched.numbers() == [2]
