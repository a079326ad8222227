"""`pylq check FILE...`: each mistake in question banks, with where it is and how to mend it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.explained import WIDTH, explained, harmless, wrapped
from pylq_ext.banks.title import shorten
from pylq_ext.cli.check_report import report
from pylq_ext.cli.checked import Checked, CheckedFile, Mistake, check_banks


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--fix", is_flag=True, help="Write the ids that are missing or there twice.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs, and no more.")
@click.pass_context
def check(context: click.Context, files: Sequence[str], fix: bool, as_json: bool) -> None:
    """Check question banks: notebooks, or folders with notebooks in them.

    For each mistake it shows the question and the line of its cell, says why it is a mistake, and
    shows the text as it could stand instead. Nothing is executed, and without --fix nothing is
    written. Of a folder every notebook counts, also in folders below it, but what is hidden.

    With --fix the bank gets its id, and each cell one of its own: by these two a question stays the
    same one when it is edited or moved. Texts are yours: mistakes in them are only explained. A
    notebook without questions is not touched.

    With --json all of it is one object: "version" (1), "summary", "files" (with what was "fixed"),
    "problems" (each with "file", "question", "title", "cell", "id", "line", "code", "message",
    "mended" and the first and last line that it "replaces") and "unusable". FORMAT.md, beside the
    banks, tells what each key means.

    The exit status is 0 if all is well, 1 if there are mistakes, 2 if a file cannot be used.
    """
    checked = check_banks(files, fix=fix)
    if as_json:
        click.echo(report(checked))
    else:
        _show(checked)
    context.exit(checked.exit_status)


def _show(checked: Checked) -> None:
    for file in checked.files:
        if file.fixed:
            _show_fixed(file)
        if file.mistakes:
            show_mistakes(file.path, file.mistakes)
    # Last, where they are seen even if there was much to explain.
    for one in checked.unusable:
        say(one.message, err=True)
    say(_closing(checked), good=not checked.exit_status)


def _show_fixed(file: CheckedFile) -> None:
    click.echo(click.style(harmless(f"{file.path}: written"), bold=True))
    for sentence in file.fixed:
        _show_wrapped(sentence)
    click.echo()


def show_mistakes(path: Path, mistakes: Iterable[Mistake]) -> None:
    """Print the file, and for each mistake where it is, why it is one, and how it can be mended."""
    # On a line of its own, however long it is.
    click.echo(click.style(harmless(str(path)), bold=True))
    last: BankQuestion | None = None
    for mistake in mistakes:
        question, problem = mistake.question, mistake.problem
        cell = f"cell {mistake.cell_number} ({mistake.cell_id}), line {problem.line}"
        click.echo(
            f"{click.style(harmless(cell), bold=True)}  {click.style(problem.code, fg='red')}"
        )
        # A cell's number is nowhere to be seen in Jupyter; its author knows it by its title.
        if question is not None and question is not last:
            asked = f"question {question.number}: "
            click.echo(f"  {asked}{harmless(shorten(question.title, WIDTH - 2 - len(asked)))}")
        last = question
        if question is None or problem.code == "cell_id_twice":
            _show_wrapped(problem.message)
        else:
            for line in explained(question.source, problem):
                click.echo(click.style(line.text, fg="green") if line.mended else line.text)
        click.echo()


def _show_wrapped(text: str) -> None:
    for line in wrapped(text):
        click.echo(line)


def _closing(checked: Checked) -> str:
    found = f"{plural(checked.questions, 'question')} in {plural(len(checked.files), 'file')}"
    wrong = plural(checked.mistakes, "mistake") if checked.mistakes else "no mistakes"
    unusable = len(checked.unusable)
    rest = f", {unusable} unusable" if unusable else ""
    return f"{found}, {wrong}{rest}."


def plural(number: int, noun: str) -> str:
    """Return the number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def say(text: str, *, err: bool = False, good: bool = True) -> None:
    """Print the text, wrapped: green where all is good, red where not or to the error stream."""
    colour = "red" if err or not good else "green"
    for line in textwrap.wrap(
        harmless(text), WIDTH, break_long_words=False, break_on_hyphens=False
    ):
        click.echo(click.style(line, fg=colour), err=err)
