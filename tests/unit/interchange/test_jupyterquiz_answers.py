"""What may be typed is compared in jupyterquiz as it is in the bank."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pylq_ext.interchange.jupyterquiz_answers import DROPPED, PATTERN
from pylq_ext.interchange.jupyterquiz_writer import JUPYTERQUIZ
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit


def written(sort: Sort, *accepted: Accepted) -> tuple[Any, tuple[str, ...]]:
    one = JUPYTERQUIZ.question(Record("", sort, prompt="?", accepted=accepted), 1)
    return json.loads(JUPYTERQUIZ.file("", [one.content]))[0], one.notes


def number(*accepted: Accepted) -> tuple[Any, tuple[str, ...]]:
    return written(Sort.NUMBER, *accepted)


def short(*accepted: Accepted) -> tuple[Any, tuple[str, ...]]:
    return written(Sort.SHORT, *accepted)


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("= 2", {"type": "value", "value": 2}),
        ("= 1/3", {"type": "value", "value": 1 / 3}),
        ("= [1, 2)", {"type": "range", "range": [1, 2]}),
        ("= [1, 2]", {"type": "range", "range": [1, 2.0000000000000004]}),
        ("= (1, 2)", {"type": "range", "range": [1.0000000000000002, 2]}),
        ("= (0, ∞)", {"type": "range", "range": [5e-324, 1.7976931348623157e308]}),
        ("= 0.7 ± 0.1", {"type": "range", "range": [0.6, 0.8000000000000002]}),
    ],
)
def test_a_number_is_a_value_or_a_range_whose_upper_end_is_outside(form, answer):
    question, _ = number(Accepted(form))
    assert question["answers"] == [{**answer, "correct": True, "feedback": ""}]
    assert "precision" not in question


def test_digits_that_count_are_the_precision_of_the_whole_question():
    question, notes = number(Accepted("= 3.14159 to 3 digits"), Accepted("otherwise", 0.0))
    assert question["precision"] == 3
    assert question["answers"][0]["value"] == 3.14159
    assert notes == ()


def test_digits_beside_a_number_as_it_stands_are_a_range():
    question, notes = number(Accepted("= 3.14159 to 3 digits"), Accepted("= 1", 0.0))
    assert "precision" not in question
    assert question["answers"][0]["range"] == [3.135, 3.145]
    assert notes == ()
    question, _ = number(Accepted("= 1 to 3 digits"), Accepted("= 2", 0.0))
    assert question["answers"][0]["range"] == [0.9995, 1.005]


@pytest.mark.parametrize(("text", "edits"), [("return", 1), ("enumerate", 2), ("generators", 2)])
def test_so_many_wrong_signs_are_forgiven_and_no_more(text: str, edits: int):
    question, notes = short(Accepted(f'= "{text}" within {edits} edits'))
    threshold = question["answers"][0]["fuzzy_threshold"]
    length = len(text)
    assert 1 - edits / length >= threshold
    # One sign more is not, even where all are too many and the longer text counts.
    assert 1 - (edits + 1) / (length + edits + 1) < threshold
    assert notes == ()


def test_a_text_too_short_for_that_is_told():
    _, notes = short(Accepted('= "abcd" within 2 edits'))
    assert any("as short as this" in note for note in notes)


def test_a_pattern_is_all_the_texts_that_fit_it():
    question, notes = short(Accepted("~ /(the )?controls?/"), Accepted('= "x"', 0.0))
    assert [(one["answer"], one["correct"]) for one in question["answers"]] == [
        ("control", True),
        ("controls", True),
        ("the control", True),
        ("the controls", True),
        ("x", False),
    ]
    assert PATTERN in notes


def test_a_pattern_that_too_many_texts_fit_is_dropped_only_where_nothing_right_is_behind_it():
    with pytest.raises(Unfit, match="no patterns"):
        short(Accepted('= "a"'), Accepted("~ /b+/"))
    with pytest.raises(Unfit, match="no patterns"):
        short(Accepted("~ /b+/", 0.0), Accepted('= "b"'))
    question, notes = short(Accepted('= "a"'), Accepted("~ /b+/", 0.0, "No."))
    assert [one["answer"] for one in question["answers"]] == ["a"]
    assert DROPPED in notes
