"""Spreadsheets (.xlsx) of unknown origin as rows of cells: bounded, and nothing is computed."""

from __future__ import annotations

import datetime
import io
import itertools
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.zip_source import ZipSource

MAX_BYTES = 16 * 1024 * 1024
#: Of all parts in XML together, unfolded; other parts are not looked at.
MAX_UNFOLDED = 24 * 1024 * 1024
#: Each element in them costs time, also a cell that has only a colour.
MAX_ELEMENTS = 150_000
#: In columns with three letters: the row of each is filled up to there.
MAX_FAR_CELLS = 2_000
MAX_SHEETS = 50
MAX_ROWS = 20_000
MAX_COLUMNS = 200
#: The last row that a spreadsheet can have.
_LAST_ROW = 1_048_576

_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_FAR = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{3}[0-9]""")
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s>/]")
# How Excel writes a carriage return.
_RETURN = re.compile(r"_x000[dD]_")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is read; `number` is its value where it is one, and `text` always says it.

    `is_date` tells that the program made a date of what was typed. A `problem` says why there is
    no value.
    """

    text: str = ""
    number: float | None = None
    is_date: bool = False
    problem: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.text.strip() and self.problem is None


_EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty; `number` counts from 1, as the program shows it."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """Return the cell in a column, counted from 0; an empty one where there is none."""
        return self.cells[column] if column < len(self.cells) else _EMPTY


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` are those that are not empty."""

    name: str
    rows: tuple[Row, ...]


def is_spreadsheet(content: bytes) -> bool:
    """Tell whether a content begins as every .xlsx does."""
    return content.startswith(b"PK")


def read_spreadsheet(content: bytes) -> list[Sheet]:
    """Return the sheets; raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise Unreadable(
            f"The spreadsheet has {len(content):,} bytes; at most {MAX_BYTES:,} are read. Put the "
            "questions alone into a new one."
        )
    if not is_spreadsheet(content):
        raise Unreadable(
            "This is no .xlsx spreadsheet: open it in a spreadsheet program and save it as .xlsx."
        )
    has_formulas = _guard(content)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not know in a file, as extensions of Excel, are no cells.
            warnings.simplefilter("ignore")
            return _sheets(content, has_formulas)
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl raises whatever a damaged part makes it stumble over.
        raise Unreadable(
            f"The spreadsheet is damaged ({type(error).__name__}): open it in a spreadsheet "
            "program and save it as a new .xlsx."
        ) from None


def _guard(content: bytes) -> bool:
    """Refuse what would unfold to too much, or has entities; return whether it has formulas."""
    source = ZipSource(content)
    left, elements, far, has_formulas = MAX_UNFOLDED, 0, 0, False
    for name in sorted(source.names):
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        part = source.read(name)
        left -= len(part)
        elements += part.count(b"<") - part.count(b"</")
        far += sum(1 for _ in _FAR.finditer(part))
        if left < 0 or elements > MAX_ELEMENTS or far > MAX_FAR_CELLS:
            raise Unreadable(
                "The spreadsheet is too large to be read, or was made to be: put the questions "
                "alone into a new one."
            )
        # Two bytes a character would hide the words otherwise.
        if _TYPE.search(part.replace(b"\0", b"")) is not None:
            raise Unreadable(
                "The spreadsheet has document types or entities in it, which no spreadsheet "
                "program writes. Do not open it."
            )
        has_formulas = has_formulas or _FORMULA.search(part) is not None
    return has_formulas


def _sheets(content: bytes, has_formulas: bool) -> list[Sheet]:
    # Only who reads spreadsheets pays for it.
    from openpyxl import load_workbook

    shown = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    written = load_workbook(io.BytesIO(content), read_only=True) if has_formulas else None
    if len(shown.worksheets) > MAX_SHEETS:
        raise Unreadable(
            f"The spreadsheet has {len(shown.worksheets):,} sheets; at most {MAX_SHEETS} are read."
        )
    return [
        Sheet(sheet.title, tuple(_rows(sheet, written.worksheets[at] if written else None)))
        for at, sheet in enumerate(shown.worksheets)
    ]


def _rows(shown: Any, written: Any | None) -> Iterator[Row]:
    counted = 0
    formulas = _iterated(written) if written is not None else itertools.repeat(())
    for number, (values, sources) in enumerate(
        zip(_iterated(shown), formulas, strict=False), start=1
    ):
        if not values and not sources:
            continue
        cells = [_cell(*pair) for pair in itertools.zip_longest(values, sources)]
        while cells and cells[-1].is_empty:
            cells.pop()
        if not cells:
            continue
        counted += 1
        if counted > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise Unreadable(
                f"The sheet has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns (row "
                f"{number:,}). Split it."
            )
        yield Row(number, tuple(cells))


def _iterated(sheet: Any) -> Iterator[Sequence[Any]]:
    # What a file says of its size may be wrong, and rows would be lost.
    sheet.reset_dimensions()
    return itertools.islice(sheet.iter_rows(), _LAST_ROW)


def _cell(shown: Any, written: Any) -> Cell:
    value = shown.value if shown is not None else None
    if value is None and written is None:
        return _EMPTY
    if value is None:
        is_formula = written is not None and getattr(written, "data_type", "") == "f"
        return Cell(problem=_NEVER_COMPUTED) if is_formula else _EMPTY
    if getattr(shown, "data_type", "") == "e":
        return Cell(problem=f"holds the error {str(value)[:20]}")
    if isinstance(value, bool):
        return Cell(str(value))
    if isinstance(value, (int, float)):
        if "%" in str(shown.number_format):
            return Cell(f"{value * 100:.12g} %", float(value))
        return Cell(f"{value:.15g}", float(value))
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        return Cell(_date(value), is_date=True)
    return Cell(_RETURN.sub("", str(value)))


_NEVER_COMPUTED = "is a formula that was never computed: save the file in a spreadsheet program"


def _date(value: Any) -> str:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
