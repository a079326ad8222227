"""The history checker finds nothing in good histories, and each broken rule in a bad one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pylq_ext.domain.outcomes import Result
from tests.support.history import (
    History,
    Rule,
    StoredAttempt,
    StoredRoom,
    assert_kept,
    violations,
)

ROUND = "room.1"


def a_lesson() -> tuple[History, StoredRoom]:
    """Ada answers and changes her mind, Bob answers twice by mistake and once too late."""
    history = History()
    history.attempted("ada", "a1", ROUND, "a", 0)
    history.told("ada", "a1", Result.OK, number=3, answer="a")
    history.attempted("bob", "b1", ROUND, ("a", "c"), 0)
    history.attempted("bob", "b1", ROUND, ("a", "c"), 0)
    history.told("bob", "b1", Result.OK, number=4, answer=("a", "c"))
    history.told("bob", "b1", Result.DUPLICATE, number=4, answer=("a", "c"))
    history.attempted("ada", "a2", ROUND, "b", 3)
    history.told("ada", "a2", Result.OK, number=5, answer="b")
    history.attempted("ada", "a3", ROUND, "a", 3)
    history.told("ada", "a3", Result.CONFLICT, reason="other_answer", number=5, answer="b")
    history.shut(ROUND, after=5)
    history.attempted("bob", "b2", ROUND, ("b",), 4)
    history.told("bob", "b2", Result.NOT_OPEN, reason="locked", number=4, answer=("a", "c"))
    history.counting(ROUND, {"ada": (5, "b"), "bob": (4, ("a", "c"))})
    stored = StoredRoom(
        attempts=(
            StoredAttempt(3, ROUND, "ada", "a", 100),
            StoredAttempt(4, ROUND, "bob", ("a", "c"), 100),
            StoredAttempt(5, ROUND, "ada", "b", 110),
        ),
        facts=(1, 2),
        last_number=5,
        locked_at={ROUND: 110},
    )
    return history, stored


def broken(history: History, stored: StoredRoom) -> set[Rule]:
    return {violation.rule for violation in violations(history, stored)}


def one_attempt(result: Result | None = Result.OK, *, number: int = 1) -> History:
    history = History()
    history.attempted("ada", "a1", ROUND, "a", 0)
    if result is not None:
        history.told("ada", "a1", result, number=number, answer="a")
    return history


def rows(*attempts: StoredAttempt, last_number: int | None = None) -> StoredRoom:
    last = max((one.number for one in attempts), default=0)
    return StoredRoom(attempts, last_number=last if last_number is None else last_number)


ADA = StoredAttempt(1, ROUND, "ada", "a")


def test_a_good_lesson_breaks_no_rule():
    history, stored = a_lesson()
    assert_kept(history, stored)
    assert history.acknowledged == 3


def test_an_empty_history_of_an_empty_room_breaks_no_rule():
    assert_kept(History(), StoredRoom())


def test_an_attempt_without_an_ack_may_be_stored_or_not():
    assert_kept(one_attempt(None), rows())
    assert_kept(one_attempt(None), rows(ADA))


def test_busy_is_no_promise_either_way():
    history = one_attempt(Result.BUSY, number=0)
    assert_kept(history, rows())
    history.attempted("ada", "a1", ROUND, "a", 0)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert_kept(history, rows(ADA))


def test_an_expired_ticket_refuses_one_copy_of_an_order_and_not_the_next():
    history = one_attempt(Result.DENIED, number=0)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert_kept(history, rows(ADA))


def test_the_same_answer_may_be_given_twice_on_purpose():
    history = one_attempt()
    history.attempted("ada", "a2", ROUND, "a", 1)
    history.told("ada", "a2", Result.OK, number=2, answer="a")
    assert_kept(history, rows(ADA, replace(ADA, number=2)))


def test_an_acked_attempt_that_is_not_stored_is_lost():
    assert broken(one_attempt(), rows()) == {Rule.LOST}


def test_an_acked_attempt_under_another_number_is_lost():
    assert Rule.LOST in broken(one_attempt(number=2), rows(ADA))


def test_an_acked_attempt_with_another_answer_is_lost():
    assert Rule.LOST in broken(one_attempt(), rows(replace(ADA, answer="b")))


def test_an_acked_attempt_under_another_seat_is_lost():
    assert Rule.LOST in broken(one_attempt(), rows(replace(ADA, seat="bob")))


def test_an_acked_attempt_in_another_round_is_lost():
    assert Rule.LOST in broken(one_attempt(), rows(replace(ADA, round="room.2")))


def test_an_ack_of_another_answer_than_was_ordered_is_a_loss():
    history = History()
    history.attempted("ada", "a1", ROUND, "b", 0)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert Rule.LOST in broken(history, rows(ADA))


def test_an_ack_without_a_number_is_a_loss():
    assert Rule.LOST in broken(one_attempt(number=0), rows(ADA))


def test_two_orders_acked_with_one_number_are_one_loss():
    history = one_attempt()
    history.attempted("ada", "a2", ROUND, "a", 0)
    history.told("ada", "a2", Result.OK, number=1, answer="a")
    assert Rule.LOST in broken(history, rows(ADA))


def test_a_refusal_that_tells_of_what_is_not_stored_is_a_loss():
    history = one_attempt()
    history.attempted("ada", "a2", ROUND, "b", 0)
    history.told("ada", "a2", Result.CONFLICT, number=7, answer="a")
    assert broken(history, rows(ADA)) == {Rule.LOST}


def test_one_order_that_is_stored_twice_is_found():
    assert broken(one_attempt(), rows(ADA, replace(ADA, number=2))) == {Rule.TWICE}


def test_one_order_without_an_ack_that_is_stored_twice_is_found():
    assert broken(one_attempt(None), rows(ADA, replace(ADA, number=2))) == {Rule.TWICE}


def test_a_stored_attempt_that_nobody_ordered_is_found():
    assert broken(History(), rows(ADA)) == {Rule.UNINVOKED}
    assert broken(one_attempt(None), rows(replace(ADA, answer="b"))) == {Rule.UNINVOKED}


@pytest.mark.parametrize(
    "result",
    [Result.CONFLICT, Result.NOT_OPEN, Result.STALE_ROUND, Result.CLOSED, Result.DENIED],
)
def test_a_refused_attempt_that_is_stored_is_found(result: Result):
    assert Rule.REFUSED_STORED in broken(one_attempt(result, number=0), rows(ADA))


def test_a_number_that_is_missing_is_found():
    stored = rows(replace(ADA, number=2))
    assert Rule.NUMBERS in broken(one_attempt(number=2), stored)


def test_a_number_that_is_used_twice_is_found():
    stored = replace(rows(ADA), facts=(1,))
    assert broken(one_attempt(), stored) == {Rule.NUMBERS}


def test_a_number_beyond_the_rooms_count_is_found():
    assert broken(one_attempt(), rows(ADA, last_number=0)) == {Rule.NUMBERS}


def test_a_count_beyond_the_last_number_is_found():
    assert broken(one_attempt(), rows(ADA, last_number=2)) == {Rule.NUMBERS}


def test_an_attempt_with_a_number_above_the_locks_is_late():
    history = History()
    history.attempted("ada", "a1", ROUND, "a", 0)
    history.shut(ROUND, after=0)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert broken(history, rows(ADA)) == {Rule.LATE}


def test_an_attempt_that_is_stored_later_than_the_lock_is_late():
    stored = replace(rows(replace(ADA, made_at=101)), locked_at={ROUND: 100})
    assert broken(one_attempt(), stored) == {Rule.LATE}


def test_an_attempt_ordered_after_the_lock_was_told_is_late():
    history = History()
    history.shut(ROUND)
    history.attempted("ada", "a1", ROUND, "a", 0)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert broken(history, rows(ADA)) == {Rule.LATE}


def test_an_attempt_under_way_when_the_lock_was_told_is_not_late():
    history = History()
    history.attempted("ada", "a1", ROUND, "a", 0)
    history.shut(ROUND)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert_kept(history, rows(ADA))


def test_an_attempt_after_reopening_is_not_late_and_one_after_the_next_lock_is():
    history = History()
    history.shut(ROUND, after=0)
    history.opened(ROUND)
    history.attempted("ada", "a1", ROUND, "a", 0)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert_kept(history, rows(ADA))
    history.shut(ROUND)
    history.attempted("ada", "a2", ROUND, "b", 1)
    history.told("ada", "a2", Result.OK, number=2, answer="b")
    stored = rows(ADA, StoredAttempt(2, ROUND, "ada", "b"))
    assert broken(history, stored) == {Rule.LATE}


def test_a_lock_of_another_round_makes_nothing_late():
    history = History()
    history.shut("room.2", after=0)
    history.attempted("ada", "a1", ROUND, "a", 0)
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert_kept(history, rows(ADA))


def test_an_attempt_that_replaced_another_than_it_named_is_found():
    history = one_attempt()
    history.attempted("ada", "a2", ROUND, "b", 1)
    history.told("ada", "a2", Result.OK, number=2, answer="b")
    history.attempted("ada", "old", ROUND, "c", 1)
    history.told("ada", "old", Result.OK, number=3, answer="c")
    stored = rows(ADA, StoredAttempt(2, ROUND, "ada", "b"), StoredAttempt(3, ROUND, "ada", "c"))
    assert broken(history, stored) == {Rule.REPLACED}


def test_an_earlier_attempt_that_counts_is_found():
    history, stored = a_lesson()
    history.counting(ROUND, {"ada": (3, "a"), "bob": (4, ("a", "c"))})
    assert broken(history, stored) == {Rule.COUNTS}


def test_a_seat_whose_attempt_does_not_count_is_found():
    history, stored = a_lesson()
    history.counting(ROUND, {"ada": (5, "b")})
    assert broken(history, stored) == {Rule.COUNTS}


def test_copies_of_an_order_that_are_told_different_numbers_are_found():
    history = one_attempt()
    history.told("ada", "a1", Result.DUPLICATE, number=2, answer="a")
    assert Rule.TOLD in broken(history, rows(ADA, replace(ADA, number=2)))


def test_copies_of_an_order_of_which_two_were_the_first_are_found():
    history = one_attempt()
    history.told("ada", "a1", Result.OK, number=1, answer="a")
    assert broken(history, rows(ADA)) == {Rule.TOLD}


def test_copies_of_an_order_that_are_accepted_and_refused_are_found():
    history = one_attempt()
    history.told("ada", "a1", Result.NOT_OPEN, reason="locked", number=1, answer="a")
    assert broken(history, rows(ADA)) == {Rule.TOLD}


def test_an_ack_of_an_order_that_nobody_gave_is_found():
    history = History()
    history.told("ada", "a1", Result.CONFLICT)
    assert broken(history, rows()) == {Rule.TOLD}


def test_a_broken_rule_is_named_with_where_it_is_broken():
    with pytest.raises(AssertionError, match=r"LOST: ada was told of 1.*acknowledged is stored"):
        assert_kept(one_attempt(), rows())
