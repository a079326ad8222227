"""How far long work has come, on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Final, Self, TextIO, TypeVar

T = TypeVar("T")

#: Seconds: work that is done sooner shows nothing, and a bar is drawn so often.
PATIENCE: Final = 0.5
INTERVAL: Final = 0.1
_CELLS: Final = 30


class Progress:
    """A bar for work in `parts`, on the error stream; it is gone when the work is.

    Nothing is ever written to what is no terminal. Only to be used in a `with` statement.
    """

    def __init__(
        self,
        label: str,
        parts: int,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._label = label
        self._parts = max(parts, 1)
        # Looked up now, not when this was imported: tests and notebooks exchange it.
        self._stream = stream or sys.stderr
        self._clock = clock
        #: When the bar is to be drawn next; never where nobody looks.
        self._due = clock() + PATIENCE if self._stream.isatty() else float("inf")
        #: What stands on the line now, and has to be wiped off.
        self._shown = ""

    def part(self, number: int, items: Sequence[T]) -> Iterator[T]:
        """Yield the items of the part of that number, from 0, and show how many are behind."""
        for at, item in enumerate(items):
            self._show((number + at / len(items)) / self._parts)
            yield item

    def _show(self, share: float) -> None:
        now = self._clock()
        if now < self._due:
            return
        self._due = now + INTERVAL
        full = "#" * int(share * _CELLS)
        self._write(f"{self._label} [{full:<{_CELLS}}] {share:4.0%}")

    def _write(self, line: str) -> None:
        blank = " " * len(self._shown)
        self._stream.write(f"\r{blank}\r{line}" if self._shown else line)
        self._stream.flush()
        self._shown = line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._write("")
