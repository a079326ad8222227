"""The students' copy of a bank: a notebook that tells nothing of key and feedback."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.cell import is_question
from pylq_ext.banks.identity import cell_id
from pylq_ext.banks.image_files import attached, image_names
from pylq_ext.banks.images import BESIDE
from pylq_ext.banks.notebook import notebook_text, read_notebook, text_of
from pylq_ext.banks.outputs import with_output
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.banks.shown_output import OUTPUT
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
    """The copy's `text` (JSON), empty if there are mistakes, and how many questions it has.

    `files` are the images beside the bank that the copy shows, by their paths from there: they
    have to be handed out as well.
    """

    text: str
    questions: int
    mistakes: tuple[Mistake, ...] = ()
    files: tuple[str, ...] = ()


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
    files: dict[str, None] = {}
    questions = 0
    for number, cell in enumerate(notebook["cells"], start=1):
        source = text_of(cell.get("source"))
        sort = str(cell.get("cell_type"))
        asked = _ASK.match(source) if sort == "code" else None
        if asked:
            sort, source = "markdown", source[asked.end() :]
            # An improvised question may have no key: its notes are found as a poll's.
            source = source if is_question(source) else f"{source}\n\n<!-- pylq: poll -->"
        attachments = cell.get("attachments")
        if sort == "markdown":
            asks = is_question(source)
            questions += asks
            shown = attached(source, cell.get("attachments"), path.parent)
            shown = with_output(shown, source, notebook["cells"][: number - 1])
            one = BankQuestion(
                questions,
                cell_id(cell, number),
                "",
                source,
                shown.attachments,
                number,
                shown.unreadable,
            )
            try:
                if asks and one.broken:
                    mistakes += [Mistake(one, problem) for problem in one.problems]
                elif asks:
                    source = students_text(source, one.question, several, one.attachments)
                    attachments = _with_output(attachments, one.attachments)
                else:
                    source = without_comments(source)
            except Inseparable as error:
                mistakes.append(Mistake(one, error.problem))
            files.update((name, None) for name in image_names(source) if name.startswith(BESIDE))
        cells.append(_cell(number, sort, source, attachments))
    if mistakes:
        return Handout("", questions, tuple(mistakes))
    kept = {
        name: notebook["metadata"][name] for name in KEPT_METADATA if name in notebook["metadata"]
    }
    return Handout(
        notebook_text(cells, kept),
        questions,
        files=tuple(name.removeprefix(BESIDE) for name in files),
    )


def _with_output(own: object, shown: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a cell's attachments, and beside them what code has put out for its question."""
    outputs = {name: one for name, one in shown.items() if name.startswith(OUTPUT)}
    return {**own, **outputs} if isinstance(own, Mapping) else outputs


def _cell(number: int, sort: str, source: str, attachments: object) -> dict[str, Any]:
    made: dict[str, Any] = {
        "cell_type": sort,
        "id": f"cell-{number}",
        "metadata": {},
        "source": "\n".join(split_lines(source)).splitlines(keepends=True),
    }
    if sort == "code":
        made |= {"execution_count": None, "outputs": []}
    if sort == "markdown" and isinstance(attachments, Mapping):
        # By its name alone: that of an image which only feedback shows would tell.
        shown = set(image_names(source))
        kept = {
            name: file
            for name, file in attachments.items()
            if name in shown or unquote(str(name)) in shown
        }
        if kept:
            made["attachments"] = kept
    return made
