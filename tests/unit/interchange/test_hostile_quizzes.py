"""The readers of quizzes and tables take whatever comes: records, or one clear refusal."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.interchange.flash_cards import read_flash_cards
from pylq_ext.interchange.ipyquizjb import read_ipyquizjb
from pylq_ext.interchange.jupyterquiz import read_jupyterquiz
from pylq_ext.interchange.kahoot import read_kahoot
from pylq_ext.interchange.notebook_source import read_notebook
from pylq_ext.interchange.record import Record, Unreadable
from pylq_ext.interchange.tables import read_table
from tests.unit.interchange.hostile_files import KAHOOT, TABLE_XLSX, csv_files, notebooks
from tests.unit.interchange.quizzes import CARDS, EVERY, PACKAGE
from tests.unit.interchange.wrong_quizzes import wrong_json, wrong_sheets

CASES = 200

Read = Callable[[Any], list[Record]]
Cases = Callable[[int, int], Iterator[Any]]


READERS: dict[str, tuple[Read, Cases]] = {
    "jupyterquiz": (read_jupyterquiz, lambda count, seed: wrong_json([EVERY], count, seed)),
    "notebook": (read_notebook, notebooks),
    "ipyquizjb": (read_ipyquizjb, lambda count, seed: wrong_json([PACKAGE], count, seed)),
    "flash cards": (read_flash_cards, lambda count, seed: wrong_json([CARDS], count, seed)),
    "kahoot": (read_kahoot, lambda count, seed: wrong_sheets(KAHOOT, count, seed)),
    "csv": (read_table, csv_files),
    "xlsx": (read_table, lambda count, seed: wrong_sheets(TABLE_XLSX, count, seed)),
}


def check(read: Read, content: Any) -> None:
    """Read, and see that nothing but records or a refusal with a sentence comes of it."""
    start = time.process_time()
    try:
        records, refusal = read(content), "."
    except Unreadable as error:
        records, refusal = [], str(error)
    assert time.process_time() - start < 3  # a tenth of that where nothing else runs
    assert refusal.endswith(".")
    for record in records:
        assert record.where
        assert (record.sort is None) == (record.problem is not None)
        assert (record.problem or ".").endswith(".")
        assert all(note.endswith(".") for note in record.notes)
        # What goes into a notebook has to be text.
        repr(record).encode()


@pytest.mark.parametrize("name", READERS)
def test_wrong_files_end_as_records_or_as_one_refusal(name):
    read, cases = READERS[name]
    for content in cases(CASES, 0):
        check(read, content)


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_any_text_ends_as_records_or_as_one_refusal(text):
    for read in (read_jupyterquiz, read_notebook, read_ipyquizjb, read_flash_cards):
        check(read, text)


@settings(deadline=None)  # the machine may be busy
@given(st.binary())
def test_any_bytes_end_as_records_or_as_one_refusal(content):
    for read in (read_kahoot, read_table):
        check(read, content)


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_any_text_within_a_question_is_shown_or_told(text):
    question = {**EVERY[0], "question": text, "code": text}
    check(read_jupyterquiz, json.dumps([question]))
    check(read_table, f"question,A,B,right\n{json.dumps(text)},a,b,A\n".encode("utf-8", "replace"))
