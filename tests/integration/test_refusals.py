"""Who may not is refused at the real server, with a stable code, and nothing is changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from pylq_ext.domain.room import Role, Seat
from pylq_ext.protocol.constants import ANY_VERSION, HELLO_WITHIN, MAX_INBOUND, SUBPROTOCOL
from pylq_ext.service.tickets import TicketOffice
from tests.support.host_process import HostProcess, Response
from tests.support.raw_client import entered, owner_of, raw_socket
from tests.support.stored_rows import stored_room

Room = dict[str, Any]

QUESTION = "### Which one?\n\n- [ ] one\n- [x] two\n- [ ] three\n"
SECRET = "A" * 22

#: The owner's routes; `{room}` is the room's id.
OWNERS = [
    ("GET", "api/rooms", None),
    ("POST", "api/rooms", {"name": "Mine"}),
    ("GET", "api/rooms/{room}", None),
    ("POST", "api/rooms/{room}/close", {}),
    ("PUT", "api/rooms/{room}/questions", {"source": QUESTION}),
    ("POST", "api/rooms/{room}/tickets", {}),
]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """A server with terminals, and with an extension that forgets its decorators."""
    with HostProcess(
        tmp_path_factory.mktemp("host"),
        extensions=["jupyter_server_terminals", "tests.support.careless_extension"],
        options=["--PyLiveQuestions.failed_joins_per_minute=3"],
    ) as host:
        yield host


@pytest.fixture
def room(host: HostProcess) -> Room:
    line: Room = host.open_room()
    return line


@pytest.fixture
def ada(host: HostProcess, room: Room) -> dict[str, Any]:
    return host.join(room["code"], "Ada")


def with_ticket(ticket: str) -> dict[str, str]:
    return {"Authorization": f"PyLQ {ticket}"}


def a_ticket(
    host: HostProcess, room: str, seat: str, role: Role, *, ago: float = 0.0, generation: int = 1
) -> str:
    """A ticket signed with the host's own key, issued so many seconds ago."""

    class Clock:
        def now(self) -> int:
            return int((time.time() - ago) * 1000)

        def monotonic(self) -> float:
            raise NotImplementedError

    office = TicketOffice(host.key_file.read_bytes(), Clock())
    return office.issue(room, Seat(seat, role, "", None, 0, generation)).text


# -- handlers without a rule ---------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_handler_that_nobody_decorated_is_refused_to_everyone(host: HostProcess, method: str):
    for headers in ({}, {"Authorization": f"token {host.token}"}, with_ticket("x")):
        refused = host.request(method, "careless", headers=headers)
        assert (refused.status, refused.code) == (403, "denied")


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "PUT"])
def test_a_method_that_a_route_does_not_have_is_refused(host: HostProcess, method: str):
    refused = host.request(method, "api/rooms")
    assert refused.status in (403, 405)


async def test_a_strict_server_warns_of_no_handler_of_ours_and_lets_students_in(tmp_path: Path):
    with HostProcess(
        tmp_path,
        extensions=["tests.support.careless_extension"],
        options=["--ServerApp.allow_unauthenticated_access=False"],
    ) as strict:
        _, warning, named = strict.log.partition("JupyterServerAuthWarning")
        # What was forgotten on purpose is named, so warnings are seen.
        assert warning
        assert "CarelessOfJupyters" in named
        assert "pylq_ext.handlers" not in named
        room = strict.open_room()
        ada = strict.join(room["code"], "Ada")
        async with entered(strict, room["id"], ada["ticket"]) as client:
            assert client.last("room")["phase"] == "waiting"


# -- owners' routes ------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "path", "body"), OWNERS)
def test_nobody_gets_through_an_owners_route_without_a_credential(
    host: HostProcess, room: Room, method: str, path: str, body: object
):
    refused = host.request(method, path.format(room=room["id"]), body, headers={})
    assert refused.status == 403
    still_open(host, room)


@pytest.mark.parametrize(("method", "path", "body"), OWNERS)
def test_an_attendees_ticket_opens_no_owners_route(
    host: HostProcess, room: Room, ada: dict[str, Any], method: str, path: str, body: object
):
    refused = host.request(
        method, path.format(room=room["id"]), body, headers=with_ticket(ada["ticket"])
    )
    assert (refused.status, refused.code) == (403, "role")
    still_open(host, room)


