"""Opening, listing, closing, joining: what people do with a room outside its lesson."""

from __future__ import annotations

import random
from typing import NoReturn

import pytest

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.errors import (
    Busy,
    Denied,
    InvalidInput,
    InvalidName,
    InvalidQuestion,
    NoSuchRoom,
    PyLQError,
    RoomClosed,
)
from pylq_ext.domain.room import Role, Room, RoomPhase, Seat
from pylq_ext.ports.room_store import CodeTaken, StoreBusy
from pylq_ext.service.questions import stored
from pylq_ext.service.rooms import hash_of_secret, owner_seat_id
from tests.support.fixed import SINGLE, FixedClock, secret, single
from tests.support.lesson import OWNER, Lesson, settle


class TestOpening:
    async def test_a_room_waits_under_a_code_that_can_be_called_out(self, lesson: Lesson):
        line, is_new = await lesson.rooms.open_room(OWNER, "  Week   3 ")
        assert is_new
        assert (line.name, line.phase, line.closed_at) == ("Week 3", RoomPhase.WAITING, None)
        assert (await lesson.rooms.find(line.id)).code == line.code

    async def test_two_rooms_of_one_name_are_two_rooms(self, lesson: Lesson):
        first, _ = await lesson.rooms.open_room(OWNER, "Week 3")
        second, is_new = await lesson.rooms.open_room(OWNER, "Week 3")
        assert is_new
        assert first.id != second.id
        assert first.code != second.code

    async def test_entering_finds_the_room_as_it_stands(self, lesson: Lesson):
        owner = await lesson.owner()
        await owner.give("pick", 1, question=SINGLE.hash)
        line, is_new = await lesson.rooms.open_room(OWNER, "Cool room name", enter=True)
        assert not is_new
        assert (line.id, line.phase) == (lesson.room, RoomPhase.OPEN)

    async def test_a_room_needs_a_name(self, lesson: Lesson):
        with pytest.raises(InvalidName, match="The room needs a name"):
            await lesson.rooms.open_room(OWNER, " \n")

    async def test_the_owner_has_a_seat_from_the_beginning(self, lesson: Lesson):
        seat = await lesson.store.seat(lesson.room, owner_seat_id(lesson.room))
        assert seat is not None
        assert (seat.role, seat.secret_hash) == (Role.OWNER, None)


class CrowdedStore(MemoryStore):
    """Has so many rooms that the first codes are always taken."""

    taken = 0

    async def open_room(self, room: Room, owner: Seat, *, enter: bool) -> Room:
        if self.taken:
            self.taken -= 1
            raise CodeTaken(room.code)
        return await super().open_room(room, owner, enter=enter)


async def test_a_code_that_is_taken_is_not_the_end():
    clock = FixedClock()
    store = CrowdedStore(clock)
    lesson = Lesson(store, clock)
    store.taken = 40
    line, _ = await lesson.rooms.open_room(OWNER, "Week 3")
    assert await store.room(line.id)
    store.taken = 1000
    with pytest.raises(Busy, match="join code"):
        await lesson.rooms.open_room(OWNER, "Week 3")


class BusyStore(MemoryStore):
    """Can store nothing."""

    async def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise StoreBusy("full")

    open_room = _refuse
    put_question = _refuse
    perform = _refuse


async def test_what_cannot_be_stored_is_busy_by_its_own_code():
    clock = FixedClock()
    lesson = Lesson(BusyStore(clock), clock)
    with pytest.raises(Busy):
        await lesson.rooms.open_room(OWNER, "Week 3")
    with pytest.raises(Busy):
        await lesson.rooms.put_question("Is it?\n\n- [x] yes\n- [ ] no\n", None)
    with pytest.raises(Busy):
        await lesson.rooms.close_room("r1")


class TestListing:
    async def test_an_owner_sees_their_own_rooms_newest_first(self, lesson: Lesson):
        lesson.clock.go_on(1)
        line, _ = await lesson.rooms.open_room(OWNER, "Later")
        await lesson.rooms.open_room("somebody", "Not mine")
        names = [one.name for one in await lesson.rooms.rooms_of(OWNER)]
        assert names == ["Later", "Cool room name"]
        assert await lesson.rooms.rooms_of("nobody") == []
        assert line.id in {one.id for one in await lesson.rooms.rooms_of(OWNER)}

    async def test_anothers_room_looks_like_none_at_all(self, lesson: Lesson):
        async def refusal(room: str, owner: str) -> PyLQError:
            with pytest.raises(NoSuchRoom) as refusal:
                await lesson.rooms.check_owner(room, owner)
            return refusal.value

        theirs, none = await refusal(lesson.room, "eve"), await refusal("no-room", "eve")
        assert (str(theirs), theirs.params) == (str(none), none.params)
        assert (await lesson.rooms.check_owner(lesson.room, OWNER)).id == lesson.room

    async def test_a_room_that_never_was_is_told_as_such(self, lesson: Lesson):
        for asking in (lesson.rooms.find, lesson.rooms.room_line, lesson.rooms.close_room):
            with pytest.raises(NoSuchRoom):
                await asking("no-room")


class TestClosing:
    async def test_a_closed_room_stays_closed(self, lesson: Lesson):
        first = await lesson.rooms.close_room(lesson.room)
        lesson.clock.go_on(60)
        again = await lesson.rooms.close_room(lesson.room)
        assert first.phase is RoomPhase.CLOSED
        assert again.closed_at == first.closed_at

    async def test_it_can_be_closed_in_mid_question(self, lesson: Lesson):
        owner = await lesson.owner()
        await owner.give("pick", 1, question=SINGLE.hash)
        assert (await lesson.rooms.close_room(lesson.room)).phase is RoomPhase.CLOSED
        await settle()
        assert owner.last("room")["phase"] == "closed"


