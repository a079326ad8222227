"""Typed answers of jupyterquiz accept in a bank what they accepted there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms as forms_of
from pylq_ext.interchange.jupyterquiz import read_jupyterquiz
from pylq_ext.interchange.record import Accepted, Record, Sort
from tests.unit.interchange.quizzes import COLOUR, LEGS, answer, numeric, string


def read(question: Any) -> Record:
    (record,) = read_jupyterquiz(json.dumps([question]))
    return record


def value(number: object, correct: object = True, **more: object) -> dict[str, Any]:
    return {"value": number, "correct": correct, **more}


def forms(*answers: dict[str, Any], **more: Any) -> list[str]:
    record = read(numeric(*answers, **more))
    assert record.problem is None
    return [accepted.form for accepted in record.accepted]


def test_values_ranges_and_the_default_are_tried_in_their_order():
    record = read(LEGS)
    assert record.sort is Sort.NUMBER
    assert record.accepted == (
        Accepted("= 8 to 2 digits", 1.0, "Spiders."),
        Accepted("= [0, 8)", 0.0, "Too few."),
        Accepted("otherwise", 0.0, "Count again: $2 \\times 4$."),
    )
    assert len(record.notes) == 1
    assert "rounded to 2 digits" in record.notes[0]


def test_an_answer_is_known_by_what_it_holds_and_not_by_its_type():
    assert forms(
        {"type": "range", "value": 3, "correct": True},
        {"type": "value", "range": [1, 2], "correct": False},
        {"range": [4, 5], "correct": False},
    ) == ["= 3", "= [1, 2)", "= [4, 5)"]


def test_a_range_has_its_lower_end_and_not_its_upper_one():
    form: Any = read_form(forms({"range": [1, 2], "correct": True})[0])
    assert [form.fits(answer) for answer in (1.0, 1.999, 2.0)] == [True, True, False]


@pytest.mark.parametrize(
    ("given", "form"),
    [
        ([1, 2.0000000000000004], "= [1, 2]"),
        ([1.0000000000000002, 2], "= (1, 2)"),
        ([5e-324, 1.7976931348623157e308], "= (0, ∞)"),
        ([-1.7976931348623157e308, 0], "= (-∞, 0)"),
        ([0.1, 0.30000000000000004], "= [0.1, 0.3]"),
    ],
)
def test_the_next_number_that_a_computer_knows_stands_for_the_one_before_it(given, form):
    assert forms({"range": given, "correct": True}) == [form]


def test_a_range_may_be_endless():
    text = '[{"question": "a", "type": "numeric", "answers": [{"range": [%s], "correct": true}]}]'
    for given, form in (
        ("-Infinity, 0", "= (-∞, 0)"),
        ("0, Infinity", "= [0, ∞)"),
        ("0, 1e999", "= [0, ∞)"),
    ):
        (record,) = read_jupyterquiz(text % given)
        assert [one.form for one in record.accepted] == [form]


def test_precision_is_significant_digits():
    assert forms(value(3.14159), precision=3) == ["= 3.14159 to 3 digits"]
    assert forms(value(3.14), precision="3") == ["= 3.14 to 3 digits"]


@pytest.mark.parametrize("precision", [0, None])
def test_no_precision_is_exact(precision):
    assert forms(value(3.14), precision=precision) == ["= 3.14"]


@pytest.mark.parametrize("precision", [2.5, -1, 40])
def test_a_precision_that_is_none_is_dropped_with_a_note(precision):
    record = read(numeric(value(3), precision=precision))
    assert [one.form for one in record.accepted] == ["= 3"]
    assert len(record.notes) == 1


def test_numbers_may_be_texts():
    assert forms(value("3.10"), value("1/3"), {"range": ["4", "5.5"], "correct": True}) == [
        "= 3.10",
        "= 1/3",
        "= [4, 5.5)",
    ]


def test_wrong_values_keep_their_place_and_feedback():
    record = read(numeric(value(3, False, feedback="Three."), value(4), value(5, False)))
    assert record.accepted == (
        Accepted("= 3", 0.0, "Three."),
        Accepted("= 4"),
        Accepted("= 5", 0.0),
    )


def test_a_default_in_the_middle_counts_last_and_one_without_words_is_nothing():
    assert forms({"type": "default", "feedback": "No."}, value(4)) == ["= 4", "otherwise"]
    assert forms({"type": "default"}, value(4)) == ["= 4"]


@pytest.mark.parametrize(
    "dropped",
    [
        {"range": [2, 2], "correct": False},
        {"range": [3, 2], "correct": False},
        {"correct": False, "feedback": "Hm."},
        value(4, False),
        {"type": "default", "feedback": "No.", "correct": True},
    ],
    ids=repr,
)
def test_an_answer_that_nothing_fits_is_dropped_with_a_note(dropped):
    record = read(numeric(value(4), dropped))
    assert record.accepted[0] == Accepted("= 4")
    assert len(record.notes) == 1


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [value("many")],
        [value(None)],
        [value([1])],
        [value(3, False)],
        [{"range": [1], "correct": True}],
        [{"range": "1-2", "correct": True}],
        [{"type": "default", "feedback": "No."}],
        [value(1)] * 61,
        ["3"],
    ],
    ids=lambda answers: repr(answers)[:40],
)
def test_a_number_that_cannot_be_marked_is_a_problem(answers):
    record = read(numeric(*answers))
    assert (record.sort, record.accepted) == (None, ())
    assert record.problem is not None


def test_short_texts_are_tried_in_their_order():
    record = read(COLOUR)
    assert record.sort is Sort.SHORT
    assert record.accepted == (
        Accepted('= "blue"', 1.0, "Like the sky."),
        Accepted('= "Navy" exactly', 1.0),
        Accepted(forms_of.text("turquoise", edits=1), 0.0, "Nearly."),
        Accepted("otherwise", 0.0, "Look up."),
    )
    assert record.notes == ("A `fuzzy_threshold` of 0.8 became 1 edit.",)


@pytest.mark.parametrize(("threshold", "edits"), [(0.9, 1), ("0.7", 3), (0.1, 5), (1, 0), (0, 0)])
def test_a_threshold_becomes_edits(threshold, edits):
    record = read(string({**answer("abcdefghij", True), "fuzzy_threshold": threshold}))
    assert record.accepted[0].form == forms_of.text("abcdefghij", edits=edits)
    assert len(record.notes) == (threshold != 0)


def test_case_that_counts_where_edits_are_forgiven_is_told():
    record = read(string({**answer("Abcde", True), "fuzzy_threshold": 0.8, "match_case": True}))
    assert record.accepted[0].form == forms_of.text("Abcde", edits=1)
    assert len(record.notes) == 2


def test_quotation_marks_and_backslashes_in_a_short_text_are_kept():
    record = read(string(answer('say "\\n"', True), answer("3", True)))
    forms_: list[Any] = [read_form(one.form) for one in record.accepted]
    assert [form.text for form in forms_] == ['say "\\n"', "3"]


@pytest.mark.parametrize(
    "answers", [[], [answer("a")], [answer("a" * 501, True)], [answer("", True)]], ids=len
)
def test_a_short_text_that_cannot_be_marked_is_a_problem(answers):
    assert read(string(*answers)).problem is not None


def test_an_input_width_is_dropped_with_a_note():
    record = read(string(answer("a", True), input_width=9))
    assert [note for note in record.notes if "input_width" in note]