@pytest.mark.parametrize(("method", "path", "body"), OWNERS)
def test_another_rooms_owners_ticket_opens_no_owners_route(
    host: HostProcess, room: Room, method: str, path: str, body: object
):
    other = host.owner_ticket(host.open_room("Other")["id"])
    refused = host.request(method, path.format(room=room["id"]), body, headers=with_ticket(other))
    assert (refused.status, refused.code) == (403, "role")
    still_open(host, room)


@pytest.mark.parametrize(("method", "path", "body"), OWNERS)
def test_a_wrong_kernel_key_opens_no_owners_route(
    host: HostProcess, room: Room, method: str, path: str, body: object
):
    refused = host.request(
        method, path.format(room=room["id"]), body, headers=with_ticket("not-the-key-of-any-kernel")
    )
    assert (refused.status, refused.code) == (401, "invalid_ticket")
    still_open(host, room)


@pytest.mark.parametrize(("method", "path", "body"), OWNERS)
def test_an_expired_owners_ticket_opens_no_owners_route(
    host: HostProcess, room: Room, method: str, path: str, body: object
):
    old = a_ticket(host, room["id"], f"{room['id']}.owner", Role.OWNER, ago=3600)
    refused = host.request(method, path.format(room=room["id"]), body, headers=with_ticket(old))
    assert (refused.status, refused.code) == (401, "expired_ticket")
    still_open(host, room)


def test_an_owners_ticket_of_this_room_opens_its_routes(host: HostProcess, room: Room):
    """The control of those above: it is not the header that is refused."""
    ticket = host.owner_ticket(room["id"])
    answer = host.request("GET", f"api/rooms/{room['id']}", headers=with_ticket(ticket))
    assert (answer.status, answer.json["id"]) == (200, room["id"])
    signed = a_ticket(host, room["id"], f"{room['id']}.owner", Role.OWNER)
    answer = host.request("GET", f"api/rooms/{room['id']}", headers=with_ticket(signed))
    assert answer.status == 200


def test_a_wrong_token_of_jupyters_opens_no_owners_route(host: HostProcess):
    refused = host.request("GET", "api/rooms", headers={"Authorization": "token wrong"})
    assert refused.status == 403


def test_the_issues_curl_line_opens_a_room_as_it_is_written(host: HostProcess):
    """Curl says that it sends a form; the body is JSON all the same."""
    opened = host.request(
        "POST",
        "api/rooms",
        b'{"name":"Cool room name"}',
        headers={
            "Authorization": f"Bearer {host.token}",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "curl/8.0.0",
            "Accept": "*/*",
        },
    )
    assert (opened.status, opened.json["name"]) == (201, "Cool room name")


def test_two_rooms_of_one_name_are_two_rooms(host: HostProcess):
    first, second = host.open_room("Twins"), host.open_room("Twins")
    assert first["id"] != second["id"]
    assert first["code"] != second["code"]


# -- cookies -------------------------------------------------------------------------------------


def logged_in(host: HostProcess) -> tuple[str, str]:
    """The cookies of a browser that logged in by Jupyter's link, and its XSRF token."""
    page = host.request("GET", f"/tree?token={host.token}", headers={})
    cookies = dict(
        cookie.partition(";")[0].partition("=")[::2]
        for cookie in page.headers.get_all("Set-Cookie", [])
    )
    asked = host.request("GET", "/login", headers={"Cookie": joined(cookies)})
    for cookie in asked.headers.get_all("Set-Cookie", []):
        name, _, value = cookie.partition(";")[0].partition("=")
        cookies[name] = value
    return joined(cookies), cookies["_xsrf"]


