"""A simulated class: its students' processes, started and ended from here."""

from __future__ import annotations

import asyncio
import contextlib
import math
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from pylq_ext.demo.minds import characters, name
from pylq_ext.demo.student_process import Part

#: One process holds so many with ease; a class of two or more is in two processes at least.
_IN_A_PROCESS: Final = 150

_PATIENCE: Final = 5.0


class _Told(msgspec.Struct):
    joined: str | None = None
    saved: int = 0
    refused: dict[str, int] = {}
    returned: int = 0


class SimulatedClass:
    """`students` students in the room with that code, at the host at `url`.

    `banks` is what they know of; `seconds` is how long they take for a question; `errors` is the
    file that their processes' complaints go to.
    """

    def __init__(
        self,
        url: str,
        code: str,
        students: int,
        *,
        banks: Sequence[Path],
        seconds: float,
        errors: Path,
    ) -> None:
        special = characters(students)
        people = [(name(index), character) for index, character in enumerate(special)]
        processes = max(min(2, students), math.ceil(students / _IN_A_PROCESS))
        self._parts = [
            Part(
                url=url,
                code=code,
                students=people[index::processes],
                banks=[str(bank) for bank in banks],
                seconds=seconds,
                arrive_within=min(seconds / 4, 2 + students / 100),
            )
            for index in range(processes)
        ]
        self._errors = errors
        self._processes: list[asyncio.subprocess.Process] = []
        self._readers: list[asyncio.Task[None]] = []
        #: Who has a seat by now, and what became of the class's attempts (known at the end).
        self.joined: list[str] = []
        self.saved = self.returned = 0
        self.refused: Counter[str] = Counter()

    async def start(self, on_joined: Callable[[], None] = lambda: None) -> None:
        """Start the processes; `on_joined` is called whenever somebody has taken a seat."""
        for part in self._parts:
            with self._errors.open("ab") as errors:
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "pylq_ext.demo.student_process",
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=errors,
                    start_new_session=True,  # Ctrl-C is for the demo, which ends them in order
                )
            self._processes.append(process)
            self._readers.append(asyncio.create_task(self._read(process, on_joined)))
            assert process.stdin is not None  # noqa: S101 - it is a pipe
            with contextlib.suppress(OSError):
                process.stdin.write(msgspec.json.encode(part) + b"\n")
                await process.stdin.drain()

    async def stop(self) -> None:
        """End all processes; after that, none is left and the figures are complete."""
        for process in self._processes:
            if process.stdin is not None:
                process.stdin.close()
        try:
            async with asyncio.timeout(_PATIENCE):
                await asyncio.gather(*(process.wait() for process in self._processes))
        except TimeoutError:
            for process in self._processes:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            await asyncio.gather(*(process.wait() for process in self._processes))
        await asyncio.gather(*self._readers, return_exceptions=True)

    async def _read(
        self, process: asyncio.subprocess.Process, on_joined: Callable[[], None]
    ) -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        async for line in process.stdout:
            told = msgspec.json.decode(line, type=_Told)
            if told.joined is not None:
                self.joined.append(told.joined)
                on_joined()
            self.saved += told.saved
            self.returned += told.returned
            self.refused.update(told.refused)
