"""HTTP with a host: where it is, what its errors become, and when it is asked again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pylq_ext.domain.errors import (
    Busy,
    Denied,
    InvalidQuestion,
    InvalidTicket,
    NoSuchAsset,
    NoSuchRoom,
    PyLQError,
    RoomClosed,
)
from pylq_ext.widgets.host import Host, NoHost


class FakeHost(ThreadingHTTPServer):
    """Answers with `answers`, the last one for ever, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[tuple[int, Any, dict[str, str]]] = []
        self.asked: list[tuple[str, str, str | None, Any]] = []

    def answer(self, status: int, content: Any, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, content, named))

    def refuse(self, status: int, code: str, **headers: str) -> None:
        error = {"code": code, "message": f"It is {code}.", "params": {"size": 7}}
        self.answer(status, {"error": error}, **headers)

    @property
    def host(self) -> Host:
        return Host(f"http://127.0.0.1:{self.server_address[1]}/base/pylq/", "the key")


class _Handler(BaseHTTPRequestHandler):
    server: FakeHost

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = json.loads(body) if body else None
        self.server.asked.append(
            (self.command, self.path, self.headers.get("Authorization"), asked)
        )
        answers = self.server.answers
        status, content, headers = answers.pop(0) if len(answers) > 1 else answers[0]
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(text)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = _answer

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def fake() -> Iterator[FakeHost]:
    with FakeHost() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class TestFindingTheHost:
    def test_the_environment_names_it(self):
        host = Host.from_environment({"PYLQ_URL": "http://h:1/base/pylq", "PYLQ_KEY": "k"})
        assert host.url == "http://h:1/base/pylq/"
        assert host.path == "/base/pylq/"
        assert host.socket_url("r1") == "ws://h:1/base/pylq/api/rooms/r1/socket"

    def test_https_means_wss(self):
        host = Host("https://h/pylq/", "k")
        assert host.socket_url("r1") == "wss://h/pylq/api/rooms/r1/socket"

    @pytest.mark.parametrize("environment", [{}, {"PYLQ_URL": "http://h/"}, {"PYLQ_KEY": "k"}])
    def test_without_it_the_error_says_how_to_mend_that(self, environment: dict[str, str]):
        with pytest.raises(NoHost, match="Install `pylivequestions`"):
            Host.from_environment(environment)

    def test_the_key_is_in_no_repr(self):
        assert "the key" not in repr(Host("http://h/", "the key"))


class TestRequests:
    def test_the_key_goes_in_the_header_and_nowhere_else(self, fake: FakeHost):
        fake.answer(201, {"id": "r1"})
        answer = fake.host.request("POST", "api/rooms", {"name": "Week 3"})
        assert (answer.status, answer.content) == (201, {"id": "r1"})
        assert fake.asked == [("POST", "/base/pylq/api/rooms", "PyLQ the key", {"name": "Week 3"})]

    def test_a_proxy_in_the_environment_is_not_used(
        self, fake: FakeHost, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        fake.answer(200, {})
        assert fake.host.request("GET", "api/rooms").status == 200

    @pytest.mark.parametrize(
        ("status", "code", "error"),
        [
            (404, "no_such_room", NoSuchRoom),
            (409, "closed", RoomClosed),
            (403, "removed", Denied),
            (404, "no_such_asset", NoSuchAsset),
            (400, "invalid_question", InvalidQuestion),
        ],
    )
    def test_an_error_is_the_domains(
        self, fake: FakeHost, status: int, code: str, error: type[PyLQError]
    ):
        fake.refuse(status, code)
        with pytest.raises(error, match=f"It is {code}") as refused:
            fake.host.request("GET", "api/rooms")
        assert refused.value.params == {"size": 7, "code": code}

    def test_an_unknown_error_is_still_one_of_ours(self, fake: FakeHost):
        fake.refuse(418, "teapot")
        with pytest.raises(PyLQError, match="It is teapot") as refused:
            fake.host.request("GET", "api/rooms")
        assert type(refused.value) is PyLQError
        assert refused.value.params["code"] == "teapot"

    def test_a_key_of_an_earlier_start_says_to_restart_the_kernel(self, fake: FakeHost):
        fake.refuse(401, "invalid_ticket")
        with pytest.raises(InvalidTicket, match="restart the kernel"):
            fake.host.request("GET", "api/rooms")

    def test_a_busy_host_is_asked_again_with_the_same_body(self, fake: FakeHost):
        fake.refuse(503, "busy", Retry_After="0")
        fake.refuse(503, "no_store", Retry_After="0.01")
        fake.answer(200, {"ok": True})
        answer = fake.host.request("PUT", "api/x", {"source": "…"}, again=True)
        assert answer.content == {"ok": True}
        assert len(fake.asked) == 3
        assert all(asked == fake.asked[0] for asked in fake.asked)

    def test_what_must_not_be_sent_twice_is_not(self, fake: FakeHost):
        fake.refuse(503, "busy", Retry_After="0")
        with pytest.raises(Busy):
            fake.host.request("POST", "api/rooms", {})
        assert len(fake.asked) == 1

    def test_a_host_that_asks_for_more_than_five_seconds_is_not_waited_for(self, fake: FakeHost):
        fake.refuse(503, "busy", Retry_After="60")
        with pytest.raises(Busy):
            fake.host.request("GET", "api/rooms", again=True)
        assert len(fake.asked) == 1

    def test_no_host_there(self, fake: FakeHost):
        gone = fake.host
        fake.server_close()
        with pytest.raises(NoHost, match="does not answer"):
            gone.request("GET", "api/rooms")

    @pytest.mark.parametrize(("status", "content"), [(404, b"<html>"), (200, b"<html>")])
    def test_something_else_there(self, fake: FakeHost, status: int, content: bytes):
        fake.answer(status, content)
        with pytest.raises(NoHost, match="no PyLiveQuestions host"):
            fake.host.request("GET", "api/rooms")

    def test_a_redirect_is_not_followed_with_the_key(self, fake: FakeHost):
        fake.answer(302, {}, Location="/elsewhere")
        with pytest.raises(NoHost):
            fake.host.request("GET", "api/rooms")
        assert len(fake.asked) == 1

    def test_a_ticket_is_in_no_repr(self, fake: FakeHost):
        content = {"room": "r1", "seat": "s1", "role": "attendee", "name": "Ada"}
        fake.answer(200, {**content, "ticket": "very-secret", "expires_at": 5})
        ticket = fake.host.ticket("r1", "s1", "the secret")
        assert ticket.ticket == "very-secret"
        assert "very-secret" not in repr(ticket)
        assert fake.asked[0][3] == {"seat": "s1", "secret": "the secret"}
