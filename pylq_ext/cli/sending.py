"""`pylq convert` the other way: a bank as a file of another program."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pylq_ext.banks.files import replace_file
from pylq_ext.banks.notebook import open_bank
from pylq_ext.cli.convert_report import Part
from pylq_ext.cli.progress import Progress
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.interchange.bank_conversion import convert_bank
from pylq_ext.interchange.target_format import Target
from pylq_ext.interchange.targets import TARGETS, target_for

BANK: Final = ".ipynb"

#: What `--to` takes, by what people type.
NAMES: Final = {target.name.lower().replace(" ", "-"): target for target in TARGETS}


def target_of(written_to: Path, named: str | None) -> Target[Any] | None:
    """Return the format that a file is to have; None if it is to be a bank.

    Raises InvalidInput where neither its name's end nor `named` tells.
    """
    if named is not None:
        return NAMES[named]
    end = written_to.suffix.lower()
    target = target_for(end)
    if target is None and end != BANK:
        known = ", ".join(f"{one.end} ({one.name})" for one in TARGETS)
        raise InvalidInput(
            f"{written_to} is to be a bank or a file of another program: let its name end in {BANK}"
            f", or in one of {known}."
        )
    return target


def send(source: Path, written_to: Path, target: Target[Any]) -> list[Part]:
    """Write the bank `source` as a file of another program, and return what became of it.

    Raises InvalidInput if there is no such bank, or if the file cannot be written.
    """
    if source.is_dir() or source.suffix.lower() != BANK:
        raise InvalidInput(
            f"{source} is no bank: what is written as {target.name} is one notebook ({BANK}). Of a"
            " file of another program `pylq convert` makes one first."
        )
    bank = open_bank(source)
    if not bank:
        raise InvalidInput(f"{source} has no questions.")
    with Progress("Writing", 1) as progress:
        sent, content = convert_bank(
            bank, target, lambda questions: progress.part(0, list(questions))
        )
    if content is not None:
        replace_file(written_to, content)
    return [(target.name, source, sent)]
