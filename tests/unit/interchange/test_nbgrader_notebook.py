"""nbgrader's cells as records: open questions, and what is told of everything else."""

from __future__ import annotations

import pytest

from pylq_ext.interchange import nbgrader_notebook as said
from pylq_ext.interchange.conversion import Ending, convert_file
from pylq_ext.interchange.notebook_source import read_notebook
from pylq_ext.interchange.record import Record, Sort, Unreadable
from tests.unit.interchange.graded import (
    LOOPS,
    NOTEBOOK,
    answer_cell,
    choice_cell,
    description_cell,
    graded_code,
    task_cell,
)
from tests.unit.interchange.quizzes import (
    WOOD,
    Question,
    code_cell,
    notebook,
    text_cell,
)


def read(*cells: Question) -> list[Record]:
    return read_notebook(notebook(*cells))


def read_one(*cells: Question) -> Record:
    (record,) = read(*cells)
    return record


def test_each_graded_cell_ends_as_a_question_or_with_its_reason():
    name, found = convert_file("exam.ipynb", NOTEBOOK.encode())
    assert name == "a notebook"
    assert [(one.where.split()[1], one.ending) for one in found] == [
        ("2", Ending.WITH_NOTE),
        ("3", Ending.WITH_NOTE),
        ("5", Ending.CONVERTED),
        ("8", Ending.WITH_NOTE),
        ("9", Ending.WITH_NOTE),
        ("10", Ending.NOT_CONVERTED),
        ("11", Ending.NOT_CONVERTED),
        ("12", Ending.NOT_CONVERTED),
        ("13", Ending.NOT_CONVERTED),
    ]


def test_an_answer_asks_what_the_description_before_it_says():
    record = read_one(
        description_cell("---\n## Part A\n\nWhat does $f(x)$ do?"),
        answer_cell("### BEGIN SOLUTION\nIt calls itself.\n### END SOLUTION"),
    )
    assert record == Record(
        "cell 2 (task)",
        Sort.OPEN,
        prompt="## Part A\n\nWhat does $f(x)$ do?",
        model_answer="It calls itself.",
        points=2.0,
    )


def test_an_answer_without_marks_is_the_solution_as_a_whole():
    record = read_one(text_cell("Why?"), answer_cell("Because\n\n- it is."))
    assert (record.prompt, record.model_answer) == ("Why?", "Because\n\n- it is.")


def test_what_stands_beside_the_solution_is_asked_as_well():
    record = read_one(
        text_cell("Two things."),
        answer_cell("Name both.\n\n### BEGIN SOLUTION\nHere.\n### END SOLUTION\nYOUR ANSWER HERE"),
    )
    assert record.prompt == "Two things.\n\nName both.\n\nYOUR ANSWER HERE"
    assert record.model_answer == "Here."


@pytest.mark.parametrize(
    "stub", ["YOUR ANSWER HERE", "", " \n", "### Answer\n\nPlease write your answer here!"]
)
def test_a_stub_is_no_model_answer(stub: str):
    assert read_one(text_cell("Why?"), answer_cell(stub)).model_answer == ""


def test_what_a_student_may_have_written_is_no_model_answer():
    record = read_one(text_cell("Why?"), answer_cell("Dunno.", checksum="0f"))
    assert (record.model_answer, record.notes) == ("", (said.STUDENTS,))
    assert read_one(text_cell("Why?"), answer_cell("YOUR ANSWER HERE", checksum="0f")).notes == ()


def test_a_task_has_its_mark_scheme_for_a_model_answer():
    record = read_one(
        text_cell("About plots."),
        task_cell("Plot it.\n=== BEGIN MARK SCHEME ===\n- axes\n=== END MARK SCHEME ==="),
    )
    assert (record.prompt, record.model_answer) == ("Plot it.", "- axes")
    assert (record.points, record.notes) == (2.0, (said.SCHEME, said.NOT_TAKEN))


