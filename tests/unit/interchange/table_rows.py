"""Rows of a table, each under its own header."""

from __future__ import annotations

import csv
import io

from pylq_ext.interchange.record import Record
from pylq_ext.interchange.tables import read_table


def read(**cells: str) -> Record:
    """The record of a row; a `_` in a column's name stands for its blank."""
    file = io.StringIO()
    row = {"question": "Which?", **{name.replace("_", " "): cell for name, cell in cells.items()}}
    writer = csv.DictWriter(file, list(row))
    writer.writeheader()
    writer.writerow(row)
    (record,) = read_table(file.getvalue().encode())
    return record


def earned(record: Record) -> list[float]:
    return [choice.credit for choice in record.choices]
