"""The notebooks that people begin with run from top to bottom, more than once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from pylq_ext import open_room
from pylq_ext.demo.students_notebook import fill_in
from tests.unit.widgets.kernels import NOTEBOOKS, printed, run
from tests.unit.widgets.live_host import LiveHost


@pytest.fixture
def filled(tmp_path: Path) -> Callable[[str], Path]:
    """Fills Ada's name and a join code into a copy of the student's notebook."""

    def fill(code: str) -> Path:
        path = tmp_path / "student.ipynb"
        path.write_bytes((NOTEBOOKS / "student.ipynb").read_bytes())
        fill_in(path, code, "Ada")
        return path

    return fill


def views(notebook: nbformat.NotebookNode) -> int:
    return sum(
        "application/vnd.jupyter.widget-view+json" in output.get("data", {})
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


def test_the_instructors_notebook_runs_twice_into_the_same_room(kernel: LiveHost):
    first = run(NOTEBOOKS / "instructor.ipynb", kernel)
    assert views(first) == 2
    code = re.search("join code is ([A-Z]+-[0-9]+)", printed(first))
    assert code is not None
    again = printed(run(NOTEBOOKS / "instructor.ipynb", kernel))
    assert "Entered your open room" in again
    assert code[1] in again


def test_the_students_notebook_sits_down_on_the_same_seat_again(
    kernel: LiveHost, filled: Callable[[str], Path]
):
    room = open_room("For a student", new=True)
    notebook = filled(room.code)
    first = run(notebook, kernel, JPY_SESSION_NAME="ada.ipynb")
    assert views(first) == 1
    assert "Ada in For a student" in printed(first)
    assert "Ada in For a student" in printed(run(notebook, kernel, JPY_SESSION_NAME="ada.ipynb"))
    room.close()


def test_without_a_code_the_students_notebook_asks(kernel: LiveHost):
    notebook = run(NOTEBOOKS / "student.ipynb", kernel, JPY_SESSION_NAME="nobody.ipynb")
    assert "the card asks" in printed(notebook)
    assert views(notebook) == 1


@pytest.mark.parametrize("name", ["instructor.ipynb", "student.ipynb"])
def test_notebooks_are_kept_without_outputs(name: str):
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    assert all(cell.get("execution_count") is None for cell in notebook.cells)
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize("name", ["instructor.ipynb", "student.ipynb"])
def test_no_secret_is_in_an_executed_notebook(
    name: str, kernel: LiveHost, filled: Callable[[str], Path]
):
    room = open_room("Secrets", new=True)
    student = filled(room.code)
    executed = run(student if name == "student.ipynb" else NOTEBOOKS / name, kernel)
    assert views(executed) > 0
    text = nbformat.writes(executed)
    assert kernel.key not in text
    assert '"secret"' not in text
    assert '"ticket"' not in text
    room.close()


def test_the_rest_of_a_notebook_stays_as_it_is_when_it_is_filled_in(
    filled: Callable[[str], Path],
):
    before = nbformat.read(NOTEBOOKS / "student.ipynb", as_version=4)
    after = nbformat.read(filled("DOG-427"), as_version=4)
    changed = [
        new.source
        for old, new in zip(before.cells, after.cells, strict=True)
        if old.source != new.source
    ]
    assert len(changed) == 1
    assert 'join("DOG-427", name="Ada")' in changed[0]
    assert before.metadata == after.metadata
