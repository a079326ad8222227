"""A lesson by magics, in a shell of its own."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from pylq_ext import open_room
from pylq_ext.widgets.instructor import Room, Round
from tests.unit.widgets.classroom import DOT, Joins
from tests.unit.widgets.live_host import LiveHost

Runs = Callable[[str], Round]


@pytest.fixture
def shell(kernel: LiveHost) -> InteractiveShell:
    shell = InteractiveShell()
    assert shell.history_manager is not None
    shell.history_manager.enabled = False
    shell.run_line_magic("load_ext", "pylq_ext")
    return shell


@pytest.fixture
def run(shell: InteractiveShell) -> Runs:
    """Runs a cell that must go well, and returns what it came to."""

    def run_cell(cell: str) -> Round:
        with capture_output():
            done = shell.run_cell(cell)
        done.raise_error()
        result = done.result
        assert isinstance(result, Round)
        return result

    return run_cell


@pytest.fixture
def told(shell: InteractiveShell) -> Callable[[str], str]:
    """Runs a cell that must fail, and returns all that a person sees of it."""

    def run_cell(cell: str) -> str:
        with capture_output() as seen:
            done = shell.run_cell(cell)
        assert not done.success
        text: str = seen.stdout + seen.stderr
        assert "Traceback" not in text
        assert text.startswith("UsageError: ")
        return text.removeprefix("UsageError: ")

    return run_cell


QUESTION = "### Which is even?\n\n- [x] 2\n- [ ] 3\n"


def test_a_lesson_by_magics(shell: InteractiveShell, room: Room, joins: Joins, run: Runs):
    ada = joins("Ada")
    asked = run(f"%%ask\n{QUESTION}")
    assert (asked.title, asked.phase) == ("Which is even?", "open")
    ada.answer("A")
    assert run("%lock now").phase == "locked"
    assert run("%feedback").phase == "revealed"
    assert run("%pick next").title == "What prints 3?"
    assert run("%pick 2").title == "Which are even?"
    assert run("%pick cell-4").title == "Why?"
    assert list(room.attempts()["right"]) == [True]


def test_a_cell_shows_images_that_stand_beside_the_notebook(
    shell: InteractiveShell,
    room: Room,
    joins: Joins,
    run: Runs,
    told: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    ada = joins("Ada")
    monkeypatch.chdir(tmp_path)
    run("%%ask\n### What is it?\n\n![A dot](plots/dot.png)\n\n<!-- pylq: open -->")
    assert ada.question is not None
    assert base64.b64encode(DOT).decode() in ada.question._repr_html_()
    missing = told("%%ask\n### What is it?\n\n![A plot](plots/none.png)\n\n<!-- pylq: open -->")
    assert "Line 3 below %%ask: image_missing" in missing


def test_a_lock_without_now_is_announced(shell: InteractiveShell, room: Room, run: Runs):
    run("%pick 1")
    assert run("%lock").phase == "locked"


def test_a_room_is_meant_by_its_name_or_a_variable(
    shell: InteractiveShell, room: Room, run: Runs, told: Callable[[str], str]
):
    later = open_room("Later", new=True)
    shell.user_ns["mine"] = room
    run(f"%%ask\n{QUESTION}")
    run(f'%%ask "Week 3"\n{QUESTION}')
    assert (room.phase, later.phase) == ("open", "open")
    assert run("%lock now mine").number == 1
    assert (room.phase, later.phase) == ("locked", "open")
    assert "No room called 'Week 4' was opened in this notebook" in told('%feedback "Week 4"')
    later.close()


def test_without_a_room_every_magic_says_how_to_open_one(kernel: LiveHost):
    cells = ["%load_ext pylq_ext", f"%%ask\n{QUESTION}", "%pick next", "%lock", "%feedback"]
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell()\n"
        f"for cell in {cells!r}: shell.run_cell(cell)"
    )
    # In a process of its own: here other tests have opened rooms.
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"IPYTHONDIR": kernel.folders["HOME"]},
        capture_output=True,
        text=True,
    )
    said = "UsageError: No room was opened in this notebook yet: room = open_room("
    assert (done.stdout + done.stderr).count(said) == 4


def test_mistakes_are_told_in_words(
    shell: InteractiveShell, room: Room, told: Callable[[str], str]
):
    assert "%pick 3" in told("%pick")
    assert "none 99" in told("%pick 99")
    assert "Question 3 of the bank" in told("%pick 3")
    assert "quotation marks" in told('%lock "Week')
    assert "no current round" in told("%lock")


def test_a_cell_that_is_no_question_is_explained_as_the_check_does(
    shell: InteractiveShell, room: Room, told: Callable[[str], str]
):
    no_question = told("%%ask\n### What prints 3?\n\n- 1\n- 2")
    assert "Line 1 below %%ask: not_a_question" in no_question
    assert "  | ### What prints 3?" in no_question
    missed = told("%%ask\n### What prints 3?\n\n- [x]1\n- [ ] 2")
    assert "Line 3 below %%ask: box_malformed" in missed
    assert "  To mend it, line 3 could be:\n  + - [x] 1" in missed
    assert room.rounds == []


def test_loading_again_changes_nothing(shell: InteractiveShell, room: Room, run: Runs):
    shell.run_line_magic("reload_ext", "pylq_ext")
    assert run("%pick next").number == 1


def test_without_the_magics_nothing_of_ipythons_is_imported():
    code = "import pylq_ext, sys; pylq_ext.open_bank; sys.exit('IPython' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
