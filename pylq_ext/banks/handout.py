"""The students' copy of a bank: a notebook that tells nothing of key and feedback."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.cell import is_question
from pylq_ext.banks.identity import MINOR_WITH_IDS, cell_id
from pylq_ext.banks.notebook import read_notebook, text_of
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.banks.students_text import SEVERAL, Inseparable, students_text, without_comments

# What says how to open the notebook. All else may tell: tags, widgets' state, a bank's name.
KEPT_METADATA = ("kernelspec", "language_info")

_ASK = re.compile(r"\s*%%ask\b[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a cell cannot be handed out."""

    question: BankQuestion
    problem: Problem


@dataclass(frozen=True, slots=True)
class Handout:
    """The copy's `text` (JSON), empty if there are mistakes, and how many questions it has."""

    text: str
    questions: int
    mistakes: tuple[Mistake, ...] = ()


def make_handout(path: Path, several: str = SEVERAL) -> Handout:
    """Return the students' copy of the bank at `path`.

    Of each question, `%%ask` cells included, it has prompt and options with empty boxes; of other
    cells the text without comments. Outputs, metadata, and attachments that are not shown are gone.
    Ids of cells are new, as an id may tell ("sort-returns-none"). So two banks that differ only in
    keys and feedback give the same copy. `several` is the line that says that more than one option
    may be picked. Raises InvalidInput as `open_bank` does.
    """
    notebook = read_notebook(path)
    cells: list[dict[str, Any]] = []
    mistakes: list[Mistake] = []
    questions = 0
    for number, cell in enumerate(notebook["cells"], start=1):
        source = text_of(cell.get("source"))
        sort = str(cell.get("cell_type"))
        asked = _ASK.match(source) if sort == "code" else None
        if asked:
            sort, source = "markdown", source[asked.end() :]
            # An improvised question may have no key: its notes are found as a poll's.
            source = source if is_question(source) else f"{source}\n\n<!-- pylq: poll -->"
        if sort == "markdown":
            asks = is_question(source)
            questions += asks
            one = BankQuestion(questions, cell_id(cell, number), "", source, cell_number=number)
            try:
                if asks and one.broken:
                    mistakes += [Mistake(one, problem) for problem in one.problems]
                elif asks:
                    source = students_text(source, one.question, several)
                else:
                    source = without_comments(source)
            except Inseparable as error:
                mistakes.append(Mistake(one, error.problem))
        cells.append(_cell(number, sort, source, cell))
    if mistakes:
        return Handout("", questions, tuple(mistakes))
    whole = {
        "cells": cells,
        "metadata": {
            name: notebook["metadata"][name]
            for name in KEPT_METADATA
            if name in notebook["metadata"]
        },
        "nbformat": 4,
        "nbformat_minor": MINOR_WITH_IDS,
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
    # A lone surrogate can stand in JSON, but in no UTF-8.
    return Handout(text.encode("utf-8", "replace").decode("utf-8") + "\n", questions)


def _cell(number: int, sort: str, source: str, cell: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "cell_type": sort,
        "id": f"cell-{number}",
        "metadata": {},
        "source": "\n".join(split_lines(source)).splitlines(keepends=True),
    }
    if sort == "code":
        made |= {"execution_count": None, "outputs": []}
    attachments = cell.get("attachments")
    if isinstance(attachments, Mapping):
        shown = unquote(source)
        kept = {
            name: file
            for name, file in attachments.items()
            if f"attachment:{name}" in source or f"attachment:{unquote(name)}" in shown
        }
        if kept:
            made["attachments"] = kept
    return made
