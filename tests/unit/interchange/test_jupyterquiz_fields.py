"""Fields are found although they are misspelt, and none is lost without a note."""

from __future__ import annotations

from typing import Any

import pytest

from pylq_ext.interchange.forgiving_json import JsonObject
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_fields import (
    MAX_FIELDS,
    Computed,
    Fields,
    markdown_of,
    number_of,
    object_of,
)
from pylq_ext.interchange.unfit import Unfit

KNOWN = ("answer", "correct", "feedback", "range")


def made(**given: Any) -> JsonObject:
    found = JsonObject(1)
    for name, value in given.items():
        found.put(name, value)
    return found


def fields(source: JsonObject) -> tuple[Fields, Gathered]:
    gathered = Gathered()
    return Fields(source, KNOWN, gathered, {"hide": "It hid."}), gathered


@pytest.mark.parametrize("name", ["feeback", "Feedback", "fedback", "feed-back", "feedbackk"])
def test_a_misspelt_field_is_read_with_a_note(name):
    found, gathered = fields(made(**{name: "Yes."}))
    assert found.text("feedback") == "Yes."
    assert list(gathered.notes) == [f"`{name}` was read as `feedback`."]


def test_a_field_that_is_there_is_not_taken_for_another():
    found, gathered = fields(made(feedback="Yes.", feeback="No."))
    assert found.text("feedback") == "Yes."
    assert list(gathered.notes) == ["The field `feeback` (No.) was dropped."]


def test_an_unknown_field_is_dropped_with_what_it_said():
    _, gathered = fields(made(difficulty=3, author={"name": "x"}))
    assert list(gathered.notes) == [
        "The field `difficulty` (3) was dropped.",
        "The field `author` was dropped.",
    ]


def test_a_field_that_a_bank_cannot_hold_has_its_own_note():
    _, gathered = fields(made(hide=True))
    assert list(gathered.notes) == ["It hid."]


def test_a_field_that_stood_twice_is_told():
    source = made(answer="a")
    source.put("answer", "b")
    found, gathered = fields(source)
    assert found.text("answer") == "b"
    assert list(gathered.notes) == ["The field `answer` stands twice; the later one counts."]


@pytest.mark.parametrize(
    ("value", "right", "notes"),
    [
        (True, True, 0),
        (False, False, 0),
        (None, False, 0),
        ("true", True, 1),
        ("False", False, 1),
        (1, True, 1),
        (0, False, 1),
    ],
)
def test_correct_is_a_truth_or_a_word_for_one(value, right, notes):
    found, gathered = fields(made(correct=value))
    assert found.is_right() is right
    assert len(gathered.notes) == notes


@pytest.mark.parametrize("value", ["maybe", 2, [], {}])
def test_correct_that_is_no_truth_is_a_problem(value):
    with pytest.raises(Unfit, match="neither true nor false"):
        fields(made(correct=value))[0].is_right()


@pytest.mark.parametrize(
    ("value", "text"), [(3, "3"), (2.5, "2.5"), (4.0, "4"), (None, ""), (True, "True")]
)
def test_numbers_are_texts(value, text):
    assert fields(made(answer=value))[0].text("answer") == text


def test_a_list_is_no_text():
    with pytest.raises(Unfit, match="no text"):
        fields(made(answer=["a"]))[0].text("answer")


def test_a_computed_value_is_a_problem_that_shows_it():
    with pytest.raises(Unfit, match=r"`f\(x\)`, line 3"):
        fields(made(answer=Computed("f(x)", 3)))[0].text("answer")
    with pytest.raises(Unfit, match="nothing is run"):
        object_of(Computed("f(x)", 3), "Answer 1")


def test_a_list_needs_an_item_and_has_at_most_sixty():
    nothing: tuple[Any, ...] = (None, [], "a", {}, [1] * 61)
    for value in nothing:
        with pytest.raises(Unfit):
            fields(made(range=value))[0].items("range")


@pytest.mark.parametrize(
    ("value", "text", "notes"),
    [
        (8, "8", 0),
        (3.14, "3.14", 0),
        (8.0, "8", 0),
        ("3.10", "3.10", 0),
        (" 1/3 ", "1/3", 0),
        ("1e-5", "1e-5", 0),
        ("0,5", "0.5", 1),
    ],
)
def test_a_number_is_spelled_as_a_bank_reads_it(value, text, notes):
    gathered = Gathered()
    assert number_of(value, gathered) == text
    assert len(gathered.notes) == notes


@pytest.mark.parametrize("value", ["", "eight", "1,000", True, None, [], float("nan"), 10**400])
def test_what_is_no_number_is_a_problem(value):
    with pytest.raises(Unfit):
        number_of(value, Gathered())


def test_too_many_fields_or_too_much_text_are_a_problem():
    with pytest.raises(Unfit, match="fields"):
        fields(made(**{f"a{number}": 1 for number in range(MAX_FIELDS + 1)}))
    for text in ("<b>" * 20_001, "a" * 400_001):
        with pytest.raises(Unfit, match=r"at most|more than"):
            markdown_of(text, Gathered())
