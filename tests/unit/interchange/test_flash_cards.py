"""Flash cards become open questions with their backs as model answers."""

from __future__ import annotations

import json

import pytest

from pylq_ext.interchange.flash_cards import read_flash_cards
from pylq_ext.interchange.record import Sort, Unreadable
from tests.unit.interchange.quizzes import CARDS, EVERY


def test_front_back_and_topics_are_kept():
    first, second, third = read_flash_cards(json.dumps(CARDS))
    assert {record.sort for record in (first, second, third)} == {Sort.OPEN}
    assert (first.prompt, first.model_answer) == ("*median*", "The value in the middle.")
    assert (first.tags, second.tags) == (("statistics",), ("algebra", "counting"))
    assert second.model_answer == r"$1 \cdot 2 \cdots n$"
    assert (third.title, third.where) == ("Chapter", "card 3 (line 1)")
    assert first.notes == second.notes == third.notes == ()


def test_a_name_that_is_the_front_is_no_title():
    (record,) = read_flash_cards('[{"front": "mode", "name": "mode", "back": "x"}]')
    assert record.title == ""


def test_a_card_without_a_back_is_told_and_one_without_a_front_is_a_problem():
    first, second = read_flash_cards('{"cards": [{"front": "a", "back": ""}, {"back": "b"}]}')
    assert (first.model_answer, len(first.notes)) == ("", 1)
    assert second.problem is not None


def test_a_topic_that_is_spelled_otherwise_is_told():
    (record,) = read_flash_cards('[{"front": "a", "back": "b", "topic": "linear algebra"}]')
    assert record.tags == ("linear-algebra",)
    assert len(record.notes) == 1


@pytest.mark.parametrize("text", ["[]", "{}", "3", json.dumps(EVERY), '[{"front": "a"', ""])
def test_another_file_is_refused(text):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_flash_cards(text)
