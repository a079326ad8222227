"""A file of another program as cells of a bank, and what became of each of its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from pylq_ext.interchange.bank_cell import BankCell, bank_cell
from pylq_ext.interchange.record import Record
from pylq_ext.interchange.source_format import read_source
from pylq_ext.interchange.unfit import Unfit


class Ending(StrEnum):
    """What became of a question."""

    CONVERTED = "converted"
    WITH_NOTE = "converted with a note"
    NOT_CONVERTED = "not converted"


@dataclass(frozen=True, slots=True)
class Converted:
    """One question of a source: where it stands there, and its cell, or why there is none."""

    where: str
    title: str
    cell: BankCell | None
    notes: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def ending(self) -> Ending:
        """What became of it."""
        if self.cell is None:
            return Ending.NOT_CONVERTED
        return Ending.WITH_NOTE if self.notes else Ending.CONVERTED


def convert_file(
    name: str,
    content: bytes,
    watched: Callable[[Sequence[Record]], Iterable[Record]] = iter,
) -> tuple[str, list[Converted]]:
    """Return the name of the format that a file has, and what became of each question in it.

    `name` is the file's, whose end helps to tell the format. `watched` gets what was read and
    gives it back one by one, so that somebody may see how far it is. Raises Unreadable.
    """
    format_name, records = read_source(PurePath(name), content)
    return format_name, convert_records(watched(records))


def convert_records(records: Iterable[Record]) -> list[Converted]:
    """Return what became of each record, in order."""
    return [_converted(record) for record in records]


def _converted(record: Record) -> Converted:
    title = " ".join((record.title or record.prompt).split())[:80]
    if record.problem is not None:
        return Converted(record.where, title, None, record.notes, record.problem)
    try:
        cell = bank_cell(record)
    except Unfit as why:
        return Converted(record.where, title, None, record.notes, str(why))
    notes = tuple(dict.fromkeys([*record.notes, *cell.notes]))
    return Converted(record.where, title, cell, notes)
