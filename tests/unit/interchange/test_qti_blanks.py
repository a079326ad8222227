"""Items of QTI with several answers in their text, as questions with blanks."""

from __future__ import annotations

import time

import pytest

from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.qti_item import read_qti_item
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort
from tests.unit.interchange import qti
from tests.unit.interchange.qti import adding, declared, entry, gaps, inline, item

SHUFFLED = "The choices of a blank were shuffled; here they stand as in the source."
TWO = f"<p>A {entry('R1')} b {entry('R2')}.</p>"
TWO_KEYS = declared("R1", "x", base="string") + declared("R2", "y", base="string")


def read(content: bytes) -> Record:
    return read_qti_item(content, {})


def test_several_fields_in_a_text_are_blanks():
    record = read(qti.BLANKS)
    assert record == Record(
        "item “i1” (line 2)",
        Sort.BLANKS,
        title="A title",
        prompt="A list is written in ___ brackets, and its first index is ___.\n\n"
        "```\nfor i in ___:\n```",
        blanks=(
            Blank(choices=(Choice("square", 1.0), Choice("round", 0.0))),
            Blank((Accepted("= 0"),)),
            Blank((Accepted('= "a" exactly'),)),
        ),
        points=6,
        notes=(SHUFFLED,),
    )
    assert bank_cell(record).source.count("[x]") == 3


def test_qti_3_says_the_same():
    source = qti.BLANKS.decode()
    for old, new in [
        ("responseIdentifier", "response-identifier"),
        ("textEntryInteraction", "qti-text-entry-interaction"),
        ("inlineChoiceInteraction", "qti-inline-choice-interaction"),
        ("inlineChoice", "qti-inline-choice"),
        ("responseDeclaration", "qti-response-declaration"),
        ("baseType", "base-type"),
        ("correctResponse", "qti-correct-response"),
        ("value>", "qti-value>"),
        ("assessmentItem", "qti-assessment-item"),
        ("itemBody", "qti-item-body"),
    ]:
        source = source.replace(old, new)
    assert read(source.encode()).blanks == read(qti.BLANKS).blanks


def test_words_put_into_gaps_are_choices():
    record = read(qti.GAPS)
    assert record.prompt == "Fill in.\n\n> Now is the ___ made ___."
    assert record.blanks == (
        Blank(choices=(Choice("winter", 1.0), Choice("summer", 0.0))),
        Blank(choices=(Choice("winter", 0.0), Choice("summer", 1.0))),
    )
    assert record.notes == (
        "Its blanks had to be right together to earn points; here each earns its part.",
        "Each word could be put into one gap only; here it can be chosen in several.",
    )
    assert bank_cell(record).source.count("[x]") == 2


def test_gaps_that_add_up_are_worth_their_sum():
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="w g" mappedValue="2"/>'
        '<mapEntry mapKey="w h" mappedValue="1"/></mapping>'
    )
    words = '<gapText identifier="w">a</gapText><gapText identifier="v">b</gapText>'
    text = '<p>A <gap identifier="g"/> and <gap identifier="h"/>.</p>'
    record = read(gaps(words, text, "w g", mapping=mapping, template="map_response"))
    assert (record.points, [one.choices[0].credit for one in record.blanks]) == (3, [1.0, 1.0])
    assert "different points" in record.notes[0]


def test_points_of_mappings_and_rules_are_added_and_differences_told():
    mapping = '<mapping><mapEntry mapKey="x" mappedValue="3" caseSensitive="false"/></mapping>'
    first = declared("R1", base="string", mapping=mapping)
    record = read(item(TWO, first + declared("R2", "y", base="string"), adding(1, "R2")))
    assert record.points == 4
    assert record.notes == ("Its blanks earned 3, 1 points; here each earns the same part.",)
    assert read(item(TWO, TWO_KEYS)).points is None


