"""Three hundred students at once: everything arrives, once, and nobody hears of another.

Figures are printed (`pytest -s`); only what is promised is asserted of them.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.busy_student import record_ack
from tests.support.history import History, assert_kept
from tests.support.host_process import REPOSITORY, HostProcess
from tests.support.load import PartProcess
from tests.support.raw_client import RawClient, owner_of
from tests.support.stored_rows import stored_room

STUDENTS = 300
PROCESSES = 3

CHOICE = "### Which one?\n\n- [ ] one\n- [x] two\n  > That it is.\n- [ ] three\n- [ ] four\n"
OPEN = "### Say something\n\n<!-- pylq: open -->\n"

#: Seconds; far above what any computer needs, so that only a defect reaches them.
ALL_HAVE_IT = 10.0
ALL_SEEN = 30.0

#: What a student's frames could tell of another: a seat, a name, an answer in their own words.
TRACES = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])|Student-\d{4}-[0-9a-f]{8}|Answer-\d{4}-[0-9a-f]{8}"
)


class Class:
    """The whole class: its parts, and what is measured of it."""

    def __init__(self, parts: Sequence[PartProcess], owner: RawClient, show: Any) -> None:
        self._parts = parts
        self._owner = owner
        self._show = show

    async def ask(self, do: str, **order: Any) -> list[dict[str, Any]]:
        return await asyncio.gather(*(part.ask(do, **order) for part in self._parts))

    async def pick(self, question: str) -> str:
        """Pick, and measure until each student has the question."""
        started = time.monotonic()
        round_id = await self._owner.pick(question)
        parts = await self.ask("question", round=round_id)
        self.figures("pick → question", (at - started for part in parts for at in part["at"]))
        assert max(at for part in parts for at in part["at"]) - started < ALL_HAVE_IT
        return round_id

    async def answer(self, round_id: str, answers: Sequence[str]) -> None:
        """All answer at once; measure the acks, and until the owner has seen all."""
        asked = asyncio.create_task(self.ask("answer", round=round_id, answers=answers))
        # One client keeps all frames, so this looks at each once.
        await self._owner.until(lambda _: len(self._owner.counting(round_id)) == STUDENTS)
        seen_at = time.monotonic()
        parts = await asked
        sent = [at for part in parts for at in part["sent"]]
        acked = [at for part in parts for at in part["acked"]]
        self.figures("answer → ack", (b - a for a, b in zip(sent, acked, strict=True)))
        self.figures("first answer → owner has seen all", [seen_at - min(sent)])
        assert seen_at - min(sent) < ALL_SEEN

    async def show_feedback(self, round_id: str) -> None:
        """Reveal, and measure until each student has the feedback."""
        started = time.monotonic()
        await self._owner.move("show_feedback")
        parts = await self.ask("feedback", round=round_id)
        self.figures("reveal → feedback", (at - started for part in parts for at in part["at"]))
        assert max(at for part in parts for at in part["at"]) - started < ALL_HAVE_IT

    def figures(self, what: str, seconds: Iterable[float]) -> None:
        times = sorted(one * 1000 for one in seconds)
        if len(times) == 1:
            self._show(f"{what:36} {times[0]:7.0f} ms")
            return
        middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
        self._show(f"{what:36} p50 {middle:5.0f}  p95 {high:5.0f}  max {times[-1]:5.0f} ms")


async def test_a_class_of_300_answers_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def show(line: str) -> None:
        with capsys.disabled():
            print(f"\n  {line}", end="", flush=True)  # noqa: T201 - the figures are its purpose

    with HostProcess(tmp_path) as host:
        room = host.open_room()
        choice = host.put_question(room["id"], CHOICE)
        in_words = host.put_question(room["id"], OPEN)
        async with AsyncExitStack() as stack:
            owner = await stack.enter_async_context(owner_of(host, room["id"]))
            parts = []
            for _ in range(PROCESSES):
                parts.append(await PartProcess.start(REPOSITORY))
                stack.push_async_callback(parts[-1].end)
            a_class = Class(parts, owner, show)
            show(f"{STUDENTS} students in {PROCESSES} processes")
            each = STUDENTS // PROCESSES
            started = time.monotonic()
            await asyncio.gather(
                *(
                    part.ask(
                        "enter", url=host.url, code=room["code"], first=index * each, count=each
                    )
                    for index, part in enumerate(parts)
                )
            )
            a_class.figures(f"{STUDENTS} join and connect", [time.monotonic() - started])

            first = await a_class.pick(choice)
            await a_class.answer(first, ["a", "b", "c", "d"])
            await a_class.show_feedback(first)
            second = await a_class.pick(in_words)
            await a_class.answer(second, ["own"])
            await a_class.show_feedback(second)

            files = [tmp_path / f"part-{index}.json" for index in range(PROCESSES)]
            await asyncio.gather(
                *(
                    part.ask("report", file=str(file))
                    for part, file in zip(parts, files, strict=True)
                )
            )
            await owner.everything()
            students = [one for file in files for one in json.loads(file.read_text("utf-8"))]
            assert len({one["seat"] for one in students}) == STUDENTS
            assert len(owner.all_of("ack")) < 10, "nobody's ack comes to the owner"
            people = {fact["seat"] for fact in owner.facts() if fact["kind"] == "joined"}
            assert people == {one["seat"] for one in students}

            history = a_history(students)
            for round_id in (first, second):
                history.counting(round_id, owner.counting(round_id))
        assert history.acknowledged == 2 * STUDENTS
        assert_kept(history, stored_room(host.database, room["id"]))
        assert_nobody_hears_of_another(students, room["id"])
        # The control: one frame that went to the wrong student is found.
        students[17]["frames"].append(students[250]["frames"][-1])
        with pytest.raises(AssertionError, match="was told"):
            assert_nobody_hears_of_another(students, room["id"])


def a_history(students: Sequence[dict[str, Any]]) -> History:
    history = History()
    for student in students:
        for one in student["attempts"]:
            history.attempted(student["seat"], one["command_id"], one["round"], one["answer"], 0)
            record_ack(history, student["seat"], one["ack"])
    return history


def assert_nobody_hears_of_another(students: Sequence[dict[str, Any]], room: str) -> None:
    own = {
        student["name"]: {
            student["name"],
            student["seat"],
            *(one["answer"] for one in student["attempts"]),
        }
        for student in students
    }
    for student in students:
        said = set(TRACES.findall("\n".join(student["frames"]))) - {room}
        assert said <= own[student["name"]], f"{student['name']} was told {said}"
        # The pattern does find what there is.
        assert student["seat"] in said
        assert student["name"] in said
        assert any(one.startswith("Answer-") for one in said)
        secrets = {one["secret"] for one in students}
        assert not any(secret in frame for secret in secrets for frame in student["frames"][:3])
