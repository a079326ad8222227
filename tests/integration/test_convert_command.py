"""`pylq convert`, as a person or a script runs it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pylq_ext.banks.notebook import open_bank
from pylq_ext.cli import main
from tests.support.thousand_questions import thousand_questions
from tests.unit.interchange.quizzes import WOOD

GIFT = "Which? {=one ~two}\n\nWhat is 2 + 2? {#4}\n"


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    path = tmp_path / "quiz.gift"
    path.write_text(GIFT, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, arguments)])


def test_a_file_becomes_a_bank(quiz: Path, tmp_path: Path):
    bank = tmp_path / "bank.ipynb"
    done = run(quiz, bank)
    assert done.exit_code == 0, done.output
    assert "2 questions: 2 converted" in done.output
    assert [question.title for question in open_bank(bank)] == ["Which?", "What is 2 + 2?"]


def test_what_is_not_converted_is_listed_with_place_and_reason(quiz: Path, tmp_path: Path):
    quiz.write_text(
        GIFT + "\nOnly told.\n\nPair {=a -> b =c -> d}\n\nAlso told.\n", encoding="utf-8"
    )
    done = run(quiz, tmp_path / "bank.ipynb")
    assert done.exit_code == 1
    assert "line 5  not converted" in done.output
    assert "5 questions: 3 converted, 0 converted with a note, 2 not converted" in " ".join(
        done.output.split()
    )
    assert len(open_bank(tmp_path / "bank.ipynb")) == 3


def test_a_note_that_several_questions_have_is_told_once_with_all_their_places(tmp_path: Path):
    folder = tmp_path / "all"
    folder.mkdir()
    for name, tick in (("a", "`"), ("b", "`"), ("c", "")):
        questions = [WOOD | {"question": f"What is {tick}x{tick}?"}] * 14
        (folder / f"{name}.json").write_text(json.dumps(questions), encoding="utf-8")
    lone = GIFT.replace("{#4}", "{#4 =%50%4}").replace("Which? {=one", "Which? {~one")
    (folder / "d.gift").write_text(lone, encoding="utf-8")
    done = run(folder, tmp_path / "bank.ipynb")
    said = " ".join(done.output.split())
    assert said.count("Backticks mark code") == 1, done.output
    assert "28 questions converted with a note" in said
    assert said.count("question 12 (line 1) and 2 more") == 2
    assert f"{folder / 'c.json'}" not in said
    assert "d.gift (GIFT), line 1: Which? converted with a note" in said


def test_a_folder_becomes_one_bank(quiz: Path, tmp_path: Path):
    folder = tmp_path / "all"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.gift").write_text(GIFT, encoding="utf-8")
    (folder / "deep" / "b.csv").write_text("question,A,B,right\nQ?,x,y,A\n", encoding="utf-8")
    (folder / "LICENSE.txt").write_text("Everyone may.\n", encoding="utf-8")
    done = run(folder, tmp_path / "bank.ipynb")
    assert done.exit_code == 0, done.output
    assert "LICENSE.txt was left out" in " ".join(done.output.split())
    assert len(open_bank(tmp_path / "bank.ipynb")) == 3


def test_a_thousand_questions_of_many_formats_take_less_than_five_seconds(tmp_path: Path):
    folder = tmp_path / "all"
    folder.mkdir()
    for name, content in thousand_questions().items():
        (folder / name).write_bytes(content)
    began = time.process_time()
    done = run(folder, tmp_path / "bank.ipynb")
    assert time.process_time() - began < 5.0
    assert done.exit_code == 0, done.output
    assert "1000 questions: " in done.output
    assert len(open_bank(tmp_path / "bank.ipynb")) == 1000


def test_json_says_the_same_to_a_script(quiz: Path, tmp_path: Path):
    done = run(quiz, tmp_path / "bank.ipynb", "--json")
    report = json.loads(done.stdout)
    assert [one["ending"] for one in report["questions"]] == ["converted", "converted"]
    assert report["unusable"] == []


def test_nothing_is_written_over_unasked(quiz: Path, tmp_path: Path):
    bank = tmp_path / "bank.ipynb"
    bank.write_text("mine", encoding="utf-8")
    assert run(quiz, bank).exit_code == 2
    assert bank.read_text(encoding="utf-8") == "mine"
    assert run(quiz, bank, "--force").exit_code == 0
    assert len(open_bank(bank)) == 2


@pytest.mark.parametrize("name", ["none.gift", "quiz.pdf", "empty"])
def test_what_cannot_be_used_is_told_without_a_traceback(name: str, tmp_path: Path):
    (tmp_path / "quiz.pdf").write_bytes(b"%PDF")
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / name, tmp_path / "bank.ipynb")
    assert done.exit_code == 2
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    assert not (tmp_path / "bank.ipynb").exists()


def test_the_bank_is_a_notebook(quiz: Path, tmp_path: Path):
    done = run(quiz, tmp_path / "bank.txt")
    assert (done.exit_code, ".ipynb" in done.output) == (2, True)
