"""Who may see an image, and when: by what the room shows, not by what the host holds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from pylq_ext.adapters.memory_store import MemoryStore
from pylq_ext.domain.errors import Denied, ExpiredTicket, InvalidTicket, NoSuchAsset
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import Role, RoundPhase
from pylq_ext.ports.room_store import AssetUse
from pylq_ext.service.assets import KEPT, AssetService, visible
from tests.support.fixed import FixedClock
from tests.support.images import bundle, png
from tests.support.lesson import OWNER, Client, Lesson

SOURCE = """\
### Which line rises?

![Two lines](attachment:asked.png)

- [x] the upper one
- [ ] the lower one
  > ![Only the upper one](attachment:told.png)
"""
ASKED, TOLD = png(shade=1), png(shade=2)


class CountingStore(MemoryStore):
    """Counts how often an image is read."""

    reads = 0

    async def asset(self, asset_hash: str) -> Asset | None:
        self.reads += 1
        return await super().asset(asset_hash)


class Shown:
    """A lesson with a question that shows two images, and who asks for them."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.service = AssetService(lesson.store, lesson.tickets)

    async def begin(self) -> None:
        attachments = {"asked.png": bundle(ASKED), "told.png": bundle(TOLD)}
        self.question = await self.lesson.rooms.put_question(SOURCE, attachments, self.lesson.room)
        (self.asked,) = self.question.question.face_assets
        (self.told,) = self.question.question.feedback_assets
        self.owner = await self.lesson.owner()
        self.ada = await self.lesson.student("Ada")

    async def order(self, name: str, **body: object) -> None:
        ack = await self.owner.give(name, await self.lesson.version(), **body)
        assert ack["result"] == "ok"

    async def pick(self) -> None:
        await self.order("pick", question=self.question.hash, again=True)

    async def sees(self, who: Client) -> set[bytes]:
        """Both images, or those of them that somebody gets."""
        found = set()
        for asset in (self.asked, self.told):
            try:
                got = await self.service.for_ticket(self.lesson.room, who.ticket.text, asset)
            except NoSuchAsset:
                continue
            found.add(got.content)
        return found


@pytest.fixture
def counting() -> CountingStore:
    return CountingStore(FixedClock())


@pytest.fixture
def shown(counting: CountingStore, jp_asyncio_loop: asyncio.AbstractEventLoop) -> Iterator[Shown]:
    lesson = Lesson(counting)
    jp_asyncio_loop.run_until_complete(lesson.open())
    shown = Shown(lesson)
    jp_asyncio_loop.run_until_complete(shown.begin())
    yield shown
    jp_asyncio_loop.run_until_complete(lesson.end())


async def test_before_the_pick_only_the_owner_sees_them(shown: Shown):
    assert await shown.sees(shown.ada) == set()
    assert await shown.sees(shown.owner) == {ASKED, TOLD}


async def test_attendees_see_the_face_from_the_pick_and_feedback_from_the_reveal(shown: Shown):
    await shown.pick()
    assert await shown.sees(shown.ada) == {ASKED}
    await shown.order("lock")
    assert await shown.sees(shown.ada) == {ASKED}
    await shown.order("show_feedback")
    assert await shown.sees(shown.ada) == {ASKED, TOLD}


async def test_earlier_rounds_stay_seen(shown: Shown):
    await shown.pick()
    await shown.order("show_feedback")
    await shown.order("clear")
    assert await shown.sees(shown.ada) == {ASKED, TOLD}


async def test_a_withdrawn_round_shows_nothing(shown: Shown):
    await shown.pick()
    await shown.order("undo")
    assert await shown.sees(shown.ada) == set()


async def test_a_revote_hides_nothing_that_was_shown(shown: Shown):
    await shown.pick()
    await shown.order("show_feedback")
    await shown.pick()
    assert await shown.sees(shown.ada) == {ASKED, TOLD}


