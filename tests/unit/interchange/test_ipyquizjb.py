"""Packages of ipyquizjb keep questions, keys and explanations."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pylq_ext.interchange.ipyquizjb import read_ipyquizjb
from pylq_ext.interchange.record import Accepted, Choice, Record, Sort, Unreadable
from tests.unit.interchange.quizzes import EVERY, PACKAGE


def read(**question: Any) -> Record:
    (record,) = read_ipyquizjb(json.dumps([question]))
    return record


def choice(**more: Any) -> Record:
    given = {"answers": ["a", "b", "c"], "answer": ["a"], **more}
    return read(type="MULTIPLE_CHOICE", body="Which?", **given)


def test_a_package_is_read_with_what_belongs_to_all_told_once():
    records = read_ipyquizjb(json.dumps(PACKAGE, indent=1))
    assert [record.problem for record in records] == [None] * 4
    assert [record.sort for record in records] == [
        Sort.SINGLE,
        Sort.MULTIPLE,
        Sort.NUMBER,
        Sort.OPEN,
    ]
    assert records[0].prompt == "What is $2^3$?"
    assert records[0].explanation == "Two, three times.\n\nNot twice three."
    assert records[0].where == "question 1 (line 3)"
    assert [note for note in records[0].notes if "Read chapter two again." in note]
    assert [note for note in records[0].notes if "0.75" in note]
    assert records[2].accepted == (Accepted("= 1.5"),)
    assert records[3].model_answer == "Short waves scatter more."


def test_one_right_answer_is_a_single_choice():
    record = choice()
    assert record.sort is Sort.SINGLE
    assert record.choices == (Choice("a", 1.0), Choice("b", 0.0), Choice("c", 0.0))


def test_several_right_answers_earn_their_parts_with_a_note():
    record = choice(answer=["a", "c"])
    assert record.sort is Sort.MULTIPLE
    assert [one.credit for one in record.choices] == [0.5, 0.0, 0.5]
    assert len(record.notes) == 1


def test_a_question_for_a_second_try_is_told():
    assert len(choice(when="retry").notes) == 1
    assert choice(when="initial").notes == ()


def test_unknown_fields_are_told():
    assert choice(level=3).notes == ("The field `level` (3) was dropped.",)


@pytest.mark.parametrize(
    "more",
    [
        {"answer": []},
        {"answer": ["d"]},
        {"answer": None},
        {"answers": []},
        {"answers": ["a", ""]},
        {"answers": ["a", {}]},
        {"answers": ["a"] * 61},
        {"body": ""},
        {"notes": [{}]},
    ],
    ids=repr,
)
def test_a_choice_that_cannot_be_read_is_a_problem(more):
    question = {"type": "MULTIPLE_CHOICE", "body": "?", "answers": ["a", "b"], "answer": ["a"]}
    assert read(**{**question, **more}).problem is not None


@pytest.mark.parametrize("answer", ["many", [1], None, True, "inf"])
def test_a_number_that_is_none_is_a_problem(answer):
    assert read(type="NUMERIC", body="?", answer=answer).problem is not None


@pytest.mark.parametrize("answer", [1.5, "1.5", " 1.5 "])
def test_a_number_may_be_a_text(answer):
    assert read(type="NUMERIC", body="?", answer=answer).accepted == (Accepted("= 1.5"),)


@pytest.mark.parametrize("text", ["[]", "{}", '{"questions": 3}', json.dumps(EVERY), "x"])
def test_another_file_is_refused(text):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_ipyquizjb(text)


def test_an_unknown_type_is_a_problem_beside_known_ones():
    first, second = read_ipyquizjb(
        json.dumps([{"type": "DRAWING", "body": "?"}, {"type": "TEXT", "body": "Why?"}])
    )
    assert "DRAWING" in str(first.problem)
    assert second.problem is None


def test_an_answer_of_a_question_without_input_is_told():
    assert len(read(type="TEXT", body="Why?", answer="Because.", answers=[]).notes) == 2
