"""Moodle's XML as records: field by field, and nothing lost unsaid."""

from __future__ import annotations

import base64
import re
import time

import pytest

from pylq_ext.interchange.moodle_xml import read_moodle_xml
from pylq_ext.interchange.moodle_xml_problems import problem_of
from pylq_ext.interchange.moodle_xml_values import share
from pylq_ext.interchange.record import Accepted, Choice, Pair, Record, Sort, Unreadable
from pylq_ext.interchange.xml_source import Node
from tests.unit.interchange import moodle
from tests.unit.interchange.moodle import answer, category, html, question, quiz


def read_one(*parts: str) -> Record:
    (record,) = read_moodle_xml(quiz(*parts))
    return record


def test_a_single_choice_keeps_all_that_it_has():
    record = read_one(moodle.MULTICHOICE)
    assert record == Record(
        "question 1 (line 4)",
        Sort.SINGLE,
        title="A name",
        prompt="What does `7 // 2` give?",
        choices=(Choice("3", 1.0, "Right."), Choice("3.5", 0.0, "That is **/**.")),
        points=1.0,
        shuffle=True,
    )


def test_a_name_that_says_what_the_text_says_first_stands_there_once():
    source = moodle.MULTICHOICE.replace("A name", "What does 7 // 2 give?")
    assert read_one(source).title == ""


def test_a_choice_without_points_and_right_answers_is_a_poll():
    answers = "<single>true</single>" + answer(0, "tea") + answer(0, "coffee")
    of_none = moodle.COMMON.replace("1.0000000", "0.0000000")
    survey = read_one(question("multichoice", "Which do you like?", answers, common=of_none))
    assert (survey.is_poll, "became a poll" in survey.notes[0]) == (True, True)
    # That it is worth nothing is how Moodle says so.
    assert survey.points is None
    unclear = read_one(question("multichoice", "Which do you like?", answers))
    assert (unclear.is_poll, "No answer earns" in unclear.notes[0]) == (False, True)
    penalised = read_one(
        question("multichoice", "Which?", answers + answer(-50, "tar"), common=of_none)
    )
    assert not penalised.is_poll


def test_several_answers_with_penalties_are_a_multiple_choice():
    record = read_one(
        question(
            "multichoice",
            "Which?",
            "<single>false</single><shuffleanswers>false</shuffleanswers>"
            + answer(33.33333, "a")
            + answer(66.66667, "b")
            + answer(-50, "c"),
        )
    )
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [1 / 3, 2 / 3, -0.5]
    assert not record.shuffle
    assert record.notes == ()


@pytest.mark.parametrize(
    ("percent", "meant"),
    [
        ("100", 1.0),
        ("50", 0.5),
        ("33.33333", 1 / 3),
        ("16.66667", 1 / 6),
        ("-5", -0.05),
        ("0", 0.0),
    ],
)
def test_moodles_percents_are_the_shares_that_they_round(percent, meant):
    assert share(Node("answer", {"fraction": percent}, 1)) == meant


def test_all_or_nothing_is_told():
    record = read_one(question("multichoiceset", "Which?", answer(100, "a") + answer(0, "b")))
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [1.0, 0.0]
    assert "all or nothing" in record.notes[0]


def test_true_or_false_is_a_single_choice_of_two():
    record = read_one(moodle.TRUEFALSE)
    assert record.sort is Sort.SINGLE
    assert record.choices == (Choice("True", 0.0, "They cannot."), Choice("False", 1.0))
    assert not record.shuffle


def test_a_short_answer_has_its_forms_in_their_order():
    record = read_one(moodle.SHORTANSWER)
    assert record.sort is Sort.SHORT
    assert record.accepted == (
        Accepted('= "def"', 1.0, "Yes."),
        Accepted("~ /def .*/", 0.5),
        Accepted("otherwise", 0.0, "It has three letters."),
    )
    assert record.notes == ()


@pytest.mark.parametrize(
    ("given", "form"),
    [
        ("Paris", '= "Paris" exactly'),
        ('a "b" \\c', '= "a \\"b\\" \\\\c" exactly'),
        ("a*c", "~ /a.*c/ exactly"),
        ("*(x+1)/2", "~ /.*\\(x\\+1\\)\\/2/ exactly"),
        ("2\\*3", '= "2*3" exactly'),
    ],
)
def test_a_star_stands_for_any_signs_and_case_counts_where_it_does(given, form):
    record = read_one(question("shortanswer", "?", f"<usecase>1</usecase>{answer(100, given)}"))
    assert [accepted.form for accepted in record.accepted] == [form]


def test_a_star_before_other_answers_is_tried_last_and_told():
    record = read_one(question("shortanswer", "?", answer(0, "*") + answer(100, "a")))
    assert [accepted.form for accepted in record.accepted] == ['= "a"', "otherwise"]
    assert "last" in record.notes[0]


