"""`pylq preview`, as a person runs it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pylq_ext.cli import main

GOOD = "Q\n\n- [x] a\n  > NOTE\n- [ ] b"


def write(path, *sources):
    cells = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": source}
        for number, source in enumerate(sources, start=1)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["preview", *map(str, arguments)])


@pytest.fixture
def bank(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "bank.ipynb", GOOD)


def test_the_page_is_written_beside_the_bank_and_its_path_printed(bank):
    done = run("bank.ipynb")
    assert (done.exit_code, done.output) == (0, "bank.preview.html\n")
    assert "NOTE" not in bank.with_name("bank.preview.html").read_text()


def test_answers_are_on_a_page_of_another_name(bank):
    done = run("bank.ipynb", "--answers")
    assert (done.exit_code, done.output) == (0, "bank.answers.html\n")
    assert "NOTE" in bank.with_name("bank.answers.html").read_text()


def test_an_earlier_page_is_written_over(bank, tmp_path):
    page = tmp_path / "a page.html"
    assert run(bank, "--output", page).exit_code == 0
    write(bank, GOOD.replace("Q", "Another"))
    assert run(bank, "--output", page).output == f"{page}\n"
    assert "Another" in page.read_text()


def test_nothing_else_is_written_over(bank):
    before = bank.read_bytes()
    done = run(bank, "--output", bank)
    assert done.exit_code == 2
    assert "there already, and no preview" in " ".join(done.stderr.split())
    assert bank.read_bytes() == before


def test_mistakes_are_on_the_page_and_told(bank):
    write(bank, GOOD, "Q\n\n- [x]a\n- [ ] b")
    done = run("bank.ipynb")
    assert (done.exit_code, done.stdout) == (1, "bank.preview.html\n")
    assert "1 question with mistakes: `pylq check bank.ipynb`" in " ".join(done.stderr.split())
    assert "A box is" in bank.with_name("bank.preview.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.ipynb",), "there is no such file"),
        (("bank.ipynb", "--output", "."), "cannot be written"),
        (("bank.ipynb", "--output", "none/page.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(bank, arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""
