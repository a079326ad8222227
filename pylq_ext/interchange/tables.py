"""Tables of questions, as separated text (CSV) or spreadsheets (XLSX).

`table_columns` says which columns there are. All texts are Markdown, as in a bank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pylq_ext.interchange.csv_source import read_csv
from pylq_ext.interchange.record import Record, Unreadable
from pylq_ext.interchange.spreadsheet import Sheet, is_spreadsheet, read_spreadsheet
from pylq_ext.interchange.table_columns import count_known, read_header
from pylq_ext.interchange.table_questions import read_row


def read_table(content: bytes) -> list[Record]:
    """Return a record for each question of a table; raises Unreadable."""
    return table_in(read_spreadsheet(content)) if is_spreadsheet(content) else _csv(content)


def table_in(sheets: Sequence[Sheet]) -> list[Record]:
    """Return a record for each question of a spreadsheet that has been read; raises Unreadable."""
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise Unreadable("The spreadsheet is empty.")
    records: list[Record] = []
    notes: list[str] = []
    for at, sheet in enumerate(sheets):
        names = [cell.text for cell in sheet.rows[0].cells]
        if at and not count_known(names):
            notes.append(
                f"The sheet “{sheet.name[:40]}” was left out: it is no table of questions."
            )
            continue
        place = "row" if len(sheets) == 1 else f"sheet {sheet.name[:40]}, row"
        records.extend(_records(sheet, place))
    if notes and records:
        # What belongs to all of them is told once.
        records[0] = replace(records[0], notes=(*records[0].notes, *notes))
    return records


def _csv(content: bytes) -> list[Record]:
    sheet, note = read_csv(content, count_known)
    if not sheet.rows:
        raise Unreadable("The table is empty.")
    records = _records(sheet, "line")
    if not note:
        return records
    return [
        replace(record, notes=(*record.notes, note))
        if record.problem is None and not all(cell.text.isascii() for cell in row.cells)
        else record
        for record, row in zip(records, sheet.rows[1:], strict=True)
    ]


def _records(sheet: Sheet, place: str) -> list[Record]:
    header, *rows = sheet.rows
    columns = read_header(header, rows)
    return [read_row(row, columns, f"{place} {row.number}") for row in rows]
