"""What stands between the braces is parted into answers with weight, text and feedback."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.gift_answers import MAX_ANSWERS, Answer, answers_of, shown
from pylq_ext.interchange.gift_parts import take_apart
from pylq_ext.interchange.gift_scan import Block, scan
from pylq_ext.interchange.gift_signs import hide, reveal
from pylq_ext.interchange.unfit import Unfit


def answers(inner: str, signs: str = "~=") -> list[Answer]:
    (block,) = scan(f"Which?{{{inner}}}".split("\n"))
    assert isinstance(block, Block)
    return answers_of(block, take_apart(block, 0), signs)


def credit(weight: str) -> float | None:
    (answer,) = answers(f"~{weight}a")
    assert answer.text == "a"
    return answer.credit


def test_an_answer_has_text_and_feedback():
    right, wrong = answers("= a # Yes: #1 \n ~b")
    assert (right.sign, right.text, right.feedback, right.line) == ("=", "a", "Yes: #1", 1)
    assert (wrong.sign, wrong.text, wrong.feedback, wrong.line) == ("~", "b", "", 2)


def test_the_first_answer_needs_no_sign():
    assert [(one.sign, one.text) for one in answers("one =two", "=")] == [("", "one"), ("=", "two")]


def test_escaped_signs_part_nothing():
    (answer,) = answers(r"=\~a \= b \# c")
    assert reveal(answer.text) == "~a = b # c"


def test_an_answers_line_is_the_one_where_its_text_begins():
    assert [one.line for one in answers("=a\n~\n\n  b\n~c")] == [1, 4, 5]


@pytest.mark.parametrize(
    ("weight", "share"),
    [
        ("%100%", 1.0),
        ("%50%", 0.5),
        (" %-50% ", -0.5),
        ("%33.33333%", 1 / 3),
        ("%14.28571%", 1 / 7),
        ("%12.5%", 0.125),
        ("%37.123%", 0.37123),
        ("%0%", 0.0),
        ("", None),
    ],
)
def test_a_weight_is_a_share_of_the_points(weight, share):
    assert credit(weight) == pytest.approx(share) if share else credit(weight) == share


def test_percents_that_are_no_weight_are_text():
    assert [one.text for one in answers("~%a% ~100 % ~%5")] == ["%a%", "100 %", "%5"]


@pytest.mark.parametrize("weight", ["%101%", "%-150%", "%999999%"])
def test_a_weight_beyond_a_hundred_is_told_with_its_line(weight):
    with pytest.raises(Unfit, match=r"line 2\): weights are from -100 to 100"):
        answers(f"=a\n~{weight}b")


def test_more_answers_than_a_question_holds_are_refused():
    assert len(answers("~a" * MAX_ANSWERS)) == MAX_ANSWERS
    with pytest.raises(Unfit, match=r"61 answers; a question has at most 60"):
        answers("a" + "~a" * MAX_ANSWERS)


def test_an_equals_sign_within_a_tag_is_told_with_its_line():
    with pytest.raises(Unfit, match=r"inside a tag begins an answer \(line 2\)"):
        answers('=a\n~<a href="b">c</a>')
    assert len(answers("=a<b and c ~d")) == 2


def test_what_is_quoted_is_short_and_printable():
    assert shown(hide("a\\n\tb\x07")) == "“a b\ufffd”"
    assert len(shown("a" * 100)) == 62
