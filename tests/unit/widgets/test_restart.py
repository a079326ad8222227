"""Kernels that are restarted in mid-lesson, with all cells run again."""

from __future__ import annotations

import re

from pylq_ext import my_rooms, open_bank, open_room
from pylq_ext.widgets.instructor import Room
from tests.unit.widgets.kernels import NOTEBOOKS, printed, run_cells
from tests.unit.widgets.live_host import LiveHost

TEACHER = [
    """
from pylq_ext import open_bank, open_room

bank = open_bank("../question_banks/python_basics.ipynb")
room = open_room(NAME, bank)
""",
    "room.pick(1)",
]

STUDENT = """
from pylq_ext import join

me = join(CODE, name="Ada")
me.answer("A")
"""


def teaches(host: LiveHost, name: str, *cells: str) -> tuple[Room, str]:
    """Run an instructor's notebook in a new kernel; return the room, and what was printed."""
    first, *rest = cells
    text = printed(run_cells(host, first.replace("NAME", repr(name)), *rest))
    code = re.search("join code is ([A-Z]+-[0-9]+)", text)
    assert code is not None, text
    (room,) = (one for one in my_rooms() if one.code == code[1])
    return room, text


def test_restart_and_run_all_is_the_same_room_and_seat_and_asks_nothing_twice(kernel: LiveHost):
    room, _ = teaches(kernel, "Restarted", *TEACHER)
    student = STUDENT.replace("CODE", repr(room.code))
    run_cells(kernel, student, JPY_SESSION_NAME="ada.ipynb")

    again, text = teaches(kernel, "Restarted", *TEACHER)
    assert "Entered your open room" in text
    assert again.code == room.code
    run_cells(kernel, student, JPY_SESSION_NAME="ada.ipynb")

    assert [(one.number, one.phase) for one in room.rounds] == [(1, "open")]
    assert list(room.people()["name"]) == ["Ada"]
    assert len(room.attempts()) == 1
    assert len(room.attempts(history=True)) == 2
    room.close()


def test_another_notebook_and_a_re_vote_would_be_seen(kernel: LiveHost):
    room = open_room("Careless", new=True)
    student = STUDENT.replace("CODE", repr(room.code)).replace('me.answer("A")', "")
    for notebook in ("ada.ipynb", "another.ipynb"):
        run_cells(kernel, student, JPY_SESSION_NAME=notebook)
    assert list(room.people()["name"]) == ["Ada", "Ada 2"]
    ask = TEACHER[1].replace("(1)", "(1, again=True)")
    room.pick(open_bank(NOTEBOOKS / "../question_banks/python_basics.ipynb")[1])
    teaches(kernel, "Careless", TEACHER[0], ask)
    assert [one.number for one in room.rounds] == [1, 2]
    room.close()


def test_what_on_attempt_raises_is_shown_below_the_cell(kernel: LiveHost):
    notebook = run_cells(
        kernel,
        """
from threading import Event
from pylq_ext import join, open_room

room = open_room("Shown", new=True)
room.ask("Ready?", ["yes", "no"])
me = join(room.code, name="Ada")
called = Event()


def fail(attempt):
    if attempt.answer == "B":
        called.set()
    1 / 0


handle = room.on_attempt(fail)
""",
        "me.answer('A'); me.answer('B'); called.wait(10)",
        "handle._thread.is_alive(), room.close()",
        JPY_SESSION_NAME="shown.ipynb",
    )
    text = printed(notebook)
    assert text.count("ZeroDivisionError: division by zero") == 1
    assert "Traceback" not in text
    assert "(True, None)" in text
