"""`pylq convert` the other way: a bank as a file of another program, as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pylq_ext.cli import main

BANKS = Path(__file__).parents[2] / "question_banks"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, arguments)])


def test_a_bank_becomes_a_table_and_a_bank_again(tmp_path: Path):
    table, again = tmp_path / "bank.csv", tmp_path / "again.ipynb"
    done = run(BANKS / "python_basics.ipynb", table)
    assert done.exit_code == 1, done.output
    assert "35 questions: 34 converted, 0 converted with a note, 1 not converted" in " ".join(
        done.output.split()
    )
    assert "question 20 (cell 21): Count the letters: make this print 3  not converted" in (
        done.output
    )
    assert run(table, again).exit_code == 0


def test_the_format_may_be_named(tmp_path: Path):
    out = tmp_path / "bank.txt"
    assert run(BANKS / "python_basics.ipynb", out).exit_code == 2
    assert run(BANKS / "python_basics.ipynb", out, "--to", "CSV").exit_code == 1
    assert out.read_bytes().startswith(b"\xef\xbb\xbfquestion")


def test_json_says_the_same_to_a_script(tmp_path: Path):
    done = run(BANKS / "python_basics.ipynb", tmp_path / "bank.csv", "--json")
    told = json.loads(done.output)
    assert [one["ending"] for one in told["questions"]].count("not converted") == 1
    assert {one["format"] for one in told["questions"]} == {"CSV"}


def test_nothing_is_written_over_unasked(tmp_path: Path):
    out = tmp_path / "bank.csv"
    out.write_text("mine", encoding="utf-8")
    assert run(BANKS / "python_basics.ipynb", out).exit_code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(BANKS / "python_basics.ipynb", out, "--force").exit_code == 1
    assert out.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("name", ["none.ipynb", "folder", "quiz.gift", "empty.ipynb"])
def test_what_cannot_be_used_is_told_without_a_traceback(name: str, tmp_path: Path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "quiz.gift").write_text("Which? {=a ~b}", encoding="utf-8")
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "empty.ipynb").write_text(json.dumps(empty), encoding="utf-8")
    done = run(tmp_path / name, tmp_path / "out.csv")
    assert done.exit_code == 2
    assert name in done.output.replace("\n", " ")
    assert not (tmp_path / "out.csv").exists()
