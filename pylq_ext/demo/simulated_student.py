"""A simulated student: joins by HTTP with the code, then answers each question over a socket."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pylq_ext.demo.lesson_socket import LessonSocket
from pylq_ext.demo.minds import Character, Crib, Step, plan
from pylq_ext.demo.rest import Rest
from pylq_ext.domain.errors import Busy, Denied, NoSuchRoom, RoomClosed
from pylq_ext.domain.outcomes import Result
from pylq_ext.domain.room import RoomPhase
from pylq_ext.protocol.client import AttendeeConnection
from pylq_ext.protocol.documents import AttendeeQuestion
from pylq_ext.widgets.host import NoHost, Ticket
from pylq_ext.widgets.seat_file import new_secret


@dataclass(slots=True)
class Tally:
    """What the host said to a class's attempts, and how often somebody came back."""

    saved: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    returned: int = 0


class SimulatedStudent:
    """One student of a class; `attend` is a whole lesson.

    `rest` leads to the room host, `code` is the room's; `seconds` is how long the class takes for
    a question. `on_joined` is called with the name that the host gave.
    """

    def __init__(
        self,
        rest: Rest,
        code: str,
        name: str,
        character: Character,
        *,
        crib: Crib,
        seconds: float,
        tally: Tally,
        on_joined: Callable[[str], None],
    ) -> None:
        self._rest = rest
        self._code = code
        self._name = name
        self._character = character
        self._crib = crib
        self._seconds = seconds
        self._tally = tally
        self._on_joined = on_joined
        # The same name has the same chance, so that a demo can be told to somebody.
        self._chance = random.Random(name)  # noqa: S311 - a game
        self._secret = new_secret()
        self._taken: dict[str, Any] = {}
        #: The rounds that need no more thought.
        self._done: set[str] = set()

    async def attend(self) -> None:
        """Join, and answer until the room is closed."""
        with contextlib.suppress(RoomClosed, NoSuchRoom, Denied):
            self._taken = await self._join()
            self._on_joined(str(self._taken["name"]))
            socket = LessonSocket(
                f"{self._rest.socket_url}api/rooms/{self._taken['room']}/socket",
                AttendeeConnection(),
                self._get_ticket,
            )
            staying = asyncio.create_task(socket.stay())
            try:
                while True:
                    await self._answer_next(socket)
            finally:
                staying.cancel()
                await asyncio.gather(staying, return_exceptions=True)

    async def _join(self) -> dict[str, Any]:
        body = {"code": self._code, "name": self._name, "secret": self._secret}
        while True:
            try:
                taken: dict[str, Any] = await self._rest.post("api/join", body)
            except (Busy, NoHost):
                await asyncio.sleep(self._chance.uniform(0.2, 1.0))
            else:
                return taken

    async def _get_ticket(self) -> Ticket:
        ticket = self._taken.pop("ticket", None)
        if ticket is None:  # that of joining was good for the first socket
            body = {"seat": self._taken["seat"], "secret": self._secret}
            path = f"api/rooms/{self._taken['room']}/tickets"
            return Ticket(**await self._rest.post(path, body))
        return Ticket(
            room=self._taken["room"],
            seat=self._taken["seat"],
            role="attendee",
            name=self._taken["name"],
            ticket=ticket,
            expires_at=self._taken["expires_at"],
        )

    async def _answer_next(self, socket: LessonSocket[AttendeeConnection]) -> None:
        """Wait for a question that is not dealt with, and deal with it."""
        round_id, question = await socket.until(self._to_answer)
        self._done.add(round_id)
        for step in plan(self._character, question, self._crib, self._seconds, self._chance):
            if not await self._wait(socket, round_id, step):
                # Opened again, it is thought about again.
                self._done.discard(round_id)
                return
            if step.away:
                async with socket.away():
                    await asyncio.sleep(step.away)
                self._tally.returned += 1
            if step.answer is not None:
                await self._attempt(socket, round_id, step)

    def _to_answer(self, connection: AttendeeConnection) -> tuple[str, AttendeeQuestion] | None:
        room, question = connection.room, connection.question
        if room is None or room.round is None or question is None:
            return None
        if room.phase is not RoomPhase.OPEN or room.round.id in self._done:
            return None
        return room.round.id, question

    async def _wait(
        self, socket: LessonSocket[AttendeeConnection], round_id: str, step: Step
    ) -> bool:
        """Return whether the step is still to be done, when its moment has come."""

        def over(connection: AttendeeConnection) -> bool | None:
            room = connection.room
            if room is None:  # read anew, after the host's restart
                return None
            if room.round is None or room.round.id != round_id:
                return True
            return None if room.phase is RoomPhase.OPEN else True

        try:
            async with asyncio.timeout(step.after):
                await socket.until(over)
        except TimeoutError:
            return True
        if step.whatever:
            # Somebody who looks up after the lock, and tries all the same.
            await asyncio.sleep(self._seconds / 40)
        return step.whatever

    async def _attempt(
        self, socket: LessonSocket[AttendeeConnection], round_id: str, step: Step
    ) -> None:
        answer = step.answer
        assert answer is not None  # noqa: S101 - for the type checker
        ack = await socket.submit(
            lambda connection: connection.make_attempt(answer, round_id=round_id)
        )
        if ack.result in (Result.OK, Result.DUPLICATE):
            self._tally.saved += 1
        else:
            self._tally.refused[ack.reason or str(ack.result)] += 1
