"""Kahoot's spreadsheets: each filled-in row ends as a record."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from pylq_ext.interchange.kahoot import SEVERAL_RIGHT, read_kahoot
from pylq_ext.interchange.record import Choice, Record, Sort, Unreadable
from tests.unit.interchange.real_files import FOLDER, needs_real_files
from tests.unit.interchange.sheets import KAHOOT_HEADER, kahoot, xlsx


def read(*row: Any) -> Record:
    (record,) = read_kahoot(kahoot(row))
    return record


def test_a_row_is_a_question():
    record = read("Which floats?", "stone", "wood", None, None, 20.0, 2.0)
    assert record == Record(
        "row 9",
        Sort.SINGLE,
        prompt="Which floats?",
        choices=(Choice("stone", 0.0), Choice("wood", 1.0)),
        seconds=20,
    )


@pytest.mark.parametrize("right", ["1,3", 1.3, 13, "1, 3", "1;3"])
def test_several_right_answers_are_a_multiple_choice_with_a_note(right):
    record = read("Which?", "a", "b", "c", "d", 30, right)
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [1.0, 0.0, 1.0, 0.0]
    assert SEVERAL_RIGHT in record.notes


def test_markup_in_a_cell_is_shown_as_it_stands():
    record = read("What is 2*3*4 <b>?", "`a`", "$5", None, None, 5, 1)
    assert record.prompt == r"What is 2\*3\*4 \<b>?"
    assert [choice.text for choice in record.choices] == [r"\`a\`", r"\$5"]


def test_empty_rows_are_left_out_and_places_are_kept():
    empty: list[Any] = [None] * 7
    rows = [["A?", "a", "b", None, None, 20, 1], empty, ["B?", "a", "b", None, None, 20, 2]]
    assert [record.where for record in read_kahoot(kahoot(*rows))] == ["row 9", "row 11"]


def test_a_gap_between_answers_does_not_move_the_right_one():
    record = read("Which?", "a", None, "c", None, 20, 3)
    assert record.choices == (Choice("a", 0.0), Choice("c", 1.0))


@pytest.mark.parametrize(
    "row",
    [
        (None, "a", "b", None, None, 20, 1),
        ("Which?", "a", "b", None, None, 20, None),
        ("Which?", "a", "b", None, None, 20, 3),
        ("Which?", "a", "b", None, None, 20, "a"),
        ("Which?", "a", None, None, None, 20, 1),
        ("Which?", None, None, None, None, 20, 1),
        ("Which?", "a", "b", "c", "d", 20, datetime.date(2024, 2, 1)),
        ("Which?", "a", "=1+1", None, None, 20, 1),
    ],
    ids=range(8),
)
def test_a_row_that_cannot_be_read_is_a_problem(row):
    record = read(*row)
    assert (record.where, record.sort) == ("row 9", None)
    assert record.problem is not None


def test_a_time_limit_that_is_none_and_cells_beside_are_told():
    record = read("Which?", "a", "b", None, None, "long", 1, "https://a.b/c.png")
    assert record.seconds is None
    assert len(record.notes) == 2


def test_a_time_limit_may_be_a_text_or_missing():
    assert read("Which?", "a", "b", None, None, "20 sec", 1).seconds == 20
    assert read("Which?", "a", "b", None, None, None, 1).seconds is None
    assert read("Which?", "a", "b", None, None, None, 1).notes == ()


def test_a_template_of_another_language_is_known_by_its_places():
    german = [None, "Frage", *[f"Antwort {at}" for at in range(1, 5)], "Zeitlimit", "Richtig"]
    content = kahoot(["Was?", "a", "b", None, None, 20, 2], header=german)
    (record,) = read_kahoot(content)
    assert (record.prompt, record.seconds) == ("Was?", 20)
    assert [choice.credit for choice in record.choices] == [0.0, 1.0]


def test_a_header_in_another_row_is_found_by_its_names():
    (record,) = read_kahoot(xlsx(KAHOOT_HEADER, [1, "Which?", "a", "b", None, None, 20, 1]))
    assert (record.where, record.problem) == ("row 2", None)


@pytest.mark.parametrize(
    "content", [xlsx(["a"]), xlsx(), xlsx(["question", "A"]), b"", b"PK"], ids=range(5)
)
def test_another_file_is_refused(content):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_kahoot(content)


def test_a_template_without_questions_has_none():
    assert read_kahoot(kahoot()) == []


@needs_real_files
def test_the_real_spreadsheet_is_read_cell_by_cell():
    path = FOLDER / "kahoot" / "pacphi-filled.xlsx"
    records = read_kahoot(path.read_bytes())
    sheet: Any = load_workbook(path).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=9, values_only=True) if row[1]]
    assert len(records) == len(rows) == 16
    for record, row in zip(records, rows, strict=True):
        assert (record.problem, record.notes, record.sort) == (None, (), Sort.SINGLE)
        assert (record.prompt, record.seconds) == (row[1], row[6])
        assert [choice.text for choice in record.choices] == list(row[2:6])
        assert [choice.credit for choice in record.choices].index(1.0) == row[7] - 1
