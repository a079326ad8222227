"""What nbgrader and e2xgrader say of a notebook's cell: https://nbgrader.readthedocs.io."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pylq_ext.interchange.notebook_cells import Cell, is_code, source_of
from pylq_ext.interchange.unfit import Unfit


class Role(StrEnum):
    """What a cell is for."""

    TEXT = "text"
    OTHER = "other"
    CHOICE = "choice"
    EXTENDED = "extended"
    ANSWER = "answer"
    TASK = "task"
    CODE = "code"
    CODE_BY_HAND = "code by hand"
    TESTS = "tests"


@dataclass(frozen=True, slots=True)
class GradedCell:
    """A cell with its number, from 1; `nbgrader` and `extended` are what the programs say of it."""

    number: int
    role: Role
    source: str
    attachments: Any
    nbgrader: Mapping[str, Any]
    extended: Mapping[str, Any]

    @property
    def where(self) -> str:
        """Where it stands, for people."""
        given = self.nbgrader.get("grade_id")
        name = " ".join(given.split())[:40] if isinstance(given, str) else ""
        name = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
        return f"cell {self.number} ({name})" if name else f"cell {self.number}"

    @property
    def was_handed_out(self) -> bool:
        """Whether nbgrader wrote it for students: then what it holds may be a student's answer."""
        return "checksum" in self.nbgrader

    def points(self) -> float | None:
        """Return its points; raises Unfit."""
        given = self.nbgrader.get("points")
        if given is None or given == "":
            return None
        if isinstance(given, str) and re.fullmatch(r"\s*[0-9]{1,9}(?:\.[0-9]{1,9})?\s*", given):
            given = float(given)
        if isinstance(given, bool) or not isinstance(given, (int, float)):
            raise Unfit("Its points are no number.")
        if not given <= 1000:
            raise Unfit("A question gives from 0 to 1000 points.")
        # As nbgrader does.
        return max(0.0, float(given))


def graded_cell(number: int, cell: Cell) -> GradedCell:
    """Return a cell with what is said of it; whatever is not well formed counts as not said."""
    metadata = cell.get("metadata")
    given = metadata if isinstance(metadata, dict) else {}
    nbgrader, extended = (
        value if isinstance(value := given.get(name), dict) else {}
        for name in ("nbgrader", "extended_cell")
    )
    role = _role(cell, nbgrader, extended)
    return GradedCell(number, role, source_of(cell), cell.get("attachments"), nbgrader, extended)


def _role(cell: Cell, nbgrader: Mapping[str, Any], extended: Mapping[str, Any]) -> Role:
    grade, solution, task = (nbgrader.get(name) is True for name in ("grade", "solution", "task"))
    if is_code(cell):
        if grade:
            return Role.CODE_BY_HAND if solution else Role.TESTS
        return Role.CODE if solution else Role.OTHER
    if cell.get("cell_type") != "markdown":
        return Role.OTHER
    if extended.get("type") in ("singlechoice", "multiplechoice"):
        return Role.CHOICE
    if task or (grade and solution):
        return Role.EXTENDED if extended.get("type") else Role.TASK if task else Role.ANSWER
    return Role.TEXT
