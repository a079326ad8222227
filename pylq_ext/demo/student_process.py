"""Some simulated students in a process of their own: `python -m pylq_ext.demo.student_process`.

The first line of standard input is a `Part` as JSON; the end of standard input ends the process.
Standard output gets one JSON object a line: `{"joined": name}` for each student, and at the end
`{"saved": ..., "refused": {...}, "returned": ...}`.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any

import msgspec

from pylq_ext.banks.notebook import open_bank
from pylq_ext.demo.minds import Character, crib_of
from pylq_ext.demo.rest import Rest
from pylq_ext.demo.simulated_student import SimulatedStudent, Tally


class Part(msgspec.Struct):
    """Which students are in this process, and in which room. `seconds` is for one question."""

    url: str
    code: str
    students: list[tuple[str, Character]]
    banks: list[str]
    seconds: float
    arrive_within: float


async def attend(part: Part, tally: Tally) -> None:
    """Have all these students attend, one arriving after the other, until the room is closed."""
    crib = crib_of([open_bank(Path(bank)) for bank in part.banks])
    rest = Rest(part.url)

    async def one(index: int, name: str, character: Character) -> None:
        share = index / len(part.students)
        await asyncio.sleep(part.arrive_within * (1.5 if character is Character.LATE else share))
        student = SimulatedStudent(
            rest,
            part.code,
            name,
            character,
            crib=crib,
            seconds=part.seconds,
            tally=tally,
            on_joined=lambda given: _tell({"joined": given}),
        )
        await student.attend()

    outcomes = await asyncio.gather(
        *(one(index, name, character) for index, (name, character) in enumerate(part.students)),
        return_exceptions=True,
    )
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            sys.stderr.write(f"A simulated student broke: {outcome!r}\n")


async def _run() -> None:
    loop = asyncio.get_running_loop()
    orders = asyncio.StreamReader(limit=16 * 1024 * 1024)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    line = await orders.readline()
    if not line:
        return
    tally = Tally()
    lesson = asyncio.create_task(attend(msgspec.json.decode(line, type=Part), tally))
    end = asyncio.create_task(orders.read())
    loop.add_signal_handler(signal.SIGTERM, lesson.cancel)
    await asyncio.wait({lesson, end}, return_when=asyncio.FIRST_COMPLETED)
    for task in (lesson, end):
        task.cancel()
    await asyncio.gather(lesson, end, return_exceptions=True)
    _tell({"saved": tally.saved, "refused": dict(tally.refused), "returned": tally.returned})


def _tell(message: dict[str, Any]) -> None:
    try:
        sys.stdout.write(msgspec.json.encode(message).decode() + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # whoever started this has gone, and standard input ends as well


if __name__ == "__main__":
    asyncio.run(_run())
