"""Of which kind a question of GIFT is, and what becomes of its answers."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.gift import read_gift
from pylq_ext.interchange.record import Choice, Pair, Record, Sort


def read(answers: str, text: str = "Which?") -> Record:
    (record,) = read_gift(f"{text}{{{answers}}}")
    return record


def problem(answers: str) -> str:
    record = read(answers)
    assert record.sort is None
    return record.problem or ""


@pytest.mark.parametrize(
    ("answers", "sort"),
    [
        ("", Sort.OPEN),
        ("\n ", Sort.OPEN),
        ("####Because.", Sort.OPEN),
        ("T", Sort.SINGLE),
        ("=a ~b", Sort.SINGLE),
        ("~a =b -> c", Sort.SINGLE),
        ("~%50%a ~%50%b", Sort.MULTIPLE),
        ("=a", Sort.SHORT),
        ("a", Sort.SHORT),
        ("=a#b -> c =d", Sort.SHORT),
        ("=a#b -> c", Sort.SHORT),
        ("a -> b", Sort.SHORT),
        ("#1", Sort.NUMBER),
        ("=a -> b =c -> d", Sort.MATCHING),
        ("=C# -> a =F# -> b", Sort.MATCHING),
    ],
)
def test_the_answers_tell_the_kind(answers, sort):
    assert read(answers).sort is sort


@pytest.mark.parametrize(
    ("answers", "true", "false"),
    [
        ("T", (1.0, ""), (0.0, "")),
        (" FALSE ", (0.0, ""), (1.0, "")),
        ("TRUE#No!", (1.0, ""), (0.0, "No!")),
        ("TRUE#No!#Yes!", (1.0, "Yes!"), (0.0, "No!")),
        ("F#No!#Yes!", (0.0, "No!"), (1.0, "Yes!")),
        ("F##Yes!", (0.0, ""), (1.0, "Yes!")),
        ("F#a ~ b = c -> d", (0.0, "a ~ b = c -> d"), (1.0, "")),
    ],
)
def test_the_first_feedback_of_true_or_false_is_for_who_answers_wrongly(answers, true, false):
    record = read(answers)
    assert record.sort is Sort.SINGLE
    assert record.choices == (Choice("True", *true), Choice("False", *false))
    assert record.notes == ()


def test_one_right_answer_is_a_single_choice_in_which_others_may_earn_a_part():
    record = read("~%50%a#nearly =b ~c")
    assert record.sort is Sort.SINGLE
    assert record.choices == (Choice("a", 0.5, "nearly"), Choice("b", 1.0), Choice("c", 0.0))
    assert record.notes == ()


def test_weights_without_an_equals_sign_are_a_multiple_choice():
    record = read("~%50%a ~%50%b ~%-100%c")
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [0.5, 0.5, -1.0]
    assert read("~%100%a ~b").sort is Sort.MULTIPLE


def test_several_equals_signs_are_a_multiple_choice_and_told():
    record = read("=a =b ~c")
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [1.0, 1.0, 0.0]
    assert len(record.notes) == 1
    assert "here all of them are to be chosen" in record.notes[0]


def test_an_equals_sign_with_a_weight_of_nothing_marks_nothing():
    record = read("=a =%0%b ~c")
    assert record.sort is Sort.SINGLE
    assert [choice.credit for choice in record.choices] == [1.0, 0.0, 0.0]
    assert record.notes == ()


def test_a_tilde_before_the_equals_sign_of_the_right_answer_is_part_of_it():
    record = read("~a ~=b ~c")
    assert record.choices == (Choice("a", 0.0), Choice("b", 1.0), Choice("c", 0.0))
    assert record.notes == ()


def test_several_answers_that_earn_everything_are_told():
    record = read("~%100%a ~%100%b ~%-100%c")
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [1.0, 1.0, -1.0]
    assert "earns all the points in Moodle" in record.notes[0]


def test_a_choice_of_nothing_but_wrong_answers_is_told():
    record = read("~a ~b")
    assert record.sort is Sort.SINGLE
    assert record.notes == ("No answer is marked as right.",)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("~a", "only one answer to choose from"),
        ("=a\n~ #why", r"An answer has no text (line 2)"),
        ("=a ~[html]<p> </p>", "An answer shows nothing (line 1)"),
        ("1:XX:~a =b", "belongs to none (line 1): “1:XX:”"),
        ("=a -> b", "fewer than two pairs"),
        ("=a -> b = -> c", "fewer than two pairs"),
        ("=a -> b\n=c ->", "Nothing belongs to “c” (line 2)"),
        ("=a -> b\n=c", "Only some of its answers are pairs (line 2)"),
        ("=c\n=a -> b", "Only some of its answers are pairs (line 1)"),
    ],
)
def test_answers_that_cannot_be_meant_are_told(answers, words):
    assert words in problem(answers)


def test_pairs_have_texts_of_any_format_on_the_left_and_one_line_on_the_right():
    record = read("=[html]<b>a</b> -> *b*\n c =d->e->f = -> g")
    assert record.pairs == (Pair("**a**", r"\*b\* c"), Pair("d", "e->f"), Pair("", "g"))
    assert record.notes == ()


def test_what_looks_like_feedback_of_a_pair_is_part_of_it_and_told():
    record = read("=a -> b # why =c -> C#")
    assert record.pairs == (Pair("a", "b # why"), Pair("c", "C#"))
    assert record.notes == ("Feedback of a pair is part of its text, as in Moodle.",)


def test_feedback_is_of_the_prompts_format():
    record = read("=a#<i>Yes</i> ~b#[plain]<i>", text="[html]<p>Which?</p>")
    assert [choice.note for choice in record.choices] == ["*Yes*", r"\<i>"]
