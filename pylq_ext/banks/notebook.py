"""Reading a question bank from a notebook file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pylq_ext.banks import identity, old_format
from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.cell import is_question
from pylq_ext.banks.files import State, replace_file, state_of
from pylq_ext.banks.image_files import attached, image_names
from pylq_ext.banks.images import BESIDE
from pylq_ext.banks.outputs import with_output
from pylq_ext.banks.problems import split_lines
from pylq_ext.banks.title import printable, shorten
from pylq_ext.domain.errors import InvalidInput

__all__ = ["Bank", "BankQuestion", "mend_identity", "open_bank", "read_notebook", "text_of"]

MAX_BANK_BYTES = 64 * 1024 * 1024
FORMAT = 4


def open_bank(path: str | os.PathLike[str]) -> Bank:
    """Return the bank in the notebook at `path`, which is never executed.

    Files beside it are read where a question shows them. Cells with mistakes are in the bank as
    broken questions. Nothing is written. Raises
    InvalidInput if there is no such file, or if it is no notebook of nbformat 3 or 4.
    """
    # It is read again in the lesson, from whatever folder the kernel is in by then.
    path = Path(path).absolute()
    # Seen before it is read: what is written meanwhile is a change.
    state = state_of(path)
    return _bank_in(read_notebook(path), path, state)


def _bank_in(notebook: Mapping[str, Any], path: Path, state: State | None = None) -> Bank:
    bank_id = identity.bank_id(notebook, path)
    questions: list[BankQuestion] = []
    title = ""
    ids = identity.known_ids(notebook["cells"])
    files = {path: state}
    for cell_number, cell in enumerate(notebook["cells"], start=1):
        if cell.get("cell_type") != "markdown":
            continue
        source = text_of(cell.get("source"))
        if not is_question(source):
            title = title or _heading(source)
            continue
        number = len(questions) + 1
        beside = [path.parent / name for name in image_names(source) if name.startswith(BESIDE)]
        files.update((file, state_of(file)) for file in beside)
        shown = attached(source, cell.get("attachments"), path.parent)
        shown = with_output(shown, source, notebook["cells"][: cell_number - 1])
        questions.append(
            BankQuestion(
                number=number,
                id=ids[cell_number - 1],
                bank=bank_id,
                source=source,
                attachments=shown.attachments,
                cell_number=cell_number,
                unreadable=shown.unreadable,
            )
        )
    return Bank(
        questions,
        id=bank_id,
        title=title or path.stem,
        path=path,
        repeated_ids=identity.repeated_ids(notebook["cells"]),
        files=files,
    )


def mend_identity(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Give the bank at `path` its id and each cell one of its own, as `identity.mend_ids` does.

    Return a sentence for each thing that was done. A notebook that lacks nothing, or that has no
    question in it, is not touched. Raises InvalidInput as `open_bank` does, if the notebook is of
    nbformat 3, which has no place for a cell's id, or if the file cannot be written; then it is as
    it was.
    """
    path = Path(path)
    notebook = read_notebook(path)
    if not _bank_in(notebook, path):
        return ()
    if notebook["nbformat"] == old_format.FORMAT:
        raise InvalidInput(
            f"{printable(str(path))} is a notebook of format 3, in which cells have no ids: open it"
            " in Jupyter and save it, which brings it up to date. Nothing was written.",
            path=str(path),
        )
    text = path.read_bytes().decode("utf-8")
    mended = identity.mend_ids(text, path)
    if mended.done:
        replace_file(path, mended.text.encode("utf-8"))
    return mended.done


def read_notebook(path: Path) -> Mapping[str, Any]:
    """Return metadata and cells of the notebook at `path` as nbformat 4 has them.

    `nbformat` is beside them as the file has it, 3 or 4. Raises InvalidInput, with a sentence that
    says what to do, if it cannot be read. Importing nbformat, for its schema, would take longer
    than reading hundreds of questions.
    """
    try:
        if path.stat().st_size > MAX_BANK_BYTES:
            raise _unusable(path, "it is larger than 64 MiB", "move images and data out of it")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _unusable(path, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise _unusable(path, "it is a folder", "name a notebook in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise _unusable(path, str(reason), "check the file and its permissions") from None
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        notebook = None
    if not isinstance(notebook, Mapping) or "nbformat" not in notebook:
        raise _unusable(path, "it is not a notebook", "save it again with Jupyter")
    number = notebook["nbformat"]
    if number == old_format.FORMAT:
        try:
            notebook = old_format.as_format_4(notebook)
        except old_format.Damaged:
            raise _unusable(path, *_DAMAGED) from None
    elif number != FORMAT:
        raise _unusable(path, *_of_another_format(number))
    cells, metadata = notebook.get("cells"), notebook.get("metadata", {})
    if (
        not isinstance(cells, list)
        or not isinstance(metadata, Mapping)
        or not all(isinstance(cell, Mapping) for cell in cells)
    ):
        raise _unusable(path, *_DAMAGED)
    return {"metadata": metadata, "cells": cells, "nbformat": number}


_DAMAGED = ("it is a damaged notebook", "save it again with Jupyter")


def _of_another_format(number: object) -> tuple[str, str]:
    if isinstance(number, int) and number > FORMAT:
        return (
            f"it is a notebook of format {number}, which came after this version",
            "install a newer version of PyLiveQuestions, or save it as format 4",
        )
    return (
        "it is not a notebook of format 3 or 4",
        "open it in Jupyter and save it, which brings it up to date",
    )


def _unusable(path: Path, what: str, how: str) -> InvalidInput:
    return InvalidInput(
        f"{printable(str(path))} cannot be read as a question bank: {what}; {how}.",
        path=str(path),
    )


def notebook_text(cells: Sequence[Mapping[str, Any]], metadata: Mapping[str, Any]) -> str:
    """Return the file of a notebook whose cells have ids (notebook format 4.5)."""
    whole = {
        "cells": cells,
        "metadata": metadata,
        "nbformat": FORMAT,
        "nbformat_minor": identity.MINOR_WITH_IDS,
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
    # A lone surrogate can stand in JSON, but in no UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def text_of(source: Any) -> str:
    """Return a cell's source as one text, whether it stands as a text or as lines."""
    if isinstance(source, str):
        return source
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return ""


def _heading(source: str) -> str:
    for line in split_lines(source):
        if line.startswith("#"):
            return shorten(printable(line.lstrip("#").strip()))
    return ""
