"""Typed answers: the first form that an answer fits decides what it earns."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.domain.answers import Mark
from pylq_ext.domain.kinds import rules_of
from pylq_ext.domain.kinds.forms import is_number, is_text, read_form
from pylq_ext.domain.question import Face, Form, Key, Kind, option_id

NUMBER = Face(Kind.NUMBER, "t", "p", points=2.0)
SHORT = Face(Kind.SHORT, "t", "p", points=2.0)


def key(*forms: str, right: str = "a", **more: Any) -> Key:
    return Key(
        frozenset(right),
        forms=tuple(Form(option_id(at), text) for at, text in enumerate(forms)),
        **more,
    )


DEVIATION = key("= 2 ± 0.01", "= 2.14 ± 0.01", "otherwise")
CAPITAL = key('= "Paris"', "~ /par+is+/", '= "Lyon"')


def mark(face: Face, raw: object, by: Key) -> Mark:
    return rules_of(face).mark(rules_of(face).read_answer(raw, face), face, by)


def test_the_first_form_that_fits_decides():
    assert mark(NUMBER, 2.005, DEVIATION) == Mark(True, 2.0, 2.0, "a")
    assert mark(NUMBER, 2.14, DEVIATION) == Mark(False, 0.0, 2.0, "b")
    assert mark(NUMBER, 7, DEVIATION) == Mark(False, 0.0, 2.0, "c")
    assert mark(SHORT, "paris", CAPITAL) == Mark(True, 2.0, 2.0, "a")
    assert mark(SHORT, "parris", CAPITAL) == Mark(False, 0.0, 2.0, "b")


def test_what_fits_no_form_is_wrong():
    assert mark(SHORT, "Rome", CAPITAL) == Mark(False, 0.0, 2.0, None)


def test_several_forms_may_be_right():
    either = key("= 4", "= -4", right="ab")
    assert mark(NUMBER, 4, either).right
    assert mark(NUMBER, -4, either).right
    assert not mark(NUMBER, 0, either).right


def test_a_form_that_is_not_right_may_earn_a_share():
    nearly = key('= "Nazareth"', '= "Nazereth"', shares={"b": 0.75})
    assert mark(SHORT, "nazereth", nearly) == Mark(False, 1.5, 2.0, "b")


def test_a_form_that_a_correction_made_right_earns_everything():
    corrected = key("= 1", "= 2", right="ab", shares={"b": 0.5})
    assert mark(NUMBER, 2, corrected) == Mark(True, 2.0, 2.0, "b")


@pytest.mark.parametrize("by", [Key(), Key(frozenset("a")), key("= 1", right="")])
def test_without_key_or_forms_there_is_no_right_or_wrong(by: Key):
    expected = Mark(False, 0.0, 2.0, "a") if by.forms else Mark(None, 0.0, 0.0)
    assert mark(NUMBER, 1, by) == expected


def test_a_class_is_counted_by_forms():
    counts = rules_of(NUMBER).tally([2.0, 2.0, 2.14, 9.0], NUMBER, DEVIATION)
    assert counts == {"a": 2, "b": 1, "c": 1, "": 0}
    assert rules_of(SHORT).tally(["Rome"], SHORT, CAPITAL) == {"a": 0, "b": 0, "c": 0, "": 1}


@pytest.mark.parametrize(
    ("text", "sort"), [("= 2", "number"), ('= "2"', "text"), ("~ /2/", "text"), ("otherwise", "")]
)
def test_a_form_is_of_numbers_or_of_texts(text: str, sort: str):
    form = read_form(text)
    assert (is_number(form), is_text(form)) == (sort == "number", sort == "text")


@pytest.mark.parametrize("text", ["", "2", "Otherwise", "== 2", "~ pattern", "= 'Paris'"])
def test_what_is_no_form_is_refused(text: str):
    with pytest.raises(ValueError, match=r"."):
        read_form(text)


@given(st.floats(-10, 10), st.lists(st.integers(-9, 9), max_size=5), st.floats(0, 1))
def test_no_mark_is_beyond_its_bounds(answer: float, values: list[int], share: float):
    by = key(*(f"= {value} ± 1" for value in values), "otherwise", shares={"b": share, "c": -share})
    one = mark(NUMBER, answer, by)
    assert 0 <= one.points <= one.of == 2.0
    assert one.right == (one.points == one.of) or one.form == "b"
