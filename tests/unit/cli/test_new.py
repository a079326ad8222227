"""`pylq new`, as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pylq_ext.banks.examples import EXAMPLES
from pylq_ext.banks.notebook import open_bank
from pylq_ext.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_a_new_bank_is_checked_without_mistakes_and_can_be_looked_at(folder: Path):
    done = run("new", "For loops")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"for_loops.ipynb: {len(EXAMPLES)} examples")
    assert done.stdout.endswith("pylq check for_loops.ipynb\n")
    checked = run("check", "for_loops.ipynb")
    assert checked.exit_code == 0
    assert checked.output == f"{len(EXAMPLES)} questions in 1 file, no mistakes.\n"
    assert run("preview", "--answers", "for_loops.ipynb").exit_code == 0
    assert run("handout", "for_loops.ipynb", "for_students.ipynb").exit_code == 0
    assert [path.name for path in folder.glob("*.ipynb.*")] == []


def test_nothing_is_written_over(folder: Path):
    bank = folder / "for_loops.ipynb"
    bank.write_text("mine", encoding="utf-8")
    for arguments in (["For loops"], ["Other", "-o", "for_loops.ipynb"]):
        done = run("new", *arguments)
        assert done.exit_code == 2
        assert "for_loops.ipynb is there already" in " ".join(done.stderr.split())
        assert done.stdout == ""
    assert bank.read_text(encoding="utf-8") == "mine"


def test_not_even_where_a_link_leads_to(folder: Path):
    (folder / "for_loops.ipynb").symlink_to(folder / "elsewhere.ipynb")
    assert run("new", "For loops").exit_code == 2
    assert not (folder / "elsewhere.ipynb").exists()


def test_it_is_written_where_one_says(folder: Path):
    (folder / "week 3").mkdir()
    assert run("new", "For loops", "-o", "mine.ipynb").exit_code == 0
    assert run("new", "For loops", "--output", "week 3").exit_code == 0
    assert open_bank(folder / "mine.ipynb").id == "mine"
    assert open_bank(folder / "week 3" / "for_loops.ipynb").title == "For loops"


def test_what_is_printed_can_be_typed(folder: Path):
    done = run("new", "Loops", "-o", "my loops.ipynb")
    assert "pylq check 'my loops.ipynb'" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Loops", "-o", "loops.txt"], "let its name end in .ipynb"),
        (["Loops", "-o", "none/loops.ipynb"], "cannot be written"),
        (["  "], "needs a topic"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(folder: Path, arguments: list[str], said: str):
    done = run("new", *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.output
    assert list(folder.iterdir()) == []


def test_without_a_topic_it_says_how_it_is_used():
    done = run("new")
    assert done.exit_code == 2
    assert "Usage:" in done.stderr
