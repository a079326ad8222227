"""Embedded answers in a GIFT file, as questions with blanks."""

from __future__ import annotations

import contextlib
import time

import pytest

from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.gift import read_gift
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort, Unreadable

NOTE = "Its embedded answers, which are no part of GIFT, were read as in Moodle's cloze."


def read(text: str) -> Record:
    (record,) = read_gift(text)
    return record


def test_embedded_answers_are_blanks():
    record = read("::T::A \\{ {1:SA:=b\\}\\=#No\\: c~%50%d} and {:MC:=<b>x</b>~y\\~} *e*.")
    assert record == Record(
        "line 1",
        Sort.BLANKS,
        title="T",
        prompt="A { ___ and ___ \\*e\\*.",
        blanks=(
            Blank((Accepted('= "b}="', 1.0, "No: c"), Accepted('= "d"', 0.5))),
            Blank(choices=(Choice("x", 1.0), Choice("y\\~", 0.0))),
        ),
        points=2.0,
        notes=(
            "The choices of blanks are plain text: their bold, italic and other markup was lost.",
            NOTE,
        ),
    )
    assert bank_cell(record).source.count("[x]") == 2


def test_blank_lines_end_a_question_as_ever():
    records = read_gift("One {1:SA:=a}.\n\n[html]<p>Two {3:NM:=5\n\n:0.1}</p>\n\nThree {=a}")
    assert [record.sort for record in records] == [Sort.BLANKS, Sort.BLANKS, Sort.SHORT]
    assert [record.points for record in records] == [1.0, 3.0, None]


@pytest.mark.parametrize("text", ["A {1:SAX:=a} b", "A {x:SA:=a} b", "A {1 :SA: =a} b"])
def test_what_is_no_embedded_answer_is_read_as_before(text: str):
    assert NOTE not in read(text).notes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A {1:SA:=a", "has no end"),
        ("A {1:MR:=a~=b}", "Several answers"),
        ("A {1:SA:=a} {1:X:=b}", "not known"),
        ("[html]<pre>a___b</pre> {1:SA:=a}", "three underscores"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, why: str):
    assert why in (read(text).problem or "")


@pytest.mark.parametrize("piece", ["{1:SA:", "{1:SA:=a}", "{", "}", "{1:SA:=a", "{1:NM:=~"])
def test_a_hundred_thousand_braces_take_no_time(piece: str):
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read_gift(f"A {{1:SA:=b}} {piece * 100_000}")
        read_gift(f"A {{1:SA:=b}} {piece * 20_000}")
    assert time.process_time() - began < 2
