"""Words of other programs as tags of a bank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.banks.cell import read_cell
from pylq_ext.interchange.tags import safe_tags


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("loops", "loops"),
        ("c++", "c++"),
        ("while loops", "while-loops"),
        ("Kapitel 2: Schleifen & Co.", "Kapitel-2-Schleifen-Co"),
        ("Newton's method", "Newtons-method"),
        ("#3", "3"),
        ("Größe", "Größe"),
        ("a/b, c", "a-b-c"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_word_is_spelled_as_a_tag_and_a_change_is_told(word, tag):
    tags, notes = safe_tags([word])
    assert tags == (tag,)
    assert len(notes) == (tag != word)


def test_each_tag_is_there_once():
    assert safe_tags(["a", "a", " a "]) == (("a",), ())


def test_a_word_without_letters_is_left_out_and_told():
    tags, notes = safe_tags(["!?", "", "  "])
    assert tags == ()
    assert len(notes) == 1


def test_a_question_has_at_most_twenty():
    tags, notes = safe_tags(f"t{number}" for number in range(25))
    assert len(tags) == 20
    assert len(notes) == 5


@given(st.lists(st.text(min_size=1), min_size=1, max_size=30))
def test_a_bank_takes_whatever_comes_out(words):
    tags, _ = safe_tags(words)
    if tags:
        settings = f"<!-- pylq: tags={','.join(tags)} -->"
        question = read_cell(f"Which?\n\n{settings}\n\n- [x] a\n- [ ] b").question
        assert question is not None
        assert question.tags == tags
