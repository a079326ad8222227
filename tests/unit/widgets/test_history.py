"""A student's own lesson, from Python."""

from __future__ import annotations

import pytest

from pylq_ext import NoSuchRoom, join
from pylq_ext.widgets.history import HISTORY_COLUMNS
from pylq_ext.widgets.instructor import Room
from tests.unit.widgets.classroom import Joins


def test_a_history_has_every_round_and_tells_what_was_right_after_the_feedback(
    room: Room, joins: Joins
):
    ada = joins("Ada")
    empty = ada.history()
    assert list(empty.columns) == list(HISTORY_COLUMNS)
    room.pick(1)
    ada.answer("A")
    saved = ada.answer("B")
    (row,) = ada.history(as_="rows")
    assert (row["round"], row["question"], row["answer"]) == (1, "What prints 3?", "B")
    assert (row["number"], row["at"]) == (saved.number, saved.at)
    assert (row["right"], row["points"], row["key"]) == (None, None, None)
    room.show_feedback()
    (row,) = ada.history(as_="rows")
    assert (row["right"], row["points"], row["key"]) == (True, 1.0, ["B"])
    room.pick(2)
    assert [row["answer"] for row in ada.history(as_="rows")] == ["B", None]
    assert [row["answer"] for row in ada.history(True, as_="rows")] == ["A", "B", None]
    full = ada.history()
    for name in ("number", "right", "points", "at"):
        assert full[name].dtype == empty[name].dtype
    assert list(full["number"].isna()) == [False, True]


def test_nobody_sees_anothers_history(room: Room, joins: Joins):
    ada, ben = joins("Ada"), joins("Ben")
    room.pick(1)
    ada.answer("A")
    assert [row["answer"] for row in ben.history(as_="rows")] == [None]


def test_a_history_can_be_read_after_the_close(room: Room, joins: Joins):
    ada = joins("Ada")
    room.pick(1)
    ada.answer("A")
    room.close()
    assert [row["answer"] for row in ada.history(as_="rows")] == ["A"]


def test_before_joining_there_is_no_history(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "nobody.ipynb")
    with pytest.raises(NoSuchRoom, match="no room yet"):
        join().history()
