"""A mistake in a cell, told in lines of text: where it is, why it is one, how it could read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pylq_ext.banks.problems import Problem, split_lines

WIDTH = 80
MAX_SHOWN = 14


@dataclass(frozen=True, slots=True)
class Told:
    """One line, at most `WIDTH` wide where it can be; `mended` marks what could stand instead."""

    text: str
    mended: bool = False


def explained(source: str, problem: Problem) -> Iterator[Told]:
    """Yield the line with the mistake, why it is one, and the mended text if there is one."""
    lines = split_lines(source)
    at = problem.line - 1
    if 0 <= at < len(lines):
        yield from _marked([lines[at]], "  | ")
    yield from (Told(line) for line in wrapped(problem.message))
    first, last = problem.lines
    place = f"line {first}" if first == last else f"lines {first} to {last}"
    if problem.mended == "":
        yield Told(f"  To mend it, take {place} out.")
    elif problem.mended is not None:
        yield Told(f"  To mend it, {place} could be:")
        yield from _marked(problem.mended.split("\n"), "  + ", mended=True)


def wrapped(text: str) -> Iterator[str]:
    """Yield a sentence in lines that are indented by two."""
    for line in textwrap.wrap(text, WIDTH - 2, break_long_words=False):
        yield f"  {harmless(line)}"


def harmless(text: str) -> str:
    """Return the text with nothing in it that could act on a terminal."""
    shown = text.replace("\t", "    ")
    return "".join(sign if sign.isprintable() else "�" for sign in shown)


def _marked(lines: Sequence[str], mark: str, *, mended: bool = False) -> Iterator[Told]:
    for line in lines[:MAX_SHOWN]:
        shown = harmless(line)
        room = WIDTH - len(mark)
        shown = shown if len(shown) <= room else f"{shown[: room - 1]}…"
        yield Told(f"{mark}{shown}".rstrip(), mended)
    if len(lines) > MAX_SHOWN:
        yield Told(f"{mark}… ({len(lines) - MAX_SHOWN} more lines)")
