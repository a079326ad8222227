"""`pylq handout IN OUT`: the students' copy of a bank, without keys and feedback."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pylq_ext.banks.files import replace_file
from pylq_ext.banks.handout import make_handout
from pylq_ext.banks.students_text import SEVERAL
from pylq_ext.cli.check import plural, say, show_mistakes
from pylq_ext.cli.checked import Mistake
from pylq_ext.domain.errors import InvalidInput, PyLQError


@click.command()
@click.argument("bank", metavar="IN", type=click.Path(path_type=Path))
@click.argument("copy", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over OUT if it is there.")
@click.option(
    "--several",
    default=SEVERAL,
    show_default=True,
    metavar="TEXT",
    help="The line above options of which more than one may be picked; '' for none.",
)
@click.pass_context
def handout(context: click.Context, bank: Path, copy: Path, force: bool, several: str) -> None:
    """Write the students' copy OUT of the question bank IN.

    It is the same notebook with empty boxes, and without notes, explanations, model answers,
    settings, comments, outputs and metadata: nothing in it tells what is right. Images of prompts
    and options stay; those that are files beside IN are named, to be handed out as well.

    The exit status is 0 if OUT was written, 1 if IN has mistakes (they are explained as by `pylq
    check`, and nothing is written), 2 if a file cannot be used.
    """
    try:
        _refuse_to_lose(bank, copy, force=force)
        made = make_handout(bank, several)
        if made.mistakes:
            show_mistakes(bank, [Mistake.of(one.question, one.problem) for one in made.mistakes])
            say(f"{plural(len(made.mistakes), 'mistake')}, nothing written.", good=False)
            context.exit(1)
        if not made.questions:
            raise InvalidInput(f"{bank} has no question in it: nothing written.")
        replace_file(copy, made.text.encode("utf-8"))
    except PyLQError as error:
        say(str(error), err=True)
        context.exit(2)
    say(f"{copy}: {plural(made.questions, 'question')}, without keys and feedback.")
    if made.files:
        say(f"It shows files that lie beside it: hand out {', '.join(made.files)} as well.")


def _refuse_to_lose(bank: Path, copy: Path, *, force: bool) -> None:
    """Raise InvalidInput if writing the copy would write over the bank or anything unasked."""
    try:
        if os.path.lexists(copy):
            if bank.exists() and copy.exists() and bank.samefile(copy):
                raise InvalidInput(f"{copy} is the bank itself: name another file for the copy.")
            if copy.is_dir():
                raise InvalidInput(f"{copy} is a folder: name a file for the copy.")
            if not force:
                raise InvalidInput(f"{copy} is there already: --force writes over it.")
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{copy} cannot be used: {error}.") from None
