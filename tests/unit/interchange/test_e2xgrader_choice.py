"""e2xgrader's choices as records, in every shape that a version of it has written."""

from __future__ import annotations

from typing import Any

import pytest

from pylq_ext.interchange import e2xgrader_choice as said
from pylq_ext.interchange.conversion import convert_records
from pylq_ext.interchange.notebook_source import read_notebook
from pylq_ext.interchange.record import Choice, Record, Sort
from tests.unit.interchange.graded import LOOPS, choice_cell
from tests.unit.interchange.moodle import PIXEL
from tests.unit.interchange.quizzes import Question, code_cell, notebook, text_cell


def read(*cells: Question) -> Record:
    (record,) = read_notebook(notebook(*cells))
    return record


def right(record: Record) -> list[int]:
    assert record.problem is None, record.problem
    return [at for at, one in enumerate(record.choices) if one.credit]


def test_a_single_choice_keeps_all_that_it_has():
    assert read(choice_cell(LOOPS, choice=["1"])) == Record(
        "cell 1 (task)",
        Sort.SINGLE,
        prompt="### Which loops end?",
        choices=(
            Choice("`for x in [1]`", 0.0),
            Choice("`while True`", 1.0),
            Choice("`for x in []`", 0.0),
        ),
        points=2.0,
    )


@pytest.mark.parametrize("given", [["1"], [1], "1", 1])
def test_the_right_option_is_named_in_four_shapes(given: object):
    assert right(read(choice_cell(LOOPS, choice=given))) == [1]


def test_several_right_options_are_a_multiple_choice():
    record = read(choice_cell(LOOPS, several=True, choice=["2", "0"], num_of_choices=3))
    assert (record.sort, right(record), record.notes) == (Sort.MULTIPLE, [0, 2], (said.SEVERAL,))


def test_an_instructors_key_goes_before_a_students_answer():
    record = read(
        choice_cell(LOOPS, choice=["0"], source={"choice": ["2"]}, more={"checksum": "0f"})
    )
    assert right(record) == [2]


@pytest.mark.parametrize(
    ("several", "more", "extended", "reason"),
    [
        (False, {}, {}, "does not say which"),
        (False, {}, {"choice": ""}, "does not say which"),
        (False, {}, {"choice": []}, "does not say which"),
        (False, {}, {"choice": ["0", "1"]}, "only one can be picked"),
        (False, {}, {"choice": ["3"]}, "not there"),
        (False, {}, {"choice": ["-1"]}, "cannot be read"),
        (False, {}, {"choice": {"1": True}}, "cannot be read"),
        (False, {}, {"choice": [True]}, "cannot be read"),
        (False, {"checksum": "0f"}, {"choice": ["1"]}, "handed out"),
        (True, {"checksum": "0f"}, {"choice": []}, "handed out"),
        (True, {}, {"choice": ["0"], "num_of_choices": 4}, "had 4 options, and now it has 3"),
    ],
)
def test_a_key_that_is_missing_or_stale_is_never_guessed(
    several: bool, more: Question, extended: dict[str, Any], reason: str
):
    record = read(choice_cell(LOOPS, several=several, more=more, **extended))
    assert reason in str(record.problem)


def test_a_multiple_choice_may_have_no_right_option():
    record = read(choice_cell(LOOPS, several=True, choice=[], num_of_choices=3))
    assert (right(record), record.notes) == ([], (said.NONE_RIGHT,))
    (converted,) = convert_records([record])
    assert converted.cell is not None
    assert "multiple none-right" in converted.cell.source


def test_what_stands_behind_the_options_is_asked_before_them():
    record = read(choice_cell(f"{LOOPS}\n\nThink of *both*.", choice=["1"]))
    assert record.prompt == "### Which loops end?\n\nThink of *both*."
    assert record.notes == (said.BEHIND,)


