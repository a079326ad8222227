"""Cells of nbgrader and e2xgrader as they write them, in our own words."""

from __future__ import annotations

from typing import Any

from tests.unit.interchange.quizzes import Question, code_cell, notebook, text_cell

LOOPS = "### Which loops end?\n\n- `for x in [1]`\n- `while True`\n- `for x in []`"


def nbgrader(
    *, grade: bool = True, solution: bool = True, task: bool = False, **more: Any
) -> Question:
    """What nbgrader 0.6 to 0.9 has in a cell's metadata; by default a manually graded answer."""
    said = {
        "grade": grade,
        "grade_id": "task",
        "locked": not solution,
        "points": 2,
        "schema_version": 3,
        "solution": solution,
        "task": task,
        **more,
    }
    return {"nbgrader": said}


def answer_cell(source: str, **more: Any) -> Question:
    return {**text_cell(source), "metadata": nbgrader(**more)}


def task_cell(source: str, **more: Any) -> Question:
    return {
        **text_cell(source),
        "metadata": nbgrader(grade=False, solution=False, task=True, **more),
    }


def description_cell(source: str) -> Question:
    """A read-only cell, as e2xgrader puts one before an answer."""
    more = nbgrader(grade=False, solution=False, points=0)
    return {**text_cell(source), "metadata": more}


def graded_code(source: str, *, grade: bool, solution: bool) -> Question:
    return {**code_cell(source), "metadata": nbgrader(grade=grade, solution=solution)}


def choice_cell(
    text: str, /, *, several: bool = False, more: Question | None = None, **extended: Any
) -> Question:
    """A cell of single or multiple choice; `more` is what nbgrader has besides."""
    kind = "multiplechoice" if several else "singlechoice"
    said = {"extended_cell": {"type": kind, **extended}}
    return {**text_cell(text), "metadata": {**said, **nbgrader(**(more or {}))}}


EVERY_CELL = (
    text_cell("# Exam\n\nWrite clearly."),
    choice_cell(LOOPS, choice=["1"]),
    choice_cell(LOOPS, several=True, choice=["0", "2"], num_of_choices=3),
    description_cell("---\n## Part A (2 points)\n\nWhat does $f(x)$ do? <b>Look</b> twice."),
    answer_cell("### BEGIN SOLUTION\nIt calls itself:\n\n- once\n- twice\n### END SOLUTION"),
    description_cell("Why is that slow?"),
    code_cell("f(30)"),
    answer_cell("Because it counts everything twice.", points="1.5"),
    task_cell("Plot it.\n\n=== BEGIN MARK SCHEME ===\nAxes are named.\n=== END MARK SCHEME ==="),
    graded_code("### BEGIN SOLUTION\ndef f(): ...\n### END SOLUTION", grade=False, solution=True),
    graded_code("assert f() is None", grade=True, solution=False),
    graded_code("# YOUR CODE HERE", grade=True, solution=True),
    {
        **text_cell("### Draw it"),
        "metadata": {"extended_cell": {"type": "diagram"}, **nbgrader()},
    },
)
NOTEBOOK = notebook(*EVERY_CELL)
FEW_CELLS = [notebook(*EVERY_CELL[at : at + 3]) for at in range(1, len(EVERY_CELL), 3)]
