"""A round as an instructor's Python has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pylq_ext.protocol.documents import OwnerRound
from pylq_ext.widgets.times import moment


@dataclass(frozen=True, slots=True, repr=False)
class Round:
    """One question while it was live in a room, as it stood when it was looked at.

    `number` counts the room's picks from 1; `phase` is `open`, `locked` or `revealed`; `bank` and
    `cell` say where the question came from, if from a bank.
    """

    number: int
    title: str
    phase: str
    picked_at: datetime
    bank: str | None = None
    cell: str | None = None
    id: str = ""

    def __repr__(self) -> str:
        return f"<round {self.number}, {self.phase}: {self.title}>"


def round_of(entry: OwnerRound) -> Round:
    """Return a round of the wire as people have it."""
    return Round(
        number=entry.number,
        title=entry.title,
        phase=str(entry.phase),
        picked_at=moment(entry.picked_at),
        bank=entry.bank,
        cell=entry.cell,
        id=entry.id,
    )