async def test_another_rooms_images_are_not_there_even_for_its_owner(shown: Shown):
    await shown.pick()
    other, _ = await shown.lesson.rooms.open_room(OWNER, "Other")
    with pytest.raises(NoSuchAsset):
        await shown.service.for_owner(other.id, shown.asked)
    taken = await shown.lesson.rooms.join(other.code, "Bob", "b" * 22)
    with pytest.raises(InvalidTicket):
        await shown.service.for_ticket(shown.lesson.room, taken.ticket.text, shown.asked)
    with pytest.raises(NoSuchAsset):
        await shown.service.for_ticket(other.id, taken.ticket.text, shown.asked)


async def test_what_is_hidden_is_refused_like_what_is_unknown_and_not_read(
    shown: Shown, counting: CountingStore
):
    await shown.pick()
    refusals = []
    for asset in (shown.told, "0" * 64):
        with pytest.raises(NoSuchAsset) as refused:
            await shown.service.for_ticket(shown.lesson.room, shown.ada.ticket.text, asset)
        refusals.append((str(refused.value), refused.value.code, refused.value.params))
    assert refusals[0] == refusals[1]
    assert counting.reads == 0


async def test_a_ticket_that_is_old_or_made_up_shows_nothing(shown: Shown):
    await shown.pick()
    with pytest.raises(InvalidTicket):
        await shown.service.for_ticket(shown.lesson.room, "made up", shown.asked)
    shown.lesson.clock.go_on(16 * 60)
    with pytest.raises(ExpiredTicket):
        await shown.service.for_ticket(shown.lesson.room, shown.ada.ticket.text, shown.asked)


async def test_a_ticket_of_an_earlier_generation_shows_nothing(shown: Shown):
    await shown.pick()
    seat = await shown.lesson.store.seat(shown.lesson.room, shown.ada.seat)
    assert seat is not None
    forged = type(seat)(seat.id, seat.role, seat.name, None, seat.joined_at, seat.generation + 1)
    ticket = shown.lesson.tickets.issue(shown.lesson.room, forged)
    with pytest.raises(Denied) as refused:
        await shown.service.for_ticket(shown.lesson.room, ticket.text, shown.asked)
    assert refused.value.params["code"] == "removed"


async def test_a_class_that_asks_for_one_image_reads_it_once(shown: Shown, counting: CountingStore):
    await shown.pick()
    for _ in range(30):
        assert await shown.sees(shown.ada) == {ASKED}
    assert counting.reads == 1


async def test_only_the_latest_images_are_kept_in_memory(shown: Shown, counting: CountingStore):
    names = [f"{number}.png" for number in range(KEPT + 1)]
    source = " ".join(f"![x](attachment:{name})" for name in names) + "\n\n- [x] a\n- [ ] b\n"
    attachments = {name: bundle(png(number + 9, 1)) for number, name in enumerate(names)}
    many = await shown.lesson.rooms.put_question(source, attachments, shown.lesson.room)
    for asset in [*sorted(many.question.face_assets)] * 2:
        await shown.service.for_owner(shown.lesson.room, asset)
    assert counting.reads == 2 * (KEPT + 1)


@pytest.mark.parametrize(
    ("in_face", "phase", "seen"),
    [
        (True, RoundPhase.OPEN, True),
        (True, RoundPhase.LOCKED, True),
        (True, RoundPhase.REVEALED, True),
        (True, RoundPhase.WITHDRAWN, False),
        (True, None, False),
        (False, RoundPhase.OPEN, False),
        (False, RoundPhase.LOCKED, False),
        (False, RoundPhase.REVEALED, True),
        (False, RoundPhase.WITHDRAWN, False),
        (False, None, False),
    ],
)
def test_what_attendees_see_by_part_and_phase(in_face: bool, phase: RoundPhase | None, seen: bool):
    uses = [AssetUse("x", in_face, phase)]
    assert visible(Role.ATTENDEE, uses) == ({"x"} if seen else set())
    assert visible(Role.OWNER, uses) == {"x"}