@pytest.mark.parametrize(
    "hint",
    [
        "Hint: Add the choices as list items, then select the correct answer!",
        "<!-- Hint: Add the choices as list items, then run the cell and select the correct "
        "answer! -->",
    ],
)
def test_what_e2xgrader_tells_the_author_is_dropped(hint: str):
    record = read(choice_cell(f"{LOOPS}\n\n{hint}", choice=["1"]))
    assert (record.prompt, record.notes) == ("### Which loops end?", ())


def test_options_without_a_question_are_asked_by_the_text_before():
    options = LOOPS.partition("\n\n")[2]
    assert read(text_cell("Which?"), choice_cell(options, choice=["1"])).prompt == "Which?"
    assert "what is asked" in str(read(choice_cell(options, choice=["1"])).problem)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Which?", "no options"),
        ("Which?\n\n1. a\n2. b", "no options"),
        ("Which?\n\n- a\n  - b\n- c", "holds a list"),
        ("Which?\n\n1. - a\n   - b", "list of its own"),
        ("Which?\n\n> - a\n> - b", "list of its own"),
        ("<ul><li>x</li></ul>\n\nWhich?\n\n- a\n- b", "list of its own"),
        ("Which?\n\n- a\n-\n- c", "empty"),
        ("Which?\n\n- a", "fewer than two"),
        ("Which?\n\n- a\n- a\n- b", "only one is right"),
        ("Which?\n\n" + "- a\n" * 61, "61 options"),
        ("Which? " + "x" * 10_000, "10,00"),
    ],
)
def test_options_that_cannot_be_told_apart_from_other_things_are_a_problem(
    source: str, reason: str
):
    assert reason in str(read(choice_cell(source, choice=["0"])).problem)


def test_only_the_first_list_is_the_options():
    record = read(choice_cell("Which?\n\n- a\n- b\n\nGiven:\n\n* c\n* d", choice=["1"]))
    assert [one.text for one in record.choices] == ["a", "b"]
    assert record.prompt == "Which?\n\nGiven:\n\n* c\n* d"


def test_options_keep_code_mathematics_and_images():
    source = (
        "Which?\n\n- ```python\n  x = 1\n  ```\n- $ x^2 $ and $y$\n-   ![a dot](attachment:dot.png)"
    )
    cell = choice_cell(source, choice=["1"])
    cell["attachments"] = {"dot.png": {"image/png": PIXEL}}
    record = read(cell)
    assert [one.text for one in record.choices] == [
        "```python\nx = 1\n```",
        "$x^2$ and $y$",
        "![a dot](attachment:dot.png)",
    ]
    assert [*record.attachments] == ["dot.png"]
    (converted,) = convert_records([record])
    assert converted.cell is not None, converted.problem


@pytest.mark.parametrize(
    ("markdown", "meant"),
    [
        ("a <b>bold</b> word", "a **bold** word"),
        ("one <!-- two --> three", "one three"),
        ("a [link][1]\n\n[1]: http://example.org", "a [link](http://example.org)"),
        ("```\nnever closed", "```\nnever closed\n```"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("* a\n* b", "* a\n* b"),
        ("\\begin{align}a &= b\\end{align}", "\\begin{align}a &= b\\end{align}"),
        ("a\u2028b", "a\nb"),
    ],
)
def test_a_prompt_is_kept_where_the_bank_shows_the_same_and_else_written_anew(
    markdown: str, meant: str
):
    cell = {**text_cell(markdown)}
    options = choice_cell("- a\n- b", choice=["0"])
    assert read(cell, options).prompt == meant


def test_an_image_that_is_not_there_is_told():
    cell = choice_cell("Which? ![plot](plot.png)\n\n- a\n- b", choice=["0"])
    assert "plot.png" in " ".join(read(cell).notes)


def test_code_that_is_not_graded_is_no_question():
    assert read(code_cell("x = 1"), choice_cell(LOOPS, choice=["1"])).where == "cell 2 (task)"
