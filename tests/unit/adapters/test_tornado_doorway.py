"""A real listening socket, on loopback."""

from __future__ import annotations

import socket

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.iostream import StreamClosedError
from tornado.tcpclient import TCPClient
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler, websocket_connect

from pylq_ext.adapters.tornado_doorway import TornadoDoorway
from pylq_ext.domain.door_address import DoorAddress
from pylq_ext.ports.doorway import DoorBlocked


class Hello(RequestHandler):
    def get(self) -> None:
        self.finish("hello")


class Echo(WebSocketHandler):
    def on_message(self, message: str | bytes) -> None:
        self.write_message(message)


@pytest.fixture
def doorway(jp_asyncio_loop):
    doorway = TornadoDoorway(lambda: Application([("/", Hello), ("/echo", Echo)]))
    yield doorway
    doorway.stop(send_away=True)


async def says_hello(at: DoorAddress) -> bool:
    http = AsyncHTTPClient(force_instance=True)
    try:
        return (await http.fetch(f"http://{at}/")).body == b"hello"
    except ConnectionRefusedError:
        return False
    finally:
        http.close()


async def test_it_listens_at_one_address_and_at_no_other(doorway: TornadoDoorway):
    at = await doorway.listen(DoorAddress("127.0.0.2", 0))
    assert (at.address, at.port > 0) == ("127.0.0.2", True)
    assert await says_hello(at)
    assert not await says_hello(DoorAddress("127.0.0.1", at.port))
    moved = await doorway.listen(DoorAddress("127.0.0.1", at.port))
    assert await says_hello(moved)
    assert not await says_hello(at)
    doorway.stop()
    assert not await says_hello(moved)


async def test_an_address_that_is_taken_is_told_from_one_that_is_not_ours(doorway: TornadoDoorway):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(DoorBlocked, match="in use") as taken:
            await doorway.listen(DoorAddress("127.0.0.1", other.getsockname()[1]))
    assert taken.value.taken
    with pytest.raises(DoorBlocked) as foreign:
        await doorway.listen(DoorAddress("192.0.2.77", 0))
    assert not foreign.value.taken


@pytest.mark.parametrize("send_away", [True, False])
async def test_those_who_are_in_stay_unless_they_are_sent_away(
    doorway: TornadoDoorway, send_away: bool
):
    at = await doorway.listen(DoorAddress("127.0.0.1", 0))
    lesson = await websocket_connect(f"ws://{at}/echo")
    idle = await TCPClient().connect(at.address, at.port)
    await lesson.write_message("before")
    assert await lesson.read_message() == "before"
    # Whoever came in by an earlier address is meant as well.
    await doorway.listen(DoorAddress("127.0.0.2", 0))
    doorway.stop(send_away=send_away)
    if send_away:
        assert await lesson.read_message() is None
        with pytest.raises(StreamClosedError):
            await idle.read_bytes(1)
    else:
        await lesson.write_message("after")
        assert await lesson.read_message() == "after"
        lesson.close()
        assert await lesson.read_message() is None
    lesson.close()
    idle.close()


async def test_its_addresses_are_others_than_loopback(doorway: TornadoDoorway):
    found = await doorway.addresses()
    assert not [one for one in found if one.startswith("127.")]
    assert len(found) == len(set(found))
