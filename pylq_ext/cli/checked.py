"""What `pylq check` finds in notebooks, before anybody is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pylq_ext.banks.notebook import Bank, BankQuestion, mend_identity, open_bank
from pylq_ext.banks.problems import Problem
from pylq_ext.cli.bank_files import BankFiles, Unusable, find_banks, no_question
from pylq_ext.cli.progress import Progress
from pylq_ext.domain.errors import PyLQError


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem, and the cell that it is in; `question` is None if that is no question."""

    cell_number: int
    cell_id: str
    problem: Problem
    question: BankQuestion | None

    @classmethod
    def of(cls, question: BankQuestion, problem: Problem) -> Self:
        """Return a mistake in a question."""
        return cls(question.cell_number, question.id, problem, question)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A notebook that was read; `fixed` has a sentence for each thing that was written into it."""

    path: Path
    bank_id: str
    questions: int
    mistakes: tuple[Mistake, ...]
    fixed: tuple[str, ...] = ()


@dataclass(slots=True)
class Checked:
    """All that was found: the notebooks in the order in which they were named, and the others."""

    files: list[CheckedFile] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)

    @property
    def questions(self) -> int:
        """How many questions there are, those with mistakes included."""
        return sum(file.questions for file in self.files)

    @property
    def mistakes(self) -> int:
        """How many mistakes there are."""
        return sum(len(file.mistakes) for file in self.files)

    @property
    def exit_status(self) -> int:
        """0 if all is well, 1 if there are mistakes, 2 if something cannot be used."""
        return 2 if self.unusable else 1 if self.mistakes else 0


def check_banks(names: Iterable[str], *, fix: bool = False) -> Checked:
    """Return what is found in the notebooks and folders of these names.

    With `fix` the ids that are missing or there twice are written first. A bar on a terminal
    shows how far it is.
    """
    named = find_banks(names)
    checked = Checked(unusable=named.unusable)
    with Progress("Checking", len(named.notebooks)) as progress:
        for number, path in enumerate(named.notebooks):
            try:
                fixed = mend_identity(path) if fix else ()
                bank = open_bank(path)
            except PyLQError as error:
                checked.unusable.append(Unusable(str(path), str(error)))
                continue
            mistakes = [
                Mistake.of(question, problem)
                for question in progress.part(number, bank)
                for problem in question.problems
            ]
            mistakes += _repeated_ids(bank)
            checked.files.append(CheckedFile(path, bank.id, len(bank), tuple(mistakes), fixed))
    checked.unusable += _folders_without_question(named, checked)
    return checked


def _repeated_ids(bank: Bank) -> list[Mistake]:
    at = {question.cell_number: question for question in bank}
    return [
        Mistake(one.cell_number, one.id, one.problem, at.get(one.cell_number))
        for one in bank.repeated_ids
    ]


def _folders_without_question(named: BankFiles, checked: Checked) -> list[Unusable]:
    """Return the named folders whose notebooks could all be read, and ask nothing."""
    asked = {file.path: file.questions for file in checked.files}
    notebooks: Counter[Path] = Counter()
    questions: Counter[Path] = Counter()
    for path, folder in named.notebooks.items():
        if folder is not None:
            notebooks[folder] += 1
            # A notebook that cannot be read has been told of, and may be the bank.
            questions[folder] += asked.get(path, 1)
    return [no_question(folder, n) for folder, n in notebooks.items() if not questions[folder]]
