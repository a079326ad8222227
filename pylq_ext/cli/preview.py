"""`pylq preview FILE`: a bank as one HTML page."""

from __future__ import annotations

from pathlib import Path

import click

from pylq_ext.banks.files import replace_file
from pylq_ext.banks.notebook import open_bank
from pylq_ext.banks.preview import MARK, preview_page
from pylq_ext.cli.check import plural, say
from pylq_ext.domain.errors import InvalidInput, PyLQError


@click.command()
@click.argument("bank", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--output",
    metavar="PAGE.html",
    type=click.Path(path_type=Path),
    help="Where to write; FILE's name with .preview.html or .answers.html if it is left out.",
)
@click.option("--answers", is_flag=True, help="Show key, notes and explanations as well.")
@click.pass_context
def preview(context: click.Context, bank: Path, output: Path | None, answers: bool) -> None:
    """Write the question bank FILE as one HTML page: each question as students see it.

    The page loads nothing from anywhere, and mathematics stand in it as TeX. It is written beside
    FILE if nothing else is said, and its path is printed. A page of an earlier preview is written
    over, and no other file is.

    The exit status is 0 if all is well, 1 if the page is written and questions with mistakes are
    in it, 2 if a file cannot be used.
    """
    page = output or bank.with_suffix(".answers.html" if answers else ".preview.html")
    try:
        questions = open_bank(bank)
        _refuse_to_lose(page)
        replace_file(page, preview_page(questions, answers=answers).encode("utf-8"))
    except PyLQError as error:
        say(str(error), err=True)
        context.exit(2)
    # The path alone, in one piece, so that it can be copied or handed on.
    click.echo(str(page))
    broken = sum(question.broken for question in questions)
    if broken:
        say(
            f"{plural(broken, 'question')} with mistakes: `pylq check {bank}` explains them.",
            err=True,
        )
        context.exit(1)


def _refuse_to_lose(page: Path) -> None:
    """Raise InvalidInput if something is at `page` that is no page of an earlier preview."""
    try:
        with page.open("rb") as file:
            ours = MARK.encode() in file.read(200)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInput(f"{page} cannot be written: {reason}.") from None
    if not ours:
        raise InvalidInput(f"{page} is there already, and no preview: name another file.")
