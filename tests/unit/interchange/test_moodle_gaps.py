"""Words that are chosen or dragged into a text in Moodle, as questions with blanks."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.moodle_xml import read_moodle_xml
from pylq_ext.interchange.record import Blank, Choice, Record, Sort
from tests.unit.interchange import moodle
from tests.unit.interchange.moodle import question, quiz, words


def read_one(part: str) -> Record:
    (record,) = read_moodle_xml(quiz(part))
    return record


def gaps(text: str, options: str, type_: str = "gapselect") -> Record:
    return read_one(question(type_, text, options))


def test_words_that_are_chosen_are_offered_by_their_groups():
    record = read_one(moodle.GAPSELECT)
    loops = Blank(choices=(Choice("for", 1.0), Choice("if", 0.0)))
    assert record == Record(
        "question 1 (line 4)",
        Sort.BLANKS,
        title="A name",
        prompt="A ___ ends, a ___ may not, a ___ may be one.",
        blanks=(loops, Blank(choices=(Choice("while", 1.0), Choice("\\<b>", 0.0))), loops),
        points=1.0,
    )
    assert bank_cell(record).source.count("[x]") == 3


def test_words_that_are_dragged_are_offered_in_each_gap():
    record = read_one(moodle.DDWTOS)
    shares = [[choice.credit for choice in blank.choices] for blank in record.blanks]
    assert shares == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    assert record.notes == (
        "Moodle shuffles the choices of a blank; here they stand as in the source.",
        "Each word could be put into one gap only; here it can be chosen in several.",
    )
    again = words("dragbox", "<![CDATA[<b>a</b>]]>", "b", more="<infinite>1</infinite>")
    assert gaps("<p>[[1]] [[1]] x</p>", again, "ddwtos").notes == (
        "The choices of blanks are plain text: their bold, italic and other markup was lost.",
    )


def test_words_that_read_the_same_are_one():
    record = gaps("<p>A [[1]] and [[3]].</p>", words("selectoption", "a", "b", "a"))
    assert record.blanks[0] == record.blanks[1]
    assert record.blanks[0].choices == (Choice("a", 1.0), Choice("b", 0.0))
    assert "read the same" in record.notes[0]


@pytest.mark.parametrize(
    ("text", "options", "why"),
    [
        ("<p>A.</p>", words("selectoption", "a", "b"), "no gap"),
        ("<p>A [[3]].</p>", words("selectoption", "a", "b"), "no word for its gap [[3]]"),
        ("<p>A [[0]].</p>", words("selectoption", "a", "b"), "no word for its gap [[0]]"),
        ("<p>A [[1]].</p>", "", "no words"),
        ("<p>A [[1]].</p>", words("selectoption", "a", " "), "no text"),
        ("<p>A [[1]].</p>", words("selectoption", "a"), "fewer than two"),
        ("<p>A [[1]].</p>", words("selectoption", *"ab" * 101), "202 words"),
        ("<p>A [[1]].</p>" * 21, words("selectoption", "a", "b"), "21 gaps"),
        ("<pre>a___b [[1]]</pre>", words("selectoption", "a", "b"), "three underscores"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, options: str, why: str):
    assert why in (gaps(text, options).problem or "")
