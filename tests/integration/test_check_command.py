"""`pylq check`, as a person runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pylq_ext._version import __version__
from pylq_ext.cli import COMMANDS, main
from pylq_ext.cli.check import check
from tests.support.images import png

ROOT = Path(__file__).parents[2]


def write(path, *sources):
    cells = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": source}
        for number, source in enumerate(sources, start=1)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


GOOD = "Q\n\n- [x] a\n- [ ] b"
BAD = "Q\n\n<!-- pylq: shufle -->\n\n- [x]a\n- [ ] b\n      > this is a note"


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_a_bank_without_mistakes(tmp_path):
    done = run(write(tmp_path / "good.ipynb", "# Intro", GOOD, GOOD.replace("Q", "R")))
    assert done.exit_code == 0
    assert done.output == "2 questions in 1 file, no mistakes.\n"


def test_a_bank_that_was_copied_without_its_images_is_told(tmp_path):
    source = "Q\n\n![A plot](plots/a.png)\n\n- [x] a\n- [ ] b"
    path = write(tmp_path / "here" / "bank.ipynb", source)
    (tmp_path / "here" / "plots").mkdir()
    (tmp_path / "here" / "plots" / "a.png").write_bytes(png())
    assert run(path).output == "1 question in 1 file, no mistakes.\n"
    copied = Path(shutil.copy(path, tmp_path / "bank.ipynb"))
    done = run(copied)
    assert done.exit_code == 1
    assert f"{copied}\ncell 1 (c1), line 3  image_missing\n" in done.output
    assert "There is no file `plots/a.png` beside the notebook" in " ".join(done.output.split())


def test_each_mistake_is_shown_with_place_line_reason_and_mending(tmp_path):
    path = write(tmp_path / "bad.ipynb", "# Intro", GOOD, BAD)
    done = run(path)
    assert done.exit_code == 1
    assert f"{path}\ncell 3 (c3), line 3  unknown_setting\n  question 2: Q\n" in done.output
    assert "  | <!-- pylq: shufle -->\n" in done.output
    assert "Did you mean `shuffle`?" in done.output
    assert "  To mend it, line 3 could be:\n  + <!-- pylq: shuffle -->\n" in done.output
    assert "cell 3 (c3), line 5  box_malformed\n  | - [x]a\n" in done.output
    assert done.output.count("question 2") == done.output.count(str(path)) == 1
    assert "  + - [x] a\n" in done.output
    assert "  +   > this is a note\n" in done.output
    assert done.output.endswith("2 questions in 1 file, 3 mistakes.\n")
    assert "\x1b" not in done.output


def test_it_fits_into_80_columns(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "bad.ipynb", BAD + " " + "word " * 40)
    assert max(map(len, run("bad.ipynb").output.split("\n"))) <= 80


def test_folders_are_looked_through_without_hidden_copies(tmp_path):
    write(tmp_path / "a" / "one.ipynb", GOOD)
    write(tmp_path / "a" / "b" / "two.ipynb", GOOD)
    write(tmp_path / "a" / ".ipynb_checkpoints" / "one-checkpoint.ipynb", BAD)
    assert run(tmp_path, tmp_path / "a" / "one.ipynb").output == (
        "2 questions in 2 files, no mistakes.\n"
    )


@pytest.mark.parametrize("content", ["", "x", "{}", "\0", "[" * 50_000])
def test_a_file_that_cannot_be_used_is_told_without_a_traceback(tmp_path, content):
    bad = tmp_path / "x.ipynb"
    bad.write_text(content)
    good = write(tmp_path / "good.ipynb", GOOD)
    done = run(bad, tmp_path / "none.ipynb", good)
    assert done.exit_code == 2
    said = " ".join(done.stderr.split())
    assert "x.ipynb cannot be read as a question bank" in said
    assert "there is no such file" in said
    assert "Traceback" not in said
    assert done.stdout == "1 question in 1 file, no mistakes, 2 unusable.\n"


def test_an_empty_folder_is_unusable(tmp_path):
    done = run(tmp_path)
    assert done.exit_code == 2
    said = " ".join(done.stderr.split())
    assert f"{tmp_path}: there is no notebook (.ipynb) in this folder or below it." in said
    assert 'pylq new "Topic"' in said


def test_a_folder_in_which_nothing_is_asked_is_unusable(tmp_path):
    for name in ("a", "b"):
        write(tmp_path / "notes" / f"{name}.ipynb", "# Only text")
    good = write(tmp_path / "banks" / "good.ipynb", GOOD)
    done = run(tmp_path / "notes", good)
    assert done.exit_code == 2
    said = " ".join(done.stderr.split())
    assert f"{tmp_path / 'notes'}: there is no question in the 2 notebooks of this folder." in said
    assert run(tmp_path).exit_code == 0


def test_a_folder_whose_notebook_cannot_be_read_is_told_once(tmp_path):
    (tmp_path / "a.ipynb").write_text("{", encoding="utf-8")
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "there is no question" not in " ".join(done.stderr.split())
    assert done.stdout == "0 questions in 0 files, no mistakes, 1 unusable.\n"


def test_files_and_folders_are_checked_at_once_and_each_counts(tmp_path):
    good = write(tmp_path / "good.ipynb", GOOD)
    write(tmp_path / "one" / "bad.ipynb", BAD)
    write(tmp_path / "two" / "bad.ipynb", BAD)
    done = run(good, tmp_path / "one", tmp_path / "two")
    assert done.exit_code == 1
    assert done.output.endswith("3 questions in 3 files, 6 mistakes.\n")


def test_titles_as_long_as_they_may_be_fit_as_well(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "bad.ipynb", BAD.replace("Q", "word " * 40))
    lines = run("bad.ipynb").output.split("\n")
    assert any(line.startswith("  question 1: word word") for line in lines)
    assert max(map(len, lines)) <= 80


def test_without_a_file_it_says_how_it_is_used():
    done = run()
    assert done.exit_code == 2
    assert "Usage:" in done.stderr


def test_nothing_in_a_cell_can_act_on_the_terminal(tmp_path):
    done = run(write(tmp_path / "x.ipynb", "Q\n- [x]\x1b[2Jb\x07\n- [ ] c"))
    assert "\x1b" not in done.output
    assert "\x07" not in done.output


def test_colour_only_on_a_terminal(tmp_path):
    path = write(tmp_path / "bad.ipynb", BAD)
    coloured = CliRunner().invoke(check, [str(path)], color=True)
    assert "\x1b[31m" in coloured.output


def test_the_real_banks_have_no_mistakes():
    done = subprocess.run(
        [sys.executable, "-m", "pylq_ext.cli", "check", "question_banks"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("no mistakes.\n")


def test_help_names_every_command_without_importing_it():
    program = (
        "import sys\nfrom click.testing import CliRunner\nfrom pylq_ext.cli import main\n"
        "print(CliRunner().invoke(main, ['--help']).output)\n"
        "print([m for m in sys.modules if m.startswith(('pylq_ext.cli.', 'pylq_ext.banks'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    *text, loaded = done.stdout.strip().split("\n")
    assert loaded == "[]"
    assert all(any(line.split()[:1] == [name] for line in text) for name in COMMANDS)
    assert CliRunner().invoke(main, ["nope"]).exit_code == 2


def test_the_version_is_told():
    done = CliRunner().invoke(main, ["--version"])
    assert (done.exit_code, done.output) == (0, f"pylq, version {__version__}\n")


def test_two_cells_with_one_id_are_a_mistake(tmp_path):
    path = write(tmp_path / "twice.ipynb", GOOD, GOOD)
    path.write_text(path.read_text().replace('"c2"', '"c1"'))
    before = path.read_bytes()
    done = run(path)
    assert done.exit_code == 1
    assert "cell 2 (c1), line 1  cell_id_twice" in done.output
    assert "Cells 1 and 2 have the same id" in " ".join(done.output.split())
    assert done.output.endswith("2 questions in 1 file, 1 mistake.\n")
    assert path.read_bytes() == before


def test_fix_writes_ids_and_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "twice.ipynb", GOOD, GOOD)
    path.write_text(path.read_text().replace('"c2"', '"c1"'))
    done = run("twice.ipynb", "--fix")
    assert done.exit_code == 0
    said = done.output.split("\n")
    assert said[:2] == ["twice.ipynb: written", "  the bank has the id twice"]
    assert said[2].startswith("  cell 2 had the id c1 of cell 1, and has ")
    assert said[3:] == ["", "2 questions in 1 file, no mistakes.", ""]
    assert json.loads(path.read_text())["metadata"] == {"pylq": {"bank": "twice"}}
    before = path.stat()
    assert run("twice.ipynb", "--fix").output == "2 questions in 1 file, no mistakes.\n"
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_fix_only_explains_the_mistakes_in_texts(tmp_path):
    path = write(tmp_path / "bad.ipynb", BAD)
    done = run("--fix", path)
    assert done.exit_code == 1
    assert "box_malformed" in done.output
    assert json.loads(path.read_text())["cells"][0]["source"] == BAD


def test_fix_leaves_notebooks_without_questions_alone(tmp_path):
    path = write(tmp_path / "notes.ipynb", "# Only text")
    before = path.read_bytes()
    assert run("--fix", path).exit_code == 0
    assert path.read_bytes() == before


def test_fix_of_what_cannot_be_used_is_told(tmp_path):
    done = run("--fix", tmp_path / "none.ipynb")
    assert done.exit_code == 2
    assert "there is no such file" in " ".join(done.stderr.split())


def test_the_real_banks_need_no_fix(tmp_path):
    banks = shutil.copytree(ROOT / "question_banks", tmp_path / "question_banks")
    before = {path: path.read_bytes() for path in banks.glob("*.ipynb")}
    assert "written" not in run("--fix", banks).output
    assert {path: path.read_bytes() for path in banks.glob("*.ipynb")} == before
