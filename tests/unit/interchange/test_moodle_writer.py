"""A bank as Moodle's XML: what Moodle holds comes back, and the rest has been told."""

from __future__ import annotations

import base64
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from pylq_ext.banks.notebook import open_bank
from pylq_ext.interchange.bank_conversion import convert_bank
from pylq_ext.interchange.conversion import Ending, convert_file
from pylq_ext.interchange.moodle_writer import MOODLE_XML
from pylq_ext.interchange.outgoing import outgoing
from pylq_ext.interchange.record import Accepted, Choice, Pair, Record, Sort
from pylq_ext.interchange.same_question import question_of
from tests.unit.interchange.alike import alike
from tests.unit.interchange.moodle_holds import as_moodle_holds
from tests.unit.interchange.outgoing_questions import PNG, asked_cell, back, records, refused

BANKS = Path(__file__).parents[3] / "question_banks"
_WHY_NOT = re.compile("without a right answer|no right|cannot be said|has no end|right of a pair")


@settings(max_examples=200, deadline=None)
@given(record=records(Sort.BLANKS))
def test_what_moodle_holds_comes_back(record: Record):
    why = refused(MOODLE_XML, record)
    if why is not None:
        assert _WHY_NOT.search(why)
        return
    again, notes = back(MOODLE_XML, record)
    meant = question_of(as_moodle_holds(record, notes))
    assume(meant is not None)
    assert meant is not None
    assume(not (record.accepted and any("An answer was dropped" in note for note in notes)))
    assert alike(again, meant), (again, meant)


def written(record: Record) -> tuple[str, tuple[str, ...]]:
    made = MOODLE_XML.question(record, 1)
    return made.content, made.notes


def choice(*credits_: float, sort: Sort = Sort.SINGLE, **more: Any) -> Record:
    choices = tuple(Choice(f"option {at}", credit) for at, credit in enumerate(credits_))
    return Record("", sort, prompt="Which?", choices=choices, points=1.0, **more)


def fractions(record: Record) -> list[str]:
    return re.findall(r'<answer fraction="([^"]*)"', written(record)[0])


def test_texts_are_html_with_mathematics_code_and_images_as_moodle_has_them():
    record = Record(
        "",
        Sort.OPEN,
        prompt="### Title\n\n$a<b$\n\n$$c$$\n\n```python\nx < 1\n```\n\n![A](attachment:a%20b.png)",
        explanation="Not math: `\\(x\\)`, \\\\(y\\\\).",
        model_answer="A ]]> b.",
        attachments={"a b.png": PNG},
    )
    content, notes = written(record)
    assert notes == ()
    assert "<name><text>Title</text></name>" in content
    assert "<p>\\(a&lt;b\\)</p>" in content
    assert "<p>\\[c\\]</p>" in content
    assert '<pre><code class="language-python">x &lt; 1\n</code></pre>' in content
    assert '<img src="@@PLUGINFILE@@/a%20b.png" alt="A" />' in content
    encoded = base64.b64encode(PNG).decode()
    assert f'<file name="a b.png" path="/" encoding="base64">{encoded}</file>' in content
    # Moodle's filter takes what stands in its signs for mathematics, wherever it is.
    assert "\\(x" not in content
    assert "\\(y" not in content
    assert "<![CDATA[<p>A ]]&gt; b.</p>]]>" in content


def test_a_formula_that_would_end_too_soon_is_not_written():
    record = Record("", Sort.OPEN, prompt="$\\text{\\(a\\)}$")
    assert "by which a formula ends" in (refused(MOODLE_XML, record) or "")
    assert refused(MOODLE_XML, replace(record, prompt="$$\na \\\\[2pt] b\n$$")) is None


def test_several_options_earn_what_the_bank_gives_as_far_as_moodle_can():
    assert fractions(choice(1, 0)) == ["100", "0"]
    assert fractions(choice(1, 0.5, 0)) == ["100", "50", "0"]
    partial = choice(1, 1, 1, 0, sort=Sort.MULTIPLE, is_partial=True)
    assert fractions(partial) == ["33.33333"] * 3 + ["-33.33333"]
    assert written(partial)[1] == ()
    one = choice(1, 0, 0, sort=Sort.MULTIPLE)
    assert (fractions(one), written(one)[1]) == (["100", "-100", "-100"], ())
    several = choice(1, 1, 0, sort=Sort.MULTIPLE)
    assert (fractions(several), len(written(several)[1])) == (["50", "50", "-100"], 1)


def test_a_share_that_moodle_does_not_know_becomes_the_nearest():
    content, notes = written(choice(1, 0.35, 0.32))
    assert re.findall(r'fraction="([^"]*)"', content) == ["100", "33.33333", "33.33333"]
    assert "A share of 35 % became 33.3333 %" in " ".join(notes)


