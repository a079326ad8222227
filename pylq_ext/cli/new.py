"""`pylq new TOPIC`: a bank to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from pylq_ext.banks.examples import EXAMPLES
from pylq_ext.banks.files import create_file
from pylq_ext.banks.new_bank import file_name, new_bank, topic_of
from pylq_ext.cli.check import say
from pylq_ext.domain.errors import InvalidInput, PyLQError


@click.command()
@click.argument("topic")
@click.option(
    "-o",
    "--output",
    metavar="FILE.ipynb",
    type=click.Path(path_type=Path),
    help="Where to write, a file or a folder; a file named after the topic if it is left out.",
)
@click.pass_context
def new(context: click.Context, topic: str, output: Path | None) -> None:
    """Begin a question bank on TOPIC: a notebook with an example of each kind of question.

    Above each example stands what to change in it. `pylq check` finds nothing wrong with the bank,
    and nothing that is there already is written over.

    The exit status is 0 if the bank was written, 2 if not.
    """
    try:
        topic = topic_of(topic)
        path = _path(output, topic)
        create_file(path, new_bank(topic, path.name).encode("utf-8"))
    except PyLQError as error:
        say(str(error), err=True)
        context.exit(2)
    say(f"{path}: {len(EXAMPLES)} examples, one of each kind of question, to write over.")
    say(f"Open it in Jupyter; then: pylq check {shlex.quote(str(path))}")


def _path(output: Path | None, topic: str) -> Path:
    """Return where the bank is to be; raises InvalidInput if that is no notebook."""
    if output is None:
        return Path(file_name(topic))
    try:
        if output.is_dir():
            return output / file_name(topic)
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{output} cannot be used: {error}.") from None
    if output.suffix != ".ipynb":
        raise InvalidInput(f"{output} is to be a notebook: let its name end in .ipynb.")
    return output
