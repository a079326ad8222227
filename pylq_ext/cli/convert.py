"""`pylq convert IN OUT`: questions of other programs as a bank, and what became of each of them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from pylq_ext.banks.explained import harmless, wrapped
from pylq_ext.banks.files import replace_file
from pylq_ext.cli.check import plural, say
from pylq_ext.cli.progress import Progress
from pylq_ext.domain.errors import InvalidInput, PyLQError
from pylq_ext.interchange.bank_notebook import bank_notebook
from pylq_ext.interchange.conversion import Converted, Ending, convert_file
from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.source_format import ENDS, MOST_BYTES, may_have_questions

#: So many questions of a file are named behind a note that several have.
_NAMED = 12

_COLOURS = {Ending.WITH_NOTE: "yellow", Ending.NOT_CONVERTED: "red"}


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("bank", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over OUT if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each one as JSON.")
@click.pass_context
def convert(context: click.Context, source: Path, bank: Path, force: bool, as_json: bool) -> None:
    """Write the questions of IN, a file of another program or a folder of them, as the bank OUT.

    IN may be GIFT, Moodle XML, Aiken, QTI 2 and 3 (items and packages), jupyterquiz and ipyquizjb
    (files and notebooks), flash cards, notebooks of nbgrader and e2xgrader, a Kahoot spreadsheet,
    or a table (CSV or XLSX). Nothing of it is executed or fetched.

    Each question ends as converted, as converted with a note (which says what was changed or
    dropped), or as not converted (which says why, and where); what is not quite the same is listed,
    and what is so of several questions once.

    The exit status is 0 if all were converted, 1 if some were not, 2 if a file cannot be used.
    """
    try:
        _refuse_to_lose(bank, force=force)
        files = _files(source)
    except PyLQError as error:
        say(str(error), err=True)
        context.exit(2)
    parts: list[tuple[str, Path, list[Converted]]] = []
    unusable: list[str] = []
    left_out: list[str] = []
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
    found = [one for _, _, questions in parts for one in questions]
    endings = Counter(one.ending for one in found)
    try:
        if endings[Ending.CONVERTED] + endings[Ending.WITH_NOTE]:
            text = bank_notebook(bank.stem, [(path.stem, ones) for _, path, ones in parts])
            replace_file(bank, text.encode("utf-8"))
    except PyLQError as error:
        unusable.append(str(error))
    if as_json:
        click.echo(json.dumps(_report(parts, unusable, left_out), indent=1, ensure_ascii=False))
    else:
        _show(parts)
        for name in left_out:
            say(f"{name} was left out: there is no question in it.")
        for message in unusable:
            say(message, err=True)
        _close(bank, found, endings)
    context.exit(2 if unusable else 1 if endings[Ending.NOT_CONVERTED] else 0)


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


def _refuse_to_lose(bank: Path, *, force: bool) -> None:
    try:
        if bank.suffix != ".ipynb":
            raise InvalidInput(f"{bank} is to be a notebook: let its name end in .ipynb.")
        if bank.is_dir():
            raise InvalidInput(f"{bank} is a folder: name a file for the bank.")
        if os.path.lexists(bank) and not force:
            raise InvalidInput(f"{bank} is there already: --force writes over it.")
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{bank} cannot be used: {error}.") from None


def _show(parts: list[tuple[str, Path, list[Converted]]]) -> None:
    """Say what is not quite the same, and once what is so of several questions."""
    counts = Counter(
        note for _, _, found in parts for one in found if one.cell for note in one.notes
    )
    shared: dict[str, dict[Path, list[str]]] = {}
    for format_name, path, questions in parts:
        for one in questions:
            notes = one.notes if one.cell is not None else ()
            for note in notes:
                if counts[note] > 1:
                    shared.setdefault(note, {}).setdefault(path, []).append(one.where)
            own = [one.problem] if one.problem else [note for note in notes if counts[note] == 1]
            if own:
                place = f"{path} ({format_name}), {': '.join(filter(None, (one.where, one.title)))}"
                _tell(place, one.ending, own)
    for note, places in shared.items():
        _tell(plural(counts[note], "question"), Ending.WITH_NOTE, [note, *_places(places)])


def _places(places: dict[Path, list[str]]) -> Iterator[str]:
    for path, questions in places.items():
        more = f" and {len(questions) - _NAMED} more" if len(questions) > _NAMED else ""
        yield f"{path}: {', '.join(questions[:_NAMED])}{more}"


def _tell(place: str, ending: Ending, sentences: list[str]) -> None:
    shown = click.style(str(ending), fg=_COLOURS[ending])
    click.echo(f"{click.style(harmless(place), bold=True)}  {shown}")
    for sentence in sentences:
        for line in wrapped(harmless(sentence)):
            click.echo(line)
    click.echo()


def _close(bank: Path, found: list[Converted], endings: Counter[Ending]) -> None:
    sums = ", ".join(f"{endings[ending]} {ending}" for ending in Ending)
    said = f"{plural(len(found), 'question')}: {sums}."
    written = endings[Ending.CONVERTED] + endings[Ending.WITH_NOTE]
    said += f" {bank} has {plural(written, 'question')}." if written else " Nothing was written."
    say(said, good=bool(written) and not endings[Ending.NOT_CONVERTED])


def _report(
    parts: list[tuple[str, Path, list[Converted]]], unusable: list[str], left_out: list[str]
) -> object:
    return {
        "questions": [
            {
                "file": str(path),
                "format": format_name,
                "where": one.where,
                "title": one.title,
                "ending": one.ending,
                "notes": list(one.notes),
                "problem": one.problem,
            }
            for format_name, path, questions in parts
            for one in questions
        ],
        "unusable": unusable,
        "left_out": left_out,
    }
