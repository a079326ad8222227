"""Join codes: three letters and three digits, found however they are typed."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.service.join_codes import WORDS, new_code, normalised


@given(st.integers())
def test_a_code_is_a_word_and_three_digits(seed: int):
    assert re.fullmatch(r"[A-Z]{3}-[1-9][0-9]{2}", new_code(random.Random(seed)))


def test_no_word_is_there_twice_or_longer_than_others():
    assert len(set(WORDS)) == len(WORDS) > 50
    assert {len(word) for word in WORDS} == {3}


@pytest.mark.parametrize(
    "typed",
    [
        "DOG-427",
        "dog-427",
        "dog427",
        " DOG 427 ",
        "Dog–427",
        "d o g 4 2 7",
        "dog_427",
        "\tDOG-427\n",
    ],
)
def test_a_code_is_found_however_it_was_typed(typed: str):
    assert normalised(typed) == "DOG-427"


@given(st.integers())
def test_a_code_is_normal_as_it_is(seed: int):
    code = new_code(random.Random(seed))
    assert normalised(code) == normalised(normalised(code)) == code


@given(st.text())
def test_any_text_has_a_normal_form(typed: str):
    assert isinstance(normalised(typed), str)