@pytest.mark.parametrize(
    "part",
    [
        '<match><variable identifier="{}"/><correct identifier="{}"/></match>',
        '<equal><mapResponse identifier="{}"/><baseValue baseType="float">1</baseValue></equal>',
    ],
)
def test_what_had_to_be_right_together_is_told(part: str):
    both = "".join(part.replace("{}", name) for name in ("R1", "R2"))
    rule = (
        f"<responseProcessing><responseCondition><responseIf><and>{both}</and>"
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">5</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )
    record = read(item(TWO, TWO_KEYS, rule))
    assert (record.points, "right together" in record.notes[0]) == (5, True)


def test_feedback_within_a_choice_is_its_note_and_other_feedback_the_explanation():
    options = 'square<feedbackInline identifier="A">Yes.</feedbackInline>'
    body = f"<p>A {inline('R1', options, 'round')} b {entry('R2')}.</p>"
    keys = declared("R1", "A") + declared("R2", "y", base="string")
    told = '<modalFeedback identifier="all" showHide="show">So.</modalFeedback>'
    record = read(item(body, keys, told))
    assert record.blanks[0].choices[0] == Choice("square", 1.0, "Yes.")
    assert record.explanation == "So."


def test_feedback_that_is_named_like_one_choice_is_the_note_of_it():
    body = f"<p>A {inline('R1', 'a', 'b', 'c')} b {inline('R2', 'd', 'e')}.</p>"
    told = '<modalFeedback identifier="C" showHide="show">Low.</modalFeedback>'
    other = '<modalFeedback identifier="A" showHide="show">Which?</modalFeedback>'
    record = read(item(body, declared("R1", "A") + declared("R2", "A"), told + other))
    assert record.blanks[0].choices[2].note == "Low."
    assert record.explanation == "Which?"


def told_of(content: bytes, name: str) -> Record:
    """The record of an item that has feedback of that name."""
    told = f'<modalFeedback identifier="{name}" showHide="show">So.</modalFeedback>'.encode()
    return read(content.replace(b"</assessmentItem>", told + b"</assessmentItem>"))


def test_feedback_of_what_has_no_notes_is_the_explanation():
    assert told_of(qti.GAPS, "w").explanation == "So."


def test_feedback_of_an_item_of_an_order_is_its_note():
    record = told_of(qti.ORDER, "A")
    assert "So." in record.item_notes
    assert record.explanation == ""


def test_feedback_that_a_rule_gives_for_a_value_is_the_note_of_its_blank():
    body = f"<p>A {inline('R1', 'a', 'b')} b {inline('R2', 'c', 'd')}.</p>"
    rule = (
        '<responseProcessing><responseCondition><responseIf><match><variable identifier="R2"/>'
        '<baseValue baseType="identifier">B</baseValue></match><setOutcomeValue identifier="F">'
        '<baseValue baseType="identifier">told</baseValue></setOutcomeValue></responseIf>'
        "</responseCondition></responseProcessing>"
    )
    told = '<modalFeedback identifier="told" showHide="show">No.</modalFeedback>'
    record = read(item(body, declared("R1", "A") + declared("R2", "A"), rule + told))
    assert [[choice.note for choice in one.choices] for one in record.blanks] == [
        ["", ""],
        ["", "No."],
    ]


def test_fields_in_a_table_and_alone_in_a_paragraph_are_blanks_too():
    body = (
        f"<table><tr><th>a</th><th>b</th></tr><tr><td>{entry('R1')}</td><td>2</td></tr></table>"
        f"<p>{entry('R2')}</p>"
    )
    record = read(item(body, TWO_KEYS))
    assert record.problem is None
    assert bank_cell(record).source.count("[x]") == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (item(TWO, declared("R1", "x", base="string")), "which answer is right"),
        (item(TWO + qti.choice("a", "b"), TWO_KEYS), "3 interactions"),
        (item(f"<p>A {entry('R1')} b</p>" * 21, TWO_KEYS), "more than 20 blanks"),
        (item(f"<p>A {inline('R1', 'a', 'b')} {entry('R2')}</p>", TWO_KEYS), "none of the choices"),
        (
            item(
                f"<p>A {inline('R1', 'a', 'b')} {entry('R2')}</p>",
                declared("R2", "y", base="string"),
            ),
            "no right answer",
        ),
        (
            item(
                f"<p>A {inline('R1', 'a', 'b')} {entry('R2')}</p>",
                declared("R1", "A").replace('"single"', '"multiple"')
                + declared("R2", "y", base="string"),
            ),
            "Several answers are chosen",
        ),
        (item(f"<pre>a___b {entry('R1')} {entry('R2')}</pre>", TWO_KEYS), "three underscores"),
        (item(f"<p>A \ufdda {entry('R1')} {entry('R2')}</p>", TWO_KEYS), "shows no text"),
        (gaps('<gapText identifier="w">a</gapText>', "<p>A.</p>", "w g"), "has no gap"),
        (gaps("", '<p>A <gap identifier="g"/>.</p>', "w g"), "nothing to choose"),
        (
            gaps('<gapText identifier="w">a</gapText>', '<p>A <gap identifier="g"/>.</p>', "w h"),
            "none of words and gaps",
        ),
        (
            gaps('<gapText identifier="w">a</gapText>', '<p>A <gap identifier="g"/>.</p>'),
            "what belongs together",
        ),
        (
            gaps('<gapImg identifier="w"/>', '<p>A <gap identifier="g"/>.</p>', "w g"),
            "Images",
        ),
        (
            gaps(
                '<gapText identifier="w">a</gapText><gapText identifier="v"> </gapText>',
                '<p>A <gap identifier="g"/>.</p>',
                "w g",
            ),
            "shows nothing",
        ),
        (
            gaps(
                '<gapText identifier="w">a</gapText><gapText identifier="v">b</gapText>',
                '<p>A <gap identifier="g"/> <gap identifier="h"/>.</p>',
                "w g",
            ),
            "no right answer",
        ),
    ],
)
def test_an_item_that_cannot_be_read_says_why(content: bytes, words: str):
    record = read(content)
    assert record.sort is None
    assert words in (record.problem or "")


@pytest.mark.parametrize(
    "content",
    [
        item(f"<p>A {entry('R1')} b</p>" * 20_000, TWO_KEYS * 10_000),
        gaps(
            '<gapText identifier="w">a</gapText>' * 60, '<p><gap identifier="g"/></p>' * 20, "w g"
        ),
        gaps('<gapText identifier="w">a</gapText>', '<gap identifier="g"/>' * 50_000, "w g"),
        item(
            TWO,
            TWO_KEYS,
            f"<responseProcessing><responseIf>{'<and>' * 80}"
            f"{'<variable/>' * 50_000}{'</and>' * 80}</responseIf></responseProcessing>",
        ),
    ],
)
def test_a_hostile_item_takes_no_time(content: bytes):
    began = time.process_time()
    assert read(content).where
    assert time.process_time() - began < 5
