"""Notebooks: each question in them ends as a record, wherever it stands."""

from __future__ import annotations

import json

import pytest

from pylq_ext.interchange.notebook_source import read_notebook
from pylq_ext.interchange.record import Record, Sort, Unreadable
from tests.unit.interchange.quizzes import (
    BOTH,
    CARDS,
    EVERY,
    NOTEBOOK,
    PACKAGE,
    WOOD,
    code_cell,
    encoded,
    notebook,
    shown,
    text_cell,
)


def places(*records: Record) -> list[tuple[str, bool]]:
    return [(record.where, record.problem is None) for record in records]


def test_every_hiding_place_is_searched():
    records = read_notebook(NOTEBOOK)
    assert [record.problem for record in records] == [None] * 22
    cells = [record.where.split(",")[0] for record in records]
    assert {cell: cells.count(cell) for cell in cells} == {
        "cell 1": 2,
        "cell 2": 6,
        "cell 4": 6,
        "cell 5": 1,
        "cell 6": 7,
    }


def test_hidden_json_and_base64_read_the_same():
    first, second = read_notebook(
        notebook(
            text_cell(f'<span id="a">{json.dumps([WOOD])}</span>'),
            text_cell(f'<span id="b">{encoded([WOOD])}</span>'),
        )
    )
    assert places(first, second) == [
        ("cell 1, hidden question 1", True),
        ("cell 2, hidden question 1", True),
    ]
    assert (first.prompt, first.choices) == (second.prompt, second.choices)


def test_python_literals_read_as_their_json():
    records = read_notebook(notebook(code_cell(f"quiz = [\n{WOOD!r},\n{BOTH!r}]")))
    assert places(*records) == [("cell 1, line 2", True), ("cell 1, line 3", True)]
    assert [record.sort for record in records] == [Sort.SINGLE, Sort.MULTIPLE]


def test_a_computed_text_is_a_problem_of_its_question_alone():
    first, second = read_notebook(
        notebook(
            code_cell(f'quiz = [{{"question": f"{{a}}?", "type": "string"}},\n{WOOD!r}]'),
        )
    )
    assert first.problem is not None
    assert "nothing is run" in first.problem
    assert second.problem is None


def test_flash_cards_and_packages_are_read_as_such():
    records = read_notebook(
        notebook(code_cell(f"display_flashcards({CARDS!r})\ndisplay_package({PACKAGE!r})"))
    )
    assert [record.sort for record in records] == [
        *[Sort.OPEN] * 3,
        Sort.SINGLE,
        Sort.MULTIPLE,
        Sort.NUMBER,
        Sort.OPEN,
    ]
    assert any("Read chapter two again." in note for note in records[3].notes)


def test_a_quiz_of_a_file_is_read_from_what_the_cell_showed():
    (record,) = read_notebook(notebook(code_cell('display_quiz("a.json")', shown([WOOD]))))
    assert places(record) == [("cell 1, shown question 1", True)]


def test_a_quiz_of_a_file_that_was_not_shown_is_a_problem_that_names_it():
    (record,) = read_notebook(notebook(code_cell('display_quiz("a.json")')))
    assert record.problem is not None
    assert "`a.json`" in record.problem


def test_what_a_cell_shows_of_its_own_literals_is_not_read_twice():
    records = read_notebook(notebook(code_cell(f"display_quiz([{WOOD!r}])", shown([WOOD]))))
    assert len(records) == 1


def test_a_hidden_quiz_that_is_missing_is_a_problem():
    missing, found = read_notebook(
        notebook(
            code_cell('display_quiz("#q1")\ndisplay_quiz("#q2")'),
            text_cell(f'<span class="q1">{encoded(WOOD)}</span>'),
        )
    )
    assert places(found, missing) == [("cell 2, hidden question 1", True), ("cell 1", False)]
    assert "`#q2`" in str(missing.problem)


def test_a_damaged_hidden_quiz_is_a_problem():
    (record,) = read_notebook(
        notebook(
            code_cell('from jupyterquiz import display_quiz\ndisplay_quiz("#q1")'),
            text_cell(f'<span id="q1">{encoded([WOOD])[:-3]}</span>'),
        )
    )
    assert record.where == "cell 2, hidden quiz"
    assert "damaged" in str(record.problem)


def test_code_that_is_no_python_is_a_problem():
    (record,) = read_notebook(notebook(code_cell('quiz = [{"question": "a",')))
    assert record.where == "cell 1"
    assert "cannot be read as Python" in str(record.problem)


def test_cells_of_html_and_notebooks_of_format_three_are_read():
    html = code_cell(f"%%html\n<span id=a>{json.dumps(WOOD)}</span>")
    old = {"cell_type": "code", "input": [f"quiz = {WOOD!r}"], "outputs": []}
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": [old, html]}]})
    assert len(read_notebook(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"cells": 3}',
        '{"cells": [1, {}, {"cell_type": 3, "source": 4}]}',
        notebook(),
        notebook(text_cell("# Title"), code_cell("x = {'question': 1}")),
        '{"cells": ' + "[" * 100_000,
        "[" * 600_000,
        json.dumps(EVERY),
        notebook(*[code_cell(f"quiz = [{WOOD!r}]" + ",[]" * 10_000)] * 30),
    ],
    ids=lambda text: text[:16],
)
def test_what_has_no_quiz_or_is_no_notebook_is_refused(text):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_notebook(text)
