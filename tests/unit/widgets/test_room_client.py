"""The socket kept up in the background, against a host that follows a script."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from queue import Queue
from typing import Any

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve
from websockets.typing import Subprotocol

from pylq_ext.domain.errors import (
    Busy,
    Conflict,
    Denied,
    ExpiredTicket,
    InvalidAnswer,
    InvalidInput,
    NoOpenRound,
    NoSuchQuestion,
    NoSuchRoom,
    NoSuchRound,
    NotRevealed,
    PyLQError,
    RoomClosed,
    StaleRound,
)
from pylq_ext.domain.outcomes import Result
from pylq_ext.domain.question import Option
from pylq_ext.domain.room import Role, RoomPhase
from pylq_ext.protocol.client import AttendeeConnection, OwnerConnection
from pylq_ext.protocol.constants import SUBPROTOCOL
from pylq_ext.protocol.documents import (
    AttendeeQuestion,
    AttendeeRoom,
    AttendeeRound,
    Feed,
    JoinedFact,
    Mine,
    OwnerRoom,
)
from pylq_ext.protocol.messages import Ack, Goodbye, Pong, Welcome
from pylq_ext.widgets import loop_thread, one_call
from pylq_ext.widgets.host import NoAnswer, NoHost, Ticket
from pylq_ext.widgets.refusals import refusal
from pylq_ext.widgets.room_client import RoomClient

WELCOME = Welcome("epoch", "r1", "s1", "Ada", Role.ATTENDEE, 0, 900_000)
ROOM = AttendeeRoom(
    "r1", "Week 3", "DOG-427", 2, RoomPhase.OPEN, AttendeeRound("r1.1", 1, "face", 0)
)
QUESTION = AttendeeQuestion("face", "single", "?", "?", (Option("a", "A"),), 1.0)
OWNER_ROOM = OwnerRoom("r1", "Week 3", "DOG-427", 2, RoomPhase.WAITING)

Script = Callable[["Visitor"], None]


class Visitor:
    """One client's socket, as the script of a host sees it."""

    def __init__(self, socket: ServerConnection) -> None:
        self.socket = socket

    def hear(self, type: str) -> dict[str, Any]:  # noqa: A002
        while True:
            message = msgspec.json.decode(self.socket.recv(decode=False))
            if message["type"] == type:
                return dict(message)

    def say(self, *messages: Any) -> None:
        for message in messages:
            self.socket.send(msgspec.json.encode(message), text=True)

    def let_in(self, *documents: Any) -> dict[str, Any]:
        hello = self.hear("hello")
        self.say(WELCOME, *documents)
        return hello

    def ack(self, command: dict[str, Any], result: Result = Result.OK, **rest: Any) -> None:
        self.say(Ack(command["id"], command["command_id"], result, **rest))

    def stay(self) -> None:
        for _ in self.socket:
            pass


class ScriptedHost:
    """A host whose visitors get one script each, in order."""

    def __init__(self, *scripts: Script) -> None:
        self._scripts = list(scripts)
        self.heard: Queue[Any] = Queue()
        self.failed: Queue[BaseException] = Queue()
        self._server: Server = serve(
            self._meet,
            "127.0.0.1",
            0,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
        )
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.tickets = 0

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/"

    def ticket(self) -> Ticket:
        self.tickets += 1
        return Ticket("r1", "s1", "attendee", "Ada", f"ticket {self.tickets}", 900_000)

    def student(self) -> RoomClient[AttendeeConnection]:
        return RoomClient(
            self.url, AttendeeConnection(present=False, jitter=lambda: 0.0), self.ticket
        )

    def owner(self) -> RoomClient[OwnerConnection]:
        return RoomClient(self.url, OwnerConnection(present=False, jitter=lambda: 0.0), self.ticket)

    def _meet(self, socket: ServerConnection) -> None:
        try:
            (self._scripts.pop(0) if self._scripts else Visitor.stay)(Visitor(socket))
        except ConnectionClosed:
            pass
        except BaseException as error:
            self.failed.put(error)
            raise

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        assert self.failed.empty(), self.failed.get()


@pytest.fixture
def hosted() -> Iterator[Callable[..., ScriptedHost]]:
    hosts: list[ScriptedHost] = []

    def host(*scripts: Script) -> ScriptedHost:
        hosts.append(ScriptedHost(*scripts))
        return hosts[-1]

    yield host
    # First the clients: they would come back for ever, and without jitter at once.
    loop_thread.shared().stop()
    for started in hosts:
        started.stop()


def answer(connection: AttendeeConnection) -> Any:
    return connection.make_attempt("a", round_id="r1.1")


