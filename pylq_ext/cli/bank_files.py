"""The notebooks that files and folders on a command line stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file or folder that cannot be used, and a sentence that says why and what to do."""

    path: str
    message: str


@dataclass(slots=True)
class BankFiles:
    """What was named: `notebooks`, each once, by the folder of the command line that it is in.

    A notebook that was named itself is in no folder (None), even if its folder is named as well.
    """

    notebooks: dict[Path, Path | None] = field(default_factory=dict)
    unusable: list[Unusable] = field(default_factory=list)


def find_banks(names: Iterable[str]) -> BankFiles:
    """Return the notebooks of these names: files as they are, folders with all below them.

    Of a folder, what is hidden is left out, and with it the copies that Jupyter keeps in
    `.ipynb_checkpoints`. Nothing is opened: a file may turn out not to be a notebook.
    """
    found = BankFiles()
    for name in names:
        path = Path(name)
        if not _is_folder(path):
            found.notebooks[path] = None
            continue
        closed: list[OSError] = []
        within = _within(path, closed)
        for notebook in within:
            found.notebooks.setdefault(notebook, path)
        found.unusable += [_closed(error) for error in closed]
        if not within and not closed:
            found.unusable.append(Unusable(str(path), _no_notebook(path)))
    return found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _within(folder: Path, closed: list[OSError]) -> list[Path]:
    """Return the notebooks in a folder and below it, in order; what cannot be entered is told."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(root) / name
            for name in names
            if name.endswith(".ipynb") and not name.startswith(".")
        ]
    return sorted(found)


def _closed(error: OSError) -> Unusable:
    path = str(error.filename)
    return Unusable(
        path, f"{path} cannot be looked through: {error.strerror}; check the folder's permissions."
    )


def _no_notebook(folder: Path) -> str:
    return (
        f"{folder}: there is no notebook (.ipynb) in this folder or below it. Name the folder that "
        'your banks are in, or begin one: pylq new "Topic".'
    )


def no_question(folder: Path, notebooks: int) -> Unusable:
    """Return what is wrong with a folder in whose notebooks nothing is asked."""
    few = "the notebook" if notebooks == 1 else f"the {notebooks} notebooks"
    return Unusable(
        str(folder),
        f"{folder}: there is no question in {few} of this folder. A question has an option that is "
        'ticked, `- [x] …`; `pylq new "Topic"` writes a bank with examples.',
    )
