"""A kernel in a network that lets no socket through: the same lesson, by requests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from pylq_ext import join, open_room
from pylq_ext.domain.errors import NoOpenRound
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.widgets.host import Host, NoHost
from pylq_ext.widgets.instructor import Room
from pylq_ext.widgets.polled_line import PolledLine
from pylq_ext.widgets.room_client import RoomClient
from tests.support.looking import look_until
from tests.support.socket_proxy import SocketProxy
from tests.unit.widgets.live_host import LiveHost

WITHIN = 20.0


@pytest.fixture
def network(kernel: LiveHost, monkeypatch: pytest.MonkeyPatch) -> Iterator[SocketProxy]:
    """What lies between this kernel and its host."""
    address = urlsplit(kernel.url)
    assert address.port
    with SocketProxy(address.port) as proxy:
        monkeypatch.setenv("PYLQ_URL", f"{proxy.url}{address.path}")
        yield proxy


def play(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Play a round from both sides."""
    monkeypatch.setenv("JPY_SESSION_NAME", "ada.ipynb")
    ada = join(room.code, name="Ada")
    room.pick(1)
    assert ada.question is not None
    assert ada.question.prompt == "What prints 3?"
    ada.answer("B")
    assert list(room.attempts().answer) == ["B"]
    room.lock(now=True)
    with pytest.raises(NoOpenRound):
        ada.answer("A")
    room.show_feedback()
    assert room.phase == "revealed"
    assert [(row["answer"], row["key"]) for row in ada.history(as_="rows")] == [("B", ["B"])]


def new_room() -> str:
    host = Host.from_environment()
    return str(host.request("POST", "api/rooms", {"name": "Week 4"}).content["id"])


def client(room: str, by_http: bool = True, **options: Any) -> RoomClient[OwnerConnection]:
    host = Host.from_environment()
    return RoomClient(
        host.socket_url(room),
        OwnerConnection(present=False),
        partial(host.ticket, room),
        (lambda owner: PolledLine(host, room, owner.held_for_poll)) if by_http else None,
        **options,
    )


@pytest.mark.parametrize(
    ("bytes_let_through", "silently"),
    [(0, False), (40, False), (400, False), (0, True), (40, True)],
)
def test_a_lesson_goes_on_by_requests_where_sockets_are_cut(
    network: SocketProxy,
    bank: Any,
    monkeypatch: pytest.MonkeyPatch,
    bytes_let_through: int,
    silently: bool,
):
    network.block(after=bytes_let_through, silently=silently)
    room = open_room("Week 3", bank, new=True)
    play(room, monkeypatch)
    room.close()
    assert network.tried == 2
    assert network.open == 0


def test_without_requests_a_cut_socket_ends_in_an_error(network: SocketProxy, bank: Any):
    network.block()
    with pytest.raises(NoHost, match="does not answer at its socket"):
        client(new_room(), by_http=False).look()


def test_a_kernel_goes_back_to_a_socket_when_one_is_let_through(network: SocketProxy):
    network.block()
    room = new_room()
    owner = client(room, try_every=0.05)
    owner.read_all()
    lives = owner.connection.lives
    # It has been tried in vain, and the line of requests was kept.
    look_until(lambda: network.tried > 3, WITHIN, lambda: "no socket was tried again")
    assert owner.connection.lives == lives
    network.let_through()
    look_until(lambda: network.open == 1, WITHIN, lambda: "no socket was opened")
    owner.read_all()
    network.block()
    owner.submit(lambda connection: connection.close())
    told = Host.from_environment().request("GET", f"api/rooms/{room}").content
    assert told["closed_at"] is not None
