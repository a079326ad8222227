"""Separated text is read by the separator and in the encoding that it has."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.csv_source import MAX_BYTES, NOT_UTF8, read_csv
from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.table_columns import count_known

HEADER = ("question", "A", "B", "right")


def rows(content: bytes) -> list[list[str]]:
    sheet, _ = read_csv(content, count_known)
    return [[cell.text for cell in row.cells] for row in sheet.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_that_of_the_header(separator, end):
    text = separator.join(HEADER) + end + separator.join(["x", "1", "2", "A"]) + end
    assert rows(text.encode()) == [list(HEADER), ["x", "1", "2", "A"]]


def test_quoted_cells_may_hold_separators_quotes_and_lines():
    text = 'question,A\n"a, ""b""\nc",d\n\n'
    sheet, _ = read_csv(text.encode(), count_known)
    assert [cell.text for cell in sheet.rows[1].cells] == ['a, "b"\nc', "d"]


def test_rows_know_the_line_where_they_begin():
    sheet, _ = read_csv(b'question,A\n\n"a\nb",c\nd,e\n', count_known)
    assert [row.number for row in sheet.rows] == [1, 3, 5]


def test_the_line_that_excel_puts_first_is_left_out():
    sheet, _ = read_csv(b"sep=;\nquestion;A\na;b\n", count_known)
    assert [row.number for row in sheet.rows] == [2, 3]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_in_each_usual_encoding(coding):
    sheet, note = read_csv("question,A\nGröße,–\n".encode(coding), count_known)
    assert ([cell.text for cell in sheet.rows[1].cells], note) == (["Größe", "–"], "")


def test_another_encoding_is_read_as_windows_has_it_and_told():
    sheet, note = read_csv("question,A\nGröße,x\n".encode("cp1252"), count_known)
    assert (sheet.rows[1].at(0).text, note) == ("Größe", NOT_UTF8)


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b'question,A\n"a,b\n', "line 2"),
        (b'question,A\nx,y\n"a"b,c\n', "line 3"),
        (b"question,A\n" + b"a" * 200_000, "line 2"),
        (b"question,A\n" + b"a\n" * 21_000, "rows"),
        (b"question,A\n" + b"," * 201, "columns"),
        (b"," * 400_000, "cells"),
        (b"a" * (MAX_BYTES + 1), "bytes"),
        (b"question\0,A\n", "no table"),
    ],
    ids=["open", "quote", "long", "rows", "columns", "cells", "bytes", "null"],
)
def test_what_is_damaged_or_too_much_is_refused_with_its_place(content, hint):
    with pytest.raises(Unreadable, match=hint):
        read_csv(content, count_known)