def test_a_number_has_its_tolerances_and_its_units_are_told():
    record = read_one(moodle.NUMERICAL)
    assert record.sort is Sort.NUMBER
    assert record.accepted == (Accepted("= 42.195 ± 0.1", 1.0), Accepted("= 42", 1 / 3))
    assert record.notes == (
        "The units (km) were dropped: say in the prompt in which one to answer.",
    )


def test_a_matching_keeps_what_belongs_to_nothing():
    record = read_one(moodle.MATCHING)
    assert record.sort is Sort.MATCHING
    assert record.pairs == (Pair("list", "[ ]"), Pair("dict", "{ }"), Pair("", "( )"))
    assert record.shuffle


def test_an_essay_has_what_graders_are_told_as_its_model_answer():
    record = read_one(moodle.ESSAY)
    assert record.sort is Sort.OPEN
    assert record.model_answer == "To dare changes."
    assert record.notes == ("What Moodle tells to graders became the model answer.",)


def test_an_ordering_has_its_items_in_the_right_order():
    record = read_one(moodle.ORDERING)
    assert record.sort is Sort.ORDERING
    assert record.items == ("define it", "call it")
    assert record.notes == ()


def test_an_ordering_without_places_is_in_the_order_of_the_file():
    record = read_one(question("ordering", "?", answer(0, "a") + answer(0, "b")))
    assert record.items == ("a", "b")


def test_an_ordering_of_some_items_and_its_marking_are_told():
    record = read_one(
        question(
            "ordering",
            "?",
            "<selecttype>RANDOM</selecttype><selectcount>1</selectcount>"
            "<gradingtype>ABSOLUTE_POSITION</gradingtype>" + answer(1, "a") + answer(2, "b"),
        )
    )
    assert [("some of the items" in note, "ABSOLUTE" in note) for note in record.notes] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    "type_",
    re.findall(
        r"\w+",
        "description ddimageortext ddmarker calculated "
        "calculatedsimple calculatedmulti random coderunner stack",
    ),
)
def test_a_type_that_no_bank_holds_is_named_with_what_can_be_done(type_):
    record = read_one(question(type_, "?", ""))
    assert record.sort is None
    assert record.problem == problem_of(type_)
    assert type_ in (record.problem or "")
    assert record.where == "question 1 (line 4)"


def test_an_unknown_type_and_none_are_problems_too():
    assert "wibble" in (read_one('<question type="wibble"/>').problem or "")
    assert "type" in (read_one("<question/>").problem or "")


def test_a_category_becomes_tags_for_the_questions_below_it():
    records = read_moodle_xml(
        quiz(
            moodle.TRUEFALSE,
            category("$course$/top/Default for Python 1/Loops/while // for"),
            moodle.TRUEFALSE,
            moodle.TRUEFALSE,
            category("$system$/top"),
            moodle.TRUEFALSE,
        )
    )
    assert [record.tags for record in records] == [
        (),
        ("Loops", "while-for"),
        ("Loops", "while-for"),
        (),
    ]
    assert [len(record.notes) for record in records] == [0, 1, 0, 0]


def test_tags_are_taken_over():
    tags = "<tags><tag><text>loops</text></tag><tag><text>week 2</text></tag></tags>"
    record = read_one(question("truefalse", "?", answer(100, "true") + answer(0, "false") + tags))
    assert record.tags == ("loops", "week-2")
    assert record.notes == ("The tag “week 2” is spelled `week-2`.",)


def test_general_feedback_is_the_explanation_and_own_words_to_right_and_wrong_join_it():
    inner = (
        moodle.USUAL_FEEDBACK.replace("Your answer is incorrect.", "<![CDATA[<p>Read on.</p>]]>")
        + answer(100, "a")
        + answer(0, "b")
    )
    source = question("multichoice", "?", inner).replace(
        '<generalfeedback format="html"><text></text></generalfeedback>',
        html("generalfeedback", "<p>It rounds down.</p>"),
    )
    record = read_one(source)
    assert record.explanation == "It rounds down.\n\n**If wrong:**\n\nRead on."
    assert record.notes == (
        "What Moodle says to right and wrong answers is part of the explanation.",
    )


@pytest.mark.parametrize(
    ("common", "word"),
    [
        ("<penalty>0.5</penalty>", "penalty of 0.5"),
        ("<idnumber>W2-7</idnumber>", "W2-7"),
        ("<hidden>1</hidden>", "hidden"),
        ("<defaultgrade>5000</defaultgrade>", "5000 points"),
        ('<hint format="html"><text>Think.</text></hint>', "Hints"),
        ("<image>old.png</image>", "old.png"),
    ],
)
def test_what_a_bank_cannot_hold_is_told(common, word):
    inner = answer(100, "true") + answer(0, "false")
    record = read_one(question("truefalse", "?", inner, common=common))
    assert word in record.notes[0]
    assert record.points is None


def test_points_are_taken_over():
    inner = answer(100, "true") + answer(0, "false")
    common = "<defaultgrade>2.5000000</defaultgrade>"
    assert read_one(question("truefalse", "?", inner, common=common)).points == 2.5


