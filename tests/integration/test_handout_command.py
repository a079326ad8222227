"""`pylq handout`, as a person runs it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pylq_ext.cli import main
from tests.support.images import png

ASKING = {
    "cell_type": "code",
    "id": "x",
    "metadata": {"tags": ["x"]},
    "execution_count": 1,
    "outputs": [],
}
GOOD = "Q\n\n- [x] a\n  > note\n- [ ] b"


def write(path, *sources):
    cells = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": source}
        for number, source in enumerate(sources, start=1)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["handout", *map(str, arguments)])


@pytest.fixture
def bank(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "bank.ipynb", "# Title", GOOD)


def test_it_writes_the_copy_and_says_so(bank):
    before = bank.read_bytes()
    done = run("bank.ipynb", "copy.ipynb")
    assert done.output == "copy.ipynb: 1 question, without keys and feedback.\n"
    assert done.exit_code == 0
    cells = json.loads(bank.with_name("copy.ipynb").read_text())["cells"]
    assert ["".join(cell["source"]) for cell in cells] == ["# Title", "Q\n\n- [ ] a\n- [ ] b"]
    assert bank.read_bytes() == before


def test_it_writes_over_nothing_unless_forced(bank, tmp_path):
    copy = tmp_path / "copy.ipynb"
    copy.write_text("mine")
    done = run(bank, copy)
    assert done.exit_code == 2
    assert "is there already: --force writes over it" in " ".join(done.stderr.split())
    assert copy.read_text() == "mine"
    assert run(bank, copy, "--force").exit_code == 0
    assert "cells" in json.loads(copy.read_text())


@pytest.mark.parametrize("how", ["itself", "symbolic", "hard"])
def test_it_never_writes_over_the_bank(bank, tmp_path, how):
    copy = tmp_path / "other.ipynb"
    if how == "symbolic":
        copy.symlink_to(bank)
    elif how == "hard":
        copy.hardlink_to(bank)
    else:
        copy = bank
    before = bank.read_bytes()
    done = run(bank, copy, "--force")
    assert done.exit_code == 2
    assert "is the bank itself" in " ".join(done.stderr.split())
    assert bank.read_bytes() == before


def test_files_that_the_copy_shows_are_named(bank, tmp_path):
    write(bank, "![A plot](plot.png)\n\n- [x] a\n- [ ] b")
    (bank.parent / "plot.png").write_bytes(png())
    done = run(bank, tmp_path / "copy.ipynb")
    assert done.exit_code == 0
    assert "hand out plot.png as well" in " ".join(done.output.split())


def test_mistakes_are_explained_and_nothing_is_written(bank, tmp_path):
    write(bank, GOOD, "Q\n\n- [x]a\n- [ ] b", "Q\n\n- [ ] a\n- [ ] b\n\n<!-- pylq: shufle -->")
    copy = tmp_path / "copy.ipynb"
    done = run("bank.ipynb", copy)
    assert done.exit_code == 1
    explained = CliRunner().invoke(main, ["check", "bank.ipynb"]).output
    assert done.output.rsplit("\n", 2)[0] == explained.rsplit("\n", 2)[0]
    assert "box_malformed" in done.output
    assert done.output.endswith("2 mistakes, nothing written.\n")
    assert not copy.exists()


def test_mistakes_in_a_cell_that_asks_are_explained_as_well(bank, tmp_path):
    whole = json.loads(bank.read_text())
    whole["cells"].append({**ASKING, "source": "%%ask\nQ\n\n- [x]a\n- [ ] b"})
    bank.write_text(json.dumps(whole))
    done = run(bank, tmp_path / "copy.ipynb")
    assert done.exit_code == 1
    assert "cell 3 (x), line 3  box_malformed" in done.output


def test_an_improvised_question_without_a_key_loses_its_notes(bank, tmp_path):
    whole = json.loads(bank.read_text())
    whole["cells"].append({**ASKING, "source": "%%ask 60\nQ\n\n- [ ] a\n  > note\n- [ ] b"})
    bank.write_text(json.dumps(whole))
    assert run(bank, tmp_path / "copy.ipynb").exit_code == 0
    cell = json.loads((tmp_path / "copy.ipynb").read_text())["cells"][-1]
    assert (cell["cell_type"], cell["metadata"]) == ("markdown", {})
    assert "".join(cell["source"]) == "Q\n\n- [ ] a\n- [ ] b"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.ipynb", "copy.ipynb"), "there is no such file"),
        (("bank.ipynb", "."), "is a folder"),
        (("bank.ipynb", "none/copy.ipynb"), "cannot be written"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(bank, arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.output


def test_a_notebook_without_questions_is_no_bank(bank, tmp_path):
    write(bank, "# Only text")
    done = run(bank, tmp_path / "copy.ipynb")
    assert done.exit_code == 2
    assert "no question in it" in " ".join(done.stderr.split())
    assert not (tmp_path / "copy.ipynb").exists()


def test_the_line_about_several_options_can_be_said_in_another_language(bank, tmp_path):
    write(bank, "Q\n\n- [x] a\n- [x] b")
    run(bank, tmp_path / "copy.ipynb", "--several", "Mehrere.")
    (cell,) = json.loads((tmp_path / "copy.ipynb").read_text())["cells"]
    assert "".join(cell["source"]) == "Q\n\nMehrere.\n\n- [ ] a\n- [ ] b"