class TestJoining:
    async def test_whoever_has_the_code_gets_a_seat_and_a_ticket(self, lesson: Lesson):
        taken = await lesson.rooms.join(lesson.code.lower(), " Ada ", secret(1))
        assert (taken.room.id, taken.seat.name) == (lesson.room, "Ada")
        claims = lesson.tickets.read(taken.ticket.text)
        assert (claims.room, claims.seat, claims.role) == (
            lesson.room,
            taken.seat.id,
            Role.ATTENDEE,
        )

    async def test_the_same_secret_is_the_same_seat_whatever_the_name(self, lesson: Lesson):
        first = await lesson.rooms.join(lesson.code, "Ada", secret(1))
        again = await lesson.rooms.join(lesson.code, "Eve", secret(1))
        assert again.seat == first.seat

    async def test_only_the_hash_of_a_secret_is_stored(self, lesson: Lesson):
        await lesson.rooms.join(lesson.code, "Ada", secret(1))
        record = await lesson.store.record(lesson.room)
        assert secret(1) not in repr(record)
        assert hash_of_secret(secret(1)) in repr(record)

    @pytest.mark.parametrize("code", ["", "DOG-000", "nonsense", "x" * 1000, "\x00", "🙂"])
    async def test_a_code_of_no_open_room_is_told_as_such(self, lesson: Lesson, code: str):
        with pytest.raises(NoSuchRoom) as refusal:
            await lesson.rooms.join(code, "Ada", secret(1))
        assert len(str(refusal.value)) < 200

    async def test_a_closed_room_has_no_code(self, lesson: Lesson):
        await lesson.rooms.close_room(lesson.room)
        with pytest.raises(NoSuchRoom):
            await lesson.rooms.join(lesson.code, "Ada", secret(1))

    @pytest.mark.parametrize(
        "bad", ["", "short", "x" * 21, "x" * 23, "x" * 21 + "=", "x" * 21 + "\n", "é" * 22]
    )
    async def test_a_secret_of_another_shape_is_refused(self, lesson: Lesson, bad: str):
        with pytest.raises(InvalidInput, match="22 characters"):
            await lesson.rooms.join(lesson.code, "Ada", bad)

    async def test_a_name_that_cannot_be_shown_takes_no_seat(self, lesson: Lesson):
        with pytest.raises(InvalidName):
            await lesson.rooms.join(lesson.code, "\u202eadA", secret(1))
        record = await lesson.store.record(lesson.room)
        assert record is not None
        assert len(record.seats) == 1


class TestTicketsForSeats:
    async def test_a_seat_secret_buys_a_fresh_ticket(self, lesson: Lesson):
        taken = await lesson.rooms.join(lesson.code, "Ada", secret(1))
        lesson.clock.go_on(60)
        fresh = await lesson.rooms.ticket_for_seat(lesson.room, taken.seat.id, secret(1))
        assert fresh.ticket.expires_at == taken.ticket.expires_at + 60_000

    async def test_nothing_else_does(self, lesson: Lesson):
        ada = await lesson.rooms.join(lesson.code, "Ada", secret(1))
        await lesson.rooms.join(lesson.code, "Bo", secret(2))
        owner = owner_seat_id(lesson.room)
        for room, seat, one in (
            (lesson.room, ada.seat.id, secret(2)),
            (lesson.room, "ghost", secret(1)),
            ("no-room", ada.seat.id, secret(1)),
            (lesson.room, owner, secret(1)),
        ):
            with pytest.raises(Denied, match="do not belong together"):
                await lesson.rooms.ticket_for_seat(room, seat, one)

    async def test_a_closed_room_sells_none(self, lesson: Lesson):
        ada = await lesson.rooms.join(lesson.code, "Ada", secret(1))
        await lesson.rooms.close_room(lesson.room)
        with pytest.raises(RoomClosed):
            await lesson.rooms.ticket_for_seat(lesson.room, ada.seat.id, secret(1))


class TestQuestions:
    async def test_a_cell_is_read_and_known_by_its_hash(self, lesson: Lesson):
        question = await lesson.rooms.put_question("Is it?\n\n- [x] yes\n- [ ] no\n", None)
        assert await lesson.store.question(question.hash) == question
        again = await lesson.rooms.put_question("Is it?\n\n- [x] yes\n- [ ] no\n", None)
        assert again.hash == question.hash

    async def test_a_cell_that_cannot_be_asked_says_why_and_where(self, lesson: Lesson):
        with pytest.raises(InvalidQuestion) as refusal:
            await lesson.rooms.put_question("Just text.", None)
        problem = refusal.value.params["problems"][0]
        assert set(problem) == {"code", "line", "message", "mended"}

    def test_the_face_tells_nothing_of_the_key(self):
        first, other = stored(single(right=frozenset("a"))), stored(single(right=frozenset("b")))
        assert first.face == other.face
        assert first.hash != other.hash

    @pytest.mark.parametrize("right", ["a", "b", "ab"])
    def test_a_hash_does_not_depend_on_the_order_of_a_set(self, right: str):
        orders = [frozenset(right), frozenset(right[::-1])]
        assert len({stored(single(right=one)).hash for one in orders}) == 1


async def test_ids_are_as_random_as_their_source():
    ids = set()
    for seed in range(50):
        lesson = Lesson()
        lesson.rooms._source = random.Random(seed)
        ids.add((await lesson.open()).room)
    assert len(ids) == 50
