"""Spreadsheets as they are made by programs, and as they are made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

KAHOOT_HEADER = [
    None,
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
]

Cells = Sequence[Any]


def xlsx(*rows: Cells, more: Mapping[str, Sequence[Cells]] | None = None) -> bytes:
    """A spreadsheet; `more` are further sheets by name."""
    book = Workbook()
    first = book.active
    assert first is not None
    for row in rows:
        first.append(list(row))
    for name, others in (more or {}).items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def kahoot(*questions: Cells, header: Cells = KAHOOT_HEADER) -> bytes:
    """A template that is filled in: its header in row 8, and questions from row 9 on."""
    above = [[], [None, "Quiz template"], [None, "Add questions."], [], [], [], []]
    numbered = [[number, *question] for number, question in enumerate(questions, start=1)]
    return xlsx(*[row or [None, " "] for row in above], header, *numbered)


def with_part(content: bytes, ending: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same spreadsheet with a part changed, that whose name ends so."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part) if name.endswith(ending) else part)
    return file.getvalue()
