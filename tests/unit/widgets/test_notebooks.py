"""The notebooks that people begin with run from top to bottom, more than once."""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pylq_ext import open_room
from tests.unit.widgets.live_host import LiveHost

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def run(name: str, host: LiveHost, **variables: str) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(NOTEBOOKS / name, as_version=4)
    client = NotebookClient(notebook, resources={"metadata": {"path": str(NOTEBOOKS)}})
    client.execute(env=os.environ | host.environment | variables)
    return notebook


def printed(notebook: nbformat.NotebookNode) -> str:
    return "".join(
        output.get("text", "") + str(output.get("data", {}).get("text/plain", ""))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


def views(notebook: nbformat.NotebookNode) -> int:
    return sum(
        "application/vnd.jupyter.widget-view+json" in output.get("data", {})
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


def test_the_instructors_notebook_runs_twice_into_the_same_room(kernel: LiveHost):
    first = run("instructor.ipynb", kernel)
    assert views(first) == 2
    code = re.search("join code is ([A-Z]+-[0-9]+)", printed(first))
    assert code is not None
    again = printed(run("instructor.ipynb", kernel))
    assert "Entered your open room" in again
    assert code[1] in again


def test_the_students_notebook_sits_down_on_the_same_seat_again(
    kernel: LiveHost, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    room = open_room("For a student", new=True)
    session = {"PYLQ_CODE": room.code, "PYLQ_NAME": "Ada", "JPY_SESSION_NAME": "ada.ipynb"}
    first = run("student.ipynb", kernel, **session)
    assert views(first) == 1
    assert "Ada in For a student" in printed(first)
    assert "Ada in For a student" in printed(run("student.ipynb", kernel, **session))
    room.close()


def test_without_a_code_the_students_notebook_asks(kernel: LiveHost):
    notebook = run("student.ipynb", kernel, JPY_SESSION_NAME="nobody.ipynb")
    assert "the card asks" in printed(notebook)
    assert views(notebook) == 1


@pytest.mark.parametrize("name", ["instructor.ipynb", "student.ipynb"])
def test_notebooks_are_kept_without_outputs(name: str):
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    assert all(cell.get("execution_count") is None for cell in notebook.cells)
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize("name", ["instructor.ipynb", "student.ipynb"])
def test_no_secret_is_in_an_executed_notebook(name: str, kernel: LiveHost):
    room = open_room("Secrets", new=True)
    executed = run(name, kernel, PYLQ_CODE=room.code, PYLQ_NAME="Ada", JPY_SESSION_NAME="s.ipynb")
    text = nbformat.writes(executed)
    assert kernel.key not in text
    assert '"secret"' not in text
    assert '"ticket"' not in text
    room.close()
