"""The questions of nbgrader and e2xgrader in a notebook, and what is graded there and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pylq_ext.interchange.e2xgrader_choice import read_choice
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.nbgrader_cell import GradedCell, Role, graded_cell
from pylq_ext.interchange.nbgrader_regions import is_stub, without_schemes, without_solutions
from pylq_ext.interchange.notebook_cells import Cell
from pylq_ext.interchange.notebook_markdown import CellTexts
from pylq_ext.interchange.record import Record, Sort
from pylq_ext.interchange.unfit import Unfit

#: Of Markdown in all questions of a notebook; each sign costs time.
MAX_TOGETHER = 500_000

TEXT_BEFORE = (
    "Of the texts before the answer only the last one was taken: look whether the question needs "
    "more."
)
NOT_TAKEN = "The text in the cell before was left out: look whether the question needs it."
CODE_BETWEEN = "Code between the question and its answer was left out: look whether it is needed."
STUDENTS = (
    "The notebook was handed out to students, so that what stands in the answer may be theirs and "
    "was left out."
)
SCHEME = "The mark scheme became the model answer."
SUMMED = "The points of the task and of its answer were added."

_HEADING = re.compile(r"(?:-{3,}\s+)?#{1,6} [^\n]*")

_PROBLEMS = {
    Role.CODE: "Its answer is code that tests mark, and a bank's questions are picked or typed.",
    Role.CODE_BY_HAND: "Its answer is code in a cell: ask it as an open question, or let its "
    "output be predicted.",
    Role.TESTS: "It is code that marks the answer of another cell (nbgrader's autograder tests), "
    "and nothing of a notebook is run.",
    Role.EXTENDED: "It asks for a file, a drawing or a form (e2xgrader), which a bank cannot.",
}


@dataclass(slots=True)
class _Asked:
    """What may belong to the next answer."""

    text: GradedCell | None = None
    has_more: bool = False
    has_code: bool = False

    def see(self, cell: GradedCell) -> None:
        """Take a cell that is not graded into account."""
        if cell.role is Role.OTHER:
            self.has_code = self.has_code or bool(cell.source.strip())
        elif cell.source.strip():
            self.has_more, self.has_code = _says_something(self.text), False
            self.text = cell

    def taken(self) -> _Asked:
        """Return what it was; the next answer begins anew."""
        was = replace(self)
        self.text, self.has_more, self.has_code = None, False, False
        return was


def _says_something(cell: GradedCell | None) -> bool:
    """Tell whether a text is more than a heading, which a question does not need."""
    return cell is not None and _HEADING.fullmatch(cell.source.strip()) is None


def graded_in(cells: Sequence[Cell]) -> Iterator[tuple[int, Record]]:
    """Yield a record for each graded cell, with its number.

    What nbgrader marks by tests is a problem: nothing of a notebook is run.
    """
    asked = _Asked()
    left = MAX_TOGETHER
    is_drawn = False
    for number, one in enumerate(cells, start=1):
        cell = graded_cell(number, one)
        is_drawn = is_drawn or (number == 1 and cell.source.startswith("%% scramble"))
        if cell.role in (Role.TEXT, Role.OTHER):
            asked.see(cell)
            continue
        asked_here = asked.taken()
        if cell.role is Role.TASK and _is_answered(cells[number:]):
            # The answer's cell has what the task asks.
            asked.text = cell
            continue
        left -= len(cell.source) + (len(asked_here.text.source) if asked_here.text else 0)
        if left < 0:
            problem = f"The notebook's questions have more than {MAX_TOGETHER:,} characters."
            yield number, Record(cell.where, problem=f"{problem} Split it.")
        elif is_drawn and "{{" in cell.source + (asked_here.text.source if asked_here.text else ""):
            yield (
                number,
                Record(
                    cell.where,
                    problem="e2xgrader draws values for it (`{{…}}`): write a question for each.",
                ),
            )
        else:
            yield number, _read(cell, asked_here)


def _is_answered(cells: Sequence[Cell]) -> bool:
    """Tell whether the next cell that is not plain code is an answer."""
    for at, cell in enumerate(cells):
        role = graded_cell(at, cell).role
        if role is not Role.OTHER:
            return role is Role.ANSWER
    return False


def _read(cell: GradedCell, asked: _Asked) -> Record:
    if cell.role in _PROBLEMS:
        return Record(cell.where, problem=_PROBLEMS[cell.role])
    gathered = Gathered()
    try:
        if cell.role is Role.CHOICE:
            record = read_choice(cell, gathered)
            prompt = record.prompt or _text_before(asked, gathered)
            is_alone = bool(record.prompt)
        else:
            record = _open(cell, asked, gathered)
            prompt = record.prompt
            is_alone = cell.role is Role.TASK
        if is_alone and _says_something(asked.text):
            gathered.note(NOT_TAKEN)
        if not prompt:
            raise Unfit("No text says what is asked: write it into the Markdown cell before it.")
        points = _points(cell, asked, gathered)
    except Unfit as unfit:
        return Record(cell.where, problem=str(unfit))
    return replace(
        record,
        where=cell.where,
        prompt=prompt,
        points=points,
        attachments=gathered.images,
        notes=tuple(gathered.notes),
    )


def _open(cell: GradedCell, asked: _Asked, gathered: Gathered) -> Record:
    """Return a question that is answered by a text, with what its author would answer."""
    shown, schemes = without_schemes(cell.source)
    outside, solutions = without_solutions(shown)
    if cell.role is Role.ANSWER and not solutions:
        # Without marks nbgrader takes all of an answer's cell for the solution.
        outside, solutions = "", [outside]
    own = "" if is_stub(outside) else _markdown(outside, cell, gathered)
    before = "" if cell.role is Role.TASK else _text_before(asked, gathered, schemes)
    if cell.role is Role.ANSWER and cell.was_handed_out:
        if not all(map(is_stub, solutions)):
            gathered.note(STUDENTS)
        solutions = []
    parts = [_markdown(text, cell, gathered) for text in solutions if not is_stub(text)]
    if any(scheme.strip() for scheme in schemes):
        gathered.note(SCHEME)
        parts += [_markdown(text, cell, gathered) for text in schemes]
    return Record(
        "",
        Sort.OPEN,
        prompt="\n\n".join(text for text in (before, own) if text),
        model_answer="\n\n".join(part for part in parts if part),
    )


def _text_before(asked: _Asked, gathered: Gathered, schemes: list[str] | None = None) -> str:
    """Return the text that the question begins with; its mark schemes come into `schemes`."""
    if asked.text is None:
        return ""
    shown, found = without_schemes(asked.text.source)
    if schemes is not None:
        schemes += found
    if asked.has_more:
        gathered.note(TEXT_BEFORE)
    if asked.has_code:
        gathered.note(CODE_BETWEEN)
    return _markdown(without_solutions(shown)[0], asked.text, gathered)


def _markdown(text: str, cell: GradedCell, gathered: Gathered) -> str:
    texts = CellTexts(text, cell.attachments, gathered)
    return texts.of(_without_rules(texts.lines))


def _without_rules(lines: Sequence[str]) -> Sequence[str]:
    """Return a text without the rules that only part it from the cells around it."""
    kept = [*lines]
    while kept and kept[0].strip() in ("", "---", "***", "___"):
        kept.pop(0)
    return kept


def _points(cell: GradedCell, asked: _Asked, gathered: Gathered) -> float | None:
    points = cell.points()
    if cell.role is Role.ANSWER and asked.text is not None and asked.text.role is Role.TASK:
        of_task = asked.text.points()
        if of_task:
            gathered.note(SUMMED)
            points = of_task + (points or 0.0)
    return points
