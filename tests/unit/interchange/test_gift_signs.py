"""Escaped signs are text, and never separate anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.interchange.gift_signs import GAP, hide, reveal
from pylq_ext.interchange.markup_plain import MARK


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        (r"\~ \= \# \{ \} \:", "~ = # { } :"),
        (r"one\ntwo", "one\ntwo"),
        (r"\\neq", r"\neq"),
        (r"\\\\", "\\\\"),
        (r"\\\=", "\\="),
        (r"\( \alpha \)", r"\( \alpha \)"),
        ("at the end \\", "at the end \\"),
    ],
)
def test_a_backslash_makes_text_of_the_sign_behind_it(source, meant):
    assert reveal(hide(source)) == meant


@given(st.text("\\~=#{}:na \n"))
def test_what_is_hidden_separates_nothing(text):
    escaped = "".join(f"\\{sign}" if sign in "\\~=#{}:" else sign for sign in text)
    hidden = hide(escaped)
    assert not set(hidden) & set("\\~=#{}:")
    assert reveal(hidden) == text


@pytest.mark.parametrize("sign", [MARK, GAP, "\ufdd1", "\ufdd8", "\ud800"])
def test_characters_that_mean_nothing_are_marked_as_such(sign):
    assert reveal(hide(f"a{sign}b")) == "a\ufffdb"