def test_true_or_false_is_a_type_of_moodles_own():
    record = Record(
        "", Sort.SINGLE, prompt="Sure?", choices=(Choice("True", 0.0, "No."), Choice("False", 1.0))
    )
    assert 'type="truefalse"' in written(record)[0]
    assert 'type="multichoice"' in written(replace(record, shuffle=True))[0]
    others = (Choice("Wahr", 1.0), Choice("Falsch", 0.0))
    assert 'type="multichoice"' in written(replace(record, choices=others))[0]


@pytest.mark.parametrize(
    ("form", "answer", "tolerance", "is_told"),
    [
        ("= 2", "2", "0", False),
        ("= 2 ± 0.01", "2", "0.01", False),
        ("= 10 ± 5 %", "10", "0.5", False),
        ("= 1 .. 2", "1.5", "0.5", False),
        ("= 2 × 10^4", "20000", "0", False),
        ("= 1.5e-3", "0.0015", "0", False),
        ("= [1, 2)", "1.5", "0.5", True),
        ("= 3.14159 to 3 digits", "3.14", "0.005", True),
        ("= 10 to 3 digits", "10.0225", "0.0275", True),
        ("= -0.5 to 1 digit", "-0.5", "0.05", True),
        ("= 0 to 2 digits", "0", "0", True),
        ("= 1/3", "0.333333333333333", "0", True),
        ("= 6.02e23", "602000000000000000000000", "0", False),
        ("= 1e-40", "1E-40", "0", False),
    ],
)
def test_numbers_have_a_tolerance(form: str, answer: str, tolerance: str, is_told: bool):
    record = Record("", Sort.NUMBER, prompt="How many?", accepted=(Accepted(form),))
    content, notes = written(record)
    assert f"<text>{answer}</text>" in content
    assert f"<tolerance>{tolerance}</tolerance>" in content
    assert bool(notes) == is_told


def test_texts_have_wildcards_and_a_pattern_becomes_the_texts_that_it_accepts():
    forms = ('= "a * b"', "~ /x.*y/", "~ /colou?r/", "otherwise")
    accepted = tuple(Accepted(form, float(form != "otherwise")) for form in forms)
    content, notes = written(Record("", Sort.SHORT, prompt="?", accepted=accepted))
    texts = re.findall(r'<answer fraction="\d+" format="[^"]*"><text>(.*)</text>', content)
    assert texts == ["a \\* b", "x*y", "color", "colour", "*"]
    assert len(notes) == 1


def test_an_answer_that_cannot_be_said_is_dropped_only_if_another_is_right():
    beside = (Accepted('= "a"'), Accepted("~ /[A-Z]+/", 0.5))
    record = Record("", Sort.SHORT, prompt="?", accepted=beside)
    assert "`~ /[A-Z]+/` cannot be said in Moodle" in " ".join(written(record)[1])
    assert refused(MOODLE_XML, replace(record, accepted=(Accepted("~ /[A-Z]+/"),)))
    assert refused(MOODLE_XML, replace(record, accepted=()))


def test_pairs_are_made_with_plain_text():
    record = Record(
        "", Sort.MATCHING, prompt="Pair.", pairs=(Pair("`a`", "`b` & $c$"), Pair("d", "e"))
    )
    content, notes = written(record)
    assert "<answer><text>b &amp; \\(c\\)</text></answer>" in content
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("name", "converted", "with_note", "not_converted"),
    [
        # What is not converted is of a kind that is not written there yet: scales, words, places.
        ("how_science_works", 0, 19, 3),
        ("linear_algebra", 0, 19, 2),
        ("numpy_pandas", 30, 13, 0),
        ("python_basics", 22, 13, 0),
        ("statistics", 0, 22, 3),
    ],
)
def test_the_shipped_banks_go_to_moodle_and_come_back(
    name: str, converted: int, with_note: int, not_converted: int
):
    bank = open_bank(BANKS / f"{name}.ipynb")
    sent, content = convert_bank(bank, MOODLE_XML)
    assert Counter(one.ending for one in sent) == Counter(
        {
            Ending.CONVERTED: converted,
            Ending.WITH_NOTE: with_note,
            Ending.NOT_CONVERTED: not_converted,
        }
    )
    assert content is not None
    _, found = convert_file("bank.xml", content)
    kept = [one for one, what in zip(bank, sent, strict=True) if what.problem is None]
    told = [what.notes for what in sent if what.problem is None]
    assert all(one.problem.endswith(" yet.") for one in sent if one.problem)
    for question, notes, back_again in zip(kept, told, found, strict=True):
        assert back_again.cell is not None
        again = asked_cell(back_again.cell.source, back_again.cell.attachments).question
        if any("made plain" in note for note in notes):
            continue
        meant = question_of(as_moodle_holds(outgoing(question), notes))
        assert meant is not None
        assert alike(again, meant), question.title
