"""Kahoot's spreadsheets: the template that quizzes are imported from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pylq_ext.banks.settings import MAX_SECONDS
from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.option_numbers import option_numbers
from pylq_ext.interchange.record import Choice, Record, Sort, Unreadable
from pylq_ext.interchange.spreadsheet import Cell, Row, Sheet, read_spreadsheet
from pylq_ext.interchange.unfit import Unfit

#: Where the template has its header, whatever its language.
HEADER_ROW = 8
_HEADER_WITHIN = 30
_TEMPLATE_COLUMNS = tuple(range(1, 8))

SEVERAL_RIGHT = (
    "Several answers are right, and the spreadsheet does not say whether one of them is enough: "
    "here all of them have to be picked."
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """In which columns what stands, counted from 0; the first one numbers the rows."""

    question: int
    answers: tuple[int, ...]
    seconds: int | None
    right: int

    def have_any(self, row: Row) -> bool:
        """Tell whether a row has anything of a question."""
        columns = (self.question, *self.answers, self.right)
        return not all(row.at(column).is_empty for column in columns)

    def others(self, row: Row) -> list[str]:
        """Return what else a row has."""
        known = {0, self.question, *self.answers, self.seconds, self.right}
        return [
            cell.text[:60]
            for column, cell in enumerate(row.cells)
            if column not in known and not cell.is_empty
        ]


def read_kahoot(content: bytes) -> list[Record]:
    """Return a record for each question of a filled-in template; raises Unreadable."""
    return kahoot_in(read_spreadsheet(content))


def kahoot_in(sheets: Sequence[Sheet]) -> list[Record]:
    """Return the same of a spreadsheet that has been read."""
    for sheet in sheets:
        found = _header(sheet)
        if found is None:
            continue
        header, columns = found
        rows = [row for row in sheet.rows if row.number > header]
        return [_question(row, columns) for row in rows if columns.have_any(row)]
    raise Unreadable(
        "This is no spreadsheet of Kahoot: no row has the columns “Question”, “Answer 1” and "
        f"“Correct answer(s)”, which the template has in row {HEADER_ROW}."
    )


def _header(sheet: Sheet) -> tuple[int, _Columns] | None:
    """Return the header's row and its columns: by their names, or by where the template has it."""
    for row in sheet.rows:
        if row.number > _HEADER_WITHIN:
            break
        columns = _named([cell.text.strip().lower() for cell in row.cells])
        if columns is not None:
            return row.number, columns
    # Of a template in another language only the places are known.
    for row in sheet.rows:
        if row.number == HEADER_ROW and all(not row.at(one).is_empty for one in _TEMPLATE_COLUMNS):
            return HEADER_ROW, _Columns(1, (2, 3, 4, 5), 6, 7)
    return None


def _named(names: Sequence[str]) -> _Columns | None:
    def first(pattern: str) -> int | None:
        return next((at for at, name in enumerate(names) if re.match(pattern, name)), None)

    question, right = first(r"question\b"), first(r"correct\b")
    answers = tuple(at for at, name in enumerate(names) if re.match(r"answer\s*[0-9]", name))
    if question is None or right is None or not answers:
        return None
    return _Columns(question, answers, first(r"time\b"), right)


def _question(row: Row, columns: _Columns) -> Record:
    where = f"row {row.number}"
    notes: dict[str, None] = {}
    try:
        prompt = _text(row.at(columns.question), notes)
        if not prompt:
            raise Unfit("It has no question, only answers.")
        texts = [_text(row.at(column), notes) for column in columns.answers]
        right, note = option_numbers(_valued(row.at(columns.right)), len(texts))
        if note is not None:
            notes[note] = None
        record = _choices(texts, right, notes)
        seconds = _seconds(row.at(columns.seconds), notes) if columns.seconds is not None else None
    except Unfit as unfit:
        return Record(where, problem=str(unfit))
    for other in columns.others(row):
        notes[f"A cell beside the template's columns was dropped ({other})."] = None
    if record.sort is Sort.MULTIPLE:
        notes[SEVERAL_RIGHT] = None
    return replace(record, where=where, prompt=prompt, seconds=seconds, notes=tuple(notes))


def _choices(texts: Sequence[str], right: Sequence[int], notes: dict[str, None]) -> Record:
    for number in right:
        if not texts[number - 1]:
            raise Unfit(f"Answer {number} is marked as right, and it is empty.")
    choices = distinct(
        (Choice(text, float(at in right)) for at, text in enumerate(texts, start=1) if text),
        notes.setdefault,
    )
    return Record("", Sort.SINGLE if len(right) == 1 else Sort.MULTIPLE, choices=choices)


def _valued(cell: Cell) -> Cell:
    if cell.problem is not None:
        raise Unfit(f"One of its cells {cell.problem}.")
    return cell


def _text(cell: Cell, notes: dict[str, None]) -> str:
    """Return a cell's text as Markdown; raises Unfit."""
    if _valued(cell).is_date:
        notes[f"A cell that holds a date was spelled {cell.text[:40]}."] = None
    return from_plain(cell.text.strip())


def _seconds(cell: Cell, notes: dict[str, None]) -> int | None:
    found = re.fullmatch(r"\s*([0-9]{1,6})\s*(?:s|secs?|seconds?)?\.?\s*", _valued(cell).text, re.I)
    if found is not None and 1 <= int(found[1]) <= MAX_SECONDS:
        return int(found[1])
    if not cell.is_empty:
        notes[f"The time limit “{cell.text[:40]}” is no number of seconds and was dropped."] = None
    return None
