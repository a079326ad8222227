"""Plays one fixed lesson and writes every different frame of it: `python -m` this file.

The frames in `pylq_ext/protocol/golden` are what the Python and the TypeScript client are tested
against. Ids, clock and tickets are fixed, so the same lesson gives the same bytes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pylq_ext.protocol.codec
from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.commands import Order
from pylq_ext.domain.room import LOCK_NOTICE, Role
from pylq_ext.ports.room_store import Committed, Decide, StoreBusy
from pylq_ext.protocol.constants import PING_EVERY
from tests.support.fake_sink import FakeSink
from tests.support.fixed import MULTIPLE, NUMBER, OPEN, SHORT, SINGLE, FixedClock, secret
from tests.support.lesson import EPOCH, Client, Lesson, settle

FOLDER = Path(pylq_ext.protocol.codec.__file__).with_name("golden")


class StoreWithFullDisk(MemoryStore):
    """A store that can be told to have no room for anything."""

    full = False

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        if self.full:
            raise StoreBusy("database or disk is full")
        return await super().perform(orders, decide)


class Recording:
    """The lesson, and each different frame under a name that says when it was sent."""

    def __init__(self) -> None:
        self.clock = FixedClock()
        self.store = StoreWithFullDisk(self.clock)
        self.lesson = Lesson(self.store, self.clock)
        self.clients: list[Client] = []
        self.files: dict[str, dict[str, Any]] = {}
        self._frames: set[str] = set()

    async def comes_in(self, step: str, client: Client, held: dict[str, Any]) -> None:
        self.clients.append(client)
        hello = {"type": "hello", "ticket": client.ticket.text, "held": held, "present": True}
        self._keep(step, "client", None, hello)
        await client.come_in(held)
        await self._hear(step)

    async def says(self, step: str, client: Client, message: dict[str, Any]) -> None:
        self._keep(step, "client", None, message)
        assert client.connection is not None
        read = pylq_ext.protocol.codec.read_client_message(json.dumps(message))
        await self.lesson.service.receive(client.connection, read)
        await self._hear(step)

    async def gives(
        self, step: str, client: Client, name: str, seen: int | None = None, /, **body: Any
    ) -> None:
        count = sum(file["frame"]["type"] == "command" for file in self.files.values()) + 1
        message = {"type": "command", "id": count, "command_id": f"command-{count}", "name": name}
        message |= {} if seen is None else {"seen": seen}
        await self.says(step, client, message | {"body": body})

    async def happens(self, step: str) -> None:
        """Something that no frame of a client brought about."""
        await self._hear(step)

    async def _hear(self, step: str) -> None:
        await settle()
        for client in self.clients:
            if client.role is Role.OWNER and client.connection and not client.sink.dropped:
                # Whoever waits for the pong has been sent all facts, without waiting for time.
                await self.lesson.service.receive(
                    client.connection, pylq_ext.protocol.codec.read_client_message(_PING)
                )
        await settle()
        for client in self.clients:
            for frame in client.sink.news():
                self._keep(step, "host", client.role, frame)

    def _keep(self, step: str, direction: str, role: Role | None, frame: dict[str, Any]) -> None:
        if frame.get("ticket"):
            # What is in a ticket is the host's business, and zlib's: not the same everywhere.
            frame = {**frame, "ticket": f"ticket-for-{step}"}
        # The same frame may be another document to another role.
        known = json.dumps([role, frame])
        if known in self._frames or frame == {"type": "pong", "id": 0}:
            return
        self._frames.add(known)
        kind = frame["name"] if frame["type"] == "command" else frame["type"]
        stem = "-".join([step, role.value if role else "client", kind.replace("_", "-")])
        name, count = stem, 1
        while name in self.files:
            count += 1
            name = f"{stem}-{count}"
        self.files[name] = {
            "name": name,
            "direction": direction,
            "role": role.value if role else None,
            "frame": frame,
        }


_PING = '{"type":"ping","id":0}'


async def play() -> dict[str, str]:
    """Return the text of each golden file by its name."""
    recording = Recording()
    lesson, clock = await recording.lesson.open(), recording.clock
    says, gives = recording.says, recording.gives
    nothing = {"epoch": "", "room": 0, "question": "", "feed": 0}

    taken = await lesson.rooms.ticket_for_owner(await lesson.rooms.find(lesson.room))
    owner = Client(lesson, taken, FakeSink())
    await recording.comes_in("opened", owner, nothing)
    clock.go_on(1)
    ada = await lesson.seated("Ada")
    await recording.happens("joined")
    await recording.comes_in("waiting", ada, nothing)
    namesake = await lesson.seated("Ada")
    await recording.comes_in("namesake", namesake, nothing)
    lesson.service.sweep()
    await recording.happens("two-here")

    clock.go_on(1)
    await gives(
        "single-picked", owner, "pick", 1, question=SINGLE.hash, bank="basics.ipynb", cell="c1"
    )
    first = await lesson.round_id()
    clock.go_on(1)
    await gives("answered", ada, "make_attempt", 0, round=first, answer="a")
    repeated = recording.files["answered-client-make-attempt"]["frame"]
    await says("repeated", ada, {**repeated, "id": 99})
    await gives("changed", ada, "make_attempt", 3, round=first, answer="b")
    await gives("other-tab", ada, "make_attempt", 3, round=first, answer="c")
    await gives("no-such-option", ada, "make_attempt", 4, round=first, answer="z")
    await gives("not-hers", ada, "lock", 2)
    await gives("misspelt", ada, "make_atempt", 4)
    recording.store.full = True
    await gives("full-disk", namesake, "make_attempt", 0, round=first, answer="b")
    recording.store.full = False
    await gives("stale-owner", owner, "lock", 1)
    clock.go_on(1)
    await gives("announced", owner, "lock", 2)
    clock.go_on(1)
    await gives("sent-at-lock", ada, "make_attempt", 4, round=first, answer="c", at_lock=True)
    await gives("called-off", owner, "reopen", 3)
    await gives("announced-again", owner, "lock", 4)
    await lesson.time_passes(LOCK_NOTICE / 1000)
    await recording.happens("lock-due")
    await gives("open-again", owner, "reopen", 6)
    await gives("locked", owner, "lock", 7, now=True)
    await gives("late", namesake, "make_attempt", 0, round=first, answer="b")
    await gives("reopened", owner, "reopen", 8)
    await gives("at-lock", namesake, "make_attempt", 0, round=first, answer="a", at_lock=True)
    clock.go_on(1)
    await gives("revealed", owner, "show_feedback", 9)
    await gives("after-reveal", ada, "make_attempt", 5, round=first, answer="c")
    clock.go_on(1)
    await gives("corrected", owner, "correct_key", 10, round=first, right=["a", "c"])
    await gives("no-key", owner, "correct_key", 11, round=first, right=None)
    await gives("corrected-wrongly", owner, "correct_key", 12, round=first, right=["z"])
    await gives("renamed", owner, "rename", seat=namesake.seat, name="Ada Lovelace")
    await gives("nobody", owner, "rename", seat="nobody", name="Ada")

    again = Client(
        lesson, await lesson.rooms.ticket_for_seat(lesson.room, ada.seat, secret(1)), FakeSink()
    )
    held = {"epoch": EPOCH, "room": 13, "question": SINGLE.face, "feed": 0}
    await recording.comes_in("came-back", again, held)

    clock.go_on(1)
    await gives("multiple-picked", owner, "pick", 13, question=MULTIPLE.hash)
    second = await lesson.round_id()
    await gives("chose-two", ada, "make_attempt", 0, round=second, answer=["c", "a"])
    await gives("chose-none", namesake, "make_attempt", 0, round=second, answer=[])
    await gives("wrong-round", ada, "make_attempt", 5, round=first, answer="a")
    await gives("undone", owner, "undo", 14)
    await gives("withdrawn", ada, "make_attempt", 6, round=second, answer=["a"])

    clock.go_on(1)
    await gives("open-picked", owner, "pick", 15, question=OPEN.hash)
    third = await lesson.round_id()
    await gives(
        "wrote",
        ada,
        "make_attempt",
        0,
        round=third,
        answer="Scopes. 🙂 <b>Really</b>\nAll of them.",
    )
    (attempt,) = await lesson.store.latest_attempts(third)
    wrote = attempt.number
    await gives("marked", owner, "mark", round=third, attempts=[wrote], share=0.5)
    await gives("mark-taken-back", owner, "mark", round=third, attempts=[wrote], share=None)
    await gives("marked-nothing", owner, "mark", round=third, attempts=[1], share=1)
    await gives("marked-wrongly", owner, "mark", round=first, attempts=[3], share=1)
    await gives("not-shown-yet", owner, "show_round", 16, round=2)
    await gives("no-such-round", owner, "show_round", 16, round=9)
    await gives("first-shown-again", owner, "show_round", 16, round=1)
    await gives("unknown-question", owner, "pick", 17, question="0" * 64)
    await gives("cleared", owner, "clear", 17)
    await gives("nothing-to-lock", owner, "lock", 18)
    await gives("number-picked", owner, "pick", 18, question=NUMBER.hash)
    fourth = await lesson.round_id()
    await gives("guessed", ada, "make_attempt", 0, round=fourth, answer=41.5)
    await gives("removed", owner, "remove", seat=namesake.seat)
    await gives("cleared-again", owner, "clear", 20)
    clock.go_on(1)
    await gives("short-picked", owner, "pick", 21, question=SHORT.hash)
    fifth = await lesson.round_id()
    await gives("typed", ada, "make_attempt", 0, round=fifth, answer="  Retrun ")
    await gives("short-revealed", owner, "show_feedback", 22)
    await gives("form-corrected", owner, "correct_key", 23, round=fifth, right=["a", "c"])

    clock.go_on(PING_EVERY)
    lesson.service.sweep()
    await recording.happens("host-asks")
    await says("client-answers", ada, {"type": "pong", "id": 2})
    await says("client-asks", ada, {"type": "ping", "id": 7})
    fresh = await lesson.rooms.ticket_for_seat(lesson.room, ada.seat, secret(1))
    await says("renewed", ada, {"type": "renew", "ticket": fresh.ticket.text})
    await says("bad-ticket", again, {"type": "renew", "ticket": "not-a-ticket"})
    await gives("closed", owner, "close")
    await gives("too-late", owner, "pick", 26, question=SINGLE.hash)
    lesson.service.say_goodbye()
    await recording.happens("host-stops")
    await lesson.end()
    return {
        f"{name}.json": json.dumps(file, indent=2, ensure_ascii=False) + "\n"
        for name, file in recording.files.items()
    }


def write(files: dict[str, str]) -> None:
    """Put the files in place of those that are there."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(asyncio.run(play()))
