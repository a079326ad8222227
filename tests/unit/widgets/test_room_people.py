"""Who is in the room, from an instructor's Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pylq_ext import NoSuchSeat
from pylq_ext.domain.errors import Denied, InvalidInput, InvalidName
from pylq_ext.domain.room import Role
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.documents import Gauges, JoinedFact
from pylq_ext.widgets.instructor import Room
from pylq_ext.widgets.people import PEOPLE_COLUMNS, people_rows, seat_of
from tests.unit.widgets.classroom import Joins


def holding(*names: str, presence: str = "") -> OwnerConnection:
    owner = OwnerConnection()
    owner.people["o"] = JoinedFact(0, "o", "Teacher", Role.OWNER, 0)
    for number, name in enumerate(names, start=1):
        owner.people[f"s{number}"] = JoinedFact(number, f"s{number}", name, Role.ATTENDEE, 0)
    owner.gauges = Gauges(len(names), 0, 0, 0, presence)
    return owner


def test_everyone_who_joined_has_a_row(room: Room, joins: Joins):
    assert list(room.people().columns) == list(PEOPLE_COLUMNS)
    ada, _ = joins("Ada"), joins("Ben")
    people = room.people()
    assert list(people["name"]) == ["Ada", "Ben"]
    assert datetime.now(UTC) - people["joined"][0] < timedelta(seconds=30)
    assert all(people["answered"].isna())
    room.pick(1)
    ada.answer("A")
    assert list(room.people()["answered"]) == [True, False]
    # A kernel shows nothing to anybody: only cards make people present.
    assert list(room.people()["here"]) == [False, False]
    assert not any(room.people()["removed"])


def test_who_is_here_is_read_from_the_hosts_digits():
    rows = people_rows(holding("Ada", "Ben", "Cleo", "Dan", "Eve", presence="51"))
    assert [row["here"] for row in rows] == [True, False, True, False, True]
    later = people_rows(holding("Ada", "Ben", presence=""))
    assert [row["here"] for row in later] == [False, False]


def test_somebody_is_renamed_by_name_or_seat(room: Room, joins: Joins):
    joins("Ada")
    ben = joins("Ben")
    seat = room.people(as_="rows")[1]["seat"]
    assert room.rename("ben", "Benjamin") == "Benjamin"
    assert room.rename(seat, "Ada") == "Ada 2"
    assert [row["name"] for row in room.people(as_="rows")] == ["Ada", "Ada 2"]
    room.pick(1)
    ben.answer("A")
    assert list(room.attempts()["name"]) == ["Ada 2"]
    with pytest.raises(InvalidName):
        room.rename(seat, " ")


def test_who_is_removed_is_out_and_counts_no_more(room: Room, joins: Joins):
    ada, ben = joins("Ada"), joins("Ben")
    room.pick(1)
    ada.answer("A")
    ben.answer("B")
    room.remove("Ben")
    room.remove("Ben")
    assert list(room.people()["removed"]) == [False, True]
    assert list(room.attempts()["removed"]) == [False, True]
    assert list(room.results()["count"]) == [1, 0, 0]
    with pytest.raises(Denied):
        ben.answer("C")
    with pytest.raises(Denied):
        ben.history()
    with pytest.raises(Denied, match="Ben was removed"):
        room.rename("Ben", "Benedict")


def test_nobody_of_that_name_is_refused_with_who_could_be_meant(room: Room, joins: Joins):
    joins("Ada")
    for order in (room.remove, lambda who: room.rename(who, "Eve")):
        with pytest.raises(NoSuchSeat, match="Did you mean 'Ada'"):
            order("Adda")
        with pytest.raises(NoSuchSeat, match=r"room\.people"):
            order("")
        with pytest.raises(InvalidInput, match="not by int"):
            order(1)  # type: ignore[arg-type] # as people do
    assert list(room.people()["name"]) == ["Ada"]


def test_a_name_means_who_is_there_before_who_was_removed():
    owner = holding("Ada", "Ada")
    with pytest.raises(InvalidInput, match="'s1', 's2'"):
        seat_of(owner, "ada")
    owner.removed = frozenset({"s1"})
    assert seat_of(owner, " Ada ") == "s2"
    owner.removed = frozenset({"s1", "s2"})
    with pytest.raises(InvalidInput, match="'s1', 's2'"):
        seat_of(owner, "Ada")
    assert seat_of(owner, "s1") == "s1"


def test_an_owner_is_nobody_to_be_sent_out():
    with pytest.raises(NoSuchSeat):
        seat_of(holding("Ada"), "Teacher")
