"""A question of GIFT is taken apart into title, text, answers and general feedback."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.gift_parts import Parts, take_apart, title_of
from pylq_ext.interchange.gift_scan import Block, scan
from pylq_ext.interchange.gift_signs import GAP
from pylq_ext.interchange.unfit import Unfit


def block(text: str) -> Block:
    (only,) = scan(text.split("\n"))
    assert isinstance(only, Block)
    return only


def parts(text: str) -> Parts:
    one = block(text)
    return take_apart(one, title_of(one)[1])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("::A name::Which?{T}", "A name"),
        ("  :: A\nname :: Which?{T}", "A name"),
        (r"::One\: two\:::Which?{T}", "One: two:"),
        ("Which?{T}", ""),
        ("::Which?{T}", ""),
        ("Which::of::these?{T}", ""),
    ],
)
def test_a_title_stands_between_colons_at_the_beginning(text, title):
    assert title_of(block(text))[0] == title


def test_answers_and_general_feedback_stand_between_the_braces():
    assert parts("::T::Which? {=a ~b####Because.}") == Parts("Which?", "=a ~b", 13, "Because.")


def test_a_text_without_braces_has_no_answers():
    assert parts("Read \\{this\\} first.").answers is None


def test_text_behind_the_answers_leaves_a_gap_in_their_place():
    assert parts("Give {=a ~b} back.").stem == f"Give {GAP} back."
    assert parts("{=Five} is prime.").stem == f"{GAP} is prime."
    assert parts("Give back {=a}\n  ").stem == "Give back"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One\ntwo {=a", r"in line 2 have no end"),
        ("One\ntwo =a}", r"no opening one before it \(line 2\)"),
        ("One } two {=a}", r"no opening one"),
        ("One {=a} and\n{=b} two", r"\(line 2\).*one question for each gap"),
        ("One {=a{b}\n=c}", r"more braces.*\(line 1\)"),
        ("One {=a}\n}", r"more braces.*\(line 2\)"),
    ],
)
def test_braces_that_do_not_pair_up_are_told_with_their_line(text, words):
    with pytest.raises(Unfit, match=words):
        parts(text)
