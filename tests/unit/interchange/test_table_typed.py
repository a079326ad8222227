"""Typed answers in a table are spelled as in a bank, or plainly."""

from __future__ import annotations

import pytest

from pylq_ext.interchange import forms
from pylq_ext.interchange.record import Accepted, Sort
from tests.unit.interchange.table_rows import read


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("2", "= 2"),
        ("= 2", "= 2"),
        ("2 ± 0.01", "= 2 ± 0.01"),
        ("3.14159 to 3 digits", "= 3.14159 to 3 digits"),
        ("[1, 2)", "= [1, 2)"),
        ("1/3", "= 1/3"),
    ],
)
def test_a_number_is_spelled_with_or_without_its_sign(cell, form):
    record = read(A=cell, kind="number")
    assert (record.sort, record.accepted, record.notes) == (Sort.NUMBER, (Accepted(form),), ())


def test_a_decimal_comma_is_read_with_a_note():
    record = read(A="2,5", kind="number")
    assert (record.accepted, len(record.notes)) == ((Accepted("= 2.5"),), 1)


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("Paris", '= "Paris"'),
        ('say "a"', forms.text('say "a"')),
        ('= "Paris" exactly', '= "Paris" exactly'),
        ("~ /colou?r/", "~ /colou?r/"),
        ("= 5", '= "= 5"'),
        ("3", '= "3"'),
    ],
)
def test_a_short_text_is_spelled_plainly_or_as_in_a_bank(cell, form):
    record = read(A=cell, kind="short")
    assert (record.sort, record.accepted) == (Sort.SHORT, (Accepted(form),))


def test_without_a_key_every_answer_is_right_but_what_has_a_share_and_otherwise():
    record = read(
        A="4", B="5", share_B="50", C="6", D="otherwise", note_D="Count again.", kind="number"
    )
    assert record.accepted == (
        Accepted("= 4"),
        Accepted("= 5", 0.5),
        Accepted("= 6"),
        Accepted("otherwise", 0.0, "Count again."),
    )


def test_a_key_says_which_answers_are_right():
    record = read(A="Paris", B="Lyon", right="A", note_B="Also large.", kind="short")
    assert record.accepted == (
        Accepted('= "Paris"'),
        Accepted('= "Lyon"', 0.0, "Also large."),
    )


@pytest.mark.parametrize("kind", ["number", "short"])
def test_without_answers_there_is_no_key(kind):
    record = read(kind=kind, model_answer="Most say 7.")
    assert (record.accepted, record.model_answer, record.problem) == ((), "Most say 7.", None)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", "many"),
        ("number", '= "a"'),
        ("number", "1,000"),
        ("number", "[2, 1]"),
        ("short", "~ /(/"),
        ("short", "a" * 501),
        ("short", '= "a" nearly'),
        ("number", "otherwise"),
    ],
)
def test_an_answer_that_cannot_be_read_is_a_problem(kind, cell):
    assert read(A=cell, kind=kind).problem is not None
