"""Options that a bank cannot hold are told, or become such that it can."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.record import Choice
from pylq_ext.interchange.unfit import Unfit


def test_different_options_stay_as_they_are():
    choices = (Choice("a", 1.0, "x"), Choice("b", 0.0), Choice("c", -0.5))
    notes: list[str] = []
    assert distinct(choices, notes.append) == choices
    assert notes == []


def test_options_that_read_the_same_become_one_with_a_note():
    notes: list[str] = []
    choices = [Choice("a", 0.0), Choice("b", 1.0), Choice("a", 0.0, "x")]
    assert distinct(choices, notes.append) == (Choice("a", 0.0, "x"), Choice("b", 1.0))
    assert len(notes) == 1


@pytest.mark.parametrize(
    "choices",
    [
        [],
        [Choice("a", 1.0)],
        [Choice("a", 0.0), Choice("a", 0.0)],
        [Choice("a", 0.0), Choice("b", 0.0), Choice("a", 1.0)],
    ],
)
def test_fewer_than_two_options_or_contradicting_ones_are_a_problem(choices):
    with pytest.raises(Unfit, match=r"\.$"):
        distinct(choices, lambda _: None)
