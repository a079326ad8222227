"""Marks that are given by hand: to whom they are told, and when."""

from __future__ import annotations

from typing import Any

import pytest

from pylq_ext.domain.answers import Mark
from pylq_ext.service.histories import Histories
from pylq_ext.service.questions import stored
from tests.support.fixed import SINGLE, open_text
from tests.support.lesson import Client, Lesson

#: Open text that earns something.
WORTH_TWO = stored(open_text(points=2.0))


@pytest.fixture
def lesson() -> Lesson:
    return Lesson()


async def answered(lesson: Lesson) -> tuple[Client, Client, Client, str]:
    """Ada's answer has the number 3, Ben's the number 4."""
    await lesson.open()
    await lesson.store.put_question(WORTH_TWO)
    owner, ada, ben = await lesson.owner(), await lesson.student("Ada"), await lesson.student("Ben")
    await owner.give("pick", 1, question=WORTH_TWO.hash)
    round_id = await lesson.round_id()
    await ada.give("make_attempt", 0, round=round_id, answer="Because.")
    await ben.give("make_attempt", 0, round=round_id, answer="No idea.")
    return owner, ada, ben, round_id


def marks(owner: Client) -> dict[int, dict[str, Any]]:
    """What the owner's feed says last of each attempt."""
    found: dict[int, dict[str, Any]] = {}
    for feed in owner.told("feed"):
        for fact in feed["facts"]:
            if fact["kind"] == "attempt":
                found[fact["number"]] = fact["mark"]
            if fact["kind"] == "marked":
                found |= dict(fact["marks"])
    return found


def mark(right: bool | None, points: float, of: float) -> dict[str, Any]:
    return {"right": right, "points": points, "of": of, "form": None, "fits": []}


async def test_only_the_author_and_the_owner_are_told(lesson: Lesson):
    owner, ada, ben, round_id = await answered(lesson)
    await owner.give("show_feedback", 2)
    before = [len(one.sink.frames()) for one in (ada, ben)]
    ack = await owner.give("mark", None, round=round_id, attempts=[3], share=0.5)
    assert ack["stored"] == {"round": 1, "attempts": 1}
    (told,) = ada.sink.frames()[before[0] :]
    assert (told["type"], told["mark"]) == ("mine", mark(False, 1.0, 2.0))
    assert ben.sink.frames()[before[1] :] == []
    await owner.read_everything()
    assert marks(owner) == {3: mark(False, 1.0, 2.0), 4: mark(None, 0.0, 0.0)}
    await lesson.end()


async def test_a_later_mark_takes_the_place_of_an_earlier_one_and_can_be_taken_back(lesson: Lesson):
    owner, ada, ben, round_id = await answered(lesson)
    await owner.give("show_feedback", 2)
    for share, wanted in ((0.0, mark(False, 0.0, 2.0)), (1.0, mark(True, 2.0, 2.0))):
        await owner.give("mark", None, round=round_id, attempts=[4, 3, 3], share=share)
        assert ada.last("mine")["mark"] == ben.last("mine")["mark"] == wanted
    versions = [tuple(one["version"]) for one in ada.told("mine")]
    assert versions == sorted(set(versions)), "each document is newer than the one before"
    await owner.give("mark", None, round=round_id, attempts=[3], share=None)
    assert ada.last("mine")["mark"] == mark(None, 0.0, 0.0)
    await owner.read_everything()
    assert marks(owner) == {3: mark(None, 0.0, 0.0), 4: mark(True, 2.0, 2.0)}
    await lesson.end()


async def test_before_the_reveal_students_are_told_nothing(lesson: Lesson):
    owner, ada, _, round_id = await answered(lesson)
    before = len(ada.sink.frames())
    await owner.give("mark", None, round=round_id, attempts=[3], share=1)
    assert ada.sink.frames()[before:] == []
    # Nor does whoever comes back learn from a version that there is a mark.
    again = await lesson.again(ada)
    await again.come_in()
    assert again.last("mine") == ada.last("mine")
    await owner.give("show_feedback", 2)
    assert ada.last("mine")["mark"] == mark(True, 2.0, 2.0)
    await lesson.end()


async def test_another_answer_has_no_mark(lesson: Lesson):
    owner, ada, _, round_id = await answered(lesson)
    await owner.give("mark", None, round=round_id, attempts=[3], share=1)
    await ada.give("make_attempt", 3, round=round_id, answer="Or not.")
    await owner.give("show_feedback", 2)
    assert ada.last("mine")["mark"] == mark(None, 0.0, 0.0)
    await lesson.end()


async def test_marks_are_known_after_the_room_was_let_go_and_after_the_lesson(lesson: Lesson):
    owner, ada, ben, round_id = await answered(lesson)
    await owner.give("mark", None, round=round_id, attempts=[3], share=1)
    await owner.give("show_feedback", 2)
    await owner.give("close")
    ack = await owner.give("mark", None, round=round_id, attempts=[4], share=0)
    assert ack["result"] == "ok", "a closed room is marked, too"
    for one in (owner, ada, ben):
        await one.go()
    again = await lesson.again(owner)
    await again.come_in()
    await again.read_everything()
    assert marks(again) == {3: mark(True, 2.0, 2.0), 4: mark(False, 0.0, 2.0)}
    histories = Histories(lesson.store, lesson.tickets)
    history = await histories.read(lesson.room, ada.ticket.text)
    (own,) = history.rounds[0].attempts
    assert own.mark == Mark(True, 2.0, 2.0)
    await lesson.end()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"round": "nowhere"}, "no_such_round"),
        ({"attempts": [5]}, "no_such_attempt"),
        ({"attempts": [1]}, "no_such_attempt"),
        ({"attempts": []}, "bad_body"),
        ({"attempts": list(range(1001))}, "bad_body"),
        ({"share": 1.01}, "bad_body"),
        ({"share": -0.01}, "bad_body"),
    ],
)
async def test_a_mark_that_fits_nothing_is_refused(
    lesson: Lesson, body: dict[str, Any], reason: str
):
    owner, _, _, round_id = await answered(lesson)
    whole = {"round": round_id, "attempts": [3], "share": 1} | body
    ack = await owner.give("mark", None, **whole)
    assert (ack["result"], ack["reason"]) == ("invalid", reason)
    await owner.read_everything()
    assert marks(owner)[3] == mark(None, 0.0, 0.0)
    await lesson.end()


async def test_what_has_a_key_is_not_marked_by_hand_and_a_withdrawn_round_neither(lesson: Lesson):
    owner, ada, _, round_id = await answered(lesson)
    await owner.give("undo", 2)
    ack = await owner.give("mark", None, round=round_id, attempts=[3], share=1)
    assert (ack["result"], ack["reason"]) == ("stale_round", "withdrawn")
    await owner.give("pick", 3, question=SINGLE.hash)
    round_id = await lesson.round_id()
    ack = await ada.give("make_attempt", 0, round=round_id, answer="a")
    ack = await owner.give("mark", None, round=round_id, attempts=[ack["seen"]], share=1)
    assert (ack["result"], ack["reason"]) == ("invalid", "not_by_hand")
    await lesson.end()