def test_files_in_the_texts_are_attached():
    file = f'<file name="a b.png" path="/" encoding="base64">{moodle.PIXEL}</file>'
    image = '<img src="@@PLUGINFILE@@/a%20b.png" alt="A dot">'
    source = question("truefalse", "?", answer(100, "true") + answer(0, "false")).replace(
        html("questiontext", "?"), html("questiontext", f"<p>{image}</p>", file)
    )
    record = read_one(source)
    assert record.prompt == "![A dot](attachment:a%20b.png)"
    assert record.attachments == {"a b.png": base64.b64decode(moodle.PIXEL)}


def test_two_files_of_one_name_stay_two():
    other = base64.b64encode(base64.b64decode(moodle.PIXEL) + b"\0").decode()
    image = '<img src="@@PLUGINFILE@@/x.png" alt="dot">'
    answers = "".join(
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{image}]]></text>'
        f'<file name="x.png" path="/" encoding="base64">{content}</file></answer>'
        for fraction, content in [(100, moodle.PIXEL), (0, other)]
    )
    record = read_one(question("multichoice", "?", answers))
    assert [choice.text for choice in record.choices] == [
        "![dot](attachment:x.png)",
        "![dot](attachment:x-2.png)",
    ]
    assert sorted(record.attachments) == ["x-2.png", "x.png"]


@pytest.mark.parametrize(
    ("format_", "text", "markdown"),
    [
        ("html", "<p>a<br>b</p>", "a\\\nb"),
        ("moodle_auto_format", "a\nb &lt; <b>c</b>", "a\\\nb < **c**"),
        ("moodle_auto_format", "<p>a\nb</p>", "a b"),
        ("plain_text", "a <b> *c* \\(d\\)", "a \\<b> \\*c\\* $d$"),
        ("markdown", "a **b**\n\n* c", "a **b**\n\n* c"),
        ("", "a <b>b</b>", "a **b**"),
    ],
)
def test_each_format_of_a_text_is_read_as_such(format_, text, markdown):
    source = moodle.TRUEFALSE.replace(
        html("questiontext", "<p>Tuples can change.</p>"),
        f'<questiontext format="{format_}"><text><![CDATA[{text}]]></text></questiontext>',
    )
    assert read_one(source).prompt == markdown


def test_markdown_is_told_and_brings_no_settings_along():
    source = moodle.TRUEFALSE.replace(
        '"html">\n<text><![CDATA[<p>T', '"markdown"><text><![CDATA[<p>T'
    )
    record = read_one(source.replace("<p>Tuples can change.</p>", "a\n\n<!-- pylq: poll -->"))
    assert record.prompt == "a\n\n\\<!-- pylq: poll -->"
    assert "Markdown" in record.notes[0]


def test_elements_in_the_place_of_character_data_are_html():
    source = "<questiontext format='html'><text><p>a <b>b</b></p></text></questiontext>"
    inner = answer(100, "true") + answer(0, "false")
    assert read_one(f'<question type="truefalse">{source}{inner}</question>').prompt == "a **b**"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (question("multichoice", "?", ""), "no answers"),
        (question("multichoice", "?", answer(1, "a") * 61), "61 answers"),
        (question("multichoice", "?", answer(100, "")), "no text"),
        (question("multichoice", "?", answer("much", "a")), "“much”"),
        (question("multichoice", "?", answer(1000, "a")), "1000"),
        (question("multichoice", "", answer(100, "a")), "nothing is asked"),
        (question("truefalse", "?", answer(100, "maybe")), "neither true nor false"),
        (question("truefalse", "?", answer(100, "true")), "two answers"),
        (question("shortanswer", "?", answer(0, "a")), "No answer earns"),
        (question("shortanswer", "?", answer(100, "a" * 600)), "500 characters"),
        (question("numerical", "?", answer(100, "three")), "`three` is no number"),
        (question("matching", "?", ""), "no pairs"),
        (question("matching", "?", "<subquestion><text>a</text></subquestion>"), "Nothing belongs"),
        (question("ordering", "?", answer(1, "a") + answer(2, "")), "no text"),
    ],
)
def test_a_question_that_cannot_be_read_is_a_problem_and_the_others_are_read(source, words):
    records = read_moodle_xml(quiz(source, moodle.TRUEFALSE))
    assert len(records) == 2
    assert words in (records[0].problem or "")
    assert records[1].problem is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<quiz><question>", "line 1"),
        (b"<questions/>", "<questions>"),
        (b"<assessmentItem/>", "QTI"),
        (b"::Q:: What? {=a ~b}", "XML"),
        (b"", "empty"),
    ],
)
def test_what_is_no_moodle_xml_is_refused(content, words):
    with pytest.raises(Unreadable, match=words):
        read_moodle_xml(content)


def test_an_export_without_questions_has_no_records():
    assert read_moodle_xml(b"<quiz/>") == []


def test_a_thousand_questions_take_a_few_seconds():
    start = time.process_time()
    assert len(read_moodle_xml(quiz(*[moodle.MULTICHOICE] * 1_000))) == 1_000
    assert time.process_time() - start < 10  # a tenth of that where nothing else runs
