"""A notebook of other programs: quizzes of jupyterquiz and its relatives, graded cells, or both."""

from __future__ import annotations

from pylq_ext.interchange.jupyterquiz_notebook import quizzes_in
from pylq_ext.interchange.nbgrader_notebook import graded_in
from pylq_ext.interchange.notebook_cells import read_cells
from pylq_ext.interchange.record import Record, Unreadable


def read_notebook(text: str) -> list[Record]:
    """Return a record for each question of a notebook, in the order of its cells.

    A cell counts as graded by what nbgrader or e2xgrader wrote into its metadata. Nothing is run
    or fetched. Raises Unreadable, also where there is no question.
    """
    cells = read_cells(text)
    is_quiz = "jupyterquiz" in text or "display_quiz" in text
    found = [*quizzes_in(cells, is_quiz=is_quiz), *graded_in(cells)]
    if not found:
        raise Unreadable(
            "There is no question in this notebook: no literal with `question` and `answers` in "
            "its code, none hidden in its texts, and no cell that nbgrader or e2xgrader grade."
        )
    return [record for _, record in sorted(found, key=lambda one: one[0])]
