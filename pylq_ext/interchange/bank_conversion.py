"""A bank in another program's format, and what became of each of its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.interchange.conversion import Ending
from pylq_ext.interchange.outgoing import outgoing
from pylq_ext.interchange.target_format import Target, Written
from pylq_ext.interchange.unfit import Unfit

T = TypeVar("T")


#: What no other program has.
_MARKDOWN: Final = "That students may write in Markdown was dropped: it is for lessons."


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one question of a bank: `where` it stands there, and why it was not written.

    `notes` say what was changed or dropped.
    """

    where: str
    title: str
    notes: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def ending(self) -> Ending:
        """What became of it."""
        if self.problem is not None:
            return Ending.NOT_CONVERTED
        return Ending.WITH_NOTE if self.notes else Ending.CONVERTED


def convert_bank(
    bank: Bank,
    target: Target[T],
    watched: Callable[[Sequence[BankQuestion]], Iterable[BankQuestion]] = iter,
) -> tuple[list[Sent], bytes | None]:
    """Return what became of each question, and the file; None where no question could be written.

    `watched` gets the questions and gives them back one by one, so that somebody may see how far
    it is.
    """
    sent: list[Sent] = []
    written: list[T] = []
    for asked in watched(bank):
        where = f"question {asked.number} (cell {asked.cell_number})"
        try:
            one = _written(asked, target, len(written) + 1)
        except Unfit as why:
            sent.append(Sent(where, asked.title, problem=str(why)))
        else:
            written.append(one.content)
            notes = [*one.notes, *([_MARKDOWN] if asked.question.face.markdown else [])]
            sent.append(Sent(where, asked.title, tuple(dict.fromkeys(notes))))
    return sent, target.file(bank.title, written) if written else None


def _written(asked: BankQuestion, target: Target[T], number: int) -> Written[T]:
    return target.question(outgoing(asked), number)