def test_an_order_returns_when_it_is_stored_and_shown(hosted):
    def script(visitor: Visitor) -> None:
        hello = visitor.let_in(ROOM, QUESTION, Mine((2, 0), "Ada", "r1.1"))
        assert hello["present"] is False
        assert hello["ticket"] == "ticket 1"
        command = visitor.hear("command")
        assert (command["name"], command["seen"]) == ("make_attempt", 0)
        visitor.ack(command, seen=4, stored={"number": 4, "made_at": 5})
        visitor.say(Mine((2, 4), "Ada", "r1.1", 4, "a", 5))
        visitor.stay()

    student = hosted(script).student()
    assert student.submit(answer).stored == {"number": 4, "made_at": 5}
    mine = student.connection.mine
    assert mine is not None
    assert mine.number == 4


def test_a_call_that_waits_twice_waits_no_longer_than_once(hosted, monkeypatch):
    monkeypatch.setattr(one_call, "PATIENCE", 0.5)
    student = hosted(lambda visitor: visitor.stay()).student()

    def twice() -> float:
        began = time.monotonic()
        for _ in range(2):
            with pytest.raises(NoAnswer):
                student.look()
        return time.monotonic() - began

    assert one_call.one_call(twice)() < 1.0
    # Each by itself would have had all of its time.
    student._patience = 0.5
    assert twice() >= 1.0


def test_a_refusal_is_the_domains_error(hosted):
    def script(visitor: Visitor) -> None:
        visitor.let_in(ROOM, QUESTION)
        visitor.ack(visitor.hear("command"), Result.NOT_OPEN, reason="locked")
        visitor.stay()

    with pytest.raises(NoOpenRound, match="locked"):
        hosted(script).student().submit(answer)


def test_an_order_survives_a_lost_socket(hosted):
    heard: list[dict[str, Any]] = []

    def loses_it(visitor: Visitor) -> None:
        visitor.let_in(ROOM, QUESTION)
        heard.append(visitor.hear("command"))
        visitor.socket.socket.close()

    def stores_it(visitor: Visitor) -> None:
        hello = visitor.let_in()
        assert hello["held"]["room"] == 2
        assert hello["held"]["question"] == "face"
        heard.append(visitor.hear("command"))
        visitor.ack(heard[-1], Result.DUPLICATE, seen=3, stored={"number": 3, "made_at": 1})
        visitor.say(Mine((2, 3), "Ada", "r1.1", 3, "a", 1))
        visitor.stay()

    student = hosted(loses_it, stores_it).student()
    assert student.submit(answer).stored["number"] == 3
    assert heard[0]["command_id"] == heard[1]["command_id"]


def test_a_bad_ticket_is_exchanged_for_a_new_one(hosted):
    def refuses(visitor: Visitor) -> None:
        visitor.hear("hello")
        visitor.say(Goodbye(4002, "expired_ticket"))
        visitor.socket.close(4002)

    def accepts(visitor: Visitor) -> None:
        assert visitor.let_in(ROOM, QUESTION)["ticket"] == "ticket 2"
        visitor.stay()

    assert hosted(refuses, accepts).student().look().room == ROOM


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (4000, PyLQError),
        (4003, Denied),
        (4004, NoSuchRoom),
        (4006, InvalidInput),
        (4010, RoomClosed),
    ],
)
def test_what_ends_a_connection_is_told_at_once_and_for_ever(
    hosted, code: int, error: type[PyLQError]
):
    def script(visitor: Visitor) -> None:
        visitor.hear("hello")
        visitor.socket.close(code)

    student = hosted(script).student()
    with pytest.raises(error):
        student.look()
    with pytest.raises(error):
        student.submit(answer)


def test_a_ticket_that_is_refused_ends_it(hosted):
    def refuse() -> Ticket:
        raise NoSuchRoom("There is no such room.")

    client = RoomClient(hosted().url, AttendeeConnection(), refuse)
    with pytest.raises(NoSuchRoom):
        client.look()


def test_a_defect_is_told_instead_of_waited_for(hosted):
    def break_down() -> Ticket:
        raise ZeroDivisionError

    client = RoomClient(hosted().url, AttendeeConnection(), break_down)
    with pytest.raises(PyLQError, match="defect"):
        client.look()


def test_a_host_that_is_not_there_is_named(hosted):
    def nowhere() -> Ticket:
        raise NoHost("Nobody is there.")

    client = RoomClient(
        "ws://127.0.0.1:9/", AttendeeConnection(jitter=lambda: 1.0), nowhere, patience=0.1
    )
    with pytest.raises(NoHost, match="Nobody is there"):
        client.look()


def test_no_answer_within_the_time_is_not_sent_again_later(hosted):
    again = threading.Event()

    def silent(visitor: Visitor) -> None:
        visitor.let_in(ROOM, QUESTION)
        visitor.hear("command")
        again.wait(10)
        visitor.socket.socket.close()

    def second(visitor: Visitor) -> None:
        visitor.let_in()
        visitor.say({"type": "ping", "id": 1})
        assert msgspec.json.decode(visitor.socket.recv())["type"] == "pong"
        host.heard.put("no command")
        visitor.stay()

    host = hosted(silent, second)
    client = RoomClient(host.url, AttendeeConnection(jitter=lambda: 0.0), host.ticket, patience=0.2)
    with pytest.raises(NoAnswer, match="not sent again"):
        client.submit(answer)
    again.set()
    assert host.heard.get(timeout=5) == "no command"


