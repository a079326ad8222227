"""A bar is drawn where somebody waits and can see it, and leaves nothing behind."""

from __future__ import annotations

import io

import pytest

from pylq_ext.cli.progress import INTERVAL, PATIENCE, Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal, and knows what stands on its last line."""

    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        shown = ""
        for part in self.getvalue().split("\r"):
            shown = part + shown[len(part) :]
        return shown.rstrip()


class Clock:
    """Goes on by `step` seconds each time that it is looked at."""

    def __init__(self, step: float) -> None:
        self.step = step
        self.now = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_long_work_shows_how_far_it_is_and_leaves_a_clean_line():
    terminal = Terminal()
    seen = []
    with Progress("Checking", 2, terminal, Clock(PATIENCE)) as progress:
        for part in (0, 1):
            for item in progress.part(part, ["a", "b"]):
                seen.append((item, terminal.line[-4:]))
        assert terminal.line == "Checking [######################        ]  75%"
    assert seen == [("a", "  0%"), ("b", " 25%"), ("a", " 50%"), ("b", " 75%")]
    assert terminal.line == ""
    assert "\n" not in terminal.getvalue()


def test_the_line_is_clean_after_an_error_too():
    terminal = Terminal()

    def fail() -> None:
        with Progress("Checking", 1, terminal, Clock(PATIENCE)) as progress:
            next(progress.part(0, [1]))
            assert terminal.line
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert terminal.line == ""


def test_short_work_shows_nothing():
    terminal = Terminal()
    with Progress("Checking", 1, terminal, Clock(PATIENCE / 100)) as progress:
        assert list(progress.part(0, range(50))) == list(range(50))
    assert terminal.getvalue() == ""


def test_it_is_drawn_ten_times_a_second_and_not_for_each_item():
    terminal = Terminal()
    with Progress("Checking", 1, terminal, Clock(INTERVAL / 50)) as progress:
        list(progress.part(0, range(1000)))
    assert 10 <= terminal.getvalue().count("Checking") <= 20


def test_nothing_is_written_into_a_pipe():
    pipe = io.StringIO()
    with Progress("Checking", 1, pipe, Clock(60)) as progress:
        assert list(progress.part(0, "abc")) == ["a", "b", "c"]
    assert pipe.getvalue() == ""


def test_nothing_to_do_is_done():
    with Progress("Checking", 0, Terminal(), Clock(60)) as progress:
        assert list(progress.part(0, [])) == []
