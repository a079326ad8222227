"""Shares of the points stand in a column of their own or before a note, as in a bank."""

from __future__ import annotations

from pylq_ext.interchange.record import Choice
from tests.unit.interchange.table_rows import earned, read


def test_shares_are_percent_in_a_column_or_before_a_note():
    assert earned(read(A="a", B="b", right="A", share_B="20")) == [1.0, 0.2]
    assert earned(read(A="a", B="b", right="A", share_B="20 %")) == [1.0, 0.2]
    record = read(A="a", B="b", right="A", note_B="**50 %.** Nearly.")
    assert record.choices[1] == Choice("b", 0.5, "Nearly.")


def test_shares_of_a_multiple_choice_are_added():
    record = read(A="a", B="b", C="c", right="A, B", share_C="-25 %")
    assert earned(record) == [0.5, 0.5, -0.25]


def test_a_share_that_cannot_count_is_told_or_a_problem():
    assert len(read(A="a", B="b", right="A", share_A="50").notes) == 1
    assert len(read(A="a", B="b", right="A", share_B="-50").notes) == 1
    for share in ("0.5", "half", "200"):
        assert read(A="a", B="b", right="A", share_B=share).problem is not None
