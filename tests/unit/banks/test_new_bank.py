"""A new bank is a notebook that is named after its topic and needs no mending."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.examples import EXAMPLES
from pylq_ext.banks.new_bank import file_name, new_bank, topic_of
from pylq_ext.banks.notebook import mend_identity, open_bank
from pylq_ext.domain.errors import InvalidInput


def written(tmp_path: Path, topic: str) -> Path:
    path = tmp_path / file_name(topic)
    path.write_text(new_bank(topic, path.name), encoding="utf-8")
    return path


def test_it_has_each_example_below_what_to_change_in_it(tmp_path: Path):
    path = written(tmp_path, "For loops")
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    assert sources[0].startswith("# For loops\n")
    assert "$ pylq check for_loops.ipynb\n" in sources[0]
    assert sources[1:] == [
        text.rstrip("\n") for one in EXAMPLES.values() for text in (one.about, one.cell)
    ]


def test_it_is_a_valid_notebook_that_needs_no_mending(tmp_path: Path):
    path = written(tmp_path, "For loops")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.pylq == {"bank": "for_loops"}
    assert mend_identity(path) == ()


def test_it_opens_as_a_bank_without_mistakes(tmp_path: Path):
    bank = open_bank(written(tmp_path, "For loops"))
    assert (bank.id, bank.title) == ("for_loops", "For loops")
    assert [question.kind for question in bank] == list(EXAMPLES)
    assert not any(question.problems for question in bank)


def test_two_banks_share_no_question():
    ids = [{cell["id"] for cell in json.loads(new_bank("A", "a.ipynb"))["cells"]} for _ in range(2)]
    assert ids[0] & ids[1] == {"about-this-bank"}


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("For loops", "for_loops.ipynb"),
        ("Week 3: lists & tuples", "week_3_lists_tuples.ipynb"),
        ("Größen/Maße", "größen_maße.ipynb"),
        ("../../etc/passwd", "etc_passwd.ipynb"),
        (".hidden", "hidden.ipynb"),
        ("-o", "o.ipynb"),
        ("C++", "c.ipynb"),
        ("循环", "循环.ipynb"),
        ("???", "questions.ipynb"),
        ("CON", "con_questions.ipynb"),
        ("Lpt1", "lpt1_questions.ipynb"),
        ("a" * 300, "a" * 60 + ".ipynb"),
    ],
)
def test_a_file_is_named_after_its_topic(topic: str, name: str):
    assert file_name(topic) == name


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_any_name_is_safe(text: str):
    name = file_name(text)
    stem = name.removesuffix(".ipynb")
    assert stem
    assert stem == stem.strip("._- ")
    assert not set(stem) & set('/\\:*?"<>|.\0\n')
    assert len(name.encode("utf-8")) <= 255
    assert Path(name).name == name


@pytest.mark.parametrize(
    "topic", ["- [x] a", "<!-- pylq: open -->", "``` x", "$$ a", "{file}", "# [x]", "x\n- [x] y"]
)
def test_no_topic_makes_the_introduction_a_question(tmp_path: Path, topic: str):
    bank = open_bank(written(tmp_path, topic_of(topic)))
    assert len(bank) == len(EXAMPLES)


@pytest.mark.parametrize("topic", ["", "  \n", "#", "##"])
def test_a_topic_has_to_be_there(topic: str):
    with pytest.raises(InvalidInput, match="needs a topic"):
        topic_of(topic)
