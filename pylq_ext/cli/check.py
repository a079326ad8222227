"""`pylq check FILE...`: each mistake in question banks, with where it is and how to mend it."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from pylq_ext.banks.notebook import BankQuestion, mend_identity, open_bank
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.domain.errors import PyLQError

WIDTH = 80
MAX_SHOWN = 14


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--fix", is_flag=True, help="Write the ids that are missing or there twice.")
@click.pass_context
def check(context: click.Context, files: Sequence[str], fix: bool) -> None:
    """Check question banks: notebooks, or folders with notebooks in them.

    For each mistake it shows the cell and its line, says why it is a mistake, and shows the text as
    it could stand instead. Nothing is executed, and without --fix nothing is written.

    With --fix the bank gets its id, and each cell one of its own: by these two a question stays the
    same one when it is edited or moved. Texts are yours: mistakes in them are only explained. A
    notebook without questions is not touched.

    The exit status is 0 if all is well, 1 if there are mistakes, 2 if a file cannot be used.
    """
    paths, unusable = _notebooks(files)
    for message in unusable:
        say(message, err=True)
    questions = mistakes = read = 0
    for path in paths:
        try:
            if fix:
                _show_done(path, mend_identity(path))
            bank = open_bank(path)
        except PyLQError as error:
            unusable.append(str(error))
            say(str(error), err=True)
            continue
        read += 1
        questions += len(bank)
        for question in bank:
            for problem in question.problems:
                mistakes += 1
                show_mistake(bank.path, question, problem)
        for repeated in bank.repeated_ids:
            mistakes += 1
            _show_place(bank.path, repeated.cell_number, repeated.id, repeated.problem)
            click.echo()
    say(_closing(questions, read, mistakes, len(unusable)), good=not mistakes and not unusable)
    context.exit(2 if unusable else 1 if mistakes else 0)


def _notebooks(files: Iterable[str]) -> tuple[list[Path], list[str]]:
    """Return the notebooks that are meant, each once, and what cannot be used."""
    paths: dict[Path, None] = {}
    unusable: list[str] = []
    for name in files:
        path = Path(name)
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            is_folder = False
        if not is_folder:
            paths[path] = None
            continue
        found = sorted(_within(path))
        paths.update(dict.fromkeys(found))
        if not found:
            unusable.append(f"{path}: there is no notebook (.ipynb) in this folder.")
    return list(paths), unusable


def _within(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        # Jupyter keeps copies in .ipynb_checkpoints; what is hidden is not meant.
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(".ipynb") and not name.startswith("."):
                yield Path(root) / name


def _show_done(path: Path, done: Sequence[str]) -> None:
    if not done:
        return
    click.echo(click.style(_safe(f"{path}: written"), bold=True))
    for sentence in done:
        _show_wrapped(sentence)
    click.echo()


def show_mistake(path: Path, question: BankQuestion, problem: Problem) -> None:
    """Print where the mistake is, why it is one, and the text as it could stand instead."""
    lines = split_lines(question.source)
    at = problem.line - 1
    line = lines[at] if 0 <= at < len(lines) else None
    _show_place(path, question.cell_number, question.id, problem, line)
    first, last = problem.lines
    place = f"line {first}" if first == last else f"lines {first} to {last}"
    if problem.mended == "":
        click.echo(f"  Mended: {place} taken out.")
    elif problem.mended is not None:
        click.echo(f"  Mended ({place}):")
        _show_lines(problem.mended.split("\n"), "  + ", "green")
    click.echo()


def _show_place(
    path: Path, cell_number: int, cell_id: str, problem: Problem, line: str | None = None
) -> None:
    where = f"{path}: cell {cell_number} ({cell_id}), line {problem.line}"
    click.echo(f"{click.style(_safe(where), bold=True)}  {click.style(problem.code, fg='red')}")
    if line is not None:
        _show_lines([line], "  | ", None)
    _show_wrapped(problem.message)


def _show_wrapped(text: str) -> None:
    for line in textwrap.wrap(text, WIDTH - 2, break_long_words=False):
        click.echo(f"  {_safe(line)}")


def _show_lines(lines: Sequence[str], mark: str, colour: str | None) -> None:
    for line in lines[:MAX_SHOWN]:
        shown = _safe(line)
        room = WIDTH - len(mark)
        shown = shown if len(shown) <= room else f"{shown[: room - 1]}…"
        click.echo(click.style(f"{mark}{shown}".rstrip(), fg=colour))
    if len(lines) > MAX_SHOWN:
        click.echo(f"{mark}… ({len(lines) - MAX_SHOWN} more lines)")


def _closing(questions: int, read: int, mistakes: int, unusable: int) -> str:
    found = f"{plural(questions, 'question')} in {plural(read, 'file')}"
    wrong = plural(mistakes, "mistake") if mistakes else "no mistakes"
    rest = f", {plural(unusable, 'file')} unusable" if unusable else ""
    return f"{found}, {wrong}{rest}."


def plural(number: int, noun: str) -> str:
    """Return the number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def say(text: str, *, err: bool = False, good: bool = True) -> None:
    """Print the text, wrapped: green where all is good, red where not or to the error stream."""
    colour = "red" if err or not good else "green"
    for line in textwrap.wrap(_safe(text), WIDTH, break_long_words=False, break_on_hyphens=False):
        click.echo(click.style(line, fg=colour), err=err)


def _safe(text: str) -> str:
    """Return the text with nothing in it that could act on a terminal."""
    shown = text.replace("\t", "    ")
    return "".join(sign if sign.isprintable() else "�" for sign in shown)
