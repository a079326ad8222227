"""The cell with the right answers is understood however a program changed it."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.option_numbers import option_numbers
from pylq_ext.interchange.spreadsheet import Cell
from pylq_ext.interchange.unfit import Unfit


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        (Cell("1", 1.0), (1,)),
        (Cell("1,3"), (1, 3)),
        (Cell(" 1 ; 3 "), (1, 3)),
        (Cell("1 and 3"), (1, 3)),
        (Cell("1,2,3,4"), (1, 2, 3, 4)),
        (Cell("3,1,3"), (3, 1)),
        (Cell("1.2", 1.2), (1, 2)),
        (Cell("4.1", 4.1), (4, 1)),
    ],
    ids=str,
)
def test_numbers_are_read(cell, numbers):
    assert option_numbers(cell, 4) == (numbers, None)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [(Cell("13", 13.0), (1, 3)), (Cell("1.23", 1.23), (1, 2, 3)), (Cell("1234"), (1, 2, 3, 4))],
    ids=str,
)
def test_a_number_that_was_several_is_read_with_a_note(cell, numbers):
    found, note = option_numbers(cell, 4)
    assert found == numbers
    assert note is not None


def test_a_number_that_is_an_option_is_only_that():
    assert option_numbers(Cell("12", 12.0), 12) == ((12,), None)


@pytest.mark.parametrize(
    "cell",
    [
        Cell(""),
        Cell("5"),
        Cell("0"),
        Cell("1,9"),
        Cell("11"),
        Cell("all"),
        Cell("-1"),
        Cell("2024-02-01", is_date=True),
        Cell("1," * 1000),
        Cell("9" * 30),
    ],
    ids=lambda cell: cell.text[:10],
)
def test_what_names_no_answer_is_a_problem(cell):
    with pytest.raises(Unfit, match=r"\.$"):
        option_numbers(cell, 4)
