"""The lesson without a socket at the real server: its routes, statuses and refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pylq_ext.domain.room import Role
from pylq_ext.protocol.constants import MAX_INBOUND
from tests.integration.test_refusals import QUESTION, a_ticket, logged_in, with_ticket
from tests.support.host_process import HostProcess, Response
from tests.support.raw_client import owner_of
from tests.support.stored_rows import stored_room

Room = dict[str, Any]

#: Each route, and a body that it takes.
ROUTES: list[tuple[str, str, Any]] = [
    ("POST", "commands", {"command_id": "c", "name": "close"}),
    ("POST", "poll", {}),
    *[("GET", kind, None) for kind in ("room", "question", "mine", "feedback", "gauges", "feed")],
]
POSTS = [route for route in ROUTES if route[0] == "POST"]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    with HostProcess(tmp_path_factory.mktemp("host")) as host:
        yield host


@pytest.fixture
def room(host: HostProcess) -> Room:
    line: Room = host.open_room()
    return line


@pytest.fixture
def ada(host: HostProcess, room: Room) -> Mapping[str, str]:
    """The headers of a student."""
    return with_ticket(host.join(room["code"], "Ada")["ticket"])


class Lesson:
    """A room's routes; without `headers` it is the owner who asks, by Jupyter's token."""

    def __init__(self, host: HostProcess, room: Room) -> None:
        self.host = host
        self.room = room
        self._orders = 0

    def ask(
        self, method: str, rest: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        path = f"api/rooms/{self.room['id']}/{rest}"
        return self.host.request(method, path, body, headers=headers)

    def order(
        self,
        name: str,
        body: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> Response:
        self._orders += 1
        posted = {"command_id": f"order-{self._orders}", "name": name, "body": body or {}}
        return self.ask("POST", "commands", posted | fields, headers)

    def pick(self) -> str:
        """Pick a question and return its round's id."""
        question = self.host.put_question(self.room["id"], QUESTION)
        picked = self.order("pick", {"question": question})
        assert picked.status == 200
        return str(picked.json["stored"]["id"])

    @property
    def phase(self) -> str:
        return str(self.host.ask("GET", f"api/rooms/{self.room['id']}")["phase"])


@pytest.fixture
def lesson(host: HostProcess, room: Room) -> Lesson:
    return Lesson(host, room)


def said(response: Response) -> tuple[int, str, str]:
    ack = response.json
    return response.status, ack["result"], ack.get("reason", "")


def test_each_result_has_its_status(lesson: Lesson, ada: Mapping[str, str]):
    round_id = lesson.pick()
    answer = {"round": round_id, "answer": "a"}
    kept = {"command_id": "kept", "seen": 0}
    assert said(lesson.order("make_attempt", answer, ada, **kept)) == (200, "ok", "")
    assert said(lesson.order("make_attempt", answer, ada, **kept)) == (200, "duplicate", "")
    assert said(lesson.order("make_attempt", answer, ada, seen=0)) == (
        409,
        "conflict",
        "other_answer",
    )
    assert said(lesson.order("lock", headers=ada)) == (403, "denied", "role")
    assert said(lesson.order("make_attempt", answer, ada)) == (422, "invalid", "seen")
    assert said(lesson.order("lock", {"surprise": 1})) == (422, "invalid", "bad_body")
    assert said(lesson.order("surprise")) == (422, "invalid", "unknown_command")
    assert said(lesson.order("undo")) == (200, "ok", "")
    assert said(lesson.order("lock")) == (409, "not_open", "no_round")
    assert said(lesson.order("make_attempt", answer, ada, seen=0)) == (
        409,
        "stale_round",
        "withdrawn",
    )
    assert said(lesson.order("lock", seen=1)) == (409, "not_open", "no_round")
    lesson.order("close")
    assert said(lesson.order("make_attempt", answer, ada, seen=0))[:2] == (409, "closed")
    assert lesson.order("clear").json["id"] == 0


