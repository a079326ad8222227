"""`pylq ...` on the command line.

A command is imported when it is called: `pylq check` needs no server, and starts without one.
"""

from __future__ import annotations

import importlib
from typing import NamedTuple

import click

from pylq_ext._version import __version__


class Lazy(NamedTuple):
    """Where a command is (`module:name`), and its line in `pylq --help`."""

    target: str
    help: str


COMMANDS: dict[str, Lazy] = {
    "check": Lazy("pylq_ext.cli.check:check", "Check question banks and explain each mistake."),
    "convert": Lazy(
        "pylq_ext.cli.convert:convert", "Write the questions of other programs as a bank."
    ),
    "demo": Lazy("pylq_ext.cli.demo:demo", "Start a whole lesson on this machine, to try it."),
    "handout": Lazy(
        "pylq_ext.cli.handout:handout", "Write the students' copy of a bank, without keys."
    ),
    "new": Lazy("pylq_ext.cli.new:new", "Begin a bank, with an example of each kind of question."),
    "preview": Lazy("pylq_ext.cli.preview:preview", "Write a bank as one HTML page, to look at."),
    "rooms": Lazy("pylq_ext.cli.rooms:rooms", "Open, list and close rooms."),
}


class LazyGroup(click.Group):
    """A group whose commands are in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands' names in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return the command of that name, None if there is none."""
        lazy = COMMANDS.get(cmd_name)
        if lazy is None:
            return None
        module, name = lazy.target.split(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{lazy.target} is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands with their lines, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in sorted(COMMANDS)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pylq")
def main() -> None:
    """Ask a class live questions from notebooks."""