def joined(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


OWNERS_WRITES = [one for one in OWNERS if one[0] != "GET"]


@pytest.mark.parametrize(("method", "path", "body"), OWNERS_WRITES)
def test_a_cookie_alone_opens_no_owners_route(
    host: HostProcess, room: Room, method: str, path: str, body: object
):
    cookie, token = logged_in(host)
    refused = host.request(method, path.format(room=room["id"]), body, headers={"Cookie": cookie})
    assert refused.status == 403
    still_open(host, room)
    allowed = host.request(
        method,
        path.format(room=room["id"]),
        body,
        headers={"Cookie": cookie, "X-XSRFToken": token},
    )
    assert allowed.status < 300


def test_a_cookie_beside_a_credential_of_ours_decides_nothing(host: HostProcess, room: Room):
    """The credential skips the XSRF check, so it must be the credential that is believed."""
    cookie, _ = logged_in(host)
    for path in ("api/rooms", f"api/rooms/{room['id']}/tickets"):
        refused = host.request(
            "POST",
            path,
            {"name": "x"} if path == "api/rooms" else {},
            headers={"Cookie": cookie, **with_ticket("made up")},
        )
        assert (refused.status, refused.code) == (401, "invalid_ticket")


# -- seats ---------------------------------------------------------------------------------------


def test_a_seat_is_not_given_for_another_seats_secret(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    bob = host.join(room["code"], "Bob")
    refused = tickets(host, room["id"], ada["seat"], bob["secret"])
    assert (refused.status, refused.code) == (403, "denied")
    assert tickets(host, room["id"], ada["seat"], ada["secret"]).status == 200


def test_the_owners_seat_has_no_secret_that_fits(host: HostProcess, room: Room):
    refused = tickets(host, room["id"], f"{room['id']}.owner", SECRET)
    assert (refused.status, refused.code) == (403, "denied")


def test_a_seat_of_another_room_is_not_given(host: HostProcess, ada: dict[str, Any]):
    other = host.open_room("Other")
    refused = tickets(host, other["id"], ada["seat"], ada["secret"])
    assert (refused.status, refused.code) == (403, "denied")


@pytest.mark.parametrize("secret", ["", "short", "A" * 23, "?" * 22, "\u0410" * 22])
def test_a_secret_that_is_none_is_refused(host: HostProcess, room: Room, secret: str):
    body = {"code": room["code"], "name": "Ada", "secret": secret}
    refused = host.request("POST", "api/join", body, headers={})
    assert (refused.status, refused.code) == (400, "invalid")


def join_from(host: HostProcess, source: str, code: str) -> Response:
    body = {"code": code, "name": "Eve", "secret": SECRET}
    return host.request("POST", "api/join", body, headers={}, source=source)


def test_nobody_may_try_codes_for_ever(host: HostProcess, room: Room):
    for _ in range(3):
        assert join_from(host, "127.0.0.2", "ZZZ-000").code == "no_such_room"
    refused = join_from(host, "127.0.0.2", "ZZZ-001")
    assert (refused.status, refused.code) == (429, "too_many_tries")
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    # It is not told any more whether a code is right, but others are.
    assert join_from(host, "127.0.0.2", room["code"]).code == "too_many_tries"
    assert join_from(host, "127.0.0.3", room["code"]).status == 200


def test_one_who_tries_codes_does_not_shut_out_the_class_at_the_same_address(
    host: HostProcess, room: Room
):
    assert join_from(host, "127.0.0.4", room["code"]).status == 200
    for _ in range(3):
        assert join_from(host, "127.0.0.4", "ZZZ-000").code == "no_such_room"
    assert join_from(host, "127.0.0.4", "ZZZ-001").code == "too_many_tries"
    assert join_from(host, "127.0.0.4", room["code"]).status == 200


def test_a_page_of_another_site_may_not_join(host: HostProcess, room: Room):
    body = {"code": room["code"], "name": "Eve", "secret": SECRET}
    refused = host.request("POST", "api/join", body, headers={"Origin": "https://evil.example"})
    assert (refused.status, refused.code) == (403, "other_origin")


def test_a_name_that_takes_long_to_read_is_refused_at_once(host: HostProcess, room: Room):
    body = {"code": room["code"], "name": "a" + "\u0301\u0323" * 200_000, "secret": SECRET}
    started = time.monotonic()
    refused = host.request("POST", "api/join", body, headers={})
    assert (refused.status, refused.code) == (400, "invalid_name")
    assert time.monotonic() - started < 2


def test_an_owners_ticket_buys_no_further_ticket(host: HostProcess, room: Room):
    path = f"api/rooms/{room['id']}/tickets"
    ticket = host.request("POST", path, {}).json["ticket"]
    refused = host.request("POST", path, {}, headers=with_ticket(ticket))
    assert (refused.status, refused.code) == (403, "role")


def test_a_path_with_a_nul_is_not_found(host: HostProcess):
    assert host.request("GET", "static/%00", headers={}).status == 404


def tickets(host: HostProcess, room: str, seat: str, secret: str) -> Response:
    body = {"seat": seat, "secret": secret}
    return host.request("POST", f"api/rooms/{room}/tickets", body, headers={})


# -- bodies --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "api/rooms", {"name": "Mine", "surprise": 1}),
        ("POST", "api/join", {"code": "BOX-100", "name": "Ada", "secret": SECRET, "surprise": 1}),
        ("POST", "api/rooms/{room}/tickets", {"surprise": 1}),
        ("PUT", "api/rooms/{room}/questions", {"source": QUESTION, "surprise": 1}),
    ],
)
def test_an_unknown_field_in_a_body_is_refused(
    host: HostProcess, room: Room, method: str, path: str, body: object
):
    refused = host.request(method, path.format(room=room["id"]), body)
    assert (refused.status, refused.code) == (400, "invalid")
    assert "surprise" in refused.json["error"]["message"]


