"""`pylq convert IN OUT`: questions of other programs as a bank, or a bank as theirs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from pylq_ext.banks.files import replace_file
from pylq_ext.cli.check import say
from pylq_ext.cli.convert_report import Part, close, counted, report, show
from pylq_ext.cli.progress import Progress
from pylq_ext.cli.sending import NAMES, send, target_of
from pylq_ext.domain.errors import InvalidInput, PyLQError
from pylq_ext.interchange.bank_notebook import bank_notebook
from pylq_ext.interchange.conversion import Converted, Ending, convert_file
from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.source_format import ENDS, MOST_BYTES, may_have_questions


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("written", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "named",
    type=click.Choice([*NAMES], case_sensitive=False),
    help="The format of OUT, where the end of its name does not tell.",
)
@click.option("--force", is_flag=True, help="Write over OUT if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each one as JSON.")
@click.pass_context
def convert(
    context: click.Context,
    source: Path,
    written: Path,
    named: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the questions of IN, a file of another program or a folder of them, as the bank OUT.

    IN may be GIFT, Moodle XML, Aiken, QTI 2 and 3 (items and packages), jupyterquiz and ipyquizjb
    (files and notebooks), flash cards, notebooks of nbgrader and e2xgrader, a Kahoot spreadsheet,
    or a table (CSV or XLSX). Nothing of it is executed or fetched.

    The other way, IN is one bank, and OUT a file of another program, whose format the end of its
    name tells: GIFT (.gift), Moodle XML (.xml), QTI 2.1 (.zip), jupyterquiz (.json), a table
    (.csv).

    Each question ends as converted, as converted with a note (which says what was changed or
    dropped), or as not converted (which says why, and where); what is not quite the same is listed,
    and what is so of several questions once.

    The exit status is 0 if all were converted, 1 if some were not, 2 if a file cannot be used.
    """
    parts: list[Part] = []
    unusable: list[str] = []
    left_out: list[str] = []
    try:
        target = target_of(written, named)
        _refuse_to_lose(written, force=force)
        if target is None:
            parts, unusable, left_out = _receive(source, written)
        else:
            parts = send(source, written, target)
    except PyLQError as error:
        say(str(error), err=True)
        context.exit(2)
    if as_json:
        click.echo(json.dumps(report(parts, unusable, left_out), indent=1, ensure_ascii=False))
    else:
        show(parts)
        for name in left_out:
            say(f"{name} was left out: there is no question in it.")
        for message in unusable:
            say(message, err=True)
        close(written, parts)
    context.exit(2 if unusable else 1 if counted(parts)[Ending.NOT_CONVERTED] else 0)


def _receive(source: Path, bank: Path) -> tuple[list[Part], list[str], list[str]]:
    """Write the bank; return what became of it, what is unusable, and which files were left out."""
    parts: list[tuple[str, Path, list[Converted]]] = []
    unusable: list[str] = []
    left_out: list[str] = []
    files = _files(source)
    with Progress("Reading", len(files)) as progress:
        for number, path in enumerate(files):
            try:
                content = _content(path)
                if path != source and not may_have_questions(path, content):
                    left_out.append(str(path))
                    continue
                watched = partial(progress.part, number)
                format_name, found = convert_file(path.name, content, watched)
            except (Unreadable, InvalidInput) as why:
                unusable.append(f"{path}: {why}")
            else:
                parts.append((format_name, path, found))
    try:
        if any(one.cell for _, _, questions in parts for one in questions):
            text = bank_notebook(bank.stem, [(path.stem, ones) for _, path, ones in parts])
            replace_file(bank, text.encode("utf-8"))
    except PyLQError as error:
        unusable.append(str(error))
    return [*parts], unusable, left_out


def _files(source: Path) -> list[Path]:
    """Return the file, or the files of a folder; raises InvalidInput if there is none."""
    try:
        if not source.is_dir():
            return [source]
        found = sorted(_within(source))
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{source} cannot be used: {error}.") from None
    if not found:
        raise InvalidInput(f"{source}: no file in this folder ends in {', '.join(ENDS)}.")
    return found


def _within(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(ENDS) and not name.startswith("."):
                yield Path(root) / name


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than may be: whoever reads it sees that it is too much.
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInput(f"it cannot be read: {reason}.") from None


def _refuse_to_lose(written: Path, *, force: bool) -> None:
    try:
        if written.is_dir():
            raise InvalidInput(f"{written} is a folder: name a file.")
        if os.path.lexists(written) and not force:
            raise InvalidInput(f"{written} is there already: --force writes over it.")
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{written} cannot be used: {error}.") from None
