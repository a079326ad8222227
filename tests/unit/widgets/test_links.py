"""From a code or a link to its host: this notebook's own, or one elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from pylq_ext.domain.errors import InvalidInput, NoSuchRoom
from pylq_ext.widgets.host import Host, NoHost
from pylq_ext.widgets.links import follow
from tests.unit.widgets.live_host import LiveHost

OWN = {"PYLQ_URL": "http://localhost:8888/pylq/", "PYLQ_KEY": "k"}
NOWHERE = dict[str, str]()


@pytest.mark.parametrize(
    "typed",
    [
        "DOG-427",
        "  DOG-427 ",
        "http://127.0.0.1:8888/pylq/DOG-427",
        "http://localhost:8888/pylq/DOG-427/",
        "http://localhost:8888/pylq/DOG-427?from=mail#top",
    ],
)
def test_a_code_or_a_link_of_the_own_server_needs_no_network(typed: str):
    assert follow(typed, environment=OWN) == (Host("http://localhost:8888/pylq/", "k"), "DOG-427")


def test_a_code_on_a_card_is_one_at_the_cards_host():
    elsewhere = Host("http://10.0.0.7:8765/", any_origin=True)
    assert follow("DOG-427", elsewhere, OWN) == (elsewhere, "DOG-427")


def test_a_code_without_any_host_says_that_a_link_would_do():
    with pytest.raises(NoHost, match=r"by its link: join\(\"http"):
        follow("DOG-427", environment=NOWHERE)


@pytest.mark.parametrize(
    "typed",
    [
        "ftp://h/DOG-427",
        "file:///DOG-427",
        "http:///DOG-427",
        "http://h:x/DOG-427",
        "://DOG-427",
        "http://ada:secret@h/DOG-427",
        "http://[/DOG-427",
        "javascript://h/DOG-427",
    ],
)
def test_what_is_no_link_to_a_room_is_refused(typed: str):
    with pytest.raises(InvalidInput, match="no link to a room"):
        follow(typed, environment=OWN)


@pytest.mark.parametrize("link", ["http://10.0.0.7:8765/", "http://10.0.0.7:8765"])
def test_a_link_without_a_code_is_refused(link: str):
    with pytest.raises(InvalidInput, match="no join code"):
        follow(link, environment=NOWHERE)


class OtherPage(BaseHTTPRequestHandler):
    """A server of something else, which answers every request with `page`."""

    page = b"<h1>It works!</h1>"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(params=[b"<h1>It works!</h1>", b'{"product": "other"}', b"[]", b'{"product": 1}'])
def other(request: pytest.FixtureRequest) -> Iterator[ThreadingHTTPServer]:
    handler = type("Page", (OtherPage,), {"page": request.param})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.asked = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_link_to_something_else_says_so_and_hands_it_no_key(other: ThreadingHTTPServer):
    link = f"http://127.0.0.1:{other.server_address[1]}/DOG-427"
    with pytest.raises(NoHost, match="is no PyLiveQuestions host"):
        follow(link, environment=OWN | {"PYLQ_URL": "http://10.9.9.9:1/pylq/"})
    ((path, headers),) = other.asked  # type: ignore[attr-defined]
    assert path == "/api/host"
    assert "Authorization" not in headers


def test_a_link_to_where_nobody_is_says_so():
    with pytest.raises(NoHost, match=r"does not answer.*same network"):
        follow("http://127.0.0.1:9/DOG-427", environment=NOWHERE)


@pytest.fixture
def code(live_host: LiveHost) -> Iterator[str]:
    """The code of an open room at the live host."""
    host = Host(live_host.url, live_host.key)
    line = host.request("POST", "api/rooms", {"name": "Links"}).content
    yield line["code"]
    host.request("POST", f"api/rooms/{line['id']}/close", {})


@pytest.fixture
def door(live_host: LiveHost, code: str) -> str:
    links = Host(live_host.url, live_host.key).request("GET", "api/door").content["links"]
    return str(links[0])


def test_a_link_of_the_student_door_leads_to_it_from_a_kernel_of_another_server(
    door: str, code: str
):
    host, found = follow(f"{door}{code}", environment=NOWHERE)
    assert (host, found) == (Host(door, any_origin=True), code)
    assert host.is_open_to_views
    assert host.path == door


def test_a_link_of_jupyters_port_leads_to_the_door_of_the_same_host(
    live_host: LiveHost, door: str, code: str
):
    for environment in (NOWHERE, OWN | {"PYLQ_URL": "http://127.0.0.1:9/pylq/"}):
        host, found = follow(f"{live_host.url}{code}", environment=environment)
        assert (host, found) == (Host(door, any_origin=True), code)


def test_a_link_of_the_door_leads_to_the_own_server_where_that_is_the_host(
    live_host: LiveHost, door: str, code: str
):
    host, found = follow(f"{door}{code}", environment=live_host.environment)
    assert (host, found) == (Host(live_host.url, live_host.key), code)
    assert host.path == urlsplit(live_host.url).path


def test_without_a_door_jupyters_port_serves_the_kernel_and_no_view(live_host: LiveHost):
    """Nobody can join there now, but the link is one of a host."""
    for room in Host(live_host.url, live_host.key).request("GET", "api/rooms").content["rooms"]:
        assert room["phase"] == "closed"
    host, _ = follow(f"{live_host.url}DOG-427", environment=NOWHERE)
    assert host == Host(live_host.url)
    assert not host.is_open_to_views
    with pytest.raises(NoSuchRoom):
        host.request("POST", "api/join", {"code": "DOG-427", "name": "Ada", "secret": "A" * 22})
