"""A question bank: questions by number, by cell id, by tag, by word."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pylq_ext.banks.cell import Reading, read_cell
from pylq_ext.banks.escapes import escaped
from pylq_ext.banks.files import State, state_of
from pylq_ext.banks.identity import RepeatedId
from pylq_ext.banks.images import Refused
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.banks.title import UNTITLED, printable, shorten
from pylq_ext.domain.errors import InvalidQuestion
from pylq_ext.domain.question import Asset, Kind, Question


@dataclass(frozen=True)
class BankQuestion:
    """One question cell of a bank.

    `number` is its place among the bank's questions, from 1, and `cell_number` among all cells.
    `id` is the cell's id, or what it is known by if an earlier cell has that id or if it has none;
    `bank` is the bank's. To ask it, a room needs `source`, `attachments`,
    `bank`, `id` and `title`, and no more; nothing here shows the key by itself. `unreadable` says
    why a file that it shows is not among the attachments.
    """

    number: int
    id: str
    bank: str
    source: str = field(repr=False)
    attachments: Mapping[str, Any] = field(default_factory=dict, repr=False)
    cell_number: int = field(default=0, repr=False)
    unreadable: Mapping[str, Refused] = field(default_factory=dict, repr=False)

    @cached_property
    def _reading(self) -> Reading:
        return read_cell(self.source, self.attachments, self.unreadable)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each mistake in the cell; empty for a question that can be asked."""
        return self._reading.problems

    @property
    def broken(self) -> bool:
        """Whether the cell has mistakes and cannot be asked."""
        return self._reading.question is None

    @property
    def question(self) -> Question:
        """The question, key included. Raises InvalidQuestion with all problems if it is broken."""
        question = self._reading.question
        if question is not None:
            return question
        first = self.problems[0]
        more = len(self.problems) - 1
        others = f" ({more} more {'mistake' if more == 1 else 'mistakes'})" if more else ""
        raise InvalidQuestion(
            f"Question {self.number} of the bank {self.bank} (cell {self.cell_number}) cannot be "
            f"asked: line {first.line}: {first.message}{others}",
            problems=self.problems,
            number=self.number,
            cell=self.id,
        )

    @property
    def assets(self) -> Sequence[Asset]:
        """The images that it shows, each once; none of a broken one."""
        return self._reading.assets

    @property
    def kind(self) -> Kind:
        """What sort of answer it takes. Raises InvalidQuestion if it is broken."""
        return self.question.face.kind

    @property
    def title(self) -> str:
        """Plain text of at most 80 characters; a broken question's is its first line of text."""
        question = self._reading.question
        if question is not None:
            return question.face.title
        lines = (line.strip().lstrip("#").strip() for line in split_lines(self.source))
        found = (line for line in lines if line and not line.startswith("<!--"))
        return shorten(printable(next(found, UNTITLED)))

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, in the order written; a broken question has none."""
        question = self._reading.question
        return question.tags if question is not None else ()

    def __repr__(self) -> str:
        sort = "broken" if self.broken else str(self.kind)
        tags = f" [{', '.join(self.tags)}]" if self.tags else ""
        return f"<{self.number}. {self.title} ({sort}){tags}>"


class Bank(Sequence[BankQuestion]):
    """The questions of one notebook, as they were when it was opened.

    `bank[3]` is the question numbered 3 on display (from 1), `bank["cell-id"]` the one in that
    cell; `len(bank)` counts them and iterating goes through them in order. Cells with mistakes are
    among them: they show as broken, and tell their mistakes when they are to be asked.
    """

    def __init__(
        self,
        questions: Sequence[BankQuestion],
        *,
        id: str,  # noqa: A002 - the bank's id is its id
        title: str,
        path: Path,
        repeated_ids: Sequence[RepeatedId] = (),
        files: Mapping[Path, State | None] | None = None,
    ):
        self._questions = tuple(questions)
        self.id = id
        """The bank's id from the notebook's metadata, or else the file's name without its end."""
        self.title = title
        """The notebook's first heading that is not a question's, or else the file's name."""
        self.path = path
        """Where it was read from."""
        self.repeated_ids = tuple(repeated_ids)
        """The cells, of whatever type, that have an earlier cell's id."""
        self._files = dict(files or {})

    @property
    def changed(self) -> bool:
        """Whether its file, or an image file that it shows, was written since it was read."""
        return any(state_of(path) != state for path, state in self._files.items())

    def __len__(self) -> int:
        return len(self._questions)

    def __iter__(self) -> Iterator[BankQuestion]:
        return iter(self._questions)

    def __getitem__(self, which: Any) -> Any:
        """Return the question of that number (from 1) or cell id; IndexError, KeyError if none."""
        if isinstance(which, str):
            for question in self:
                if question.id == which:
                    return question
            raise KeyError(f"{self.path.name} has no question in a cell with the id {which!r}")
        if isinstance(which, bool) or not isinstance(which, int):
            raise TypeError(
                "A question is found by its number, bank[3], or by its cell's id, "
                f"bank['...']; not by {type(which).__name__}"
            )
        if not 1 <= which <= len(self):
            raise IndexError(f"{self.path.name} has the questions 1 to {len(self)}, none {which}")
        return self._questions[which - 1]

    def search(self, words: str) -> list[BankQuestion]:
        """Return the questions whose text, title or tags hold all of these words, in order.

        Case and accents do not matter. Words in keys and notes count too, as they are the
        teacher's own.
        """
        wanted = _folded(words).split()
        return [
            question
            for question in self
            if all(
                word in _folded(" ".join([question.source, question.title, *question.tags]))
                for word in wanted
            )
        ]

    def tagged(self, *tags: str) -> list[BankQuestion]:
        """Return the questions that have all of these tags, in order."""
        wanted = {_folded(tag) for tag in tags}
        return [question for question in self if wanted <= {_folded(tag) for tag in question.tags}]

    def _rows(self) -> Iterator[tuple[str, str, str, str]]:
        for question in self:
            sort = "broken" if question.broken else str(question.kind)
            yield str(question.number), question.title, sort, ", ".join(question.tags)

    def __repr__(self) -> str:
        rows = list(self._rows())
        width = max((len(title) for _, title, _, _ in rows), default=0)
        lines = [f"{self.title} ({_count(len(rows))})"]
        lines += [
            f"{number:>4}  {title:<{width}}  {sort:<8}  {tags}".rstrip()
            for number, title, sort, tags in rows
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            "<tr>"
            + "".join(f'<td style="text-align:left">{html.escape(text)}</td>' for text in row)
            + "</tr>"
            for row in self._rows()
        )
        heads = "".join(
            f'<th scope="col" style="text-align:left">{head}</th>'
            for head in ("", "Question", "Kind", "Tags")
        )
        return (
            f"<table><caption>{html.escape(self.title)} ({_count(len(self))})</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _repr_markdown_(self) -> str:
        lines = [
            f"**{escaped(self.title)}** ({_count(len(self))})",
            "",
            "| | Question | Kind | Tags |",
            "|-:|:-|:-|:-|",
        ]
        lines += [f"| {' | '.join(escaped(text) for text in row)} |" for row in self._rows()]
        return "\n".join(lines)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(part for part in decomposed if not unicodedata.combining(part)).casefold()


def _count(number: int) -> str:
    return f"{number} question" if number == 1 else f"{number} questions"
