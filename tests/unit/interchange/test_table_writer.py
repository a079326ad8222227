"""A bank as a table: all comes back, except images, which a table does not hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from pylq_ext.banks.notebook import open_bank
from pylq_ext.interchange.bank_conversion import convert_bank
from pylq_ext.interchange.conversion import Ending
from pylq_ext.interchange.record import Choice, Record, Sort
from pylq_ext.interchange.same_question import asks_the_same, question_of
from pylq_ext.interchange.table_writer import TABLE
from pylq_ext.interchange.tables import read_table
from pylq_ext.interchange.unfit import Unfit
from tests.unit.interchange.outgoing_questions import back, records

BANKS = Path(__file__).parents[3] / "question_banks"


@settings(max_examples=150, deadline=None)
@given(record=records())
def test_everything_but_an_image_comes_back(record: Record):
    if record.attachments:
        with pytest.raises(Unfit, match="image"):
            back(TABLE, record)
        return
    again, notes = back(TABLE, record)
    meant = question_of(record)
    assert meant is not None
    assert asks_the_same(again, meant)
    assert notes == ()


def test_no_cell_is_a_formula_to_a_spreadsheet():
    record = Record(
        "question 1",
        Sort.SINGLE,
        prompt="@home",
        choices=(Choice("+a", 1.0), Choice("\\=b", 0.0, "-c"), Choice("-1", 0.0)),
    )
    cells = TABLE.question(record, 1).content
    assert (cells["question"], cells["A"], cells["note B"]) == (" @home", " +a", " -c")
    # A number is none.
    assert cells["C"] == "-1"


def test_excel_is_told_that_the_table_is_in_utf_8():
    record = Record("", Sort.OPEN, prompt="größe?")
    content = TABLE.file("", [TABLE.question(record, 1).content])
    assert content.startswith(b"\xef\xbb\xbfquestion,kind")


@pytest.mark.parametrize(
    ("name", "converted", "not_converted"),
    [
        # Images, and the kinds that no other format has yet.
        ("how_science_works", 18, 4),
        ("linear_algebra", 17, 4),
        ("numpy_pandas", 36, 7),
        ("python_basics", 34, 1),
        ("statistics", 18, 7),
    ],
)
def test_the_shipped_banks_become_tables_and_come_back(
    name: str, converted: int, not_converted: int
):
    bank = open_bank(BANKS / f"{name}.ipynb")
    sent, content = convert_bank(bank, TABLE)
    endings = Counter(one.ending for one in sent)
    assert endings == {Ending.CONVERTED: converted, Ending.NOT_CONVERTED: not_converted}
    assert content is not None
    kept = [one for one, what in zip(bank, sent, strict=True) if what.problem is None]
    for question, record in zip(kept, read_table(content), strict=True):
        again = question_of(record)
        assert again is not None
        assert asks_the_same(again, question.question)
    told = " ".join(one.problem or "" for one in sent)
    assert told.count("shows an image") + told.count(" yet.") == not_converted