def test_busy_until_the_end_says_that_nothing_was_stored(hosted):
    def script(visitor: Visitor) -> None:
        visitor.let_in(ROOM, QUESTION)
        while True:
            visitor.ack(visitor.hear("command"), Result.BUSY, reason="store")

    host = hosted(script)
    client = RoomClient(
        host.url, AttendeeConnection(jitter=lambda: 0.01), host.ticket, patience=0.3
    )
    with pytest.raises(Busy, match="stored nothing"):
        client.submit(answer)


def test_reading_all_waits_for_the_pong_behind_the_facts(hosted):
    fact = JoinedFact(1, "s1", "Ada", Role.ATTENDEE, 0)

    def script(visitor: Visitor) -> None:
        visitor.let_in(OWNER_ROOM)
        ping = visitor.hear("ping")
        visitor.say(Feed(0, 1, (fact,)), Pong(ping["id"]))
        visitor.stay()

    assert hosted(script).owner().read_all().facts == [fact]


def test_reading_all_asks_again_on_the_next_socket(hosted):
    def first(visitor: Visitor) -> None:
        visitor.let_in(OWNER_ROOM)
        visitor.hear("ping")
        visitor.socket.socket.close()

    def second(visitor: Visitor) -> None:
        visitor.let_in()
        ping = visitor.hear("ping")
        visitor.say(Feed(0, 1, ()), Pong(ping["id"]))
        visitor.stay()

    assert hosted(first, second).owner().read_all().feed_to == 1


def test_a_gap_in_the_feed_opens_a_new_socket(hosted):
    def gap(visitor: Visitor) -> None:
        visitor.let_in(OWNER_ROOM, Feed(5, 6, ()))
        visitor.stay()

    def whole(visitor: Visitor) -> None:
        assert visitor.let_in()["held"]["feed"] == 0
        ping = visitor.hear("ping")
        visitor.say(Feed(0, 6, ()), Pong(ping["id"]))
        visitor.stay()

    assert hosted(gap, whole).owner().read_all().feed_to == 6


def test_an_interrupted_cell_gives_its_order_up_and_harms_nothing(hosted):
    interrupted = threading.Event()

    def script(visitor: Visitor) -> None:
        visitor.let_in(ROOM, QUESTION)
        first = visitor.hear("command")
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupted.wait(5)
        visitor.ack(first, seen=1, stored={"number": 1})
        second = visitor.hear("command")
        assert second["command_id"] != first["command_id"]
        visitor.ack(second, seen=2, stored={"number": 2})
        visitor.say(Mine((2, 2), "Ada", "r1.1", 2, "a", 1))
        visitor.stay()

    student = hosted(script).student()
    with pytest.raises(KeyboardInterrupt):
        student.submit(answer)
    interrupted.set()
    assert student.submit(answer).stored == {"number": 2}


# Python 3.12 and later warn of what is tried here on purpose.
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_copy_says_so_and_the_original_goes_on(hosted):
    def script(visitor: Visitor) -> None:
        visitor.let_in(ROOM, QUESTION)
        command = visitor.hear("command")
        visitor.ack(command, seen=1, stored={"number": 1})
        visitor.say(Mine((2, 1), "Ada", "r1.1", 1, "a", 1))
        visitor.stay()

    student = hosted(script).student()
    student.look()
    child = os.fork()
    if child == 0:
        try:
            student.submit(answer)
        except NoAnswer:
            os._exit(7)
        os._exit(8)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert student.submit(answer).stored == {"number": 1}


@pytest.mark.parametrize(
    ("result", "reason", "error"),
    [
        (Result.NOT_OPEN, "locked", NoOpenRound),
        (Result.NOT_OPEN, "not_revealed", NotRevealed),
        (Result.CLOSED, "closed", RoomClosed),
        (Result.STALE_ROUND, "withdrawn", StaleRound),
        (Result.CONFLICT, "room_changed", Conflict),
        (Result.CONFLICT, "other_answer", Conflict),
        (Result.DENIED, "role", Denied),
        (Result.DENIED, "removed", Denied),
        (Result.DENIED, "expired_ticket", ExpiredTicket),
        (Result.INVALID, "invalid_answer", InvalidAnswer),
        (Result.INVALID, "no_such_question", NoSuchQuestion),
        (Result.INVALID, "no_such_round", NoSuchRound),
        (Result.INVALID, "something_new", PyLQError),
        (Result.BUSY, "store", Busy),
    ],
)
def test_every_refusal_has_its_error_with_what_is_stored(
    result: Result, reason: str, error: type[PyLQError]
):
    refused = refusal(Ack(1, "c", result, reason, stored={"number": 3}))
    assert type(refused) is error
    assert str(refused)
    assert refused.params == {"number": 3, "reason": reason}
