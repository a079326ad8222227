"""A WebSocket on which a test says what it likes, also what no client of ours would say."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from pylq_ext.protocol.constants import ANY_VERSION, SUBPROTOCOL
from tests.support.host_process import HostProcess

#: Seconds within which whatever a test waits for must have come.
PATIENCE = 30.0

Frame = dict[str, Any]


class RawClient:
    """An open socket: it keeps every frame that came, and sends whatever it is given."""

    def __init__(self, socket: ClientConnection) -> None:
        #: All frames so far as JSON, and as the text that came.
        self.frames: list[Frame] = []
        self.texts: list[str] = []
        #: Set when the socket has gone; None if it went without a word.
        self.close_code: int | None = None
        self.gone = False
        self._socket = socket
        self._news = asyncio.Event()
        self._ids = itertools.count(1)
        self._reading = asyncio.create_task(self._read())

    async def say(self, message: Frame | str | bytes) -> None:
        """Send a message as JSON, or a text or bytes as they are."""
        await self._socket.send(json.dumps(message) if isinstance(message, dict) else message)

    async def hello(self, ticket: str, **fields: Any) -> Frame:
        """Say hello and return the welcome."""
        await self.say({"type": "hello", "ticket": ticket, **fields})
        return await self.first("welcome")

    async def order(
        self, name: str, body: Frame | None = None, *, seen: int | None = None, **fields: Any
    ) -> Frame:
        """Give an order and return its ack. `fields` replace those of the message."""
        return await self.ack_of(await self.send_order(name, body, seen=seen, **fields))

    async def send_order(
        self, name: str, body: Frame | None = None, *, seen: int | None = None, **fields: Any
    ) -> int:
        """Give an order and return the id that its ack will carry."""
        number = next(self._ids)
        message: Frame = {
            "type": "command",
            "id": number,
            "command_id": secrets.token_urlsafe(16),
            "name": name,
            "body": body or {},
        }
        if seen is not None:
            message["seen"] = seen
        await self.say(message | fields)
        return number

    async def ack_of(self, number: int) -> Frame:
        """Return the ack of the order that was sent under an id."""
        return await self.until(lambda one: one["type"] == "ack" and one["id"] == number)

    async def attempt(
        self, round_id: str, answer: object, replaces: int = 0, **fields: Any
    ) -> Frame:
        """Answer a round and return the ack."""
        body = {"round": round_id, "answer": answer}
        return await self.order("make_attempt", body, seen=replaces, **fields)

    async def move(self, name: str, body: Frame | None = None) -> Frame:
        """Give an owner's order on the room as it is shown, and return when it is shown moved."""
        ack = await self.order(name, body, seen=self.last("room")["version"])
        assert ack["result"] == "ok", ack
        if "seen" not in ack:
            # It was so already, and nothing has moved.
            return self.last("room")
        return await self.until(lambda one: one["type"] == "room" and one["version"] >= ack["seen"])

    async def pick(self, question: str, **body: Any) -> str:
        """Pick a question and return its round's id."""
        room = await self.move("pick", {"question": question, **body})
        return str(room["round"]["id"])

    async def everything(self) -> None:
        """Return when all was read that the host had to say before this call."""
        number = next(self._ids)
        await self.say({"type": "ping", "id": number})
        await self.until(lambda one: one["type"] == "pong" and one["id"] == number)

    async def first(self, kind: str) -> Frame:
        """Return the first frame of a type, now or when it comes."""
        return await self.until(lambda one: one["type"] == kind)

    async def until(self, wanted: Callable[[Frame], bool]) -> Frame:
        """Return the first frame of all that is wanted, now or when it comes."""
        async with asyncio.timeout(PATIENCE):
            looked_at = 0
            while True:
                self._news.clear()
                for frame in itertools.islice(self.frames, looked_at, None):
                    if wanted(frame):
                        return frame
                looked_at = len(self.frames)
                if self.gone:
                    raise ConnectionError(f"closed ({self.close_code}): {self.frames[-3:]}")
                await self._news.wait()

    async def ended(self) -> int | None:
        """Return the close code when the host has ended the connection."""
        async with asyncio.timeout(PATIENCE):
            await self._reading
        return self.close_code

    def last(self, kind: str) -> Frame:
        """Return the newest frame of a type so far."""
        return next(one for one in reversed(self.frames) if one["type"] == kind)

    def all_of(self, kind: str) -> list[Frame]:
        """Return all frames of a type so far."""
        return [one for one in self.frames if one["type"] == kind]

    def facts(self) -> list[Frame]:
        """Return all facts of the feed so far."""
        return [fact for feed in self.all_of("feed") for fact in feed["facts"]]

    def counting(self, round_id: str) -> dict[str, tuple[int, Any]]:
        """Return what counts in a round by the feed: of each seat the number and the answer."""
        return {
            fact["seat"]: (fact["number"], fact["answer"])
            for fact in self.facts()
            if fact["kind"] == "attempt" and fact["round"] == round_id
        }

    async def leave(self) -> None:
        """Close the socket."""
        await self._socket.close()
        await self._reading

    async def _read(self) -> None:
        try:
            while True:
                text = await self._socket.recv()
                self.texts.append(text if isinstance(text, str) else text.decode())
                self.frames.append(json.loads(text))
                self._news.set()
        except ConnectionClosed as closed:
            self.close_code = closed.rcvd.code if closed.rcvd else None
        finally:
            self.gone = True
            self._news.set()


@asynccontextmanager
async def raw_socket(
    url: str, *, subprotocols: Sequence[str] = (SUBPROTOCOL, ANY_VERSION), **options: Any
) -> AsyncIterator[RawClient]:
    """A socket on which nothing has been said yet; `options` are those of `connect`."""
    async with connect(
        url,
        subprotocols=[Subprotocol(name) for name in subprotocols],
        compression=None,
        proxy=None,
        ping_interval=None,
        max_size=None,
        **options,
    ) as socket:
        client = RawClient(socket)
        try:
            yield client
        finally:
            await client.leave()


@asynccontextmanager
async def entered(host: HostProcess, room: str, ticket: str) -> AsyncIterator[RawClient]:
    """A socket of a participant who was welcomed and has the room."""
    async with raw_socket(host.socket_url(room)) as client:
        await client.hello(ticket)
        await client.first("room")
        yield client


@asynccontextmanager
async def owner_of(host: HostProcess, room: str) -> AsyncIterator[RawClient]:
    """The owner's socket of a room."""
    async with entered(host, room, host.owner_ticket(room)) as client:
        yield client
