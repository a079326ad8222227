"""Tables as separated text (CSV): their encoding, separator and rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.spreadsheet import MAX_COLUMNS, MAX_ROWS, Cell, Row, Sheet

MAX_BYTES = 16 * 1024 * 1024
MAX_CELLS = 300_000

SEPARATORS = ",;\t|"

NOT_UTF8 = (
    "The file is not in UTF-8 and was read as Windows has it (1252): look at its special letters."
)


def read_csv(content: bytes, count_known: Callable[[Sequence[str]], int]) -> tuple[Sheet, str]:
    """Return the rows, and a sentence that is to be told of special letters, or nothing.

    Separated is by what lets `count_known` know most columns of the header. Raises Unreadable.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(
            f"The table has {len(content):,} bytes; at most {MAX_BYTES:,} are read. Split it."
        )
    text, note = _decoded(content)
    if "\0" in text:
        raise Unreadable("This is no table of text: it has characters that are none. Save as CSV.")
    if max(text.count(sign) for sign in SEPARATORS) + text.count("\n") > MAX_CELLS:
        raise Unreadable(f"The table has more than {MAX_CELLS:,} cells. Split it.")
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip()) < 10:
        # Excel's own line, which says how the others are separated.
        text, skipped = rest, 1
    separator = max(SEPARATORS, key=lambda sign: count_known(_first_row(text, sign)))
    rows = tuple(
        Row(number + skipped, tuple(map(Cell, cells)))
        for number, cells in _rows(text, separator)
        if any(cell.strip() for cell in cells)
    )
    return Sheet("", rows), note


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), ""
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), NOT_UTF8


def _first_row(text: str, separator: str) -> Sequence[str]:
    try:
        return next((cells for _, cells in _rows(text, separator) if any(cells)), [])
    except Unreadable:
        return []


def _rows(text: str, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows with the line (from 1) where each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = counted = 0
    try:
        for cells in reader:
            counted += 1
            if counted > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise Unreadable(
                    f"The table has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns (line "
                    f"{before + 1:,}). Split it."
                )
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise Unreadable(
            f"The table cannot be read at line {before + 1:,} ({error}): a quotation mark is "
            "missing there, or one within a cell is not doubled."
        ) from None
