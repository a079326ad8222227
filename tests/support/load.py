"""A part of a large class in a process of its own: `python -m tests.support.load`.

Orders come as JSON lines on standard input, and each is answered by one line on standard output
when every student of this part has done it. All times are of the computer's monotonic clock, which
its processes share.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Self

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from pylq_ext.protocol.constants import ANY_VERSION, SUBPROTOCOL

PATIENCE = 90.0

#: Joins and handshakes of this part that are under way at once.
AT_ONCE = 20

Order = dict[str, Any]


class Student:
    """A seat that keeps every frame that it gets, with the moment at which it came."""

    def __init__(self, number: int) -> None:
        self.name = f"Student-{number:04d}-{secrets.token_hex(4)}"
        self.secret = secrets.token_urlsafe(16)
        self.seat: Order = {}
        #: When which frame came, first the text and then its JSON.
        self.frames: list[tuple[float, str, Order]] = []
        self.attempts: list[Order] = []
        self._number = number
        self._news = asyncio.Event()
        self._ids = 0

    async def enter(self, url: str, code: str, http: AsyncHTTPClient) -> None:
        """Join and connect; returns when the room is there."""
        body = {"code": code, "name": self.name, "secret": self.secret}
        answer = await http.fetch(
            HTTPRequest(
                f"{url}api/join",
                method="POST",
                body=json.dumps(body),
                request_timeout=PATIENCE,
                connect_timeout=PATIENCE,
            )
        )
        self.seat = json.loads(answer.body)
        self._socket: ClientConnection = await connect(
            f"ws{url.removeprefix('http')}api/rooms/{self.seat['room']}/socket",
            subprotocols=[Subprotocol(SUBPROTOCOL), Subprotocol(ANY_VERSION)],
            compression=None,
            proxy=None,
            ping_interval=None,
            open_timeout=PATIENCE,
        )
        self._reading = asyncio.create_task(self._read())
        await self._socket.send(json.dumps({"type": "hello", "ticket": self.seat["ticket"]}))
        await self.until(lambda frame: frame["type"] == "room")

    async def has_question(self, round_id: str) -> float:
        """Return when the student had both the round and its question."""
        room_at, room = await self.until(
            lambda frame: (
                frame["type"] == "room"
                and frame["round"] is not None
                and frame["round"]["id"] == round_id
            )
        )
        face = room["round"]["face"]
        question_at, _ = await self.until(
            lambda frame: frame["type"] == "question" and frame["face"] == face
        )
        return max(room_at, question_at)

    async def attempt(self, round_id: str, answer: str) -> tuple[float, float]:
        """Answer, and return when it was sent and when it was acknowledged."""
        if answer == "own":
            answer = f"Answer-{self._number:04d}-{secrets.token_hex(4)}"
        self._ids += 1
        command_id = secrets.token_urlsafe(16)
        sent_at = time.monotonic()
        await self._socket.send(
            json.dumps(
                {
                    "type": "command",
                    "id": self._ids,
                    "command_id": command_id,
                    "name": "make_attempt",
                    "seen": 0,
                    "body": {"round": round_id, "answer": answer},
                }
            )
        )
        acked_at, ack = await self.until(
            lambda frame: frame["type"] == "ack" and frame["command_id"] == command_id
        )
        self.attempts.append(
            {"round": round_id, "answer": answer, "command_id": command_id, "ack": ack}
        )
        return sent_at, acked_at

    async def has_feedback(self, round_id: str) -> float:
        """Return when the student had the feedback."""
        at, _ = await self.until(
            lambda frame: frame["type"] == "feedback" and frame["round"] == round_id
        )
        return at

    async def until(self, wanted: Callable[[Order], bool]) -> tuple[float, Order]:
        """Return the first frame of all that is wanted, and when it came."""
        async with asyncio.timeout(PATIENCE):
            looked_at = 0
            while True:
                self._news.clear()
                for at, _, frame in self.frames[looked_at:]:
                    if wanted(frame):
                        return at, frame
                looked_at = len(self.frames)
                if self._reading.done():
                    raise ConnectionError(f"{self.name} was closed: {self._socket.close_code}")
                await self._news.wait()

    async def leave(self) -> None:
        """Close the socket."""
        await self._socket.close()
        await asyncio.wait([self._reading])

    async def _read(self) -> None:
        try:
            async for text in self._socket:
                self.frames.append((time.monotonic(), str(text), json.loads(text)))
                self._answer_ping()
                self._news.set()
        finally:
            self._news.set()

    def _answer_ping(self) -> None:
        _, _, frame = self.frames[-1]
        if frame["type"] == "ping":
            pong = json.dumps({"type": "pong", "id": frame["id"]})
            self._pong = asyncio.create_task(self._socket.send(pong))


class Part:
    """The students of this process, and what they can be told to do."""

    def __init__(self) -> None:
        self._students: list[Student] = []

    async def obey(self, order: Order) -> Order:
        """Do what an order says and return the answer."""
        do: dict[str, Callable[[Order], Coroutine[Any, Any, Order]]] = {
            "enter": self._enter,
            "question": self._question,
            "answer": self._answer,
            "feedback": self._feedback,
            "report": self._report,
        }
        return await do[order["do"]](order)

    async def _enter(self, order: Order) -> Order:
        self._students = [
            Student(number) for number in range(order["first"], order["first"] + order["count"])
        ]
        http = AsyncHTTPClient(force_instance=True, max_clients=AT_ONCE)
        turn = asyncio.Semaphore(AT_ONCE)

        async def enter(student: Student) -> None:
            async with turn:
                await student.enter(order["url"], order["code"], http)

        await asyncio.gather(*map(enter, self._students))
        http.close()
        return {}

    async def _question(self, order: Order) -> Order:
        times = await asyncio.gather(*(one.has_question(order["round"]) for one in self._students))
        return {"at": times}

    async def _answer(self, order: Order) -> Order:
        options = order["answers"]
        times = await asyncio.gather(
            *(
                one.attempt(order["round"], options[number % len(options)])
                for number, one in enumerate(self._students)
            )
        )
        return {"sent": [sent for sent, _ in times], "acked": [acked for _, acked in times]}

    async def _feedback(self, order: Order) -> Order:
        times = await asyncio.gather(*(one.has_feedback(order["round"]) for one in self._students))
        return {"at": times}

    async def _report(self, order: Order) -> Order:
        """Leave, and write what every student ordered and got into a file."""
        await asyncio.gather(*(one.leave() for one in self._students))
        report = [
            {
                "name": one.name,
                "seat": one.seat["seat"],
                "secret": one.secret,
                "attempts": one.attempts,
                "frames": [text for _, text, _ in one.frames],
            }
            for one in self._students
        ]
        await asyncio.to_thread(Path(order["file"]).write_text, json.dumps(report), "utf-8")
        return {}


class PartProcess:
    """A part of a class as the test sees it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, folder: Path) -> Self:
        """Start the process; `folder` is where the repository is."""
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.support.load",
                cwd=folder,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=2**24,
            )
        )

    async def ask(self, do: str, **order: Any) -> Order:
        """Tell all students of this part to do something, and return when they have."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **order}).encode() + b"\n")
        line = await self._process.stdout.readline()
        assert line, f"the part ended in {do!r}; its error is above"
        answer: Order = json.loads(line)
        return answer

    async def end(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


async def _serve() -> None:
    part = Part()
    while line := await asyncio.to_thread(sys.stdin.readline):
        answer = await part.obey(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve())
