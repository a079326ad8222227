"""`pylq demo`: a whole lesson on this machine, to try it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import webbrowser
from pathlib import Path

import click

from pylq_ext.demo.lesson import Demo, Wishes
from pylq_ext.domain.errors import PyLQError

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command()
@click.option(
    "--students",
    default=12,
    show_default=True,
    type=click.IntRange(0, 5000),
    metavar="N",
    help="How many simulated students take part.",
)
@click.option(
    "--seconds",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    metavar="S",
    help="How long they take to answer a question.",
)
@click.option("--autoplay", is_flag=True, help="Let the lesson play itself.")
@click.option(
    "--questions",
    default=5,
    show_default=True,
    type=click.IntRange(1, 1000),
    metavar="N",
    help="How many questions --autoplay plays.",
)
@click.option("--exit-after", is_flag=True, help="End the demo when --autoplay is through.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="P",
    help="The server's port; a free one if it is left out.",
)
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep everything in this folder, and go on with what is in it.",
)
@click.option("--no-browser", is_flag=True, help="Only print the links.")
def demo(
    students: int,
    seconds: float,
    autoplay: bool,
    questions: int,
    exit_after: bool,
    port: int | None,
    keep: Path | None,
    no_browser: bool,
) -> None:
    """Start a whole lesson on this machine, to try it.

    JupyterLab is started with a configuration, data and notebooks of its own: nothing of yours is
    read or changed. An instructor's notebook has opened a room, a student's is beside it, and a
    simulated class has joined. Ctrl-C ends everything.
    """
    wishes = Wishes(
        students=students,
        seconds=seconds,
        port=port,
        keep=keep,
        autoplay=autoplay,
        questions=questions,
        exit_after=exit_after,
    )
    if exit_after and not autoplay:
        raise click.UsageError("--exit-after is for a lesson that plays itself: add --autoplay.")
    show = (lambda _: None) if no_browser or exit_after else _open_browser
    try:
        asyncio.run(_until_signal(Demo(wishes, _say, show)))
    except PyLQError as trouble:
        raise click.ClickException(str(trouble)) from None


async def _until_signal(demo: Demo) -> None:
    """Run the demo until it is over, or until somebody ends it, which is no error."""
    loop = asyncio.get_running_loop()
    running = asyncio.create_task(demo.run())
    told = False

    def end() -> None:
        nonlocal told
        if not told:
            told = True
            click.echo("\nEnding the demo …")
            running.cancel()

    for number in _ENDING:
        loop.add_signal_handler(number, end)
    try:
        await running
    except asyncio.CancelledError:
        if not told:
            raise
    if told:
        click.echo("Ended.")


def _say(text: str) -> None:
    click.echo(text)
    sys.stdout.flush()


def _open_browser(link: str) -> None:
    """Open the page where there is a screen; in a terminal alone, the links are enough."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen or (sys.platform == "darwin" and "SSH_CONNECTION" not in os.environ):
        webbrowser.open(link)
