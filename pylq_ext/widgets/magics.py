"""A lesson in one line a cell: `%%ask`, `%pick`, `%lock`, `%feedback`.

They act on the room opened last in this kernel, or on the one that is named, by its name in quotes
or by a variable. What goes wrong is told in a sentence, without a traceback.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.explained import explained
from pylq_ext.banks.image_files import attached
from pylq_ext.banks.problems import Problem
from pylq_ext.domain.errors import InvalidInput, NoSuchRoom, PyLQError
from pylq_ext.widgets.bank_list import Asked
from pylq_ext.widgets.instructor import Room, Round
from pylq_ext.widgets.latest_room import latest

P = ParamSpec("P")


def register(shell: Any) -> None:
    """Add the magics to a shell; a second time changes nothing."""
    # `Any`, because IPython's own type for magic functions is that of its methods.
    magics = _Magics(shell)
    shell.register_magic_function(_told(magics.ask), "cell", "ask")
    for name in ("pick", "lock", "feedback"):
        shell.register_magic_function(_told(getattr(magics, name)), "line", name)


def _told(magic: Callable[P, Round]) -> Callable[P, Round]:
    """Return the magic with mistakes told as IPython tells wrong usage: in words alone."""

    @wraps(magic)
    def told(*arguments: P.args, **named: P.kwargs) -> Round:
        try:
            return magic(*arguments, **named)
        except PyLQError as mistake:
            raise UsageError(str(mistake)) from None

    return told


class _Magics:
    """The magics of one shell; their docstrings are what `%pick?` shows."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell

    def ask(self, line: str, cell: str) -> Round:
        """Ask the question below, which is Markdown as in a question bank.

        `%%ask` asks in the room opened last, `%%ask "Week 3"` in the one of that name. Images are
        files beside the notebook.
        """
        room = self._room(_words(line))
        # Code cells have no attachments; images are files beside the notebook, where kernels run.
        shown = attached(cell, None, Path.cwd())
        problems = read_cell(cell, shown.attachments, shown.unreadable).problems
        if problems:
            raise InvalidInput("\n".join(_explained(cell, problems)))
        return room._pick(Asked(cell, shown.attachments), again=False)

    def pick(self, line: str) -> Round:
        """Pick a question: `%pick next`, `%pick 3`, `%pick cell-id`; a room's name may follow."""
        words = _words(line)
        if not words:
            raise InvalidInput("Say which question: %pick next, or its number, %pick 3.")
        which, *rest = words
        return self._room(rest).pick(int(which) if which.isdecimal() else which)

    def lock(self, line: str) -> Round:
        """Lock the current round, three seconds from now; `%lock now` at once."""
        words = _words(line)
        now = words[:1] == ["now"]
        return self._room(words[1:] if now else words).lock(now=now)

    def feedback(self, line: str) -> Round:
        """Show everyone what is right, and why; a room's name may follow."""
        return self._room(_words(line)).show_feedback()

    def _room(self, words: Sequence[str]) -> Room:
        """Return the room that is named, or the one opened last."""
        name = " ".join(words)
        named = self._shell.user_ns.get(name)
        room = named if isinstance(named, Room) else latest(name or None)
        if room is not None:
            return room
        if not name:
            raise NoSuchRoom('No room was opened in this notebook yet: room = open_room("Week 3").')
        raise NoSuchRoom(
            f"No room called {name[:80]!r} was opened in this notebook, and no variable of that "
            f"name holds one: open_room({name[:80]!r}) opens it, or enters it again."
        )


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        raise InvalidInput('A room\'s name stands between two quotation marks: "Week 3".') from None


def _explained(cell: str, problems: Sequence[Problem]) -> Iterator[str]:
    yield "This cell cannot be asked."
    for problem in problems:
        yield f"\nLine {problem.line} below %%ask: {problem.code}"
        yield from (line.text for line in explained(cell, problem))
