"""What every room store promises: the same tests for each adapter."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pylq_ext.domain.answers import Answer, Attempt
from pylq_ext.domain.commands import (
    Close,
    CorrectKey,
    Lock,
    LockDue,
    MarkByHand,
    Order,
    Pick,
    Remove,
    Rename,
    Reopen,
    Snapshot,
)
from pylq_ext.domain.errors import NoSuchRoom
from pylq_ext.domain.lesson import decide
from pylq_ext.domain.outcomes import (
    Accepted,
    Amended,
    Joined,
    Marked,
    Outcome,
    Refused,
    Removed,
    Renamed,
    Result,
)
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import LOCK_NOTICE, WITHOUT_DEADLINE, Amendment, Role, RoundPhase
from pylq_ext.ports.room_store import (
    AssetUse,
    CodeTaken,
    Committed,
    RoomStore,
    StoredQuestion,
)
from pylq_ext.service.questions import stored
from tests.support.fixed import MULTIPLE, OPEN, SINGLE, FixedClock, single
from tests.support.kept_room import KeptRoom, new_room


def number_of(outcome: Outcome) -> int:
    """The number under which an attempt was accepted."""
    assert isinstance(outcome, Accepted)
    assert outcome.attempt is not None
    return outcome.attempt.number


def refused(outcome: Outcome) -> tuple[Result, str]:
    assert isinstance(outcome, Refused)
    return outcome.result, outcome.reason


def seat_of(outcome: Outcome) -> str:
    assert isinstance(outcome, Accepted)
    return str(outcome.stored["seat"])


class TestRooms:
    async def test_a_room_is_found_by_id_by_code_and_by_owner(self, store: RoomStore):
        opened, seat = new_room()
        assert await store.open_room(opened, seat, enter=False) == opened
        assert await store.room("r1") == opened
        assert await store.room_by_code("DOG-427") == opened
        assert await store.rooms_of("local") == [(opened, None)]
        assert await store.seat("r1", "r1.owner") == seat

    async def test_what_does_not_exist_is_not_found(self, store: RoomStore):
        assert await store.room("r1") is None
        assert await store.room_by_code("DOG-427") is None
        assert await store.rooms_of("local") == []
        assert await store.record("r1") is None
        assert await store.seat("r1", "s") is None
        assert await store.question("h") is None
        assert await store.latest_attempts("r1.1") == []
        assert await store.facts_after("r1", 0, 10) == []

    async def test_all_open_rooms_are_found_whoevers_they_are(
        self, store: RoomStore, clock: FixedClock
    ):
        assert await store.open_rooms() == []
        mine = await KeptRoom(store, clock, "r1").open()
        await KeptRoom(store, clock, "r2").open(owner="user:bob", code="CAT-111")
        assert {room.id for room in await store.open_rooms()} == {"r1", "r2"}
        await mine.close()
        assert [room.id for room in await store.open_rooms()] == ["r2"]

    async def test_the_doors_address_is_kept_with_open_rooms_only(
        self, store: RoomStore, clock: FixedClock
    ):
        closed = await KeptRoom(store, clock, "r1").open()
        await closed.close()
        still_open = await KeptRoom(store, clock, "r2").open(code="CAT-111")
        await store.keep_door_address("0.0.0.0:8765")
        (room,) = await store.open_rooms()
        assert room.door_address == "0.0.0.0:8765"
        first = await store.room("r1")
        assert first is not None
        assert first.door_address is None
        # What happens in the room leaves it as it is.
        await still_open.pick()
        (room,) = await store.open_rooms()
        assert (room.door_address, room.current_round) == ("0.0.0.0:8765", "r2.1")

    async def test_two_rooms_of_one_name_are_two_rooms(self, store: RoomStore):
        await store.open_room(*new_room("r1", code="DOG-427", at=1), enter=False)
        second = await store.open_room(*new_room("r2", code="CAT-111", at=2), enter=False)
        assert second.id == "r2"
        assert [room.id for room, _ in await store.rooms_of("local")] == ["r2", "r1"]

    async def test_entering_finds_my_newest_open_room_of_the_name(self, store: RoomStore):
        await store.open_room(*new_room("r1", code="DOG-427", at=1), enter=False)
        await store.open_room(*new_room("r2", code="CAT-111", at=2), enter=False)
        entered = await store.open_room(*new_room("r3", code="OWL-999", at=3), enter=True)
        assert entered.id == "r2"
        assert await store.room("r3") is None

    async def test_entering_never_finds_a_room_of_another_owner_or_name(self, store: RoomStore):
        await store.open_room(*new_room("r1", owner="ada", code="DOG-427"), enter=False)
        await store.open_room(*new_room("r2", name="Week 4", code="CAT-111"), enter=False)
        opened = await store.open_room(*new_room("r3", code="OWL-999"), enter=True)
        assert opened.id == "r3"

    async def test_entering_opens_a_new_room_when_the_old_one_is_closed(self, room: KeptRoom):
        await room.close()
        opened = await room.store.open_room(*new_room("r2"), enter=True)
        assert opened.id == "r2"

    async def test_two_open_rooms_never_have_one_code(self, room: KeptRoom):
        with pytest.raises(CodeTaken):
            await room.store.open_room(*new_room("r2", code="DOG-427"), enter=False)
        assert await room.store.room("r2") is None
        assert await room.store.seat("r2", "r2.owner") is None

    async def test_a_closed_room_frees_its_code(self, room: KeptRoom):
        await room.close()
        assert await room.store.room_by_code("DOG-427") is None
        second = await room.store.open_room(*new_room("r2", code="DOG-427"), enter=False)
        assert await room.store.room_by_code("DOG-427") == second

    async def test_rooms_are_listed_newest_first_with_their_current_rounds(self, room: KeptRoom):
        await room.store.open_room(*new_room("r2", code="CAT-111", at=2), enter=False)
        await room.store.open_room(*new_room("r0", code="OWL-999", at=0), enter=False)
        await room.store.open_room(*new_room("rx", owner="ada", code="EEL-123"), enter=False)
        await room.pick()
        listed = await room.store.rooms_of("local")
        assert [one.id for one, _ in listed] == ["r2", "r1", "r0"]
        assert [current and current.id for _, current in listed] == [None, "r1.1", None]


class TestJoining:
    async def test_a_new_secret_is_a_new_seat_and_a_numbered_fact(self, room: KeptRoom):
        room.clock.go_on(5)
        assert seat_of(await room.join("s1", "Ada")) == "s1"
        seat = await room.store.seat("r1", "s1")
        assert seat is not None
        assert (seat.name, seat.role, seat.generation) == ("Ada", Role.ATTENDEE, 1)
        assert seat.joined_at == room.clock.now()
        assert await room.store.facts_after("r1", 0, 10) == [Joined(1, "s1", room.clock.now())]

    async def test_the_same_secret_finds_the_same_seat_under_its_first_name(self, room: KeptRoom):
        await room.join("s1", "Ada", "hash")
        assert seat_of(await room.join("s2", "Someone else", "hash")) == "s1"
        assert await room.store.seat("r1", "s2") is None
        assert await room.numbers() == [1]

    async def test_a_join_that_is_repeated_in_one_batch_is_one_seat(self, room: KeptRoom):
        first, second = await room.perform(
            room.joining("s1", "Ada", "hash"), room.joining("s2", "Ada", "hash")
        )
        assert seat_of(first.outcome) == seat_of(second.outcome) == "s1"

    async def test_two_people_of_one_name_are_told_apart(self, room: KeptRoom):
        for seat, name in (("s1", "Ada"), ("s2", "ada"), ("s3", "Ada"), ("s4", "Bo")):
            await room.join(seat, name)
        record = await room.store.record("r1")
        assert record is not None
        assert {one.id: one.name for one in record.seats if one.role is Role.ATTENDEE} == {
            "s1": "Ada",
            "s2": "ada 2",
            "s3": "Ada 3",
            "s4": "Bo",
        }

    async def test_the_same_secret_in_another_room_is_another_seat(self, room: KeptRoom):
        other = await KeptRoom(room.store, room.clock, "r2").open(code="CAT-111")
        assert seat_of(await room.join("s1", "Ada", "hash")) == "s1"
        assert seat_of(await other.join("s2", "Ada", "hash")) == "s2"
        assert await room.store.seat("r2", "s1") is None

    async def test_names_that_need_care_come_back_as_they_were(self, room: KeptRoom):
        for count, name in enumerate(["Zoë 🙂", "O'Neill; DROP TABLE seats", '"<b>', "名前"]):
            await room.join(f"s{count}", name)
            seat = await room.store.seat("r1", f"s{count}")
            assert seat is not None
            assert seat.name == name


class TestNumbering:
    async def test_joins_and_attempts_number_without_gaps_in_the_order_of_commits(
        self, room: KeptRoom
    ):
        await room.join("s1")
        await room.pick()
        assert number_of(await room.outcome(room.attempt("s1"))) == 2
        await room.join("s2")
        assert number_of(await room.outcome(room.attempt("s2"))) == 4
        assert number_of(await room.outcome(room.attempt("s1", replaces=2))) == 5
        assert await room.numbers() == [1, 2, 3, 4, 5]
        assert (await room.now()).last_number == 5

    async def test_a_refusal_gives_its_number_back(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        conflict = await room.outcome(room.attempt("s1", replaces=7))
        assert refused(conflict) == (Result.CONFLICT, "other_answer")
        assert (await room.now()).last_number == 1
        assert number_of(await room.outcome(room.attempt("s1"))) == 2

    async def test_refusals_between_attempts_of_one_batch_leave_no_gap(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.perform(
            room.attempt("s1", "a"),
            room.attempt("s1", "b", replaces=99),
            room.attempt("s1", "b", replaces=2),
            room.attempt("s1", "c", replaces=2),
            room.attempt("s1", "c", replaces=3),
        )
        assert await room.numbers() == [1, 2, 3, 4]

    async def test_an_attempt_is_stored_with_all_that_it_says(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        room.clock.go_on(3)
        await room.perform(room.attempt("s1", "b"))
        stored = Attempt(2, "r1.1", "s1", "b", room.clock.now())
        assert await room.store.latest_attempts("r1.1") == [stored]

    @pytest.mark.parametrize("answer", ["b", ("a", "c"), (), "Zoë said:\n\t\x00 \u2028 🙂"])
    async def test_an_answer_of_every_kind_comes_back_as_it_was(
        self, room: KeptRoom, answer: Answer
    ):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", answer))
        (stored,) = await room.store.latest_attempts("r1.1")
        assert stored.answer == answer

    async def test_two_rooms_number_apart(self, room: KeptRoom):
        other = await KeptRoom(room.store, room.clock, "r2").open(code="CAT-111")
        await room.join("s1")
        await other.join("s2")
        await room.join("s3")
        assert await room.numbers() == [1, 2]
        assert await other.numbers() == [1]


class TestWhetherARoundTakesAttempts:
    @pytest.fixture
    def playing(self, room: KeptRoom, jp_asyncio_loop: asyncio.AbstractEventLoop) -> KeptRoom:
        """Somebody sits in a room with an open round."""
        jp_asyncio_loop.run_until_complete(room.join("s1"))
        jp_asyncio_loop.run_until_complete(room.pick())
        return room

    async def test_an_open_one_does(self, playing: KeptRoom):
        assert (await playing.now()).accepting_until == WITHOUT_DEADLINE
        assert number_of(await playing.outcome(playing.attempt("s1"))) == 2

    async def test_a_locked_one_does_not(self, playing: KeptRoom):
        await playing.lock()
        late = await playing.outcome(playing.attempt("s1"))
        assert refused(late) == (Result.NOT_OPEN, "locked")
        assert await playing.numbers() == [1]

    async def test_one_that_was_opened_again_does(self, playing: KeptRoom):
        await playing.lock()
        await playing.reopen()
        assert number_of(await playing.outcome(playing.attempt("s1"))) == 2

    async def test_a_revealed_one_does_not(self, playing: KeptRoom):
        await playing.reveal()
        late = await playing.outcome(playing.attempt("s1"))
        assert refused(late) == (Result.NOT_OPEN, "revealed")

    async def test_a_revealed_one_that_is_shown_again_does_not(self, playing: KeptRoom):
        await playing.reveal()
        await playing.clear()
        await playing.show(1)
        late = await playing.outcome(playing.attempt("s1"))
        assert refused(late) == (Result.NOT_OPEN, "revealed")

    async def test_a_withdrawn_one_does_not(self, playing: KeptRoom):
        await playing.undo()
        late = await playing.outcome(playing.attempt("s1"))
        assert refused(late) == (Result.STALE_ROUND, "withdrawn")

    async def test_one_that_was_left_for_another_does_not(self, playing: KeptRoom):
        await playing.pick()
        late = await playing.outcome(playing.attempt("s1", number=1))
        assert refused(late) == (Result.STALE_ROUND, "other_round")

    async def test_one_that_was_left_for_nothing_does_not(self, playing: KeptRoom):
        await playing.clear()
        late = await playing.outcome(playing.attempt("s1"))
        assert refused(late) == (Result.STALE_ROUND, "other_round")

    async def test_one_that_never_was_does_not(self, playing: KeptRoom):
        late = await playing.outcome(playing.attempt("s1", number=7))
        assert refused(late) == (Result.STALE_ROUND, "no_such_round")

    async def test_one_of_another_room_does_not(self, playing: KeptRoom):
        other = await KeptRoom(playing.store, playing.clock, "r2").open(code="CAT-111")
        await other.pick()
        order = replace(other.attempt("s1"), room="r1")
        assert refused(await playing.outcome(order)) == (Result.STALE_ROUND, "no_such_round")
        assert await other.numbers() == []

    async def test_one_of_a_closed_room_does_not_and_says_what_counts(self, playing: KeptRoom):
        await playing.perform(playing.attempt("s1", "b"))
        await playing.close()
        late = await playing.outcome(playing.attempt("s1", "a", replaces=2))
        assert refused(late) == (Result.CLOSED, "closed")
        assert late.stored["answer"] == "b"

    async def test_a_lock_in_the_same_batch_is_in_time_for_those_after_it(self, playing: KeptRoom):
        seen = (await playing.now()).version
        before, _, after = await playing.perform(
            playing.attempt("s1", "a"),
            playing.order(Lock(now=True), seen=seen),
            playing.attempt("s1", "b", replaces=2),
        )
        assert number_of(before.outcome) == 2
        assert refused(after.outcome) == (Result.NOT_OPEN, "locked")
        assert after.outcome.stored["answer"] == "a"

    async def test_a_time_at_which_it_shuts_is_kept_to_the_millisecond(self, playing: KeptRoom):
        shut_at = playing.clock.now() + 3_000

        def announce(snapshot: Snapshot, order: Order) -> Outcome:
            return Accepted(room=replace(snapshot.room, accepting_until=shut_at))

        await playing.store.perform([playing.order(Lock(now=True))], announce)
        playing.clock.go_on(2.999)
        assert number_of(await playing.outcome(playing.attempt("s1"))) == 2
        playing.clock.go_on(0.001)
        late = await playing.outcome(playing.attempt("s1", replaces=2))
        assert isinstance(late, Refused)


class TestReplacing:
    async def test_a_change_names_the_attempt_that_it_replaces(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "a"))
        await room.perform(room.attempt("s1", "b", replaces=2))
        (counts,) = await room.store.latest_attempts("r1.1")
        assert (counts.number, counts.answer) == (3, "b")
        assert await room.numbers() == [1, 2, 3]

    async def test_a_change_of_what_does_not_count_any_more_is_told_what_does(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "a"), room.attempt("s1", "b", replaces=2))
        for replaces in (0, 2, 4):
            late = await room.outcome(room.attempt("s1", "c", replaces=replaces))
            assert refused(late) == (Result.CONFLICT, "other_answer")
            assert late.stored == {"number": 3, "answer": "b", "made_at": room.clock.now()}

    async def test_an_attempt_in_another_round_replaces_nothing(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "a"))
        await room.pick()
        second = await room.outcome(room.attempt("s1", "b", number=2))
        assert number_of(second) == 3
        assert [one.answer for one in await room.store.latest_attempts("r1.1")] == ["a"]

    async def test_500_that_say_the_same_at_once_are_one(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        outcomes = await asyncio.gather(
            *(room.outcome(room.attempt("s1", "a")) for _ in range(500))
        )
        accepted = [one for one in outcomes if isinstance(one, Accepted)]
        assert len(accepted) == 1
        assert len(await room.store.latest_attempts("r1.1")) == 1
        assert await room.numbers() == [1, 2]


class TestCommandIds:
    async def test_an_accepted_order_that_comes_again_is_a_duplicate_of_the_first(
        self, room: KeptRoom
    ):
        await room.join("s1")
        await room.pick()
        order = room.attempt("s1", "b", command_id="mine")
        first = await room.outcome(order)
        (again,) = await room.perform(order)
        assert again.repeated
        assert again.outcome.result is Result.DUPLICATE
        assert again.outcome.stored == first.stored
        assert await room.numbers() == [1, 2]

    async def test_a_refused_order_that_comes_again_stays_refused(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.lock()
        order = room.attempt("s1", "b", command_id="mine")
        first = await room.outcome(order)
        await room.reopen()
        (again,) = await room.perform(order)
        assert again.repeated
        assert again.outcome == first
        assert refused(again.outcome) == (Result.NOT_OPEN, "locked")
        assert await room.numbers() == [1]

    async def test_a_refused_attempt_that_comes_again_is_told_what_counts_by_then(
        self, room: KeptRoom
    ):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", ("a",)))
        order = room.attempt("s1", "c", command_id="mine")
        first = await room.outcome(order)
        assert refused(first) == (Result.CONFLICT, "other_answer")
        assert first.stored == {"number": 2, "answer": ("a",), "made_at": room.clock.now()}
        (again,) = await room.perform(order)
        assert (again.repeated, again.outcome) == (True, first)
        room.clock.go_on(1)
        await room.perform(room.attempt("s1", "b", replaces=2))
        (later,) = await room.perform(order)
        assert refused(later.outcome) == refused(first)
        assert later.outcome.stored == {"number": 3, "answer": "b", "made_at": room.clock.now()}

    async def test_a_refused_attempt_whose_command_id_comes_with_another_action_stays_refused(
        self, room: KeptRoom
    ):
        await room.join("s1")
        await room.pick()
        first = await room.outcome(room.attempt("s1", replaces=7, command_id="mine"))
        again = await room.outcome(room.order(Lock(now=True), "s1", command_id="mine"))
        assert refused(again) == refused(first)
        assert again.stored == {}

    async def test_a_refusal_that_told_nothing_of_an_attempt_does_not_at_a_repeat(
        self, room: KeptRoom
    ):
        def deny(snapshot: Snapshot, order: Order) -> Outcome:
            return Refused(Result.DENIED, "removed")

        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", "b"))
        order = room.attempt("s1", "c", replaces=2)
        for _ in range(2):
            (committed,) = await room.store.perform([order], deny)
            assert committed.outcome == Refused(Result.DENIED, "removed")

    async def test_a_repeat_in_the_same_batch_is_a_duplicate_too(self, room: KeptRoom):
        order = room.order(Pick(SINGLE.hash, again=True), seen=1, command_id="mine")
        first, second = await room.perform(order, order)
        assert (first.repeated, second.repeated) == (False, True)
        assert first.outcome.stored == second.outcome.stored
        assert (await room.now()).version == 2

    async def test_a_repeat_gets_the_first_result_whatever_it_says_now(self, room: KeptRoom):
        await room.perform(room.order(Pick(SINGLE.hash), seen=1, command_id="mine"))
        (again,) = await room.perform(room.order(Close(), seen=2, command_id="mine"))
        assert again.outcome.result is Result.DUPLICATE
        assert (await room.now()).closed_at is None

    async def test_one_command_id_of_two_people_is_two_orders(self, room: KeptRoom):
        await room.join("s1")
        await room.join("s2")
        await room.pick()
        for seat in ("s1", "s2"):
            assert number_of(await room.outcome(room.attempt(seat, command_id="same")))
        assert len(await room.store.latest_attempts("r1.1")) == 2

    async def test_an_answer_in_what_a_repeat_is_told_is_what_it_was(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        order = room.attempt("s1", ("a",))
        first, again = await room.perform(order, order)
        assert again.outcome.stored == first.outcome.stored
        assert again.outcome.stored["answer"] == ("a",)


class TestBatches:
    async def test_each_order_sees_the_result_of_those_before_it(self, room: KeptRoom):
        await room.perform(
            room.joining("s1", "Ada"),
            room.order(Pick(SINGLE.hash), seen=1),
            room.attempt("s1", "b"),
            room.order(Lock(now=True), seen=2),
            room.order(Reopen(), seen=3),
            room.attempt("s1", "a", replaces=2),
        )
        now = await room.now()
        assert (now.version, now.last_number) == (4, 3)

    async def test_no_orders_are_performed_as_asked(self, room: KeptRoom):
        assert await room.perform() == []

    async def test_of_a_list_with_an_unknown_room_nothing_is_stored(self, room: KeptRoom):
        with pytest.raises(NoSuchRoom):
            await room.perform(
                room.joining("s1", "Ada"), replace(room.joining("s2", "Bo"), room="r9")
            )
        assert await room.numbers() == []
        assert await room.store.seat("r1", "s1") is None

    async def test_an_attempt_in_an_unknown_room_is_told_so(self, room: KeptRoom):
        with pytest.raises(NoSuchRoom):
            await room.perform(replace(room.attempt("s1"), room="r9"))

    async def test_of_a_list_whose_deciding_fails_nothing_is_stored(self, room: KeptRoom):
        def fail_at_bo(snapshot: Snapshot, order: Order) -> Outcome:
            if getattr(order.action, "name", "") == "Bo":
                raise ZeroDivisionError
            return decide(snapshot, order)

        with pytest.raises(ZeroDivisionError):
            await room.store.perform(
                [room.joining("s1", "Ada"), room.joining("s2", "Bo")], fail_at_bo
            )
        assert await room.numbers() == []
        assert await room.store.seat("r1", "s1") is None
        assert (await room.now()).last_number == 0

    async def test_deciding_that_fails_hurts_only_its_sender(self, room: KeptRoom):
        def fail(snapshot: Snapshot, order: Order) -> Outcome:
            raise ZeroDivisionError

        results = await asyncio.gather(
            room.join("s1"),
            room.store.perform([room.joining("s2", "Bo")], fail),
            room.join("s3"),
            return_exceptions=True,
        )
        assert isinstance(results[1], ZeroDivisionError)
        assert [isinstance(one, Accepted) for one in results] == [True, False, True]
        assert await room.numbers() == [1, 2]

    async def test_all_orders_of_one_commit_have_one_time(self, room: KeptRoom):
        times: list[int] = []

        def note(snapshot: Snapshot, order: Order) -> Outcome:
            times.append(snapshot.now)
            return decide(snapshot, order)

        await room.store.perform([room.joining("s1", "Ada"), room.joining("s2", "Bo")], note)
        assert times == [room.clock.now()] * 2


class TestTellingOfCommits:
    async def test_listeners_are_told_before_whoever_waits_goes_on(self, room: KeptRoom):
        told: list[Committed] = []
        room.store.on_commit(told.extend)
        (committed,) = await room.perform(room.joining("s1", "Ada"))
        assert told == [committed]

    async def test_commits_are_told_in_their_order(self, room: KeptRoom):
        numbers: list[int] = []

        def listen(batch: Sequence[Committed]) -> None:
            for one in batch:
                assert isinstance(one.outcome, Accepted)
                numbers.extend(fact.number for fact in one.outcome.facts)

        room.store.on_commit(listen)
        await asyncio.gather(*(room.join(f"s{count}") for count in range(100)))
        assert numbers == list(range(1, 101))

    async def test_refusals_and_repeats_are_told_as_what_they_are(self, room: KeptRoom):
        told: list[Committed] = []
        room.store.on_commit(told.extend)
        order = room.order(Lock(now=True), seen=1)
        await room.perform(order, order)
        assert [one.repeated for one in told] == [False, True]
        assert all(isinstance(one.outcome, Refused) for one in told)

    async def test_what_failed_is_not_told(self, room: KeptRoom):
        told: list[Committed] = []
        room.store.on_commit(told.extend)
        with pytest.raises(NoSuchRoom):
            await room.perform(room.joining("s1", "Ada"), replace(room.attempt("s1"), room="r9"))
        assert told == []

    async def test_every_listener_is_told(self, room: KeptRoom):
        first: list[Committed] = []
        second: list[Committed] = []
        room.store.on_commit(first.extend)
        room.store.on_commit(second.extend)
        await room.join("s1")
        assert first == second
        assert len(first) == 1


class TestReading:
    async def test_a_record_holds_all_but_attempts_of_other_rounds(self, room: KeptRoom):
        await room.store.put_question(MULTIPLE)
        await room.store.put_question(OPEN)
        await room.join("s1")
        await room.join("s2")
        await room.pick()
        await room.perform(room.attempt("s1", "a"))
        await room.pick(MULTIPLE.hash)
        await room.perform(room.attempt("s2", "b", number=2), room.attempt("s1", "c", number=2))
        await room.perform(room.attempt("s2", "a", replaces=4, number=2))
        record = await room.store.record("r1")
        assert record is not None
        assert record.room == await room.now()
        assert [(one.number, one.phase) for one in record.rounds] == [
            (1, RoundPhase.LOCKED),
            (2, RoundPhase.OPEN),
        ]
        assert {one.id for one in record.seats} == {"r1.owner", "s1", "s2"}
        assert {one.hash for one in record.questions} == {SINGLE.hash, MULTIPLE.hash}
        assert [(one.number, one.seat) for one in record.attempts] == [(5, "s1"), (6, "s2")]

    async def test_a_record_of_a_room_that_waits_holds_no_attempts(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1"))
        await room.clear()
        record = await room.store.record("r1")
        assert record is not None
        assert record.attempts == ()

    async def test_facts_are_read_from_any_number_on_as_many_as_asked(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1"))
        await room.join("s2")
        await room.perform(room.attempt("s2"))

        async def read(after: int, limit: int) -> list[int]:
            return [fact.number for fact in await room.store.facts_after("r1", after, limit)]

        assert await read(0, 10) == [1, 2, 3, 4]
        assert await read(0, 3) == [1, 2, 3]
        assert await read(1, 2) == [2, 3]
        assert await read(3, 10) == [4]
        assert await read(4, 10) == []

    async def test_a_question_is_stored_whole_and_as_often_as_you_like(self, store: RoomStore):
        for question in (SINGLE, MULTIPLE, OPEN, SINGLE):
            await store.put_question(question)
        for question in (SINGLE, MULTIPLE, OPEN):
            assert await store.question(question.hash) == question

    async def test_a_round_keeps_where_its_question_came_from(self, room: KeptRoom):
        await room.give(Pick(SINGLE.hash, bank="basics.ipynb", cell="c1"))
        record = await room.store.record("r1")
        assert record is not None
        assert (record.rounds[0].bank, record.rounds[0].cell) == ("basics.ipynb", "c1")

    async def test_times_of_a_round_are_those_of_its_orders(self, room: KeptRoom):
        await room.pick()
        picked_at = room.clock.now()
        room.clock.go_on(60)
        await room.lock()
        locked_at = room.clock.now()
        room.clock.go_on(60)
        await room.reveal()
        record = await room.store.record("r1")
        assert record is not None
        (kept,) = record.rounds
        assert (kept.picked_at, kept.locked_at, kept.revealed_at) == (
            picked_at,
            locked_at,
            room.clock.now(),
        )


class TestAnnouncedLocks:
    async def test_a_room_whose_lock_is_announced_is_found_with_its_deadline(self, room: KeptRoom):
        assert await room.store.deadlines() == []
        await room.pick()
        assert await room.store.deadlines() == []
        await room.give(Lock(now=False))
        deadline = room.clock.now() + LOCK_NOTICE
        assert await room.store.deadlines() == [("r1", deadline)]
        room.clock.go_on(LOCK_NOTICE / 1000)
        await room.outcome(room.order(LockDue()))
        assert await room.store.deadlines() == []

    async def test_attempts_are_taken_until_the_deadline_and_not_at_it(self, room: KeptRoom):
        await room.join("s1")
        await room.join("s2")
        await room.pick()
        await room.give(Lock(now=False))
        room.clock.go_on((LOCK_NOTICE - 1) / 1000)
        assert number_of(await room.outcome(room.attempt("s1", "a"))) == 3
        room.clock.go_on(0.001)
        late = await room.outcome(room.attempt("s2", "a"))
        assert refused(late) == (Result.NOT_OPEN, "locked")
        assert await room.numbers() == [1, 2, 3]


class TestCorrectedKeys:
    async def test_corrections_are_kept_in_order_beside_the_question(self, room: KeptRoom):
        await room.join("s1")
        await room.pick()
        await room.give(CorrectKey("r1.1", frozenset({"c", "a"})))
        room.clock.go_on(5)
        await room.give(CorrectKey("r1.1", None))
        record = await room.store.record("r1")
        assert record is not None
        now = room.clock.now()
        assert record.amendments == (
            Amendment("r1.1", 2, frozenset({"a", "c"}), now - 5000, "r1.owner"),
            Amendment("r1.1", 3, None, now, "r1.owner"),
        )
        assert record.questions == (SINGLE,)
        assert (await room.store.facts_after("r1", 1, 10)) == [
            Amended(2, "r1.owner", now - 5000, "r1.1", 2),
            Amended(3, "r1.owner", now, "r1.1", 3),
        ]

    async def test_a_correction_of_another_rooms_round_is_refused(self, room: KeptRoom):
        other = await KeptRoom(room.store, room.clock, "r2").open(code="CAT-111")
        await other.pick()
        outcome = await room.give(CorrectKey("r2.1", frozenset({"a"})))
        assert refused(outcome) == (Result.INVALID, "no_such_round")

    async def test_the_same_correction_again_is_none(self, room: KeptRoom):
        await room.pick()
        await room.give(CorrectKey("r1.1", frozenset({"a"})))
        again = await room.give(CorrectKey("r1.1", frozenset({"a"})))
        assert isinstance(again, Accepted)
        assert again.amendment is None
        assert again.stored["amendment"] == 2


class TestMarksByHand:
    async def test_they_are_kept_in_order_as_they_were_given(self, room: KeptRoom):
        await room.join("s1")
        await room.join("s2")
        await room.pick()
        await room.perform(room.attempt("s1", "a"), room.attempt("s2", "b"))
        await room.give(MarkByHand("r1.1", (3, 4), 0.5))
        room.clock.go_on(5)
        await room.give(MarkByHand("r1.1", (4,), None))
        record = await room.store.record("r1")
        assert record is not None
        now = room.clock.now()
        marked = (
            Marked(5, "r1.owner", now - 5000, "r1.1", (3, 4), 0.5),
            Marked(6, "r1.owner", now, "r1.1", (4,), None),
        )
        assert record.marked == marked
        assert record.room.last_number == 6
        assert tuple(await room.store.facts_after("r1", 4, 10)) == marked

    async def test_only_attempts_of_the_round_are_marked(self, room: KeptRoom):
        other = await KeptRoom(room.store, room.clock, "r2").open(code="CAT-111")
        for one in (room, other):
            await one.join(f"seat in {one.id}")
            await one.pick()
            await one.perform(one.attempt(f"seat in {one.id}", "a"))
        await room.pick()
        for action, reason in (
            (MarkByHand("r1.2", (2,), 1.0), "no_such_attempt"),
            (MarkByHand("r1.1", (2, 3), 1.0), "no_such_attempt"),
            (MarkByHand("r1.1", (1,), 1.0), "no_such_attempt"),
            (MarkByHand("r2.1", (2,), 1.0), "no_such_round"),
        ):
            assert refused(await room.give(action)) == (Result.INVALID, reason)
        record = await room.store.record("r1")
        assert record is not None
        assert record.marked == ()


class TestPeople:
    async def test_a_name_can_be_changed_and_is_told_apart(self, room: KeptRoom):
        await room.join("s1", "Ada")
        await room.join("s2", "Bo")
        await room.give(Rename("s2", "Ada"))
        seat = await room.store.seat("r1", "s2")
        assert seat is not None
        assert (seat.name, seat.generation) == ("Ada 2", 1)
        facts = await room.store.facts_after("r1", 2, 10)
        assert facts == [Renamed(3, "s2", room.clock.now())]

    async def test_who_is_removed_has_a_new_generation_and_leaves_the_name(self, room: KeptRoom):
        await room.join("s1", "Ada")
        room.clock.go_on(5)
        await room.give(Remove("s1"))
        seat = await room.store.seat("r1", "s1")
        assert seat is not None
        assert (seat.removed_at, seat.generation) == (room.clock.now(), 2)
        assert await room.store.facts_after("r1", 1, 10) == [Removed(2, "s1", room.clock.now())]
        assert refused(await room.join("s9", "Ada", "hash of s1")) == (Result.DENIED, "removed")
        await room.join("s2", "Ada")
        new = await room.store.seat("r1", "s2")
        assert new is not None
        assert new.name == "Ada"

    async def test_nobody_can_be_named_or_removed_from_another_room(self, room: KeptRoom):
        other = await KeptRoom(room.store, room.clock, "r2").open(code="CAT-111")
        await other.join("s1")
        for action in (Remove("s1"), Rename("s1", "Eve")):
            assert refused(await room.give(action)) == (Result.INVALID, "no_such_seat")


class TestAttemptsOfOne:
    async def test_all_attempts_of_a_round_and_of_a_seat_are_read_in_order(self, room: KeptRoom):
        await room.join("s1")
        await room.join("s2")
        await room.pick()
        await room.perform(
            room.attempt("s2", "b"), room.attempt("s1", "a"), room.attempt("s2", "c", replaces=3)
        )
        await room.pick()
        await room.perform(room.attempt("s2", "a", number=2))
        in_first = await room.store.attempts_in("r1.1")
        assert [(one.number, one.seat) for one in in_first] == [(3, "s2"), (4, "s1"), (5, "s2")]
        of_two = await room.store.attempts_of("r1", "s2")
        assert [(one.number, one.round) for one in of_two] == [
            (3, "r1.1"),
            (5, "r1.1"),
            (6, "r1.2"),
        ]
        assert await room.store.attempts_of("r2", "s2") == []

    @pytest.mark.parametrize("answer", ["b", ("a", "c"), 41.5, 3.0, -0.5, 1e300])
    async def test_an_answer_of_any_kind_is_read_as_it_was_made(
        self, room: KeptRoom, answer: Answer
    ):
        await room.join("s1")
        await room.pick()
        await room.perform(room.attempt("s1", answer))
        (attempt,) = await room.store.attempts_in("r1.1")
        assert attempt.answer == answer
        assert type(attempt.answer) is type(answer)


ASKED = Asset("a" * 64, "image/png", b"asked")
TOLD = Asset("b" * 64, "image/svg+xml", b"told")


def with_images(title: str = "Which?") -> StoredQuestion:
    """A question whose prompt shows one image, and whose note the same and another."""

    def image(asset: Asset) -> str:
        return f'<p><img src="asset:{asset.hash}" alt="x"></p>'

    plain = single(title, notes={"a": image(ASKED) + image(TOLD)})
    return stored(replace(plain, face=replace(plain.face, prompt=image(ASKED) + title)))


class TestImages:
    async def test_an_asset_is_stored_once_with_its_type(self, store: RoomStore):
        assert await store.asset(TOLD.hash) is None
        await store.put_question(with_images(), [ASKED, TOLD])
        await store.put_question(with_images("What?"), [ASKED, TOLD])
        for asset in (ASKED, TOLD):
            assert await store.asset(asset.hash) == asset

    async def test_a_room_shows_what_was_sent_to_it_and_what_its_rounds_show(self, room: KeptRoom):
        await room.store.open_room(*new_room("r2", code="CAT-111"), enter=False)
        question = with_images()
        await room.store.put_question(question, [ASKED, TOLD], "r2")
        sent = {AssetUse(ASKED.hash, True, None), AssetUse(TOLD.hash, False, None)}
        assert set(await room.store.asset_uses("r2")) == sent
        assert await room.store.asset_uses("r1") == []
        assert await room.store.asset_uses("r9") == []

        await room.pick(question.hash)
        assert set(await room.store.asset_uses("r1")) == {
            AssetUse(ASKED.hash, True, RoundPhase.OPEN),
            AssetUse(TOLD.hash, False, RoundPhase.OPEN),
        }
        await room.reveal()
        await room.pick(question.hash)
        await room.undo()
        assert set(await room.store.asset_uses("r1")) == {
            AssetUse(ASKED.hash, True, RoundPhase.REVEALED),
            AssetUse(TOLD.hash, False, RoundPhase.REVEALED),
            AssetUse(ASKED.hash, True, RoundPhase.WITHDRAWN),
            AssetUse(TOLD.hash, False, RoundPhase.WITHDRAWN),
        }
        assert set(await room.store.asset_uses("r2")) == sent

    async def test_a_question_sent_before_may_be_sent_to_another_room(self, room: KeptRoom):
        for sent_to in (None, "r1", "r1"):
            await room.store.put_question(with_images(), [ASKED, TOLD], sent_to)
        assert len(await room.store.asset_uses("r1")) == 2

    async def test_nothing_is_sent_to_a_room_that_does_not_exist(self, store: RoomStore):
        question = with_images()
        with pytest.raises(NoSuchRoom):
            await store.put_question(question, [ASKED, TOLD], "r9")
        assert await store.question(question.hash) is None
        assert await store.asset(ASKED.hash) is None


async def test_a_fixed_clock_only_goes_on_when_told(clock: FixedClock):
    before = clock.now(), clock.monotonic()
    clock.go_on(1.5)
    assert (clock.now() - before[0], clock.monotonic() - before[1]) == (1500, 1.5)
