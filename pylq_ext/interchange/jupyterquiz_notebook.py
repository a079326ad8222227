"""Quizzes inside a notebook: hidden in its texts, or as literals in its code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pylq_ext.interchange import flash_cards, ipyquizjb, jupyterquiz
from pylq_ext.interchange.forgiving_json import (
    MAX_SIGNS,
    JsonObject,
    read_json_at,
    signs_of_markup,
)
from pylq_ext.interchange.jupyterquiz_code import NoPython, Program, questions_in
from pylq_ext.interchange.jupyterquiz_hidden import hidden_in
from pylq_ext.interchange.notebook_cells import Cell, is_code, joined, source_of
from pylq_ext.interchange.record import MAX_QUESTIONS, Record, Unreadable

#: Of brackets and commas in the sources of all cells; and a hundredth of their characters.
MAX_SIGNS_TOGETHER = 200_000

_READERS = (
    (jupyterquiz.is_question, jupyterquiz.read_question),
    (ipyquizjb.is_question, ipyquizjb.read_question),
    (flash_cards.is_card, flash_cards.read_card),
)
_IS_TEXT = re.compile(r"\s*%%(?:html|markdown)\b", re.I)
# How jupyterquiz puts the questions of a file into what a cell shows.
_SHOWN = re.compile(r"var questions[A-Za-z]{1,40}\s*=\s*(?=[\[{])")


def quizzes_in(cells: Sequence[Cell], *, is_quiz: bool) -> Iterator[tuple[int, Record]]:
    """Yield the questions of jupyterquiz, ipyquizjb and flash cards, each with its cell's number.

    Nothing is run or fetched. A quiz that a cell shows from somewhere else is read from what the
    cell showed last, or else is a problem. What looks like a hidden quiz and cannot be read is a
    problem where `is_quiz`. Raises Unreadable where there is too much.
    """
    signs = found = 0
    program = Program()
    hidden: set[str] = set()
    wanted: list[tuple[int, str]] = []
    for number, cell in enumerate(cells, start=1):
        where = f"cell {number}"
        source = source_of(cell)
        signs += sum(source.count(sign) for sign in ",[{(") + len(source) // 100
        if signs > MAX_SIGNS_TOGETHER:
            raise Unreadable(f"The notebook is too large to be read (cell {number}). Split it.")
        names: list[str] = []
        if is_code(cell) and _IS_TEXT.match(source) is None:
            records = _code(source, cell, where, program, names)
        else:
            records = _hidden(source, where, hidden, is_meant='"question"' in source or is_quiz)
        for record in records:
            found += 1
            yield number, record
        wanted.extend((number, name) for name in names)
        if found > MAX_QUESTIONS:
            raise Unreadable(f"The notebook has more than {MAX_QUESTIONS:,} questions. Split it.")
    for number, name in wanted:
        if name not in hidden:
            yield (
                number,
                Record(
                    f"cell {number}",
                    problem=f"The cell shows the hidden questions `#{name}`, and there are none.",
                ),
            )


def _hidden(source: str, where: str, names: set[str], *, is_meant: bool) -> Iterator[Record]:
    """Yield the questions that a text hides, and remember the names of their elements.

    What cannot be read is a problem if it `is_meant` for a quiz.
    """
    number = 0
    for found in hidden_in(source):
        if found.problem is not None:
            if is_meant:
                names.update(found.names)
                yield Record(f"{where}, hidden quiz", problem=found.problem)
            continue
        for one in questions_in(found.value, _is_any):
            number += 1
            names.update(found.names)
            yield from _read(one, f"{where}, hidden question {number}")


def _code(
    source: str,
    cell: Cell,
    where: str,
    program: Program,
    wanted: list[str],
) -> Iterator[Record]:
    try:
        code = program.read(source)
    except NoPython as error:
        yield Record(
            where,
            problem=f"The cell may hold a quiz, and cannot be read as Python ({error}).",
        )
        return
    for line, found in code.found:
        place = f"{where}, line {line}"
        if isinstance(found, Unreadable):
            yield Record(place, problem=f"The text with the questions is no JSON. {found}")
        else:
            yield from _read(found, place)
    wanted.extend(code.hidden)
    if code.elsewhere:
        shown = list(_shown(cell))
        for number, one in enumerate(shown, start=1):
            yield from _read(one, f"{where}, shown question {number}")
        if not shown:
            names = ", ".join(f"`{name[:100]}`" for name in code.elsewhere)
            yield Record(
                where,
                problem=f"The cell shows questions that are not in the notebook ({names}): "
                "convert the file that holds them.",
            )


def _shown(cell: Cell) -> Iterator[JsonObject]:
    """Yield the questions within what a cell showed when it was run."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        bundle = output.get("data") if isinstance(output, dict) else None
        for content in bundle.values() if isinstance(bundle, dict) else []:
            text = joined(content)
            found = _SHOWN.search(text)
            if found is None or signs_of_markup(text) > MAX_SIGNS:
                continue
            try:
                yield from questions_in(read_json_at(text, found.end())[0], _is_any)
            except Unreadable:
                continue


def _is_any(value: Any) -> bool:
    return ipyquizjb.is_package(value) or any(is_its(value) for is_its, _ in _READERS)


def _read(found: JsonObject, where: str) -> Iterator[Record]:
    """Yield the records of what looked like a question, or like an object that holds some."""
    for one in questions_in(found, _is_any):
        if ipyquizjb.is_package(one):
            yield from ipyquizjb.read_package(one, where)
        else:
            yield next(read for is_its, read in _READERS if is_its(one))(one, where)