@pytest.mark.parametrize("body", [b"", b"nonsense", b'{"name":', b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_no_json_object_is_refused(host: HostProcess, body: bytes):
    refused = host.request("POST", "api/rooms", body)
    assert refused.status in (400, 415)
    assert refused.code in ("invalid", "not_json")


def test_a_body_of_more_than_four_megabytes_is_refused(host: HostProcess, room: Room):
    path = f"api/rooms/{room['id']}/questions"
    refused = host.request("PUT", path, {"source": "x" * (4 * 1024 * 1024)})
    assert (refused.status, refused.code) == (413, "too_large")


def test_a_large_body_of_a_stranger_is_not_kept_in_memory(tmp_path: Path):
    with HostProcess(tmp_path) as host:
        before = host.peak_memory()
        refused = host.request("POST", "api/join", {"code": "x" * (200 * 1024 * 1024)})
        assert (refused.status, refused.code) == (413, "too_large")
        assert host.peak_memory() - before < 50 * 1024 * 1024


# -- sockets -------------------------------------------------------------------------------------


async def test_a_socket_on_which_nobody_says_hello_is_closed(host: HostProcess, room: Room):
    started = time.monotonic()
    async with raw_socket(host.socket_url(room["id"])) as silent:
        assert await silent.ended() == 4008
        assert silent.frames == [{"type": "goodbye", "code": 4008, "reason": "no_hello"}]
    assert HELLO_WITHIN - 0.5 < time.monotonic() - started < 3 * HELLO_WITHIN


@pytest.mark.parametrize(
    "message",
    [
        {"type": "ping", "id": 1},
        {"type": "renew", "ticket": "x"},
        {"type": "command", "id": 1, "command_id": "x", "name": "close", "body": {}},
    ],
)
async def test_nothing_is_heard_before_hello(
    host: HostProcess, room: Room, message: dict[str, Any]
):
    async with raw_socket(host.socket_url(room["id"])) as stranger:
        await stranger.say(message)
        assert await stranger.ended() == 4001
        assert [frame["type"] for frame in stranger.frames] == ["goodbye"]
    still_open(host, room)


async def test_another_rooms_ticket_opens_no_socket(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    other = host.open_room("Other")
    for ticket in (ada["ticket"], host.owner_ticket(room["id"])):
        assert await closed_after_hello(host, other["id"], ticket) == 4001


async def test_a_made_up_ticket_opens_no_socket(host: HostProcess, room: Room):
    forged = TicketOffice(b"k" * 32, _clock()).issue(
        room["id"], Seat(f"{room['id']}.owner", Role.OWNER, "", None, 0)
    )
    for ticket in ("", "made up", host.token, forged.text):
        assert await closed_after_hello(host, room["id"], ticket) == 4001


async def test_an_expired_ticket_opens_no_socket(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    old = a_ticket(host, room["id"], ada["seat"], Role.ATTENDEE, ago=3600)
    assert await closed_after_hello(host, room["id"], old) == 4002


async def test_a_ticket_of_another_generation_or_of_no_seat_opens_no_socket(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    of_before = a_ticket(host, room["id"], ada["seat"], Role.ATTENDEE, generation=2)
    of_nobody = a_ticket(host, room["id"], "0" * 24, Role.ATTENDEE)
    assert await closed_after_hello(host, room["id"], of_before) == 4003
    assert await closed_after_hello(host, room["id"], of_nobody) == 4003


async def test_a_room_that_is_not_there_is_refused(host: HostProcess):
    nowhere = "0" * 24
    ticket = a_ticket(host, nowhere, f"{nowhere}.owner", Role.OWNER)
    assert await closed_after_hello(host, nowhere, ticket) == 4004


async def test_a_renewal_with_another_seats_ticket_ends_the_socket(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    for ticket in (host.join(room["code"], "Bob")["ticket"], host.owner_ticket(room["id"])):
        async with entered(host, room["id"], ada["ticket"]) as client:
            await client.say({"type": "renew", "ticket": ticket})
            assert await client.ended() == 4001


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
async def test_an_attendee_may_give_no_owners_order(
    host: HostProcess, room: Room, ada: dict[str, Any], name: str, body: dict[str, Any]
):
    question = host.put_question(room["id"], QUESTION)
    async with (
        owner_of(host, room["id"]) as owner,
        entered(host, room["id"], ada["ticket"]) as client,
    ):
        await owner.pick(question)
        await owner.everything()
        version = owner.last("room")["version"]
        if name == "pick":
            body = {"question": question, "again": True}
        ack = await client.order(name, body, seen=version)
        assert (ack["result"], ack["reason"]) == ("denied", "role")
        await owner.everything()
        assert owner.last("room")["version"] == version


async def test_an_owner_makes_no_attempt(host: HostProcess, room: Room):
    async with owner_of(host, room["id"]) as owner:
        round_id = await owner.pick(host.put_question(room["id"], QUESTION))
        ack = await owner.attempt(round_id, "b")
        assert (ack["result"], ack["reason"]) == ("denied", "role")
    assert stored_room(host.database, room["id"]).attempts == ()


async def test_an_attempt_in_another_rooms_round_is_refused(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    other = host.open_room("Other")
    async with owner_of(host, other["id"]) as owner:
        round_id = await owner.pick(host.put_question(other["id"], QUESTION))
    async with entered(host, room["id"], ada["ticket"]) as client:
        ack = await client.attempt(round_id, "b")
    assert (ack["result"], ack["reason"]) == ("invalid", "no_such_round")
    assert stored_room(host.database, other["id"]).attempts == ()


@pytest.mark.parametrize(
    "message",
    [
        {"type": "ping", "surprise": 1},
        {"type": "hello", "ticket": "x", "surprise": 1},
        {"type": "command", "id": 1, "command_id": "x", "name": "lock", "surprise": 1},
        {"type": "renew", "ticket": "x", "surprise": 1},
        {"type": "surprise"},
        "nonsense",
        "[]",
        "[" * 10_000,
        b"bytes",
    ],
)
async def test_a_frame_that_no_client_sends_ends_the_socket(
    host: HostProcess, room: Room, ada: dict[str, Any], message: dict[str, Any] | str | bytes
):
    async with entered(host, room["id"], ada["ticket"]) as client:
        await client.say(message)
        assert await client.ended() == 4000
        assert client.last("goodbye")["code"] == 4000


async def test_an_unknown_field_in_an_orders_body_is_refused(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    async with (
        owner_of(host, room["id"]) as owner,
        entered(host, room["id"], ada["ticket"]) as client,
    ):
        round_id = await owner.pick(host.put_question(room["id"], QUESTION))
        body = {"round": round_id, "answer": "b", "surprise": 1}
        ack = await client.order("make_attempt", body, seen=0)
        assert (ack["result"], ack["reason"]) == ("invalid", "bad_body")
        ack = await owner.order("lock", {"surprise": 1}, seen=owner.last("room")["version"])
        assert (ack["result"], ack["reason"]) == ("invalid", "bad_body")
        ack = await client.order("surprise")
        assert (ack["result"], ack["reason"]) == ("invalid", "unknown_command")
        # The socket stays, and so does the round.
        assert (await client.attempt(round_id, "b"))["result"] == "ok"


async def test_a_frame_of_more_than_sixteen_kilobytes_ends_the_socket(
    host: HostProcess, room: Room, ada: dict[str, Any]
):
    async with entered(host, room["id"], ada["ticket"]) as client:
        await client.say({"type": "renew", "ticket": "x" * MAX_INBOUND})
        assert await client.ended() == 1009
    async with raw_socket(host.socket_url(room["id"])) as stranger:
        await stranger.say("x" * (MAX_INBOUND + 1))
        assert await stranger.ended() == 1009


async def test_a_version_that_is_not_spoken_here_is_refused_readably(host: HostProcess, room: Room):
    for offered in (("v2.room.pylivequestions", ANY_VERSION), (ANY_VERSION,)):
        async with raw_socket(host.socket_url(room["id"]), subprotocols=offered) as client:
            assert await client.ended() == 4006
            assert client.last("goodbye")["reason"] == "unknown_version"


async def test_a_page_of_another_site_opens_no_socket(host: HostProcess, room: Room):
    with pytest.raises(InvalidStatus) as refused:
        await connect(
            host.socket_url(room["id"]),
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            origin="https://evil.example",  # type: ignore[arg-type]
            proxy=None,
        )
    assert refused.value.response.status_code == 403


async def closed_after_hello(host: HostProcess, room: str, ticket: str) -> int | None:
    """The close code that a ticket gets, which is all that it gets."""
    async with raw_socket(host.socket_url(room)) as client:
        await client.say({"type": "hello", "ticket": ticket})
        code = await client.ended()
        assert [frame["type"] for frame in client.frames] == ["goodbye"]
        return code


def _clock() -> Any:
    class Clock:
        def now(self) -> int:
            return int(time.time() * 1000)

    return Clock()


# -- Jupyter's own routes ------------------------------------------------------------------------

JUPYTERS = [
    ("GET", "/api/contents"),
    ("GET", "/api/kernels"),
    ("POST", "/api/kernels"),
    ("GET", "/api/sessions"),
    ("GET", "/api/terminals"),
    ("POST", "/api/terminals"),
    ("GET", "/api/config/notebook"),
    ("GET", "/api/kernelspecs"),
    ("GET", "/api/status"),
    ("GET", "/api/me"),
    ("GET", "/files/secret.txt"),
    ("GET", "/nbconvert/html/secret.txt"),
    ("POST", "/api/shutdown"),
]


@pytest.mark.parametrize("scheme", ["PyLQ", "token", "Bearer", "query"])
@pytest.mark.parametrize(("method", "path"), JUPYTERS)
def test_no_ticket_opens_a_route_of_jupyters(
    host: HostProcess, room: Room, ada: dict[str, Any], method: str, path: str, scheme: str
):
    (host.root / "secret.txt").write_text("secret", encoding="utf-8")
    for ticket in (ada["ticket"], host.owner_ticket(room["id"])):
        headers = {} if scheme == "query" else {"Authorization": f"{scheme} {ticket}"}
        query = f"?token={ticket}" if scheme == "query" else ""
        refused = host.request(method, path + query, headers=headers)
        assert refused.status in (302, 401, 403), refused.body
        assert b"secret" not in refused.body
    still_open(host, room)


@pytest.mark.parametrize(
    "path",
    [
        "/api/kernels/12345678-1234-1234-1234-123456789abc/channels",
        "/terminals/websocket/1",
        "/api/events/subscribe",
    ],
)
def test_no_ticket_opens_a_socket_of_jupyters(
    host: HostProcess, room: Room, ada: dict[str, Any], path: str
):
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    for ticket in (ada["ticket"], host.owner_ticket(room["id"])):
        for scheme in ("PyLQ", "token", "Bearer"):
            headers = {**upgrade, "Authorization": f"{scheme} {ticket}"}
            assert host.request("GET", path, headers=headers).status in (302, 401, 403)


def test_no_ticket_and_no_secret_is_in_the_log(host: HostProcess, room: Room, ada: dict[str, Any]):
    assert tickets(host, room["id"], ada["seat"], ada["secret"]).status == 200
    for secret in (ada["ticket"], ada["secret"], host.token, host.owner_ticket(room["id"])):
        assert secret not in host.log


def still_open(host: HostProcess, room: Room) -> None:
    """Whatever was tried, the room is as it was."""
    line = host.ask("GET", f"api/rooms/{room['id']}")
    assert (line["phase"], line["closed_at"]) == ("waiting", None)
