"""`pylq check --json` tells programs all that `pylq check` tells people, by keys that stay."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pylq_ext.banks.problems import CODES, Problem, apply_mended
from pylq_ext.cli import main

FORMAT = Path(__file__).parents[3] / "question_banks" / "FORMAT.md"
GOOD = "Gut?\n\n- [x] a\n- [ ] b"
BAD = "# Größe\n\n<!-- pylq: shufle -->\n\n- [x]a\n- [ ] b\n      > this is a note"


def write(path: Path, *sources: str, ids: str = "c") -> Path:
    cells = [
        {"cell_type": "markdown", "id": f"{ids}{number}", "metadata": {}, "source": source}
        for number, source in enumerate(sources, start=1)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", "--json", *map(str, arguments)])


def told(*arguments: object) -> dict[str, Any]:
    done = run(*arguments)
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert report["version"] == 1
    assert report["summary"]["exit_status"] == done.exit_code
    assert isinstance(report, dict)
    return report


def test_a_problem_has_its_place_its_reason_and_its_mending(tmp_path: Path):
    bank = write(tmp_path / "bad.ipynb", "# Intro", GOOD, BAD)
    report = told(bank)
    assert report["summary"] == {
        "files": 1,
        "questions": 2,
        "problems": 3,
        "fixed": 0,
        "unusable": 0,
        "exit_status": 1,
    }
    assert report["files"] == [
        {"file": str(bank), "bank": "bad", "questions": 2, "problems": 3, "fixed": []}
    ]
    first, *others = report["problems"]
    assert first == {
        "file": str(bank),
        "question": 2,
        "title": "Größe",
        "cell": 3,
        "id": "c3",
        "line": 3,
        "code": "unknown_setting",
        "message": "There is no setting `shufle`. Did you mean `shuffle`?",
        "mended": "<!-- pylq: shuffle -->",
        "replaces": [3, 3],
    }
    assert [one["code"] for one in others] == ["box_malformed", "note_too_deep"]


def test_with_the_mended_texts_in_place_nothing_is_left_to_tell(tmp_path: Path):
    report = told(write(tmp_path / "bad.ipynb", BAD))
    source = BAD
    for one in sorted(report["problems"], key=lambda one: -one["line"]):
        problem = Problem(one["code"], one["line"], "", one["mended"], tuple(one["replaces"]))
        source = apply_mended(source, problem)
    assert told(write(tmp_path / "good.ipynb", source))["problems"] == []


def test_what_only_the_author_can_mend_replaces_nothing(tmp_path: Path):
    (problem,) = told(write(tmp_path / "bad.ipynb", "Q?\n- [x] = 2 pm 3\n- [ ] = 1"))["problems"]
    assert (problem["mended"], problem["replaces"]) == (None, None)
    assert problem["code"] in CODES


def test_all_is_well(tmp_path: Path):
    report = told(write(tmp_path / "good.ipynb", GOOD))
    assert (report["problems"], report["unusable"]) == ([], [])
    assert report["summary"]["exit_status"] == 0


def test_what_cannot_be_read_is_told_there_and_nowhere_else(tmp_path: Path):
    (tmp_path / "x.ipynb").write_text("{", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    report = told(tmp_path / "x.ipynb", tmp_path / "empty", write(tmp_path / "g.ipynb", GOOD))
    assert [Path(one["file"]).name for one in report["unusable"]] == ["empty", "x.ipynb"]
    assert "cannot be read as a question bank" in report["unusable"][1]["message"]
    assert report["summary"] == {
        "files": 1,
        "questions": 1,
        "problems": 0,
        "fixed": 0,
        "unusable": 2,
        "exit_status": 2,
    }


def test_fix_tells_what_was_fixed(tmp_path: Path):
    bank = write(tmp_path / "twice.ipynb", GOOD, GOOD)
    bank.write_text(bank.read_text().replace('"c2"', '"c1"'))
    (before,) = told(bank)["problems"]
    assert (before["code"], before["question"], before["cell"]) == ("cell_id_twice", 2, 2)
    report = told("--fix", bank)
    assert report["problems"] == []
    assert report["summary"]["fixed"] == 1
    assert report["files"][0]["fixed"][0] == "the bank has the id twice"
    assert report["files"][0]["fixed"][1].startswith("cell 2 had the id c1 of cell 1")
    assert told("--fix", bank)["files"][0]["fixed"] == []


def test_an_id_of_a_cell_that_is_no_question_has_no_question(tmp_path: Path):
    bank = write(tmp_path / "twice.ipynb", GOOD, "Text")
    bank.write_text(bank.read_text().replace('"c2"', '"c1"'))
    (problem,) = told(bank)["problems"]
    assert (problem["question"], problem["title"], problem["cell"]) == (None, None, 2)


def test_any_text_can_go_through_any_pipe(tmp_path: Path):
    done = run(write(tmp_path / "bad.ipynb", BAD.replace("Größe", "Größe \ud800 \x1b[2J")))
    assert done.stdout.isascii()
    assert "\x1b" not in done.stdout
    assert len(json.loads(done.stdout)["problems"]) == 3


@pytest.mark.parametrize("key", ["version", "summary", "files", "problems", "unusable"])
def test_every_key_is_documented(key: str, tmp_path: Path):
    (tmp_path / "x.ipynb").write_text("{", encoding="utf-8")
    report = told(tmp_path / "x.ipynb", write(tmp_path / "bad.ipynb", BAD))
    documented = set(re.findall(r"`(\w+)`", FORMAT.read_text("utf-8").partition("--json")[2]))
    assert key in documented
    value = report[key][0] if isinstance(report[key], list) else report[key]
    assert set(value if isinstance(value, dict) else ()) <= documented
    assert f'"{key}"' in CliRunner().invoke(main, ["check", "--help"]).output
