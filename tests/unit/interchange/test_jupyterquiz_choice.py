"""Choices and matchings of jupyterquiz keep their type, their key and their texts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pylq_ext.interchange.jupyterquiz import read_jupyterquiz
from pylq_ext.interchange.record import Choice, Pair, Record, Sort
from tests.unit.interchange.quizzes import BOTH, CODE, PAIRS, WOOD, answer, many, one


def read(question: Any) -> Record:
    (record,) = read_jupyterquiz(json.dumps([question]))
    return record


def test_a_multiple_choice_is_a_single_choice_of_a_bank():
    record = read(WOOD)
    assert (record.sort, record.prompt, record.notes) == (Sort.SINGLE, "Which one floats?", ())
    assert record.choices == (Choice("stone", 0.0, "It sinks."), Choice("wood", 1.0, "It does."))


def test_a_many_choice_lets_several_be_picked():
    record = read(BOTH)
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [1.0, 1.0, 0.0]
    assert [choice.note for choice in record.choices] == ["", "", ""]


def test_a_many_choice_with_one_right_option_stays_one():
    record = read(many(answer("wood", True), answer("stone")))
    assert (record.sort, record.notes) == (Sort.MULTIPLE, ())
    assert [choice.credit for choice in record.choices] == [1.0, 0.0]


@pytest.mark.parametrize("right", [2, 5])
def test_a_multiple_choice_with_several_right_options_stays_one_with_a_note(right):
    record = read(one(*[answer(f"option {at}", at < right) for at in range(6)]))
    assert record.sort is Sort.SINGLE
    assert sum(choice.credit for choice in record.choices) == right
    assert [note for note in record.notes if f"{right} are right" in note]


def test_a_multiple_choice_with_no_right_option_has_a_key_that_says_so():
    record = read(one(answer("a"), answer("b")))
    assert (record.sort, record.problem) == (Sort.SINGLE, None)
    assert [choice.credit for choice in record.choices] == [0.0, 0.0]
    assert record.notes == ("None of its options is right.",)


def test_options_that_do_not_say_whether_they_are_right_may_be_a_poll():
    record = read(one({"answer": "now"}, {"answer": "later"}))
    assert [choice.credit for choice in record.choices] == [0.0, 0.0]
    assert len(record.notes) == 1
    assert "`poll`" in record.notes[0]


def test_one_option_that_does_not_say_whether_it_is_right_is_wrong_with_a_note():
    record = read(one({"answer": "stone"}, answer("wood", True)))
    assert [choice.credit for choice in record.choices] == [0.0, 1.0]
    assert len(record.notes) == 1


def test_code_is_a_block_below_its_text_or_alone():
    record = read(CODE)
    assert record.prompt == "What makes $x$ longer? **Look** twice.\n\n```\nx = []\nprint(x)\n```"
    assert record.choices[0].text == "```\nx = [1, 2]\nx += [3]\n```"
    assert record.choices[1].text == "with `+`\n\n```\nx + 3\n```"


@pytest.mark.parametrize("field", ["hide", "answer_cols"])
def test_layout_is_dropped_with_a_note(field):
    for question in ({**WOOD, field: 2}, one({**answer("a", True), field: 2}, answer("b"))):
        assert [f"`{field}`" in note for note in read(question).notes] == [True]


@pytest.mark.parametrize(
    "answers",
    [[], ["wood"], [{"correct": True}], [answer("", True)], [answer("a")] * 61, "wood", None],
    ids=repr,
)
def test_options_that_cannot_be_read_are_a_problem(answers):
    record = read({**WOOD, "answers": answers})
    assert record.problem is not None
    assert record.sort is None


@pytest.mark.parametrize("type_", ["match", "drag_drop"])
def test_pairs_are_matched_and_spare_options_are_distractors(type_):
    record = read({**PAIRS, "type": type_})
    assert record.sort is Sort.MATCHING
    assert record.pairs == (Pair("cow", "grass"), Pair("cat", "mouse"), Pair("", "hay"))
    assert (record.shuffle, record.notes) == (True, ())


def test_an_answer_that_is_missing_among_the_options_is_told():
    record = read({**PAIRS, "options": ["grass", "hay"]})
    assert len(record.pairs) == 3
    assert len(record.notes) == 1


def test_pairs_in_a_fixed_order_are_told():
    record = read({**PAIRS, "shuffle_options": False})
    assert (record.shuffle, len(record.notes)) == (False, 1)


@pytest.mark.parametrize(
    "pairs",
    [[], [{"label": "a", "answer": "b"}], [{"label": "a"}, {"label": "b"}], ["a", "b"]],
    ids=repr,
)
def test_pairs_that_cannot_be_matched_are_a_problem(pairs):
    assert read({**PAIRS, "pairs": pairs}).problem is not None
