"""What the README says can be typed, and does what it says."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pylq_ext
from pylq_ext.banks.cell import read_cell
from pylq_ext.widgets.instructor import Room
from tests.support.host_process import HostProcess

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")

SERVER = "http://localhost:8888/"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    return [line for block in blocks("sh") for line in block.splitlines()]


def run(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(  # noqa: S602 - as people type it
        command,
        shell=True,
        cwd=ROOT,
        env=os.environ | {"PATH": programs} | variables,
        capture_output=True,
        text=True,
    )


def test_every_command_is_one_that_the_tests_know():
    assert {" ".join(shlex.split(command)[:2]) for command in commands()} == {
        "make demo",
        "make test",
        "pip install",
        "pylq check",
        "pylq rooms",
        f"curl {SERVER}pylq/api/rooms",
        f"curl {SERVER}pylq/api/rooms/$ROOM/gauges",
        f"curl {SERVER}pylq/api/rooms/$ROOM/commands",
    }


def test_the_two_commands_are_targets_of_the_makefile():
    assert shutil.which("make")
    for command in commands():
        if command.startswith("make"):
            # -n: says what it would do. Its recipes' own tests do the rest.
            assert run(command.replace("make", "make -n", 1)).returncode == 0


def test_the_shipped_bank_has_no_mistakes():
    (command,) = (command for command in commands() if command.startswith("pylq check"))
    done = run(command)
    assert done.returncode == 0, done.stdout
    assert "no mistakes" in done.stdout


def test_rooms_by_command_and_by_curl(tmp_path: Path):
    typed = [command for command in commands() if command.startswith(("pylq rooms", "curl"))]
    with HostProcess(tmp_path) as host:
        code, room, answers = "", "", []
        for command in typed:
            command = command.replace(SERVER, host.server_url).replace("DOG-427", code)
            done = run(
                command,
                TOKEN=host.token,
                ROOM=room,
                JUPYTER_RUNTIME_DIR=str(host.folder / "runtime"),
                PYLQ_URL="",
            )
            assert done.returncode == 0, done.stderr
            if command.startswith("curl"):
                answers.append(json.loads(done.stdout))
                room = answers[0]["id"]
            if command.startswith("pylq rooms open"):
                found = re.search(r"[A-Z]+-\d{3}", done.stdout)
                assert found is not None
                code = found[0]
        opened, gauges, ack = answers
        assert opened["name"] == "Cool room name"
        assert gauges["seated"] == 0
        assert ack["result"] == "ok"
        names = {
            line["name"]: line["phase"] for line in host.request("GET", "api/rooms").json["rooms"]
        }
    assert names == {"Week 3": "closed", "Cool room name": "closed"}


def test_the_first_lesson_is_three_lines_of_python():
    # The other two are about other computers than the one on which it is tried.
    instructors, students, door, elsewhere = blocks("python")
    first = instructors + students
    typed = [sum(bool(line) for line in block.splitlines()) for block in (instructors, students)]
    assert typed == [3, 2], "an instructor's, and a student's who wants a notebook"
    for block in (first, door, elsewhere):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom):
                assert {name.name for name in node.names} <= set(pylq_ext.__all__)
    # In a clone's own folder, the path is right as it stands.
    assert (ROOT / "question_banks" / "python_basics.ipynb").exists()
    for name in re.findall(r"`room\.(\w+)", TEXT):
        assert hasattr(Room, name)


def test_the_question_can_be_asked():
    (cell,) = blocks("markdown")
    assert len(cell.splitlines()) == 8
    reading = read_cell(cell)
    assert reading.problems == ()
    assert reading.question is not None
    assert reading.question.key.right == frozenset("b")
    printed = re.search(r"`(print\(.*?\))`", cell)
    assert printed is not None
    done = subprocess.run([sys.executable, "-c", printed[1]], capture_output=True, text=True)
    assert f"[x] `{done.stdout.strip()}`" in cell


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md"])
def test_every_link_leads_somewhere(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert (ROOT / target).exists(), target
