"""A key that was wrong and is corrected: everyone has the marks of the key that counts."""

from __future__ import annotations

import pytest

from pylq_ext.domain.room import Amendment
from tests.support.fixed import NUMBER, SINGLE
from tests.support.lesson import Client, Lesson


@pytest.fixture
def lesson() -> Lesson:
    return Lesson()


async def answered(lesson: Lesson) -> tuple[Client, Client, str]:
    """Ada answered `b`, which the key has, after an `a` that it has not."""
    await lesson.open()
    owner, ada = await lesson.owner(), await lesson.student("Ada")
    await owner.give("pick", 1, question=SINGLE.hash)
    round_id = await lesson.round_id()
    await ada.give("make_attempt", 0, round=round_id, answer="a")
    await ada.give("make_attempt", 2, round=round_id, answer="b")
    return owner, ada, round_id


def marks(owner: Client) -> dict[int, bool]:
    """What the owner's feed says last of each attempt."""
    found = {}
    for feed in owner.told("feed"):
        for fact in feed["facts"]:
            if fact["kind"] == "attempt":
                found[fact["number"]] = fact["mark"]["right"]
            if fact["kind"] == "amended":
                found |= {number: mark["right"] for number, mark in fact["marks"]}
    return found


async def test_after_the_reveal_everyone_is_told_and_marked_again(lesson: Lesson):
    owner, ada, round_id = await answered(lesson)
    await owner.give("show_feedback", 2)
    assert ada.last("mine")["mark"]["right"] is True
    assert ada.last("feedback")["corrected_at"] is None
    lesson.clock.go_on(60)
    ack = await owner.give("correct_key", 3, round=round_id, right=["a"])
    assert (ack["result"], ack["stored"]["amendment"]) == ("ok", 2)
    feedback = ada.last("feedback")
    assert (feedback["amendment"], feedback["right"]) == (2, ["a"])
    assert feedback["corrected_at"] == lesson.clock.now()
    assert ada.last("room")["reveal"] == {"round": round_id, "amendment": 2}
    assert ada.last("mine")["mark"] == {
        "right": False,
        "points": 0.0,
        "of": 2.0,
        "form": None,
        "fits": [],
    }
    await owner.read_everything()
    assert marks(owner) == {2: True, 3: False}, "the history is marked again too"
    (entry,) = owner.last("room")["rounds"]
    assert entry["corrected"] == {"amendment": 2, "right": ["a"], "at": lesson.clock.now()}
    assert owner.last("question")["right"] == ["b"], "the round's own copy stays"
    await lesson.end()


async def test_before_the_reveal_students_are_told_nothing(lesson: Lesson):
    owner, ada, round_id = await answered(lesson)
    told = len(ada.sink.frames())
    await owner.give("correct_key", 2, round=round_id, right=["a"])
    (room,) = ada.sink.frames()[told:]
    before = ada.told("room")[-2]
    assert room == before | {"version": 3}, "nothing but that something was done"
    await owner.read_everything()
    assert marks(owner) == {2: True, 3: False}
    await owner.give("show_feedback", 3)
    assert ada.last("feedback")["right"] == ["a"]
    assert ada.last("feedback")["amendment"] == 2
    await lesson.end()


async def test_several_may_be_right_or_none_or_there_may_be_no_key(lesson: Lesson):
    owner, ada, round_id = await answered(lesson)
    await owner.give("show_feedback", 2)
    for version, (right, mark) in enumerate(
        [(["a", "b"], True), ([], False), (None, None)], start=3
    ):
        ack = await owner.give("correct_key", version, round=round_id, right=right)
        assert ack["stored"]["amendment"] == version - 1
        assert ada.last("feedback")["right"] == right
        assert ada.last("mine")["mark"]["right"] is mark
    await lesson.end()


async def test_who_comes_later_has_the_marks_of_the_key_that_counts(lesson: Lesson):
    owner, ada, round_id = await answered(lesson)
    await owner.give("correct_key", 2, round=round_id, right=["a"])
    await owner.go()
    await ada.go()
    again = await lesson.again(owner)
    await again.come_in()
    await again.read_everything()
    assert marks(again) == {2: True, 3: False}
    await lesson.end()


async def test_all_corrections_are_kept_with_who_made_them(lesson: Lesson):
    owner, _, round_id = await answered(lesson)
    await owner.give("correct_key", 2, round=round_id, right=["a"])
    await owner.give("correct_key", 3, round=round_id, right=["c"])
    again = await owner.give("correct_key", 4, round=round_id, right=["c"])
    assert again["stored"]["amendment"] == 3, "what counts already is no correction"
    record = await lesson.store.record(lesson.room)
    assert record is not None
    at = lesson.clock.now()
    assert record.amendments == (
        Amendment(round_id, 2, frozenset({"a"}), at, owner.seat),
        Amendment(round_id, 3, frozenset({"c"}), at, owner.seat),
    )
    await lesson.end()


async def test_a_correction_that_fits_nothing_is_refused(lesson: Lesson):
    owner, _, round_id = await answered(lesson)
    for body, code in (
        ({"round": round_id, "right": ["z"]}, "no_such_option"),
        ({"round": "nowhere", "right": ["a"]}, "no_such_round"),
    ):
        ack = await owner.give("correct_key", 2, **body)
        assert (ack["result"], ack["reason"]) == ("invalid", code)
    assert (await owner.give("correct_key", 1, round=round_id, right=["a"]))["result"] == "conflict"
    await owner.give("undo", 2)
    ack = await owner.give("correct_key", 3, round=round_id, right=["a"])
    assert (ack["result"], ack["reason"]) == ("stale_round", "withdrawn")
    await owner.give("pick", 3, question=NUMBER.hash)
    ack = await owner.give("correct_key", 4, round=await lesson.round_id(), right=["a"])
    assert (ack["result"], ack["reason"]) == ("invalid", "no_options")
    await lesson.end()
