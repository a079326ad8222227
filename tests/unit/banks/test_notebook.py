"""Banks are read from notebooks of any health, without running or writing them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from pylq_ext.banks.notebook import open_bank
from pylq_ext.domain.errors import InvalidInput, InvalidQuestion
from pylq_ext.domain.question import Kind
from tests.support.images import bundle, png

GOOD = (
    "### Café loops?\n\n<!-- pylq: tags=loops,basics -->\n\n"
    "- [x] SECRET-RIGHT\n- [ ] b\n  > NOTE\n\n> WHY"
)
BROKEN = "### Broken one\n\n- [x]B\n- [] C"
OPEN = (
    "Why?\n\n![A dot](attachment:a.png)\n\n<!-- pylq: open tags=loops -->\n\n"
    "> **Model answer.** MODEL"
)

DOT = bundle(png())


def markdown(source, **more):
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def write(path, cells, minor=5, metadata=None):
    notebook = {
        "cells": cells,
        "metadata": metadata or {},
        "nbformat": 4,
        "nbformat_minor": minor,
    }
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path):
    code: dict[str, Any] = {
        "cell_type": "code",
        "id": "code",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": "raise SystemExit('executed')\n# - [x] a",
    }
    cells = [
        markdown("# Week 3\n\nWelcome.", id="intro"),
        markdown(GOOD, id="good"),
        code,
        markdown(BROKEN, id="broken"),
        markdown(
            OPEN.splitlines(keepends=True), id="open", attachments={"a.png": DOT, "b.png": DOT}
        ),
    ]
    return write(tmp_path / "week_3.ipynb", cells, metadata={"pylq": {"bank": "wk3"}})


def test_questions_are_found_by_number_and_by_cell_id(path):
    bank = open_bank(path)
    assert len(bank) == 3
    assert [item.number for item in bank] == [1, 2, 3]
    assert [item.cell_number for item in bank] == [2, 4, 5]
    assert bank[1] is bank["good"]
    assert bank[3].id == "open"
    assert bank[3].kind is Kind.OPEN
    assert bank[1].title == "Café loops?"
    assert bank[1].tags == ("loops", "basics")


@pytest.mark.parametrize("number", [0, 4, -1])
def test_there_is_no_question_of_another_number(path, number):
    with pytest.raises(IndexError, match="questions 1 to 3"):
        open_bank(path)[number]


def test_there_is_no_question_of_another_id_or_type(path):
    bank = open_bank(path)
    with pytest.raises(KeyError, match="nope"):
        bank["nope"]
    for odd in (True, 1.0, slice(1, 2), None):
        with pytest.raises(TypeError, match="number"):
            bank[odd]


def test_search_and_tags(path):
    bank = open_bank(path)
    assert bank.search("CAFE loops") == [bank[1]]
    assert bank.search("loops") == [bank[1], bank[3]]
    assert bank.search("nothing of it") == []
    assert bank.tagged("Loops") == [bank[1], bank[3]]
    assert bank.tagged("loops", "basics") == [bank[1]]


def test_a_bank_knows_itself(path, tmp_path):
    bank = open_bank(str(path))
    assert (bank.id, bank.title, bank.path) == ("wk3", "Week 3", path)
    unnamed = open_bank(write(tmp_path / "plain.ipynb", [markdown(GOOD, id="a")]))
    assert (unnamed.id, unnamed.title) == ("plain", "plain")


def test_what_is_needed_to_ask_is_there_without_the_key(path):
    item = open_bank(path)["open"]
    assert (item.bank, item.id, item.title) == ("wk3", "open", "Why?")
    assert item.source == OPEN
    assert item.attachments == {"a.png": DOT}


def test_no_display_shows_a_key(path):
    bank = open_bank(path)
    shown = [repr(bank), bank._repr_html_(), bank._repr_markdown_(), *map(repr, bank)]
    for text in shown:
        assert not any(secret in text for secret in ("SECRET", "NOTE", "WHY", "MODEL"))
    for text in shown[:3]:
        assert all(part in text for part in ("Week 3", "broken", "open", "loops"))
    assert "Caf" in bank._repr_html_()


def test_titles_are_escaped_on_display(tmp_path):
    cells = [markdown("# <b>x</b> | `y` *z*\n\n- [x] a\n- [ ] b", id="a")]
    bank = open_bank(write(tmp_path / "x.ipynb", cells))
    assert "<b>" not in bank._repr_html_()
    assert "\\<b\\>x\\</b\\> \\| y z" in bank._repr_markdown_()


def test_a_broken_cell_stays_in_the_bank_and_tells_its_mistakes(path):
    item = open_bank(path)["broken"]
    assert item.broken
    assert item.title == "Broken one"
    assert item.tags == ()
    assert [problem.code for problem in item.problems] == ["box_malformed", "box_malformed"]
    with pytest.raises(InvalidQuestion, match=r"Question 2 .* line 3") as caught:
        _ = item.question
    assert caught.value.params["problems"] == item.problems
    with pytest.raises(InvalidQuestion):
        _ = item.kind


def test_cells_without_ids_have_stable_ones_and_nothing_is_written(tmp_path):
    path = write(tmp_path / "old.ipynb", [markdown("x"), markdown(GOOD), markdown(OPEN)], minor=2)
    before = path.read_bytes()
    assert [item.id for item in open_bank(path)] == ["cell-2", "cell-3"]
    assert [item.id for item in open_bank(path)] == ["cell-2", "cell-3"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'"x"',
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"nbformat": 2, "worksheets": [], "metadata": {}}',
        b'{"nbformat": "4", "nbformat_minor": 5, "metadata": {}, "cells": []}',
        b'{"nbformat": [], "nbformat_minor": 5, "metadata": {}, "cells": []}',
        b'{"nbformat": 3, "nbformat_minor": 0, "cells": [], "metadata": {}}',
        b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": [5], "metadata": {}}',
        b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": [{}], "metadata": {}}',
        b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": [5]}], "metadata": {}}',
        b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": [], "metadata": 5}',
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 5}',
        b'{"nbformat": 9, "nbformat_minor": 0, "metadata": {}, "cells": []}',
    ],
)
def test_what_is_no_notebook_is_told_in_a_sentence(tmp_path, content):
    path = tmp_path / "bad.ipynb"
    path.write_bytes(content)
    with pytest.raises(
        InvalidInput, match=r"bad\.ipynb cannot be read as a question bank: .*; .*\."
    ):
        open_bank(path)


@pytest.mark.parametrize(
    ("name", "reason"), [("none.ipynb", "no such file"), (".", "a folder"), ("a\0b", "cannot")]
)
def test_what_is_not_there_is_told_in_a_sentence(tmp_path, name, reason):
    with pytest.raises(InvalidInput, match=reason):
        open_bank(tmp_path / name)


@pytest.mark.parametrize(
    "cell",
    [
        5,
        None,
        "x",
        {},
        {"cell_type": "markdown"},
        markdown(None, id=5),
        markdown(["a", 5]),
        markdown({}),
    ],
)
def test_an_odd_cell_does_no_harm_to_the_others(tmp_path, cell):
    path = write(tmp_path / "odd.ipynb", [cell, markdown(GOOD, id="good", attachments=[])])
    try:
        bank = open_bank(path)
    except InvalidInput:
        return
    assert [item.id for item in bank] == ["good"]
    assert bank["good"].cell_number == 2


def test_reading_a_cell_does_not_load_nbformat_or_a_server():
    program = (
        "import sys, pylq_ext.banks.cell, pylq_ext.banks.notebook, pylq_ext.cli.check\n"
        "print([m for m in ('nbformat', 'jupyter_server', 'tornado', 'ipywidgets') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
