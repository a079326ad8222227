"""A lesson at the service's door: the real service on a store, clients without sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.room import Role
from pylq_ext.ports.room_store import RoomStore, StoredQuestion
from pylq_ext.protocol.codec import read_client_message
from pylq_ext.protocol.messages import Hello
from pylq_ext.service.connection import Connection
from pylq_ext.service.lessons import LessonService
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.rooms import RoomService, SeatTaken
from pylq_ext.service.tickets import TicketOffice
from tests.support.fake_sink import FakeSink
from tests.support.fixed import MULTIPLE, NUMBER, OPEN, SHORT, SINGLE, FixedClock, secret, seeded
from tests.support.timers import Timers

OWNER = "local"
EPOCH = "epoch-1"


async def settle() -> None:
    """Let every task that can go on do so."""
    for _ in range(50):
        await asyncio.sleep(0)


class Client:
    """One socket of one participant, and everything that was said to it."""

    def __init__(
        self, lesson: Lesson, taken: SeatTaken, sink: FakeSink, seat_secret: str = ""
    ) -> None:
        self.lesson = lesson
        #: Empty for owners, who have none.
        self.seat_secret = seat_secret
        self.seat = taken.seat.id
        self.name = taken.seat.name
        self.role: Role = taken.seat.role
        self.ticket = taken.ticket
        self.sink = sink
        self.connection: Connection | None = None
        lesson.clients.append(self)
        self._ids = 0
        self._commands = 0

    async def come_in(self, held: dict[str, Any] | None = None, *, present: bool = True) -> None:
        """Say hello and wait until everything there is was sent."""
        hello = {"type": "hello", "ticket": self.ticket.text, "held": held or {}}
        message = read_client_message(json.dumps(hello | {"present": present}))
        assert isinstance(message, Hello)
        service, room = self.lesson.service, self.lesson.room
        self.connection = await service.attach(room, message, self.sink)
        await settle()

    async def say(self, message: dict[str, Any]) -> list[Any]:
        """Send a frame and return what was said to this client until all was quiet."""
        assert self.connection is not None, "come in first"
        # Already told, before this was said.
        self.sink.news()
        read = read_client_message(json.dumps(message))
        await self.lesson.service.receive(self.connection, read)
        await settle()
        return self.sink.news()

    async def give(self, name: str, seen: int | None = None, /, **body: Any) -> Any:
        """Give an order of a new command id and return the ack."""
        self._commands += 1
        return await self.repeat(f"{self.name}-{self._commands}", name, seen, **body)

    async def repeat(
        self, command_id: str, name: str, seen: int | None = None, /, **body: Any
    ) -> Any:
        """Give an order of a command id that may have been used, and return the ack."""
        self._ids += 1
        order = {"type": "command", "id": self._ids, "command_id": command_id, "name": name}
        order |= {} if seen is None else {"seen": seen}
        order |= {"body": body} if body else {}
        news = await self.say(order)
        acks = [frame for frame in news if frame["type"] == "ack"]
        assert len(acks) == 1, "every command gets one ack"
        return acks[0]

    async def go(self) -> None:
        """Close the socket."""
        if self.connection is not None:
            self.lesson.service.detach(self.connection)
        await settle()

    async def read_everything(self) -> None:
        """Ping; the pong comes after all facts committed before."""
        self._ids += 1
        await self.say({"type": "ping", "id": self._ids})

    def told(self, kind: str) -> list[Any]:
        """All that was said of one kind since the socket opened."""
        return [frame for frame in self.sink.frames() if frame["type"] == kind]

    def last(self, kind: str) -> Any:
        """The latest that was said of one kind."""
        return self.told(kind)[-1]


class Lesson:
    """One open room with its services."""

    def __init__(self, store: RoomStore | None = None, clock: FixedClock | None = None) -> None:
        self.clock = clock or FixedClock()
        self.store: RoomStore = store or MemoryStore(self.clock)
        self.shelf = QuestionShelf(self.store)
        self.tickets = TicketOffice(b"k" * 32, self.clock)
        self.rooms = RoomService(self.store, self.shelf, self.clock, self.tickets, seeded())
        self.timers = Timers(self.clock)
        self.service = LessonService(
            self.store, self.shelf, self.clock, self.tickets, EPOCH, after=self.timers.after
        )
        self.room = ""
        self.code = ""
        #: Everyone who ever had a socket, and may still have.
        self.clients: list[Client] = []
        self._secrets = 0

    async def open(
        self, questions: Iterable[StoredQuestion] = (SINGLE, MULTIPLE, OPEN, NUMBER, SHORT)
    ) -> Lesson:
        line, _ = await self.rooms.open_room(OWNER, "Cool room name")
        self.room, self.code = line.id, line.code
        for question in questions:
            await self.shelf.put(question)
        return self

    async def owner(self, *, slow: bool = False) -> Client:
        """The instructor, who has come in."""
        taken = await self.rooms.ticket_for_owner(await self.rooms.find(self.room))
        client = Client(self, taken, FakeSink(slow=slow))
        await client.come_in()
        return client

    async def seated(self, name: str, *, slow: bool = False) -> Client:
        """A student with a new seat, who has not come in yet."""
        self._secrets += 1
        seat_secret = secret(self._secrets)
        taken = await self.rooms.join(self.code, name, seat_secret)
        return Client(self, taken, FakeSink(slow=slow), seat_secret)

    async def again(self, client: Client) -> Client:
        """Another socket of the same participant, with a fresh ticket; it has not come in yet."""
        if client.role is Role.OWNER:
            taken = await self.rooms.ticket_for_owner(await self.rooms.find(self.room))
        else:
            taken = await self.rooms.ticket_for_seat(self.room, client.seat, client.seat_secret)
        return Client(self, taken, FakeSink(), client.seat_secret)

    async def student(self, name: str, *, slow: bool = False) -> Client:
        """A student with a new seat, who has come in."""
        client = await self.seated(name, slow=slow)
        await client.come_in()
        return client

    async def time_passes(self, seconds: float) -> None:
        """Let time pass, and what was to be done by then be done."""
        self.clock.go_on(seconds)
        self.timers.go_off()
        await settle()

    async def end(self) -> None:
        """Everyone goes, and the store lets go of its file."""
        for client in self.clients:
            await client.go()
        await self.store.close()

    async def version(self) -> int:
        """The version of the room that is stored."""
        return (await self.rooms.find(self.room)).version

    async def round_id(self) -> str:
        """The id of the current round."""
        current = (await self.rooms.find(self.room)).current_round
        assert current is not None
        return current
