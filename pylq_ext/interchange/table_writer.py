"""A bank as a table of questions (CSV), with the columns of `table_columns`.

All that a bank says of a question has a column, but images have none. Each row is read again
before it counts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pylq_ext.interchange import forms
from pylq_ext.interchange.amounts import figures, percent
from pylq_ext.interchange.record import Record, Sort
from pylq_ext.interchange.same_question import asks_the_same, question_of
from pylq_ext.interchange.table_cells import NUMBER
from pylq_ext.interchange.table_columns import OPTIONS, SINGLES, letter_of
from pylq_ext.interchange.tables import read_table
from pylq_ext.interchange.target_format import Target, Written, check_sort
from pylq_ext.interchange.unfit import Unfit

Cells = Mapping[str, str]

#: The columns that stand before those of the options.
_FIRST: Final = ("question", "kind", "right")
#: What a spreadsheet would take for a formula at the beginning of a cell.
_LIKE_A_FORMULA = re.compile(r"[=+\-@]")


def table_row(record: Record, number: int) -> Written[Cells]:  # noqa: ARG001 - as every format
    """Return a question as cells by their columns' names; raises Unfit."""
    check_sort(record, set(Sort) - {Sort.BLANKS, Sort.PLACE}, "a table")
    if record.attachments:
        raise Unfit("It shows an image, and a table holds text only.")
    cells = {name: _safe(text) for name, text in _cells(record) if text.strip()}
    (again,) = read_table(table_file("", [cells]))
    # What is alike to the letter asks the same; anything else is compared as questions.
    # A question that says nothing of its points is worth one.
    alike = replace(again, where=record.where, points=1.0 if again.points is None else again.points)
    if alike != record and not _asks_the_same(again, record):
        raise Unfit("As a row of a table it would be read otherwise than it is meant.")
    return Written(cells)


def _asks_the_same(one: Record, other: Record) -> bool:
    read, meant = question_of(one), question_of(other)
    return read is not None and meant is not None and asks_the_same(read, meant)


def table_file(title: str, rows: Sequence[Cells]) -> bytes:  # noqa: ARG001 - as every format
    """Return the table; it begins with the mark by which Excel knows that it is in UTF-8."""
    used = {name for row in rows for name in row}
    of_options = (
        f"{part} {letter_of(number)}".strip() for number in range(1, 61) for part in OPTIONS
    )
    others = (name for name in SINGLES if name not in _FIRST)
    columns = [name for name in (*_FIRST, *of_options, *others) if name in used]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


TABLE: Final = Target("CSV", ".csv", table_row, table_file)


def _cells(record: Record) -> Iterator[tuple[str, str]]:
    yield "question", record.prompt
    kind = str(record.sort)
    yield "kind", f"{kind} poll".removeprefix("single ") if record.is_poll else kind
    match record.sort:
        case Sort.SINGLE | Sort.MULTIPLE:
            yield from _choices(record)
        case Sort.NUMBER | Sort.SHORT:
            yield from _accepted(record)
        case Sort.ORDERING:
            for number, item in enumerate(record.items, start=1):
                yield letter_of(number), item
            for number, note in enumerate(record.item_notes, start=1):
                yield f"note {letter_of(number)}", note
        case Sort.MATCHING:
            for number, pair in enumerate(record.pairs, start=1):
                yield letter_of(number), pair.left
                yield f"match {letter_of(number)}", pair.right
                yield f"note {letter_of(number)}", pair.note
    yield "explanation", record.explanation
    yield "model answer", record.model_answer
    if record.points is not None and record.points != 1:
        yield "points", figures(record.points)
    yield "seconds", str(record.seconds or "")
    yield "tags", ", ".join(record.tags)
    yield "difficulty", record.difficulty
    yield "partial", "yes" if record.is_partial else ""
    yield "shuffle", "yes" if record.shuffle else ""


def _choices(record: Record) -> Iterator[tuple[str, str]]:
    right = []
    has_shares = any(one.credit not in (0, 1) for one in record.choices)
    is_several = record.sort is Sort.MULTIPLE
    for number, choice in enumerate(record.choices, start=1):
        yield letter_of(number), choice.text
        yield f"note {letter_of(number)}", choice.note
        if choice.credit >= 1 or (is_several and choice.credit > 0):
            right.append(number)
        if has_shares and (is_several or 0 < choice.credit < 1):
            yield f"share {letter_of(number)}", f"{percent(choice.credit)} %"
    if not record.is_poll:
        yield "right", _right(right, [choice.text for choice in record.choices])


def _accepted(record: Record) -> Iterator[tuple[str, str]]:
    right = []
    for number, one in enumerate(record.accepted, start=1):
        yield letter_of(number), _typed(one.form)
        yield f"note {letter_of(number)}", one.note
        if one.credit >= 1:
            right.append(number)
        elif one.credit > 0:
            yield f"share {letter_of(number)}", f"{percent(one.credit)} %"
    if right:
        yield "right", _right(right, [])


def _typed(form: str) -> str:
    """Return a form as people would type it, if it is read as the same."""
    words = re.fullmatch(r'= "([^"\\]*)"', form)
    if words is not None and words[1] and forms.text(words[1]) == form:
        # What begins like a form, or is one, would be read as such.
        return form if re.match(r'=|~|"|otherwise$', words[1]) else words[1]
    return form.removeprefix("= ") if not form.startswith('= "') else form


def _right(numbers: Sequence[int], texts: Sequence[str]) -> str:
    if not numbers:
        return "none"
    named = [*map(letter_of if max(numbers) <= 26 else str, numbers)]
    # An option may read like the letters of some.
    for between in (", ", ",", "; ", " / "):
        text = between.join(named)
        if text not in texts:
            return text
    return f"{text},"


def _safe(text: str) -> str:
    """Return the text of a cell so that no spreadsheet takes it for a formula.

    Blanks around a cell's text do not count, so that code which begins a text has to be behind
    something: a comment, which nobody sees.
    """
    if text.startswith(("    ", "\t")):
        text = f"<!-- -->\n{text}"
    is_formula = _LIKE_A_FORMULA.match(text) and not NUMBER.fullmatch(text)
    return f" {text}" if is_formula else text
