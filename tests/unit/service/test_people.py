"""Renaming and removing people, and what becomes of their tickets, sockets and answers."""

from __future__ import annotations

import pytest

from pylq_ext.domain.errors import Denied
from pylq_ext.protocol.constants import CloseCode
from tests.support.fixed import SINGLE
from tests.support.lesson import Client, Lesson


@pytest.fixture
def lesson() -> Lesson:
    return Lesson()


async def class_of_two(lesson: Lesson) -> tuple[Client, Client, Client, str]:
    await lesson.open()
    owner = await lesson.owner()
    ada, bo = await lesson.student("Ada"), await lesson.student("Bo")
    await owner.give("pick", 1, question=SINGLE.hash)
    return owner, ada, bo, await lesson.round_id()


async def test_who_is_renamed_is_told_and_so_is_the_owner(lesson: Lesson):
    owner, ada, bo, _ = await class_of_two(lesson)
    ack = await owner.give("rename", None, seat=ada.seat, name="  Ada   Lovelace ")
    assert ack["stored"] == {"seat": ada.seat, "name": "Ada Lovelace"}
    assert ada.last("mine")["name"] == "Ada Lovelace"
    assert bo.last("mine")["name"] == "Bo"
    await owner.read_everything()
    (fact,) = [fact for fact in owner.last("feed")["facts"] if fact["kind"] == "renamed"]
    assert (fact["seat"], fact["name"]) == (ada.seat, "Ada Lovelace")
    await lesson.end()


async def test_a_name_that_is_taken_gets_a_number(lesson: Lesson):
    owner, ada, bo, _ = await class_of_two(lesson)
    assert (await owner.give("rename", None, seat=bo.seat, name="ADA"))["stored"]["name"] == "ADA 2"
    again = await owner.give("rename", None, seat=ada.seat, name="Ada")
    assert (again["result"], again["stored"]["name"]) == ("ok", "Ada"), "her own name is free"
    await lesson.end()


async def test_a_name_that_cannot_be_shown_is_refused(lesson: Lesson):
    owner, ada, _, _ = await class_of_two(lesson)
    ack = await owner.give("rename", None, seat=ada.seat, name="\u202eadA")
    assert (ack["result"], ack["reason"]) == ("invalid", "invalid_name")
    await lesson.end()


async def test_who_is_removed_is_out_at_once_and_for_good(lesson: Lesson):
    owner, ada, bo, _round_id = await class_of_two(lesson)
    second = await lesson.again(ada)
    await second.come_in()
    assert (await owner.give("remove", None, seat=ada.seat))["result"] == "ok"
    for client in (ada, second):
        assert client.sink.dropped == (CloseCode.DENIED, "removed")
    assert bo.sink.dropped is None
    with pytest.raises(Denied):
        await (await same_ticket(lesson, ada)).come_in()
    with pytest.raises(Denied):
        await lesson.again(ada)
    with pytest.raises(Denied):
        await lesson.rooms.join(lesson.code, "Ada", ada.seat_secret)
    await lesson.end()


async def same_ticket(lesson: Lesson, client: Client) -> Client:
    """Another socket with the ticket that a client has."""
    other = await lesson.seated("Somebody")
    other.ticket = client.ticket
    return other


async def test_an_order_on_its_way_during_the_removal_is_denied(lesson: Lesson):
    owner, ada, _, round_id = await class_of_two(lesson)
    connection = ada.connection
    assert connection is not None
    await owner.give("remove", None, seat=ada.seat)
    # Her frame was read before her socket was closed.
    ada.connection = connection
    await ada.say(
        {
            "type": "command",
            "id": 1,
            "command_id": "c",
            "name": "make_attempt",
            "seen": 0,
            "body": {"round": round_id, "answer": "a"},
        }
    )
    assert await lesson.store.latest_attempts(round_id) == []
    await lesson.end()


async def test_answers_of_who_was_removed_count_in_no_figure(lesson: Lesson):
    owner, ada, bo, round_id = await class_of_two(lesson)
    await ada.give("make_attempt", 0, round=round_id, answer="a")
    await bo.give("make_attempt", 0, round=round_id, answer="b")
    await owner.give("remove", None, seat=ada.seat)
    lesson.service.sweep()
    gauges = owner.last("gauges")
    assert (gauges["seated"], gauges["answered"], gauges["presence"]) == (1, 1, "2")
    await owner.give("show_feedback", await lesson.version())
    assert bo.last("feedback")["distribution"] == {
        "answered": 1,
        "counts": {"a": 0, "b": 1, "c": 0},
    }
    attempts = await lesson.store.latest_attempts(round_id)
    assert {one.seat for one in attempts} == {ada.seat, bo.seat}, "the record has them all"
    await lesson.end()


async def test_removing_twice_is_removing_once_and_the_name_is_free_again(lesson: Lesson):
    owner, ada, _, _ = await class_of_two(lesson)
    await owner.give("remove", None, seat=ada.seat)
    number = (await lesson.rooms.find(lesson.room)).last_number
    assert (await owner.give("remove", None, seat=ada.seat))["result"] == "ok"
    assert (await lesson.rooms.find(lesson.room)).last_number == number
    assert (await lesson.seated("Ada")).name == "Ada"
    await lesson.end()


@pytest.mark.parametrize("name", ["remove", "rename"])
async def test_only_people_who_joined_can_be_renamed_or_removed(lesson: Lesson, name: str):
    owner, _, _, _ = await class_of_two(lesson)
    body = {"name": "Eve"} if name == "rename" else {}
    for seat in ("nobody", owner.seat):
        ack = await owner.give(name, None, seat=seat, **body)
        assert (ack["result"], ack["reason"]) == ("invalid", "no_such_seat")
    await lesson.end()
