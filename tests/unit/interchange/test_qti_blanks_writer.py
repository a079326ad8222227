"""Blanks as interactions of QTI within a text, each of which adds to the points."""

from __future__ import annotations

import re

import pytest

from pylq_ext.interchange.qti_item import read_qti_item
from pylq_ext.interchange.qti_package_writer import QTI
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import read_xml
from tests.unit.interchange.qti_player import Player
from tests.unit.interchange.qti_rules_of_form import mistakes

RECORD = Record(
    "",
    Sort.BLANKS,
    prompt="Of ___ take\n\n```python\nx = ___ < 3\n```",
    blanks=(
        Blank(
            (Accepted("= 2", 1.0, "Yes."), Accepted("otherwise", 0.5, "*Near.*")), label='a & "b"'
        ),
        Blank(choices=(Choice("**p** < q", 0.0, "No."), Choice("r", 1.0), Choice("s", 0.25))),
    ),
    points=4.0,
    explanation="Because.",
)


def xml_of(record: Record) -> str:
    return str(QTI.question(record, 1).content.xml.decode())


def test_they_stand_in_the_text_and_in_code():
    xml = xml_of(RECORD)
    assert (
        '<p>Of <textEntryInteraction class="pylq-blank" responseIdentifier="RESPONSE_1"'
        ' label="a &amp; &quot;b&quot;"/> take</p>' in xml
    )
    assert (
        '<pre><code class="language-python">x = <inlineChoiceInteraction class="pylq-blank"'
        ' responseIdentifier="RESPONSE_2" shuffle="false">'
        '<inlineChoice identifier="BLANK_2_A">p &lt; q</inlineChoice>' in xml
    )
    assert re.findall(r'<responseDeclaration identifier="(\w+)" [^>]*baseType="(\w+)"', xml) == [
        ("RESPONSE_1", "float"),
        ("RESPONSE_2", "identifier"),
    ]
    assert [*mistakes(read_xml(xml.encode()))] == []


@pytest.mark.parametrize(
    ("first", "second", "score", "told"),
    [
        (2.0, "BLANK_2_B", 4.0, {"BLANK_1_1", "EXPLANATION"}),
        (3.0, "BLANK_2_B", 3.0, {"BLANK_1_2", "EXPLANATION"}),
        (None, "BLANK_2_C", 0.5, {"EXPLANATION"}),
        (2.0, "BLANK_2_A", 2.0, {"BLANK_1_1", "BLANK_2_A", "EXPLANATION"}),
    ],
)
def test_points_are_added_up_and_each_blank_is_told_its_note(
    first: float | None, second: str, score: float, told: set[str]
):
    xml = xml_of(RECORD)
    played = Player(xml.encode(), {"RESPONSE_1": first, "RESPONSE_2": second}).play()
    assert played.score == score
    there = re.findall(r'<modalFeedback [^>]*identifier="(\w+)" showHide', xml)
    assert {one for one in played.outcomes["FEEDBACK"] if one in there} == told


def test_they_come_back_with_their_names():
    record = read_qti_item(QTI.question(RECORD, 1).content.xml, {})
    assert (record.prompt, record.points, record.notes) == (RECORD.prompt, 4.0, ())
    assert record.blanks == (
        Blank(RECORD.blanks[0].accepted, label='a & "b"'),
        Blank(choices=(Choice("p < q", 0.0, "No."), *RECORD.blanks[1].choices[1:])),
    )


def test_one_blank_and_blanks_without_a_key_stay_blanks():
    for count in (1, 2):
        record = Record("", Sort.BLANKS, prompt="A ___." * count, blanks=(Blank(),) * count)
        again = read_qti_item(QTI.question(record, 1).content.xml, {})
        assert (again.sort, again.blanks) == (Sort.BLANKS, record.blanks)


def test_several_right_choices_stay_right_whatever_they_are_worth():
    choices = Blank(choices=(Choice("a", 1.0), Choice("b", 1.0), Choice("c", 0.0)))
    for points in (0.0, 3.0):
        record = Record("", Sort.BLANKS, prompt="A ___.", blanks=(choices,), points=points)
        again = read_qti_item(QTI.question(record, 1).content.xml, {})
        assert (again.blanks, again.points) == ((choices,), points)


def test_a_choice_with_the_signs_of_a_formula_is_refused():
    blank = Blank(choices=(Choice("`\\(x\\)`", 1.0), Choice("b", 0.0)))
    with pytest.raises(Unfit, match="as a formula"):
        QTI.question(Record("", Sort.BLANKS, prompt="A ___.", blanks=(blank,)), 1)