def test_a_task_that_an_answer_follows_is_one_question_with_it():
    record = read_one(task_cell("Explain.", points=3), code_cell("x"), answer_cell("So.", points=1))
    assert (record.prompt, record.model_answer, record.points) == ("Explain.", "So.", 4.0)
    assert record.notes == (said.CODE_BETWEEN, said.SUMMED)
    first, second = read(task_cell("One."), task_cell("Two."))
    assert (first.prompt, second.prompt) == ("One.", "Two.")


def test_texts_and_code_that_were_left_out_are_told():
    record = read_one(
        text_cell("Given is `f`."), text_cell("What does it do?"), code_cell("f"), answer_cell("x")
    )
    assert record.prompt == "What does it do?"
    assert record.notes == (said.TEXT_BEFORE, said.CODE_BETWEEN)


@pytest.mark.parametrize(
    ("before", "notes"),
    [("Given is `f`.", (said.NOT_TAKEN,)), ("# Part 1", ()), ("---\n## Part 2\n", ()), ("", ())],
)
def test_a_text_before_a_choice_is_told_unless_it_is_a_heading(before: str, notes: tuple[str, ...]):
    assert read_one(text_cell(before), choice_cell(LOOPS, choice="1")).notes == notes


def test_a_text_is_asked_once_and_never_guessed():
    first, second = read(text_cell("Why?"), answer_cell("a"), answer_cell("b"))
    assert first.problem is None
    assert "what is asked" in str(second.problem)


def test_code_is_told_as_none_for_each_of_its_reasons():
    problems = [
        record.problem
        for record in read(
            graded_code("x = 1", grade=False, solution=True),
            graded_code("assert x", grade=True, solution=False),
            graded_code("y", grade=True, solution=True),
        )
    ]
    assert len({*problems}) == 3
    assert "autograder tests" in str(problems[1])


@pytest.mark.parametrize(
    ("points", "meant"), [(2.5, 2.5), ("3", 3.0), ("", None), (None, None), (-1, 0.0), (0, 0.0)]
)
def test_points_are_read_as_nbgrader_does(points: object, meant: float | None):
    assert read_one(text_cell("Why?"), answer_cell("", points=points)).points == meant


@pytest.mark.parametrize("points", ["many", True, [2], 1001, float("nan"), 10**400])
def test_points_that_are_none_are_a_problem(points: object):
    assert "points" in str(read_one(text_cell("Why?"), answer_cell("", points=points)).problem)


@pytest.mark.parametrize(
    "source",
    [
        "### BEGIN SOLUTION\nx",
        "### END SOLUTION",
        "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION",
        "=== BEGIN MARK SCHEME ===",
    ],
)
def test_marks_that_do_not_close_are_a_problem(source: str):
    assert "BEGIN" in str(read_one(text_cell("Why?"), answer_cell(source)).problem)


def test_values_that_e2xgrader_draws_are_a_problem():
    scramble = code_cell("%% scramble\n#replace n 3")
    drawn, other = read(
        scramble, text_cell("What is {{n}} + 1?"), answer_cell("4"), choice_cell(LOOPS, choice="1")
    )
    assert "{{" in str(drawn.problem)
    assert other.problem is None


def test_a_notebook_may_have_quizzes_and_graded_cells():
    quiz, graded, more = read(
        code_cell(f"quiz = {WOOD!r}"),
        choice_cell(LOOPS, choice=["1"]),
        code_cell(f"quiz = {WOOD!r}"),
    )
    assert [record.where.split(",")[0] for record in (quiz, graded, more)] == [
        "cell 1",
        "cell 2 (task)",
        "cell 3",
    ]


@pytest.mark.parametrize(
    "metadata",
    [None, [], {}, {"nbgrader": 3}, {"nbgrader": {"grade": "yes"}}, {"extended_cell": "choice"}],
)
def test_a_cell_of_which_nothing_is_said_is_no_question(metadata: object):
    with pytest.raises(Unreadable, match="no question"):
        read({**text_cell(LOOPS), "metadata": metadata})


def test_a_read_only_notebook_has_no_question():
    with pytest.raises(Unreadable, match="nbgrader"):
        read(description_cell("Read this."))


def test_more_text_than_a_notebook_may_have_is_told():
    records = read(*[answer_cell("x" * 9_000)] * 60)
    assert "Split it" in str(records[-1].problem)
