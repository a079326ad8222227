"""A row of a table is the question that it says, or tells why it is none."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.record import Choice, Pair, Sort
from tests.unit.interchange.table_rows import earned, read


def test_one_right_option_is_a_single_choice_and_several_are_a_multiple_one():
    single = read(A="a", B="b", right="B", note_B="Yes.")
    assert (single.sort, single.choices) == (
        Sort.SINGLE,
        (Choice("a", 0.0), Choice("b", 1.0, "Yes.")),
    )
    multiple = read(A="a", B="b", C="c", right="A, C")
    assert (multiple.sort, earned(multiple)) == (Sort.MULTIPLE, [1.0, 0.0, 1.0])
    assert single.notes == multiple.notes == ()


def test_a_kind_is_kept_whatever_is_right():
    assert read(A="a", B="b", right="A", kind="multiple").sort is Sort.MULTIPLE
    assert read(A="a", B="b", right="A", kind="multiple choice").sort is Sort.SINGLE
    single = read(A="a", B="b", right="A, B", kind="single")
    assert (single.sort, len(single.notes)) == (Sort.SINGLE, 1)


def test_a_poll_has_no_right_option_and_says_so():
    record = read(A="a", B="b", kind="poll")
    assert (record.sort, earned(record), record.notes) == (Sort.SINGLE, [0.0, 0.0], ())
    assert record.is_poll
    assert not read(A="a", B="b", right="none").is_poll
    assert read(A="a", B="b", kind="poll", right="A").problem is not None


def test_an_open_question_has_a_model_answer():
    record = read(model_answer="Because.", explanation="It is so.")
    assert (record.sort, record.model_answer) == (Sort.OPEN, "Because.")
    assert record.explanation == "It is so."
    assert read(A="a", B="b", kind="open").problem is not None


def test_a_model_answer_of_a_choice_is_dropped_with_a_note():
    record = read(A="a", B="b", right="A", model_answer="a")
    assert (record.model_answer, len(record.notes)) == ("", 1)


def test_items_stand_in_their_right_order():
    record = read(A="a", B="b", C="c", kind="ordering", note_A="x", right="A")
    assert (record.sort, record.items, len(record.notes)) == (Sort.ORDERING, ("a", "b", "c"), 1)
    assert record.item_notes == ("x", "", "")
    assert read(A="a", B="b", kind="ordering", match_A="x").notes


def test_pairs_are_matched_and_may_have_distractors():
    record = read(A="cow", match_A="grass", B="cat", match_B="mouse", match_C="hay", kind="match")
    assert record.sort is Sort.MATCHING
    assert record.pairs == (Pair("cow", "grass"), Pair("cat", "mouse"), Pair("", "hay"))
    assert read(A="cow", B="cat", kind="matching").problem is not None
    assert read(A="cow", match_A="grass", kind="matching").problem is not None


def test_what_has_no_key_may_be_of_several_an_order_or_pairs():
    several = read(A="a", B="b", kind="multiple poll")
    assert (several.sort, several.is_poll, earned(several)) == (Sort.MULTIPLE, True, [0.0, 0.0])
    ranking = read(A="a", B="b", kind="ranking", note_B="Why?")
    assert (ranking.sort, ranking.is_poll) == (Sort.ORDERING, True)
    assert ranking.item_notes == ("", "Why?")
    pairs = read(A="cow", match_A="grass", B="cat", kind="matching poll")
    assert (pairs.sort, pairs.is_poll) == (Sort.MATCHING, True)
    assert pairs.pairs == (Pair("cow", ""), Pair("cat", ""), Pair("", "grass"))
    assert read(A="a", B="b", kind="multiple poll", right="A").problem is not None


def test_parts_of_an_answer_may_earn_parts_of_the_points():
    assert read(A="a", B="b", right="A", kind="multiple", partial="yes").is_partial
    assert read(A="a", B="b", kind="ordering", partial="partial").is_partial
    for senseless in (
        read(A="a", B="b", right="A", kind="single", partial="yes"),
        read(A="a", B="b", right="A", kind="multiple", share_A="100", partial="yes"),
        read(A="a", B="b", right="A", kind="multiple", partial="perhaps"),
    ):
        assert (senseless.is_partial, len(senseless.notes)) == (False, 1)


def test_a_question_may_be_easy_or_hard():
    assert read(difficulty="Hard").difficulty == "hard"
    unknown = read(difficulty="rough")
    assert (unknown.difficulty, len(unknown.notes)) == ("", 1)


@pytest.mark.parametrize(
    "cells",
    [
        {"question": "", "A": "a", "B": "b", "right": "A"},
        {"A": "a", "right": "A"},
        {"A": "a", "B": "b", "right": "A", "kind": "riddle"},
        {"A": "a", "B": "", "C": "c", "right": "B"},
        {"A": "a", "B": "b", "C": "", "right": "A", "note_C": "x"},
    ],
    ids=repr,
)
def test_a_row_that_cannot_be_read_is_a_problem(cells):
    record = read(**cells)
    assert (record.where, record.sort) == ("line 2", None)
    assert record.problem is not None
