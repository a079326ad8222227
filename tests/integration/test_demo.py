"""`pylq demo` as a person runs it: a process, its links, its lesson, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.jupyterlab import chromium

#: A cold start of JupyterLab and two kernels, on a machine that does other things as well.
LONGEST = 100.0

LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


class RunningDemo:
    """A demo with a home and a folder for temporary files of its own; `output` is all it said."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.home = folder / "home"
        self.temporary = folder / "tmp"
        for path in (self.home, self.temporary):
            path.mkdir(parents=True, exist_ok=True)
        self._said = folder / "said.txt"
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pylq_ext.cli", "demo", *options],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _environment(self) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JUPYTER", "JPY_", "PYLQ_", "IPYTHON", "XDG_"))
        }
        # A display, so that only --no-browser keeps the browser shut.
        return inherited | {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "DISPLAY": ":99",
            "BROWSER": "false",
        }

    @property
    def output(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        deadline = time.monotonic() + LONGEST
        while words not in self.output:
            assert self.process.poll() is None, f"It ended:\n{self.output}"
            assert time.monotonic() < deadline, f"It never said {words!r}:\n{self.output}"
            time.sleep(0.05)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(LONGEST)

    @property
    def link(self) -> str:
        found = LINK.search(self.output)
        assert found is not None
        return found[0]

    @property
    def database(self) -> Path:
        (root,) = self.temporary.glob("pylq-demo-*")
        return root / "jupyter" / "data" / "pylivequestions" / "rooms.sqlite3"

    def descendants(self) -> dict[int, str]:
        """Return the processes below it, each with the moment at which it began."""
        found: dict[int, str] = {}
        parents = {self.process.pid}
        processes = _processes()
        while parents:
            parents = {pid for pid, (parent, _) in processes.items() if parent in parents}
            found |= {pid: processes[pid][1] for pid in parents}
        return found


def _processes() -> dict[int, tuple[int, str]]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,lstart="], check=True, capture_output=True, text=True
    )
    rows = (line.split(maxsplit=2) for line in listed.stdout.splitlines())
    return {int(pid): (int(parent), began) for pid, parent, began in rows}


def assert_nothing_is_left(demo: RunningDemo, descendants: dict[int, str]) -> None:
    processes = _processes()
    left = [pid for pid, began in descendants.items() if processes.get(pid, (0, ""))[1] == began]
    assert left == []
    assert list(demo.temporary.glob("pylq-demo-*")) == []
    assert "Traceback" not in demo.output


@contextmanager
def running(folder: Path, *options: str) -> Iterator[RunningDemo]:
    demo = RunningDemo(folder, *options)
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            demo.end(signal.SIGTERM)


def test_a_demo_plays_a_lesson_and_leaves_nothing_behind(tmp_path: Path):
    options = ["--students", "6", "--seconds", "1", "--questions", "3"]
    with running(tmp_path, "--autoplay", "--no-browser", *options) as demo:
        demo.wait_for("The lesson is over.")
        assert_the_lesson_is_stored(demo.database)
        links = LINK.findall(demo.output)
        assert len(links) == 2
        for link in links:
            with urllib.request.urlopen(link, timeout=20) as page:  # noqa: S310 - our own
                assert b"jupyter-config-data" in page.read()
        descendants = demo.descendants()
        assert len(descendants) >= 3, "a server and two kernels"
        assert demo.end(signal.SIGINT) == 0
    assert_nothing_is_left(demo, descendants)
    assert re.search(r"\d+ were saved, and refused: 3 locked", demo.output), demo.output
    assert list(demo.home.iterdir()) == [], "no ~/.jupyter, ~/.ipython, ~/.local: nothing at all"


def assert_the_lesson_is_stored(database: Path) -> None:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as store:
        assert store.execute("SELECT name, closed_at IS NULL FROM rooms").fetchall() == [
            ("Week 3", 0)
        ]
        assert store.execute("SELECT number, phase FROM rounds ORDER BY number").fetchall() == [
            (number, "revealed") for number in (1, 2, 3)
        ]
        names = {name for (name,) in store.execute("SELECT name FROM identities")}
        assert len(names) == 1 + 1 + 6, "the owner, the notebook's student, the class"
        answers = store.execute(
            "SELECT rounds.number, identities.name, count(*) FROM attempts"
            " JOIN rounds ON rounds.id = round JOIN identities USING (seat)"
            " GROUP BY rounds.number, identities.name"
        ).fetchall()
        attempts = {(number, name): count for number, name, count in answers}
        steady = {"Amina", "Björn", "Chiara"}
        changes, drops, late = "Dmitri", "Elif", "Fatou"
        assert attempts == {
            **{(number, name): 1 for number in (1, 2, 3) for name in steady | {drops}},
            **{(number, changes): 2 for number in (1, 2, 3)},
        }
        assert late in names


@pytest.mark.browser
def test_the_link_shows_the_panel_and_a_card_with_question_1_one_click_away(tmp_path: Path):
    with running(tmp_path, "--no-browser", "--students", "2") as demo, chromium() as browser:
        demo.wait_for("2 simulated students have joined.")
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        page.goto(demo.link)
        expect(page.get_by_text("Waiting for a question.")).to_be_visible(timeout=60_000)
        page.get_by_role("button", name=re.compile("^Ask 1:")).click()
        expect(page.get_by_role("radio")).to_have_count(4)
        expect(page.get_by_role("button", name="Lock")).to_be_visible()


def test_a_demo_that_is_ended_while_it_starts_leaves_nothing_behind(tmp_path: Path):
    with running(tmp_path, "--no-browser") as demo:
        demo.wait_for("Starting JupyterLab")
        descendants = demo.descendants()
        assert demo.end(signal.SIGTERM) == 0
    assert_nothing_is_left(demo, descendants)


def test_a_busy_port_is_told_in_a_sentence(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with running(tmp_path, "--no-browser", "--port", port) as demo:
            assert demo.process.wait(LONGEST) == 1
    assert f"Error: Port {port} cannot be used (Address already in use)." in demo.output
    assert_nothing_is_left(demo, {})


def test_a_missing_jupyterlab_is_told_with_what_to_install():
    program = (
        "import sys; sys.modules['jupyterlab'] = None\n"
        "from pylq_ext.cli import main; main(['demo', '--no-browser'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert "JupyterLab is not installed in this Python" in done.stderr
    assert "pip install 'pylivequestions[demo]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_somebodys_own_is_left_alone(tmp_path: Path):
    own = tmp_path / "thesis"
    own.mkdir()
    (own / "chapter1.tex").write_text("...")
    with running(tmp_path, "--no-browser", "--keep", str(own)) as demo:
        assert demo.process.wait(LONGEST) == 1
    assert "is not empty, and no demo's folder" in demo.output
    assert [path.name for path in own.iterdir()] == ["chapter1.tex"]


@pytest.mark.parametrize("options", [["--students", "-1"], ["--exit-after"], ["--seconds", "0"]])
def test_options_that_make_no_sense_are_refused(tmp_path: Path, options: list[str]):
    with running(tmp_path, *options) as demo:
        assert demo.process.wait(LONGEST) == 2
    assert "Error: " in demo.output
