from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from pylq_ext import join, open_bank, open_room
from pylq_ext.widgets import loop_thread
from pylq_ext.widgets.instructor import Room
from pylq_ext.widgets.student import Me
from tests.unit.widgets.classroom import CELLS, DOT, Joins
from tests.unit.widgets.live_host import LiveHost


@pytest.fixture(scope="session")
def live_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHost]:
    host = LiveHost(tmp_path_factory.mktemp("host"))
    yield host
    loop_thread.shared().stop()
    host.stop()


@pytest.fixture
def kernel(live_host: LiveHost, monkeypatch: pytest.MonkeyPatch) -> LiveHost:
    """This process as a kernel of the live host."""
    for name, value in live_host.environment.items():
        monkeypatch.setenv(name, value)
    return live_host


@pytest.fixture
def bank(tmp_path: Path) -> Any:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(cell) for cell in CELLS]
    )
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number}"
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "dot.png").write_bytes(DOT)
    nbformat.write(notebook, tmp_path / "bank.ipynb")
    return open_bank(tmp_path / "bank.ipynb")


@pytest.fixture
def room(kernel: LiveHost, bank: Any) -> Iterator[Room]:
    opened = open_room("Week 3", bank, new=True)
    yield opened
    opened.close()


@pytest.fixture
def joins(room: Room, monkeypatch: pytest.MonkeyPatch) -> Joins:
    """Joins the room under a name, from a notebook of that person's own."""

    def join_as(name: str) -> Me:
        monkeypatch.setenv("JPY_SESSION_NAME", f"{name}.ipynb")
        return join(room.code, name=name)

    return join_as
