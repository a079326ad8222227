"""Spreadsheets are read as they show, and refused where they are damaged or made to do harm."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.spreadsheet import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ELEMENTS,
    Cell,
    read_spreadsheet,
)
from tests.unit.interchange.sheets import Cells, with_part, xlsx

MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def cells(*row: object) -> Cells:
    ((only,),) = [sheet.rows for sheet in read_spreadsheet(xlsx(row))]
    return only.cells


def with_rows(rows: bytes) -> bytes:
    return with_part(xlsx(["a"]), "sheet1.xml", lambda _: MAIN + rows + END)


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_spreadsheet(content)
    return str(refused.value)


def test_rows_keep_their_numbers_and_empty_ones_are_left_out():
    (sheet,) = read_spreadsheet(xlsx(["a", None, "b"], [], [None, " "], [None, "c", None]))
    assert [(row.number, [cell.text for cell in row.cells]) for row in sheet.rows] == [
        (1, ["a", "", "b"]),
        (4, ["", "c"]),
    ]
    assert sheet.rows[1].at(7) == Cell()


def test_numbers_are_spelled_as_people_do():
    assert [cell.text for cell in cells(20.0, 1, 1.2, 0.1 + 0.2, True, -3)] == [
        *("20", "1", "1.2", "0.3", "True", "-3")
    ]
    assert [cell.number for cell in cells(20.0, "20", True)] == [20.0, None, None]


def test_a_date_is_known_as_one():
    (cell,) = cells(datetime.datetime(2024, 2, 1))
    assert cell == Cell("2024-02-01", is_date=True)


def test_percent_are_spelled_as_shown():
    content = with_part(
        xlsx([0.5]),
        "styles.xml",
        lambda part: part.replace(b'numFmtId="0" fontId="0"', b'numFmtId="9" fontId="0"'),
    )
    (sheet,) = read_spreadsheet(content)
    assert sheet.rows[0].cells == (Cell("50 %", 0.5),)


def test_a_formula_shows_its_value_or_is_a_problem():
    (sheet,) = read_spreadsheet(
        with_rows(
            b"<row><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c>"
            b'<c t="inlineStr"><is><t>=x</t></is></c><c t="e"><v>#N/A</v></c></row>'
        )
    )
    two, never, text, error = sheet.rows[0].cells
    assert (two.text, text.text) == ("2", "=x")
    assert "never computed" in str(never.problem)
    assert "#N/A" in str(error.problem)


def test_every_sheet_is_read():
    sheets = read_spreadsheet(xlsx(["a"], more={"Second": [["b"]], "Third": []}))
    assert [(sheet.name, len(sheet.rows)) for sheet in sheets] == [
        ("Sheet", 1),
        ("Second", 1),
        ("Third", 0),
    ]


def test_what_a_file_says_of_its_size_does_not_hide_rows():
    content = with_part(
        xlsx(["a"], ["b"]), "sheet1.xml", lambda part: part.replace(b'ref="A1:A2"', b'ref="A1"')
    )
    (sheet,) = read_spreadsheet(content)
    assert len(sheet.rows) == 2


def test_a_row_at_the_very_end_is_read():
    (sheet,) = read_spreadsheet(with_rows(b'<row r="1048576"><c><v>1</v></c></row>'))
    assert [row.number for row in sheet.rows] == [1_048_576]


@pytest.mark.parametrize(
    ("rows", "hint"),
    [
        (b"<row><c/></row>" * (MAX_ELEMENTS // 2 + 1), "too large"),
        (b'<row><c r="XFD1"/></row>' * 3000, "too large"),
        (b"<row>" + b"<c><v>1</v></c>" * (MAX_COLUMNS + 1) + b"</row>", "columns"),
        (b"<row><c><v>1</v></c></row>" * 20_001, "rows"),
        (b"<row>", "damaged"),
        (b'<row><c t="s"><v>99</v></c></row>', "damaged"),
    ],
    ids=["elements", "far", "columns", "rows", "open", "no such text"],
)
def test_a_sheet_that_is_too_much_or_damaged_is_refused(rows, hint):
    assert hint in refusal(with_rows(rows))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_document_types_are_refused(coding):
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'.encode(coding)
    content = with_part(xlsx(["a"]), "sheet1.xml", lambda _: bomb)
    assert "entities" in refusal(content)


def test_a_zip_that_unfolds_to_too_much_is_refused_before_it_is_read_as_a_spreadsheet():
    content = with_part(xlsx(["a"]), "sheet1.xml", lambda _: b" " * 30_000_000)
    assert len(content) < 100_000
    assert "too large" in refusal(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"question,A\n", b"PK\x03\x04" + b"\0" * 100, b"a" * (MAX_BYTES + 1)],
    ids=["empty", "short", "csv", "zeros", "large"],
)
def test_what_is_no_spreadsheet_is_refused(content):
    assert refusal(content).endswith(".")


def test_another_zip_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        target.writestr("a.txt", "a")
    assert "damaged" in refusal(file.getvalue())