def test_what_is_not_stored_now_may_be_sent_again_later(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("slow")
    with HostProcess(folder, options=["--PyLiveQuestions.orders_per_second=1"]) as host:
        lesson = Lesson(host, host.open_room())
        answers = [lesson.order("clear") for _ in range(20)]
    assert said(answers[0]) == (200, "ok", "")
    assert said(answers[-1]) == (503, "busy", "too_fast")
    assert answers[-1].headers["Retry-After"] == "1"


async def test_an_order_by_http_is_told_to_those_on_sockets(
    host: HostProcess, lesson: Lesson, ada: Mapping[str, str]
):
    async with owner_of(host, lesson.room["id"]) as owner:
        round_id = lesson.pick()
        await owner.until(lambda one: one["type"] == "room" and one["phase"] == "open")
        lesson.order("make_attempt", {"round": round_id, "answer": "b"}, ada, seen=0)
        await owner.everything()
        assert [fact["answer"] for fact in owner.facts()[1:]] == ["b"]


def test_a_poll_brings_what_is_new(lesson: Lesson, ada: Mapping[str, str]):
    lesson.pick()
    first = lesson.ask("POST", "poll", {}, ada).json
    assert [message["type"] for message in first["messages"]] == [
        "welcome",
        "room",
        "question",
        "mine",
    ]
    welcome, room, question, mine = first["messages"]
    held = {
        "epoch": welcome["epoch"],
        "room": room["version"],
        "question": question["face"],
        "mine": mine["version"],
    }
    again = lesson.ask("POST", "poll", {"held": held}, ada).json
    assert [message["type"] for message in again["messages"]] == ["welcome"]
    assert again["more"] is False
    assert lesson.ask("GET", "gauges").json["here"] == 1


def test_each_document_can_be_read_alone(lesson: Lesson, ada: Mapping[str, str]):
    assert lesson.ask("GET", "question", headers=ada).code == "nothing_yet"
    assert lesson.ask("GET", "question", headers=ada).status == 404
    lesson.pick()
    for headers in (None, ada):
        for kind in ("room", "question"):
            read = lesson.ask("GET", kind, headers=headers)
            assert (read.status, read.json["type"]) == (200, kind)
            assert read.headers["Cache-Control"] == "no-store"
        assert lesson.ask("GET", "feedback", headers=headers).code == "nothing_yet"
    assert lesson.ask("GET", "mine", headers=ada).json["number"] == 0
    assert lesson.ask("GET", "gauges").json["seated"] == 1
    assert [fact["name"] for fact in lesson.ask("GET", "feed").json["facts"]] == ["Ada"]
    assert lesson.ask("GET", "feed?after=1").json["facts"] == []
    for kind in ("gauges", "feed"):
        refused = lesson.ask("GET", kind, headers=ada)
        assert (refused.status, refused.code) == (403, "role")
    for after in ("-1", "x", "1.5", "9" * 30, "%C2%B2"):
        refused = lesson.ask("GET", f"feed?after={after}")
        assert (refused.status, refused.code) == (400, "invalid")


# -- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("pick", {"question": "x"}),
        ("undo", {}),
        ("lock", {}),
        ("reopen", {}),
        ("show_feedback", {}),
        ("show_round", {"round": 1}),
        ("clear", {}),
        ("close", {}),
    ],
)
def test_an_attendee_may_give_no_owners_order(
    lesson: Lesson, ada: Mapping[str, str], name: str, body: dict[str, Any]
):
    lesson.pick()
    for fields in ({}, {"seen": 2}):
        assert said(lesson.order(name, body, ada, **fields)) == (403, "denied", "role")
    assert lesson.ask("GET", "room").json["version"] == 2


def test_an_owner_makes_no_attempt(host: HostProcess, lesson: Lesson):
    round_id = lesson.pick()
    refused = lesson.order("make_attempt", {"round": round_id, "answer": "b"}, seen=0)
    assert said(refused) == (403, "denied", "role")
    assert stored_room(host.database, lesson.room["id"]).attempts == ()


def test_an_attempt_in_another_rooms_round_is_refused(
    host: HostProcess, lesson: Lesson, ada: Mapping[str, str]
):
    other = Lesson(host, host.open_room("Other"))
    body = {"round": other.pick(), "answer": "b"}
    assert said(lesson.order("make_attempt", body, ada, seen=0)) == (
        422,
        "invalid",
        "no_such_round",
    )
    assert stored_room(host.database, other.room["id"]).attempts == ()


