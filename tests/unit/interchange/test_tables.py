"""Tables of questions: the same as CSV and as a spreadsheet, row by row."""

from __future__ import annotations

import csv
import io

import pytest

from pylq_ext.interchange.csv_source import NOT_UTF8
from pylq_ext.interchange.record import Sort, Unreadable
from pylq_ext.interchange.tables import read_table
from tests.unit.interchange.sheets import xlsx

ROWS = [
    ["question", "A", "B", "C", "right", "note A", "explanation", "points", "seconds", "tags"],
    ["Which float?", "wood", "cork", "stone", "A, B", "It does.", "Light.", "2", "30", "a,b"],
    ["Why?", "", "", "", "", "", "", "", "", ""],
]


def as_csv(rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def test_csv_and_spreadsheet_read_the_same():
    first, second = read_table(as_csv(ROWS))
    assert (first.where, second.where) == ("line 2", "line 3")
    assert (first.sort, second.sort) == (Sort.MULTIPLE, Sort.OPEN)
    assert (first.points, first.seconds, first.tags) == (2.0, 30, ("a", "b"))
    for record, other in zip((first, second), read_table(xlsx(*ROWS)), strict=True):
        assert other.where == record.where.replace("line", "row")
        assert (other.choices, other.points, other.tags) == (
            *(record.choices, record.points, record.tags),
        )


def test_special_letters_of_another_encoding_are_told_where_they_are():
    first, second = read_table("question\nGröße?\nWhy?\n".encode("cp1252"))
    assert (first.prompt, first.notes, second.notes) == ("Größe?", (NOT_UTF8,), ())


def test_every_sheet_with_questions_is_read_and_others_are_told():
    records = read_table(xlsx(*ROWS, more={"Two": ROWS, "Notes": [["Buy chalk."]]}))
    assert [record.where for record in records] == [
        *("sheet Sheet, row 2", "sheet Sheet, row 3", "sheet Two, row 2", "sheet Two, row 3")
    ]
    assert "“Notes”" in records[0].notes[0]


@pytest.mark.parametrize("content", [b"", b"\n\n", xlsx(), b"a,b\n", xlsx(["a"])], ids=range(5))
def test_what_is_no_table_of_questions_is_refused(content):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_table(content)
