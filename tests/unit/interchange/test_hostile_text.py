"""The readers of GIFT and Aiken take whatever comes: records, or one clear refusal, and soon."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from pylq_ext.banks.cell import is_question
from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange.aiken import read_aiken
from pylq_ext.interchange.gift import read_gift
from pylq_ext.interchange.record import Record, Sort, Unreadable
from tests.unit.interchange.wrong_gift import AIKEN, GIFT, wrong

Read = Callable[[str], list[Record]]


def check(read: Read, text: str) -> None:
    """Read, and see that nothing but whole records or a refusal with a sentence comes of it."""
    start = time.process_time()
    try:
        records, refusal = read(text), "."
    except Unreadable as refused:
        records, refusal = [], str(refused)
    assert time.process_time() - start < 1
    assert refusal.endswith(".")
    for record in records:
        assert re.fullmatch(r"line \d+", record.where)
        assert (record.sort is None) == (record.problem is not None)
        for sentence in (*record.notes, *([record.problem] if record.problem else [])):
            assert sentence.endswith(".")
        if record.sort is not None:
            check_whole(record)


def check_whole(record: Record) -> None:
    assert record.prompt
    assert not is_question(record.prompt)
    for choice in record.choices:
        assert choice.text
        assert -1 <= choice.credit <= 1
    for one in record.accepted:
        read_form(one.form)
        assert 0 <= one.credit <= 1
    parts = (record.choices, record.accepted, record.pairs, record.blanks)
    counts = [len(part) for part in parts]
    assert sum(count > 0 for count in counts) == int(record.sort is not Sort.OPEN)
    assert max(counts) <= 60


@pytest.mark.parametrize(("read", "seeds"), [(read_gift, GIFT), (read_aiken, AIKEN)])
def test_the_good_files_are_good(read, seeds):
    for text in seeds[:2]:
        assert any(record.problem is None for record in read(text))


@pytest.mark.parametrize(("read", "seeds"), [(read_gift, GIFT), (read_aiken, AIKEN)])
def test_wrong_files_end_as_records_or_a_refusal(read, seeds):
    for text in wrong(seeds, 500, seed=4):
        check(read, text)


MANY = 250_000
HOSTILE = {
    "options": "Which?{" + "~a " * 1_000_000 + "=b}",
    "options-in-a-cell": "Which?{" + "~a " * 80_000 + "=b}",
    "questions": "Q{T}\n\n" * 100_000,
    "braces": "{" * MANY,
    "titles": "::a" * MANY,
    "backslashes": "\\" * MANY,
    "categories": "$CATEGORY: " + "a/" * MANY + "\n\nQ{T}",
    "tags": "// " + "[tag:a" * MANY + "\nQ{T}",
    "tags-at-all": "// " + "[tag:a] " * 30_000 + "\nQ{T}",
    "elements": "[html]" + "<b>" * 80_000 + "a{T}",
    "markdown": "[markdown]" + "![" * 9_000 + "{T}",
    "images": "[markdown]Q{" + ("~" + "![" * 1_000) * 60 + "}",
    "formulas": "$$" * 120_000 + "a{T}",
    "numbers": "Q{#" + "1:" * 100_000 + "}",
    "stars": "Q{=" + "*a" * 100_000 + "}",
    "blanks": "Q{=a ->" + " " * 200_000 + "x =b -> c # d}",
    "attributes": "Q{~<a " + "b" * 200_000 + '="x" =c}',
    "letters": "A. x\n" * 99_000,
    "lines": "Q\nA. x\n" + "t\n" * 99_000 + "B. y\nANSWER: A",
    "keys": "ANSWER: A\n" * 99_000,
    "key": "Q\nA. x\nB. y\nANSWER: " + "A, " * MANY,
    "key-of-blanks": "Q\nA. x\nB. y\nAnswer:" + " " * MANY + "x",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("read", [read_gift, read_aiken])
def test_too_much_of_anything_ends_soon(read, name):
    check(read, HOSTILE[name])