@pytest.mark.parametrize(("method", "rest", "body"), ROUTES)
def test_no_ticket_but_this_rooms_own_opens_a_route(
    host: HostProcess, lesson: Lesson, method: str, rest: str, body: object
):
    other = host.open_room("Other")
    room, seat = lesson.room["id"], host.join(lesson.room["code"], "Ada")["seat"]
    owner = f"{room}.owner"
    for ticket, status, code in (
        (host.owner_ticket(other["id"]), 401, "invalid_ticket"),
        (host.join(other["code"], "Eve")["ticket"], 401, "invalid_ticket"),
        ("made up", 401, "invalid_ticket"),
        (host.token, 401, "invalid_ticket"),
        (a_ticket(host, room, owner, Role.OWNER, ago=3600), 401, "expired_ticket"),
        (a_ticket(host, room, seat, Role.ATTENDEE, ago=3600), 401, "expired_ticket"),
    ):
        refused = lesson.ask(method, rest, body, with_ticket(ticket))
        assert (refused.status, refused.code) == (status, code)
    assert lesson.phase == "waiting"


@pytest.mark.parametrize(("method", "rest", "body"), ROUTES)
def test_a_seat_that_is_not_there_reads_and_orders_nothing(
    host: HostProcess, lesson: Lesson, method: str, rest: str, body: object
):
    room, seat = lesson.room["id"], host.join(lesson.room["code"], "Ada")["seat"]
    for ticket in (
        a_ticket(host, room, seat, Role.ATTENDEE, generation=2),
        a_ticket(host, room, "0" * 24, Role.ATTENDEE),
        a_ticket(host, room, "0" * 24, Role.OWNER),
    ):
        refused = lesson.ask(method, rest, body, with_ticket(ticket))
        assert refused.status == 403
    assert lesson.phase == "waiting"


@pytest.mark.parametrize(("method", "rest", "body"), ROUTES)
def test_nobody_gets_through_without_a_credential(
    lesson: Lesson, method: str, rest: str, body: object
):
    for headers in ({}, {"Authorization": "token wrong"}):
        assert lesson.ask(method, rest, body, headers).status == 403
    assert lesson.phase == "waiting"


@pytest.mark.parametrize(("method", "rest", "body"), POSTS)
def test_a_cookie_alone_opens_no_route(
    host: HostProcess, lesson: Lesson, method: str, rest: str, body: object
):
    cookie, token = logged_in(host)
    assert lesson.ask(method, rest, body, {"Cookie": cookie}).status == 403
    assert lesson.phase == "waiting"
    allowed = lesson.ask(method, rest, body, {"Cookie": cookie, "X-XSRFToken": token})
    assert allowed.status == 200


@pytest.mark.parametrize(("method", "rest", "body"), ROUTES)
def test_a_room_that_is_not_there_is_not_found(
    host: HostProcess, method: str, rest: str, body: object
):
    nowhere = Lesson(host, {"id": "0" * 24})
    assert nowhere.ask(method, rest, body).code == "no_such_room"
    ticket = a_ticket(host, "0" * 24, f"{'0' * 24}.owner", Role.OWNER)
    refused = nowhere.ask(method, rest, body, with_ticket(ticket))
    assert (refused.status, refused.code) == (404, "no_such_room")


@pytest.mark.parametrize(("method", "rest", "body"), POSTS)
def test_a_body_that_no_client_sends_is_refused(
    lesson: Lesson, ada: Mapping[str, str], method: str, rest: str, body: dict[str, Any]
):
    for wrong, status, code in (
        ({**body, "surprise": 1}, 400, "invalid"),
        ({**body, "held": {"surprise": 1}}, 400, "invalid"),
        (b"nonsense", 415, "not_json"),
        (b"[" * 10_000, 415, "not_json"),
        ({**body, "name": "x" * MAX_INBOUND}, 413, "too_large"),
    ):
        refused = lesson.ask(method, rest, wrong, ada)
        assert (refused.status, refused.code) in ((status, code), (400, "invalid"))
        assert refused.status == status or wrong == b"[" * 10_000
    assert lesson.phase == "waiting"


def test_no_ticket_is_in_the_log(host: HostProcess, lesson: Lesson):
    ticket = host.join(lesson.room["code"], "Ada")["ticket"]
    for method, rest, body in ROUTES:
        lesson.ask(method, rest, body, with_ticket(ticket))
    assert ticket not in host.log
