"""A bank as GIFT: what GIFT has words for comes back, and the rest has been told."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pylq_ext.banks.notebook import open_bank
from pylq_ext.interchange.bank_conversion import convert_bank
from pylq_ext.interchange.conversion import Ending, convert_file
from pylq_ext.interchange.gift_signs import hide, reveal
from pylq_ext.interchange.gift_writer import GIFT, escaped
from pylq_ext.interchange.outgoing import outgoing
from pylq_ext.interchange.record import Accepted, Choice, Pair, Record, Sort
from pylq_ext.interchange.same_question import question_of
from tests.unit.interchange.alike import alike
from tests.unit.interchange.moodle_holds import as_gift_holds
from tests.unit.interchange.outgoing_questions import PNG, asked_cell, back, records, refused

BANKS = Path(__file__).parents[3] / "question_banks"
_WHY_NOT = re.compile(
    "without a right answer|cannot be said|has no end|right of a pair|is a poll|is an order"
    "|options is right|has an arrow"
)


@settings(max_examples=200, deadline=None)
@given(record=records())
def test_what_gift_holds_comes_back(record: Record):
    why = refused(GIFT, record)
    if why is not None:
        assert _WHY_NOT.search(why)
        return
    again, notes = back(GIFT, record)
    meant = question_of(as_gift_holds(record, notes))
    assume(meant is not None)
    assert meant is not None
    assume(not (record.accepted and any("An answer was dropped" in note for note in notes)))
    assert alike(again, meant), (again, meant)


@given(text=st.text("ab\\\\~=#{}:\n", max_size=20))
def test_every_sign_comes_back_from_behind_its_backslash(text: str):
    written = escaped(text)
    assert "\n" not in written
    assert reveal(hide(written)) == text


def written(record: Record) -> str:
    return GIFT.question(record, 1).content


def test_a_question_stands_as_people_write_it():
    record = Record(
        "",
        Sort.SINGLE,
        prompt="Is `a = b`?",
        choices=(Choice("yes", 1.0, "Right."), Choice("~50 %", 0.5), Choice("no", 0.0)),
        explanation="So: it is.",
        tags=("x", "c++"),
    )
    assert written(record) == (
        "// [tag:x] [tag:c++]\n"
        "::Is a \\= b?::[html]<p>Is <code>a \\= b</code>?</p>{\n"
        "\t=<p>yes</p> #<p>Right.</p>\n"
        "\t~%50%<p>\\~50 %</p>\n"
        "\t~<p>no</p>\n"
        "\t####<p>So\\: it is.</p>\n"
        "}"
    )


def test_what_several_options_earn_stands_before_them():
    choices = (Choice("a", 1.0), Choice("b", 1.0), Choice("c", 0.0))
    several = Record("", Sort.MULTIPLE, prompt="?", choices=choices, is_partial=True)
    assert re.findall("~(%.*?%)", written(several)) == ["%50%", "%50%", "%-50%"]
    one_of = replace(several, sort=Sort.SINGLE, is_partial=False)
    assert re.findall(r"\t(\S*?)<p>", written(one_of)) == ["=", "~%100%", "~"]


def test_true_or_false_has_its_own_words_and_the_feedback_of_wrong_answers_first():
    choices = (Choice("True", 0.0, "No."), Choice("False", 1.0, "Yes."))
    record = Record("", Sort.SINGLE, prompt="?", choices=choices)
    assert "FALSE#<p>No.</p>#<p>Yes.</p>" in written(record)


def test_typed_answers_are_numbers_with_a_tolerance_and_texts():
    numbers = (Accepted("= 2 ± 0.1", 1.0), Accepted("= 3", 0.5), Accepted("otherwise", 0.0, "Hm."))
    record = Record("", Sort.NUMBER, prompt="?", accepted=numbers)
    assert "{\n\t#\n\t=2:0.1\n\t=%50%3\n\t~#<p>Hm.</p>\n}" in written(record)
    texts = (Accepted('= "%5% a"'), Accepted('= "[html] a"', 0.5), Accepted("otherwise", 0.0))
    record = Record("", Sort.SHORT, prompt="?", accepted=texts)
    assert "{\n\t=%100%%5% a\n\t=%50%[plain][html] a\n\t=%0%*\n}" in written(record)
    assert refused(GIFT, replace(record, accepted=(Accepted('= "a -> b"'),)))


def test_images_lie_within_the_text():
    record = Record("", Sort.OPEN, prompt="![A](attachment:a.png)", attachments={"a.png": PNG})
    assert '<img src\\="data\\:image/png;base64,' in written(record)
    large = replace(record, attachments={"a.png": PNG + bytes(200_000)})
    assert refused(GIFT, large)


def test_what_gift_has_no_words_for_is_referred_to_moodles_xml():
    options = (Choice("a", 0.0), Choice("b", 0.0))
    for record in (
        Record("", Sort.ORDERING, prompt="?", items=("a", "b")),
        Record("", Sort.SINGLE, prompt="?", choices=options),
        Record("", Sort.SINGLE, prompt="?", choices=options, is_poll=True),
    ):
        assert "write it as Moodle XML" in (refused(GIFT, record) or "")
    pairs = (Pair("a", "b -> c"), Pair("d", "e"))
    assert "=<p>a</p> -> b -> c" in written(Record("", Sort.MATCHING, prompt="?", pairs=pairs))


@pytest.mark.parametrize(
    ("name", "converted", "with_note", "not_converted"),
    [
        # Not converted are orders, polls, what has no right option, and kinds without a record.
        ("how_science_works", 0, 15, 7),
        ("linear_algebra", 0, 15, 6),
        ("numpy_pandas", 28, 12, 3),
        ("python_basics", 18, 14, 3),
        ("statistics", 0, 18, 7),
    ],
)
def test_the_shipped_banks_become_gift_and_come_back(
    name: str, converted: int, with_note: int, not_converted: int
):
    bank = open_bank(BANKS / f"{name}.ipynb")
    sent, content = convert_bank(bank, GIFT)
    assert Counter(one.ending for one in sent) == Counter(
        {
            Ending.CONVERTED: converted,
            Ending.WITH_NOTE: with_note,
            Ending.NOT_CONVERTED: not_converted,
        }
    )
    reasons = [one.problem for one in sent if one.problem]
    assert all(re.search(" yet[.]$|an order|a poll|is right", why) for why in reasons)
    assert content is not None
    _, found = convert_file("bank.gift", content)
    kept = [one for one, what in zip(bank, sent, strict=True) if what.problem is None]
    told = [what.notes for what in sent if what.problem is None]
    for question, notes, came in zip(kept, told, found, strict=True):
        assert came.cell is not None
        again = asked_cell(came.cell.source, came.cell.attachments).question
        if any("made plain" in note or "answers: Moodle" in note for note in notes):
            continue
        meant = question_of(as_gift_holds(outgoing(question), notes))
        assert meant is not None
        assert alike(again, meant), question.title
