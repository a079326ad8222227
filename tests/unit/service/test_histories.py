"""What a seat may read of its own lesson, and what not yet."""

from __future__ import annotations

import pytest

from pylq_ext.domain.errors import Denied, ExpiredTicket, InvalidTicket
from pylq_ext.protocol.codec import encode
from pylq_ext.protocol.documents import History
from pylq_ext.service.histories import Histories
from pylq_ext.service.tickets import TICKET_SECONDS
from tests.support.fixed import MULTIPLE, OPEN, SINGLE
from tests.support.lesson import Client, Lesson


async def history(lesson: Lesson, client: Client) -> History:
    return await Histories(lesson.store, lesson.tickets).read(lesson.room, client.ticket.text)


async def test_own_attempts_are_told_in_all_rounds_with_feedback_where_it_was_shown():
    lesson = await Lesson().open()
    owner, ada, bo = await lesson.owner(), await lesson.student("Ada"), await lesson.student("Bo")
    await owner.give("pick", 1, question=SINGLE.hash)
    first = await lesson.round_id()
    await ada.give("make_attempt", 0, round=first, answer="a")
    await ada.give("make_attempt", 3, round=first, answer="b")
    await bo.give("make_attempt", 0, round=first, answer="c")
    await owner.give("show_feedback", 2)
    await owner.give("pick", 3, question=OPEN.hash)
    await owner.give("undo", 4)
    await owner.give("pick", 5, question=MULTIPLE.hash)

    read = await history(lesson, ada)
    assert (read.room, read.name) == ("Cool room name", "Ada")
    shown, current = read.rounds
    assert [one.answer for one in shown.attempts] == ["a", "b"]
    assert [one.mark.right for one in shown.attempts if one.mark] == [False, True]
    assert shown.feedback is not None
    assert shown.feedback.right == ("b",)
    assert (current.number, current.attempts, current.feedback) == (2, (), None)
    assert current.question.face == MULTIPLE.face
    assert b"append" not in encode(read), "nothing of a key that was not shown"
    assert [len(one.attempts) for one in (await history(lesson, bo)).rounds] == [1, 0]
    await lesson.end()


async def test_a_closed_rooms_history_can_be_read_while_the_ticket_is_good():
    lesson = await Lesson().open()
    owner, ada = await lesson.owner(), await lesson.student("Ada")
    await owner.give("pick", 1, question=SINGLE.hash)
    await owner.give("close")
    (read,) = (await history(lesson, ada)).rounds
    assert (read.phase, read.feedback) == ("locked", None)
    lesson.clock.go_on(TICKET_SECONDS)
    with pytest.raises(ExpiredTicket):
        await history(lesson, ada)
    await lesson.end()


async def test_others_have_none():
    lesson = await Lesson().open()
    owner, ada = await lesson.owner(), await lesson.student("Ada")
    with pytest.raises(Denied):
        await history(lesson, owner)
    other = await Lesson(lesson.store, lesson.clock).open()
    with pytest.raises(InvalidTicket):
        await Histories(lesson.store, lesson.tickets).read(other.room, ada.ticket.text)
    await owner.give("remove", None, seat=ada.seat)
    with pytest.raises(Denied):
        await history(lesson, ada)
    await lesson.end()
