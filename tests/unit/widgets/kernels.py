"""Notebooks run from top to bottom, each time in a new kernel of a live host."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tests.unit.widgets.live_host import LiveHost

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def run(path: Path, host: LiveHost, **variables: str) -> nbformat.NotebookNode:
    """Return the notebook at a path as it is after it was run; the file stays as it is."""
    return run_notebook(nbformat.read(path, as_version=4), host, **variables)


def run_cells(host: LiveHost, *cells: str, **variables: str) -> nbformat.NotebookNode:
    """Return a notebook of these cells as it is after it was run."""
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    return run_notebook(nbformat.v4.new_notebook(cells=code), host, **variables)


def run_notebook(
    notebook: nbformat.NotebookNode, host: LiveHost, **variables: str
) -> nbformat.NotebookNode:
    """Run a notebook in place, in a new kernel, and return it."""
    client = NotebookClient(notebook, resources={"metadata": {"path": str(NOTEBOOKS)}})
    client.execute(env=os.environ | host.environment | variables)
    return notebook


def printed(notebook: nbformat.NotebookNode) -> str:
    """Return all text below the cells."""
    return "".join(
        output.get("text", "") + str(output.get("data", {}).get("text/plain", ""))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )
