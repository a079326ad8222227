"""When the student door is open, where, and what is told of it; by a doorway that nobody uses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.door_address import EVERYWHERE, LOOPBACK, DoorAddress
from pylq_ext.domain.errors import Conflict, Denied, InvalidInput
from pylq_ext.domain.room import Room
from pylq_ext.ports.room_store import StoreUnavailable
from pylq_ext.service.student_door import LINGER, StudentDoor
from tests.support.fake_doorway import FakeDoorway
from tests.support.fixed import FixedClock
from tests.support.kept_room import KeptRoom
from tests.support.lesson import settle
from tests.support.timers import Timers


class Place:
    """A store, a doorway, and a door between them."""

    def __init__(self, store: MemoryStore | None = None, **options: Any) -> None:
        self.clock = FixedClock()
        self.store = store or MemoryStore(self.clock)
        self.doorway = FakeDoorway()
        self.timers = Timers(self.clock)
        self.door = StudentDoor(self.store, self.doorway, after=self.timers.after, **options)

    async def open_room(self, room: str = "r1", code: str = "DOG-427") -> KeptRoom:
        opened = await KeptRoom(self.store, self.clock, room).open(code=code)
        await self.door.settle()
        return opened

    async def time_passes(self, seconds: float) -> None:
        self.clock.go_on(seconds)
        self.timers.go_off()
        await settle()

    async def kept(self) -> set[str | None]:
        return {room.door_address for room in await self.store.open_rooms()}

    def codes(self) -> list[str]:
        return [sentence.code for sentence in self.door.state.exposed]


async def test_it_opens_with_the_first_room_and_shuts_with_the_last():
    place = Place()
    await place.door.settle()
    assert not place.door.state.listening
    first = await place.open_room("r1", "DOG-427")
    at = place.doorway.at
    assert at is not None
    assert at.address == LOOPBACK
    assert place.codes() == ["door_local"]
    second = await place.open_room("r2", "CAT-111")
    assert place.doorway.history == [at]
    assert await place.kept() == {str(at)}
    await first.close()
    await settle()
    assert place.doorway.at == at
    await second.close()
    await place.time_passes(LINGER)
    assert place.doorway.at is None
    assert not place.door.state.listening


async def test_it_stays_for_a_while_so_that_answers_can_be_fetched():
    place = Place()
    room = await place.open_room()
    at = place.doorway.at
    await room.close()
    await place.time_passes(LINGER - 1)
    await place.door.settle()
    assert place.doorway.at == at, "whoever looks at it does not shut it"
    await place.time_passes(1)
    assert place.doorway.at is None


async def test_the_door_of_a_room_that_is_opened_meanwhile_stays():
    place = Place()
    room = await place.open_room()
    await room.close()
    await settle()
    await place.open_room("r2", "CAT-111")
    await place.time_passes(LINGER)
    assert place.doorway.at is not None
    assert place.door.state.listening


async def test_the_next_first_room_finds_it_closed_to_the_network_again():
    place = Place()
    room = await place.open_room()
    await place.door.open_to_network()
    await room.close()
    await settle()
    await place.open_room("r2")
    assert not place.door.state.open
    assert place.doorway.at is not None
    assert place.doorway.at.is_private


async def test_opening_keeps_the_port_and_lists_the_best_address_first():
    place = Place(port=8765)
    await place.open_room()
    state = await place.door.open_to_network()
    assert (state.address, state.port, state.open) == (EVERYWHERE, 8765, True)
    assert state.links == ("http://192.168.1.5:8765/", "http://10.0.0.7:8765/")
    assert place.door.public_url == "http://192.168.1.5:8765/"
    assert place.codes() == ["door_open", "door_plain", "door_only"]
    assert await place.kept() == {"0.0.0.0:8765"}
    # In another network by now.
    place.doorway.networks = ["172.16.0.9"]
    assert (await place.door.refresh()).links == ("http://172.16.0.9:8765/",)


async def test_a_link_at_one_interface_names_that_one_only():
    place = Place()
    await place.open_room()
    assert (await place.door.open_to_network("10.0.0.7", 80)).links == ("http://10.0.0.7:80/",)
    assert (await place.door.open_to_network("fe80::1", 80)).links == ("http://[fe80::1]:80/",)


async def test_shutting_the_network_out_cuts_off_who_came_from_there():
    place = Place()
    await place.open_room()
    opened = await place.door.open_to_network()
    state = await place.door.close_to_network()
    assert (state.open, state.address, state.port) == (False, LOOPBACK, opened.port)
    assert place.doorway.sent_away == 1
    assert place.door.public_url is None
    # Nothing to do a second time.
    assert await place.door.close_to_network() == state
    assert place.doorway.sent_away == 1


async def test_the_network_is_shut_out_even_if_the_port_is_taken_on_loopback():
    place = Place(port=8765)
    await place.open_room()
    await place.door.open_to_network()
    place.doorway.taken.add(DoorAddress(LOOPBACK, 8765))
    state = await place.door.close_to_network()
    assert (state.listening, state.open) == (True, False)
    assert place.codes() == ["door_local", "door_moved"]
    assert await place.kept() == {f"{LOOPBACK}:{state.port}"}


async def test_what_cannot_be_opened_leaves_the_door_as_it_was():
    place = Place()
    await place.open_room()
    before = place.door.state, place.doorway.at
    place.doorway.taken.add(DoorAddress(EVERYWHERE, 80))
    with pytest.raises(InvalidInput, match=r"cannot be opened at 0\.0\.0\.0:80: Address already"):
        await place.door.open_to_network(port=80)
    assert (place.door.state, place.doorway.at) == before


async def test_it_is_not_opened_where_everyone_is_the_owner():
    place = Place(jupyter_is_open=True)
    await place.open_room()
    with pytest.raises(Denied, match="neither token nor password") as refused:
        await place.door.open_to_network()
    assert refused.value.params["code"] == "jupyter_is_open"
    assert not place.door.state.open


async def test_there_is_nothing_to_open_without_a_room():
    place = Place()
    with pytest.raises(Conflict, match="Open a room first"):
        await place.door.open_to_network()
    assert place.doorway.at is None


class TestComingBack:
    """A new host over the rooms of the last one."""

    async def after(self, kept: str | None, **options: Any) -> Place:
        place = Place(**options)
        await KeptRoom(place.store, place.clock).open()
        if kept is not None:
            await place.store.keep_door_address(kept)
        return place

    async def test_it_listens_where_it_did(self):
        place = await self.after("10.0.0.7:8765")
        await place.door.settle()
        assert place.doorway.at == DoorAddress("10.0.0.7", 8765)
        assert place.door.state.open

    async def test_the_room_opened_last_says_where(self):
        place = await self.after("10.0.0.7:8765")
        place.clock.go_on(60)
        await KeptRoom(place.store, place.clock, "r2").open(code="CAT-111", at=2)
        kept = place.store._rooms["r2"]
        kept.room = replace(kept.room, door_address="10.0.0.7:9999")
        await place.door.settle()
        assert place.doorway.at == DoorAddress("10.0.0.7", 9999)
        assert await place.kept() == {"10.0.0.7:9999"}

    async def test_a_taken_port_is_given_up_and_it_is_told(self):
        place = await self.after("0.0.0.0:8765")
        place.doorway.taken.add(DoorAddress(EVERYWHERE, 8765))
        await place.door.settle()
        at = place.doorway.at
        assert at is not None
        assert (at.address, at.port != 8765) == (EVERYWHERE, True)
        told = place.door.state.exposed[-1]
        assert (told.code, told.params["before"], told.params["now"]) == (
            "door_moved",
            "0.0.0.0:8765",
            str(at),
        )
        assert await place.kept() == {str(at)}

    async def test_an_address_of_another_network_is_not_opened_elsewhere_instead(self):
        place = await self.after("192.168.7.7:8765")
        place.doorway.foreign.add("192.168.7.7")
        await place.door.settle()
        assert place.doorway.at is not None
        assert place.doorway.at.is_private
        assert place.codes() == ["door_local", "door_moved"]

    async def test_it_stays_shut_where_everyone_is_the_owner_by_now(self):
        place = await self.after("0.0.0.0:8765", jupyter_is_open=True)
        await place.door.settle()
        assert place.doorway.at == DoorAddress(LOOPBACK, 8765)
        assert place.codes() == ["door_local", "jupyter_is_open"]

    @pytest.mark.parametrize("kept", [None, "damaged"])
    async def test_without_an_address_it_takes_the_configured_port(self, kept: str | None):
        place = await self.after(kept, port=4000)
        await place.door.settle()
        assert place.doorway.at == DoorAddress(LOOPBACK, 4000)
        assert place.codes() == ["door_local"]

    async def test_what_stops_it_is_told_and_stops_nothing_else(self):
        place = await self.after(None)
        place.doorway.foreign.add(LOOPBACK)
        await place.door.settle()
        assert place.codes() == ["door_blocked"]
        assert not place.door.state.listening
        place.doorway.foreign.clear()
        await place.door.settle()
        assert place.codes() == ["door_local"]


class LockedStore(MemoryStore):
    """A store whose file another server has."""

    async def open_rooms(self) -> list[Room]:
        raise StoreUnavailable("kept by another Jupyter Server")


async def test_a_locked_database_leaves_the_door_shut_and_raises_nothing():
    place = Place(LockedStore(FixedClock()))
    await place.door.settle()
    assert place.doorway.history == []


async def test_a_stopped_door_opens_no_more_and_leaves_the_address_with_the_rooms():
    place = Place()
    room = await place.open_room()
    kept = await place.kept()
    await place.door.stop()
    assert place.doorway.at is None
    assert await place.kept() == kept
    await room.pick()
    await place.door.settle()
    assert place.doorway.at is None
