"""A simple pattern is the list of what it accepts; any other is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.interchange.pattern_texts import MAX_TEXTS, texts_of_pattern


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("colou?r", ["color", "colour"]),
        ("(the )?group", ["group", "the group"]),
        ("(?:a|b)c", ["ac", "bc"]),
        ("non[- ]?zero", ["nonzero", "non-zero", "non zero"]),
        ("index\\s?error", ["indexerror", "index error"]),
        ("f\\(x\\)", ["f(x)"]),
        ("a.*b", ["a*b"]),
        ("2\\*3", ["2\\*3"]),
        ("a\\s+b", ["a b"]),
        ("[0-2]|a{2}", ["0", "1", "2", "aa"]),
    ],
)
def test_spellings_are_listed(pattern: str, texts: list[str]):
    assert texts_of_pattern(pattern) == texts


@pytest.mark.parametrize("pattern", ["a+", "[A-Z]", "[^a]", "^a$", "(?i)a", "(a", "a)", "\\w", "⁂"])
def test_what_is_not_simple_has_no_list(pattern: str):
    assert texts_of_pattern(pattern) == []


def test_the_list_is_short():
    assert len(texts_of_pattern("a?b?c?d?")) == 15
    assert texts_of_pattern("a?b?c?d?e?") == []
    assert MAX_TEXTS < 32


@given(pattern=st.text("ab(|)?.*\\[]", max_size=12))
def test_each_text_is_accepted_by_its_pattern(pattern: str):
    for text in texts_of_pattern(pattern):
        assert re.fullmatch(pattern, text.replace("\\*", "*"))
