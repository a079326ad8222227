"""Files of jupyterquiz: every question ends as a record that says what became of it."""

from __future__ import annotations

import json

import pytest

from pylq_ext.interchange.jupyterquiz import read_jupyterquiz
from pylq_ext.interchange.record import MAX_QUESTIONS, Sort, Unreadable
from tests.unit.interchange.quizzes import CARDS, EVERY, NOTEBOOK, PACKAGE, WOOD, many
from tests.unit.interchange.real_files import FOLDER, needs_real_files

TYPES = [
    ("multiple_choice", Sort.SINGLE),
    ("many_choice", Sort.MULTIPLE),
    ("Multiple Choice", Sort.SINGLE),
    ("multiple-choice", Sort.SINGLE),
    ("many_choices", Sort.MULTIPLE),
]


def test_each_type_is_read_with_its_place():
    records = read_jupyterquiz(json.dumps(EVERY, indent=2))
    assert [record.problem for record in records] == [None] * len(EVERY)
    assert [record.sort for record in records] == [
        Sort.SINGLE,
        Sort.MULTIPLE,
        Sort.SINGLE,
        Sort.NUMBER,
        Sort.SHORT,
        Sort.MATCHING,
    ]
    assert records[0].where == "question 1 (line 2)"
    assert records[1].where == "question 2 (line 18)"


@pytest.mark.parametrize(("given", "sort"), TYPES)
def test_a_type_is_known_although_it_is_misspelt(given, sort):
    (record,) = read_jupyterquiz(json.dumps([{**WOOD, "type": given}]))
    assert record.sort is sort
    assert bool(record.notes) == (given not in ("multiple_choice", "many_choice"))


@pytest.mark.parametrize("given", [None, "", "essay", 3, ["multiple_choice"]])
def test_a_type_that_is_none_is_a_problem(given):
    first, second = read_jupyterquiz(json.dumps([{**WOOD, "type": given}, WOOD]))
    assert first.problem is not None
    assert "`many_choice`" in first.problem
    assert second.problem is None


@pytest.mark.parametrize("given", ["", None, "   ", []])
def test_a_question_that_asks_nothing_is_a_problem(given):
    (record,) = read_jupyterquiz(json.dumps([{**WOOD, "question": given}]))
    assert record.problem is not None


def test_a_field_that_means_nothing_for_its_type_is_told():
    (record,) = read_jupyterquiz(json.dumps([{**WOOD, "precision": 2, "pairs": None}]))
    assert record.notes == ("The field `precision` (2) was dropped: it has no meaning here.",)


def test_what_is_no_object_is_a_problem_of_its_own():
    records = read_jupyterquiz(json.dumps([WOOD, "wood", [WOOD], None]))
    assert [record.problem is None for record in records] == [True, False, False, False]


def test_one_question_alone_and_a_list_under_a_name_are_read():
    assert len(read_jupyterquiz(json.dumps(WOOD))) == 1
    assert len(read_jupyterquiz(json.dumps({"questions": EVERY}))) == len(EVERY)


def test_trailing_commas_comments_and_raw_tex_are_read():
    (record,) = read_jupyterquiz(
        r"""[ // the first
        {
            "question": "What is $\pi$, or $\frac{1}{2}$?",
            "type": "many_choice",
            "answers": [{"answer": "$\alpha$", "correct": true,}, {"answer": 2, "correct": false},],
        },
        ]"""
    )
    assert record.prompt == r"What is $\pi$, or $\frac{1}{2}$?"
    assert record.choices[0].text == r"$\alpha$"
    assert record.notes == (
        "Backslashes of TeX that the source had lost were put back: look at the formulas.",
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (json.dumps(CARDS), "flash cards"),
        (json.dumps(PACKAGE), "ipyquizjb"),
        (NOTEBOOK, "notebook"),
        ("[]", "no file of jupyterquiz"),
        ("{}", "no file of jupyterquiz"),
        ("3", "no file of jupyterquiz"),
        ("hello", "line 1, column 1"),
    ],
    ids=lambda text: text[:12],
)
def test_another_file_is_refused_with_what_it_may_be(text, hint):
    with pytest.raises(Unreadable, match=hint):
        read_jupyterquiz(text)


def test_too_many_questions_are_refused():
    with pytest.raises(Unreadable, match="Split"):
        read_jupyterquiz("[" + "{}," * (MAX_QUESTIONS + 1) + "]")


def test_a_thousand_options_are_a_problem_of_their_question():
    question = many(*[{"answer": str(at), "correct": True} for at in range(1000)])
    first, second = read_jupyterquiz(json.dumps([question, WOOD]))
    assert first.problem == "It has 1,000 `answers`; a question has at most 60."
    assert second.problem is None


@needs_real_files
def test_the_real_examples_of_every_type_are_read():
    text = (FOLDER / "jupyterquiz" / "questions.json").read_text(encoding="utf-8")
    records = read_jupyterquiz(text)
    assert [record.problem for record in records] == [None] * 8
    assert [bool(record.notes) for record in records] == [
        *(False, True, False, False, True, False, False, False)
    ]
    for record, source in zip(records, json.loads(text), strict=True):
        parts = record.choices or record.accepted
        assert [part.credit for part in parts] == [
            float(answer.get("correct", False)) for answer in source["answers"]
        ]
        assert [bool(part.note) for part in parts] == [
            "feedback" in answer for answer in source["answers"]
        ]


@needs_real_files
def test_the_real_files_of_a_course_are_read_word_for_word():
    files = sorted((FOLDER / "cfrr_introduction_to_python").glob("*.json"))
    count = 0
    for file in files:
        text = file.read_text(encoding="utf-8")
        for record, source in zip(read_jupyterquiz(text), json.loads(text), strict=True):
            count += 1
            assert (record.problem, record.sort) == (None, Sort.MULTIPLE)
            assert record.prompt == source["question"]
            assert [
                (choice.text.replace("\\`", "`"), choice.credit, choice.note)
                for choice in record.choices
            ] == [
                (answer["answer"].strip(), float(answer["correct"]), answer["feedback"])
                for answer in source["answers"]
            ]
            assert bool(record.notes) == ("`" in json.dumps(source))
    assert count == 27
