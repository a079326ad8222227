"""The student door of a real server: what it lets through, and where it can be found."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from pylq_ext.protocol.constants import SUBPROTOCOL
from tests.support.door import ask, door_of, join_at, socket_url
from tests.support.host_process import HostProcess
from tests.support.looking import look_until
from tests.support.raw_client import raw_socket

Room = dict[str, Any]

QUESTION = "### Which one?\n\n- [ ] one\n- [x] two\n"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """A server with what a whole JupyterLab has, and one that tells its routes."""
    with HostProcess(
        tmp_path_factory.mktemp("host"),
        extensions=[
            "jupyterlab",
            "jupyter_server_terminals",
            "jupyter_lsp",
            "tests.support.listing_extension",
        ],
        options=["--PyLiveQuestions.failed_joins_per_minute=3"],
    ) as host:
        (host.root / "x").write_text("a secret of the instructor's", encoding="utf-8")
        yield host


@pytest.fixture
def room(host: HostProcess) -> Iterator[Room]:
    line: Room = host.open_room()
    yield line
    host.ask("POST", f"api/rooms/{line['id']}/close", {})


@pytest.fixture
def door(host: HostProcess, room: Room) -> str:
    return door_of(host)


@pytest.fixture
def ada(door: str, room: Room) -> dict[str, Any]:
    answer = join_at(door, room["code"], "Ada")
    assert answer.status == 200, answer.body
    joined: dict[str, Any] = answer.json
    return joined


# -- nothing of Jupyter's ------------------------------------------------------------------------


def let_through(
    url: str,
    paths: Iterable[str],
    methods: Iterable[str],
    credentials: Iterable[Mapping[str, str]],
    query: str = "",
) -> set[tuple[str, str]]:
    """What of all this is answered with anything but a refusal."""
    return {
        (method, path.strip("/"))
        for headers in credentials
        for path in paths
        for method in methods
        if ask(url, method, path.lstrip("/") + query, headers=headers).status < 400
    }


def every_path(host: HostProcess) -> list[str]:
    listed = host.ask("GET", "/every-route")
    assert listed["wrong"] == []
    paths = dict.fromkeys(path for _, path in listed["listed"])
    # Whatever is mounted on Jupyter's port below our prefix stands at the door without it.
    return [*paths, *(path.removeprefix("/pylq") for path in paths if path.startswith("/pylq/"))]


@pytest.mark.timeout(240)
def test_no_route_of_the_running_server_is_found_at_the_door_but_the_students(
    host: HostProcess, room: Room, door: str, ada: dict[str, Any]
):
    key = host.ask("GET", "/every-route")["key"]
    paths = every_path(host)
    assert len(paths) > 100
    credentials = [
        {},
        {"Authorization": f"token {host.token}"},
        {"Authorization": f"Bearer {host.token}", "Cookie": f"_xsrf={host.token}"},
        {"Authorization": f"PyLQ {ada['ticket']}"},
        {"Authorization": f"PyLQ {host.owner_ticket(room['id'])}"},
        {"Authorization": f"PyLQ {key}"},
    ]
    found = let_through(door, paths, METHODS, credentials)
    found |= let_through(door, paths, METHODS, [{}], query=f"?token={host.token}")
    allowed = {("GET", ""), ("GET", "AA-000"), ("GET", "api/host")}
    assert {one for one in found if one[0] != "OPTIONS"} == allowed
    # A page may ask what it may send, but only to where there is something of ours.
    ours = {path.removeprefix("/pylq/") for path in paths if path.startswith("/pylq/")}
    asked = {path for method, path in found if method == "OPTIONS"}
    assert {path for path in asked if not path.startswith("static/")} <= ours
    # The server is there, and the same.
    assert host.ask("GET", f"api/rooms/{room['id']}")["phase"] == "waiting"


def test_the_same_sweep_finds_what_the_owners_port_lets_through(host: HostProcess):
    """The control of the test above."""
    owner = [{"Authorization": f"token {host.token}"}]
    found = let_through(host.server_url, every_path(host), ["GET"], owner)
    names = {path for _, path in found}
    assert {"api/contents/x", "api/kernels", "api/sessions", "files/x", "lab"} <= names
    assert {"pylq/api/rooms", "pylq/api/door"} <= names


@pytest.mark.parametrize("way", ["token", "Bearer", "query", "ticket", "key"])
def test_no_owner_gets_a_ticket_at_the_door(host: HostProcess, room: Room, door: str, way: str):
    secret = {
        "token": f"token {host.token}",
        "Bearer": f"Bearer {host.token}",
        "query": "",
        "ticket": f"PyLQ {host.owner_ticket(room['id'])}",
        "key": f"PyLQ {host.ask('GET', '/every-route')['key']}",
    }[way]
    headers = {"Authorization": secret} if secret else {}
    path = f"api/rooms/{room['id']}/tickets" + (f"?token={host.token}" if way == "query" else "")
    refused = ask(door, "POST", path, {}, headers)
    assert (refused.status, refused.code) == (403, "role")
    # The control: at Jupyter's port the same request is let in, but for a ticket, which buys none.
    same = ask(host.url, "POST", path, {}, headers)
    assert same.status == (403 if way == "ticket" else 200)


async def test_an_owners_ticket_opens_no_socket_at_the_door(
    host: HostProcess, room: Room, door: str, ada: dict[str, Any]
):
    ticket = host.owner_ticket(room["id"])
    async with raw_socket(socket_url(door, room["id"])) as client:
        await client.say({"type": "hello", "ticket": ticket})
        assert await client.ended() == 4003
    async with raw_socket(socket_url(door, room["id"])) as client:
        await client.hello(ada["ticket"])
        assert (await client.first("welcome"))["role"] == "attendee"
        await client.say({"type": "renew", "ticket": ticket})
        assert await client.ended() == 4001
    # The control: the ticket is a good one.
    async with raw_socket(host.socket_url(room["id"])) as client:
        await client.hello(ticket)
        assert (await client.first("welcome"))["role"] == "owner"


def test_a_seats_own_history_is_read_at_the_door_and_an_owner_has_none(
    host: HostProcess, room: Room, door: str, ada: dict[str, Any]
):
    path = f"api/rooms/{room['id']}/history"
    read = ask(door, "GET", path, headers={"Authorization": f"PyLQ {ada['ticket']}"})
    assert (read.status, read.json["name"]) == (200, "Ada")
    owner = {"Authorization": f"PyLQ {host.owner_ticket(room['id'])}"}
    assert ask(door, "GET", path, headers=owner).code == "role"


def test_no_cookie_is_set_at_the_door(door: str, room: Room):
    for method, path in (("GET", ""), ("GET", "api/host"), ("GET", "static/page.js")):
        assert ask(door, method, path).headers.get_all("Set-Cookie") is None
    assert join_at(door, room["code"], "Bob").headers.get_all("Set-Cookie") is None


@pytest.mark.parametrize(
    "path", ["static/../extension.py", "static/%2e%2e/extension.py", "static/"]
)
def test_no_file_outside_the_static_folder_is_served(door: str, path: str):
    assert ask(door, "GET", path).status in (403, 404)


# -- other origins, other names ------------------------------------------------------------------

ELSEWHERE = {"Origin": "http://another.example:8888"}


def test_a_page_of_any_site_may_join_answer_and_read_why_not(door: str, room: Room):
    joined = join_at(door, room["code"], "Ada", headers=ELSEWHERE)
    assert (joined.status, joined.headers["Access-Control-Allow-Origin"]) == (200, "*")
    refused = join_at(door, "ZZZ-000", "Ada", headers=ELSEWHERE)
    assert (refused.code, refused.headers["Access-Control-Allow-Origin"]) == ("no_such_room", "*")
    script = ask(door, "GET", "static/katex.js", headers=ELSEWHERE)
    assert (script.status, script.headers["Access-Control-Allow-Origin"]) == (200, "*")
    preflight = ask(door, "OPTIONS", "api/join", headers=ELSEWHERE)
    assert preflight.status == 204
    allowed = preflight.headers["Access-Control-Allow-Headers"]
    assert {"authorization", "content-type"} <= set(allowed.lower().replace(",", " ").split())
    # Nothing that the browser adds by itself may come with it.
    assert "Access-Control-Allow-Credentials" not in preflight.headers


def test_jupyters_port_answers_no_other_site(host: HostProcess, room: Room):
    """The control of the test above."""
    refused = join_at(host.url, room["code"], "Ada", headers=ELSEWHERE)
    assert refused.code == "other_origin"
    assert "Access-Control-Allow-Origin" not in refused.headers


async def test_a_page_of_any_site_may_open_a_socket(door: str, room: Room, ada: dict[str, Any]):
    async with raw_socket(socket_url(door, room["id"]), origin=ELSEWHERE["Origin"]) as client:
        await client.hello(ada["ticket"])
        assert (await client.first("welcome"))["name"] == "Ada"


async def test_a_rebound_name_opens_nothing(door: str, room: Room):
    port = urlsplit(door).port
    for name in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "", "a b"):
        for method, path in (("GET", ""), ("GET", "api/host"), ("POST", "api/join"), ("GET", "x")):
            refused = ask(door, method, path, headers={"Host": name})
            assert refused.status in (400, 421), (name, method, path)
            assert room["code"].encode() not in refused.body
    refused = ask(door, "GET", "api/host", headers={"Host": "evil.example"})
    assert refused.code == "wrong_host"
    for name in (
        f"127.0.0.1:{port}",
        f"localhost:{port}",
        socket.gethostname(),
        "[::1]",
        "10.1.2.3",
    ):
        assert ask(door, "GET", "api/host", headers={"Host": name}).status == 200, name


async def test_a_rebound_name_opens_no_socket(door: str, room: Room):
    address = urlsplit(door)
    for name, is_open in (("evil.example", False), ("localhost", True)):
        opening = connect(
            f"ws://{name}:{address.port}/api/rooms/{room['id']}/socket",
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            proxy=None,
            host=address.hostname,
            port=address.port,
        )
        if is_open:
            await (await opening).close()
            continue
        with pytest.raises(InvalidStatus) as refused:
            await opening
        assert refused.value.response.status_code == 421


def test_the_join_page_loads_from_nowhere_else_and_stands_in_no_frame(door: str, host: HostProcess):
    for url in (door, host.url):
        page = ask(url, "GET", "DOG-427")
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"


# -- failed joins --------------------------------------------------------------------------------


def test_nobody_may_try_codes_for_ever_at_the_door(door: str, room: Room):
    for _ in range(3):
        assert join_at(door, "ZZZ-000", "Eve", source="127.0.0.12").code == "no_such_room"
    refused = join_at(door, room["code"], "Eve", source="127.0.0.12")
    assert (refused.status, refused.code) == (429, "too_many_tries")
    assert join_at(door, room["code"], "Bob", source="127.0.0.13").status == 200


def test_tries_at_one_door_count_at_the_other(host: HostProcess, door: str, room: Room):
    for _ in range(3):
        assert join_at(host.url, "ZZZ-000", "Eve", source="127.0.0.14").code == "no_such_room"
    assert join_at(door, room["code"], "Eve", source="127.0.0.14").code == "too_many_tries"


def test_one_who_tries_codes_does_not_shut_out_the_class_behind_the_same_address(
    door: str, room: Room
):
    assert join_at(door, room["code"], "Ada", source="127.0.0.15").status == 200
    for _ in range(3):
        assert join_at(door, "ZZZ-000", "Eve", source="127.0.0.15").code == "no_such_room"
    assert join_at(door, "ZZZ-001", "Eve", source="127.0.0.15").code == "too_many_tries"
    assert join_at(door, room["code"], "Bob", source="127.0.0.15").status == 200


def test_a_header_that_names_another_address_changes_nothing(door: str, room: Room):
    forged = {"X-Forwarded-For": "127.0.0.99", "X-Real-Ip": "127.0.0.99"}
    for _ in range(3):
        join_at(door, "ZZZ-000", "Eve", source="127.0.0.16", headers=forged)
    refused = join_at(door, room["code"], "Eve", source="127.0.0.16", headers=forged)
    assert refused.code == "too_many_tries"


# -- its life ------------------------------------------------------------------------------------


def answers(url: str) -> bool:
    try:
        return ask(url, "GET", "api/host").status == 200
    except ConnectionError:
        # Refused, or reset: what had just come when the door shut.
        return False


def test_the_door_opens_with_the_first_room_and_shuts_with_the_last(tmp_path: Path):
    with HostProcess(tmp_path, options=["--PyLiveQuestions.door_linger=0"]) as host:
        closed = {"listening": False, "open": False, "address": None, "port": None}
        assert host.ask("GET", "api/door") == {**closed, "links": [], "exposed": []}
        first, second = host.open_room("First"), host.open_room("Second")
        door = door_of(host)
        assert urlsplit(door).hostname == "127.0.0.1"
        host.ask("POST", f"api/rooms/{first['id']}/close", {})
        assert join_at(door, second["code"], "Ada").status == 200
        host.ask("POST", f"api/rooms/{second['id']}/close", {})
        look_until(lambda: not answers(door), 20, lambda: "the door stays open")
        assert host.ask("GET", "api/door")["listening"] is False


def test_answers_can_be_fetched_at_the_door_after_the_close(tmp_path: Path):
    with HostProcess(tmp_path) as host:
        room = host.open_room()
        door = door_of(host)
        ada = join_at(door, room["code"], "Ada").json
        host.ask("POST", f"api/rooms/{room['id']}/close", {})
        answer = ask(
            door,
            "GET",
            f"api/rooms/{room['id']}/history",
            headers={"Authorization": f"PyLQ {ada['ticket']}"},
        )
        assert (answer.status, answer.json["room"]) == (200, room["name"])


def test_a_link_given_out_is_true_after_a_restart(tmp_path: Path):
    with HostProcess(tmp_path) as host:
        room = host.open_room()
        state = host.ask("POST", "api/door", {"open": True, "address": "127.0.0.2"})
        (line,) = host.ask("GET", "api/rooms")["rooms"]
        assert line["link"] == f"{state['links'][0]}{room['code']}"
        ada = join_at(state["links"][0], room["code"], "Ada").json
        host.kill()
        assert not answers(state["links"][0])
        host.start()
        assert host.ask("GET", "api/door") == state
        again = join_at(state["links"][0], room["code"], "Bob")
        assert (again.status, again.json["room"]) == (200, ada["room"])
        host.stop()
        host.start()
        assert host.ask("GET", "api/door") == state


def test_a_taken_port_is_given_up_and_it_is_told(tmp_path: Path):
    with HostProcess(tmp_path) as host:
        host.open_room()
        before = host.ask("GET", "api/door")
        host.stop()
        with socket.socket() as other:
            other.bind(("127.0.0.1", before["port"]))
            other.listen()
            host.start()
            now = host.ask("GET", "api/door")
        assert now["listening"]
        assert now["port"] != before["port"]
        told = {sentence["code"]: sentence["params"] for sentence in now["exposed"]}
        assert told["door_moved"]["before"] == f"127.0.0.1:{before['port']}"
        assert "lead nowhere" in host.log


def test_a_server_that_never_had_a_room_makes_no_file(tmp_path: Path):
    with HostProcess(tmp_path) as host:
        assert host.ask("GET", "api/door")["listening"] is False
        assert not host.database.exists()


def test_a_second_server_of_the_same_rooms_starts_and_leaves_the_door_to_the_first(tmp_path: Path):
    with HostProcess(tmp_path / "first") as first:
        room = first.open_room()
        door = door_of(first)
        options = [f"--PyLiveQuestions.database={first.database}"]
        with HostProcess(tmp_path / "second", options=options) as second:
            assert second.ask("GET", "api/door")["listening"] is False
            assert second.request("GET", "/api/status").status == 200
        assert door_of(first) == door
        assert join_at(door, room["code"], "Ada").status == 200


# -- the network ---------------------------------------------------------------------------------


def test_shutting_the_door_to_the_network_cuts_off_who_came_in_from_there(
    host: HostProcess, room: Room, door: str
):
    state = host.ask("POST", "api/door", {"open": True, "address": "127.0.0.3"})
    assert (state["open"], state["address"]) == (True, "127.0.0.3")
    assert [one["code"] for one in state["exposed"]] == ["door_open", "door_plain", "door_only"]
    (public,) = state["links"]
    assert answers(public)
    assert not answers(door)
    with socket.create_connection(("127.0.0.3", state["port"])) as held:
        held.settimeout(10)
        assert answers(public)
        state = host.ask("POST", "api/door", {"open": False})
        assert held.recv(1) == b""
    assert (state["open"], state["address"]) == (False, "127.0.0.1")
    assert not answers(public)
    assert answers(state["links"][0])
    line = host.ask("GET", f"api/rooms/{room['id']}")
    assert line["link"] == f"{host.url}{room['code']}"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"open": True, "address": "evil.example"}, "invalid"),
        ({"open": True, "address": "::"}, "invalid"),
        ({"open": True, "address": "192.0.2.77"}, "door_blocked"),
        ({"open": True, "address": "127.0.0.2", "port": 70_000}, "invalid"),
        ({"open": True, "surprise": 1}, "invalid"),
        ({}, "invalid"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_the_door_stays(
    host: HostProcess, door: str, body: dict[str, Any], code: str
):
    refused = host.request("POST", "api/door", body)
    assert (refused.status, refused.code) == (400, code)
    assert door_of(host) == door
    assert answers(door)


def test_there_is_nothing_to_open_without_a_room(tmp_path: Path):
    with HostProcess(tmp_path) as host:
        refused = host.request("POST", "api/door", {"open": True, "address": "127.0.0.2"})
        assert (refused.status, refused.code) == (409, "no_open_room")


def test_a_student_may_not_open_the_door(host: HostProcess, door: str, ada: dict[str, Any]):
    headers = {"Authorization": f"PyLQ {ada['ticket']}"}
    for method in ("GET", "POST"):
        assert host.request(method, "api/door", {"open": True}, headers=headers).status == 403
        assert host.request(method, "api/door", {"open": True}, headers={}).status == 403


LISTING = ["tests.support.listing_extension"]


def test_the_network_is_not_let_in_where_jupyter_lets_in_everyone(tmp_path: Path):
    with HostProcess(tmp_path, token="", extensions=LISTING) as host:
        key = host.request("GET", "/every-route").json["key"]
        owner = {"Authorization": f"PyLQ {key}"}
        assert host.request("POST", "api/rooms", {"name": "x"}, headers=owner).status == 201
        before = host.request("GET", "api/door", headers=owner).json
        body = {"open": True, "address": "127.0.0.2"}
        refused = host.request("POST", "api/door", body, headers=owner)
        assert (refused.status, refused.code) == (403, "jupyter_is_open")
        assert "token" in refused.json["error"]["message"]
        assert host.request("GET", "api/door", headers=owner).json == before
        assert (before["listening"], before["open"]) == (True, False)


def test_a_door_that_was_open_stays_shut_after_a_restart_without_token_and_password(
    tmp_path: Path,
):
    with HostProcess(tmp_path) as host:
        host.open_room()
        opened = host.ask("POST", "api/door", {"open": True, "address": "127.0.0.2"})
    with HostProcess(tmp_path, token="") as host:
        now = host.ask("GET", "api/door")
        assert (now["listening"], now["open"], now["address"]) == (True, False, "127.0.0.1")
        assert "jupyter_is_open" in [one["code"] for one in now["exposed"]]
        assert not answers(opened["links"][0])


async def test_an_answer_by_the_door_is_stored(
    host: HostProcess, room: Room, door: str, ada: dict[str, Any]
):
    question = host.put_question(room["id"], QUESTION)
    async with (
        raw_socket(host.socket_url(room["id"])) as owner,
        raw_socket(socket_url(door, room["id"])) as client,
    ):
        await owner.hello(host.owner_ticket(room["id"]))
        await owner.first("room")
        round_id = await owner.pick(question)
        await client.hello(ada["ticket"])
        assert (await client.attempt(round_id, "b"))["result"] == "ok"
        await owner.everything()
        assert owner.counting(round_id) == {ada["seat"]: (2, "b")}


def test_seats_poll_and_order_at_the_door_and_owners_do_not(tmp_path: Path):
    with HostProcess(tmp_path) as host:
        room = host.open_room()
        door, path = door_of(host), f"api/rooms/{room['id']}"
        ada = join_at(door, room["code"], "Ada").json
        owner = host.ask("POST", f"{path}/tickets", {})
        order = {"command_id": "c", "name": "close"}

        def at(base: str, rest: str, body: object, ticket: str) -> tuple[int, object]:
            headers = {"Authorization": f"PyLQ {ticket}"}
            answer = ask(base, "POST", f"{path}/{rest}", body, headers=headers)
            return answer.status, answer.json

        status, polled = at(door, "poll", {}, ada["ticket"])
        assert status == 200
        assert isinstance(polled, dict)
        assert polled["messages"][0]["role"] == "attendee"
        assert at(door, "commands", order, ada["ticket"])[0] == 403, "not what a student may order"
        for rest, body in (("poll", {}), ("commands", order)):
            assert at(door, rest, body, owner["ticket"])[0] == 403
        assert host.ask("GET", path)["phase"] == "waiting"
        # The control: at Jupyter's own port the same ticket is the owner's.
        assert at(host.url, "commands", order, owner["ticket"])[0] == 200
        assert host.ask("GET", path)["phase"] == "closed"
