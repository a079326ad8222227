"""The feed of one owner: no gaps, at most one batch at a time, and pongs never pass it."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pylq_ext.ports.room_store import StoreBusy
from pylq_ext.protocol.codec import text_frame
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.service.feed_cursor import BATCH_EVERY, FeedCursor
from pylq_ext.service.outbox import Outbox
from tests.support.fake_sink import FakeSink
from tests.support.fixed import FixedClock
from tests.support.lesson import settle


class Facts:
    """Facts that are only numbers; at most `most` in a batch."""

    def __init__(self, last_number: int = 0, most: int = 500) -> None:
        self.last_number = last_number
        self.most = most
        self.broken = False

    async def feed_batch(self, after: int) -> tuple[int, bytes]:
        if self.broken:
            raise StoreBusy("disk I/O error")
        to = min(self.last_number, after + self.most)
        return to, text_frame(json.dumps([after, to]).encode())


class Pauses:
    """Time between batches, which passes when a test says so."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self._over.clear()
        await self._over.wait()

    async def end(self) -> None:
        self._over.set()
        await settle()


class Reader:
    """One owner's cursor with all that is around it."""

    def __init__(self, facts: Facts, after: int = 0, *, slow: bool = False) -> None:
        self.facts = facts
        self.sink = FakeSink(slow=slow)
        self.outbox = Outbox(self.sink, FixedClock())
        self.pauses = Pauses()
        self.cursor = FeedCursor(facts, self.outbox, after, self.pauses)

    async def happen(self, count: int = 1) -> None:
        self.facts.last_number += count
        self.cursor.wake()
        await settle()

    def batches(self) -> list[list[int]]:
        return self.sink.news()


@asynccontextmanager
async def reading(facts: Facts, after: int = 0, *, slow: bool = False) -> AsyncIterator[Reader]:
    reader = Reader(facts, after, slow=slow)
    await settle()
    yield reader
    reader.cursor.stop()
    await settle()


async def test_it_begins_after_what_is_held():
    async with reading(Facts(7), after=4) as reader:
        assert reader.batches() == [[4, 7]]


async def test_whoever_holds_everything_is_sent_nothing():
    async with reading(Facts(7), after=7) as reader:
        assert reader.batches() == []
        assert reader.pauses.asked == []


async def test_facts_are_sent_at_once_after_a_quiet_time():
    async with reading(Facts()) as reader:
        await reader.happen()
        assert reader.batches() == [[0, 1]]


async def test_facts_that_come_soon_after_wait_and_go_together():
    async with reading(Facts()) as reader:
        for _ in range(50):
            await reader.happen()
        assert reader.batches() == [[0, 1]]
        assert reader.pauses.asked == [BATCH_EVERY]
        await reader.pauses.end()
        assert reader.batches() == [[1, 50]]
        await reader.pauses.end()
        assert reader.batches() == []


async def test_at_most_ten_batches_are_sent_in_a_second():
    async with reading(Facts()) as reader:
        for _ in range(10):
            await reader.happen(3)
            await reader.pauses.end()
        batches = reader.batches()
        assert len(batches) == len(reader.pauses.asked) == 10
        assert set(reader.pauses.asked) == {0.1}


async def test_batches_follow_each_other_without_gap_or_overlap():
    async with reading(Facts(1234, most=100)) as reader:
        for _ in range(20):
            await reader.happen(7)
            await reader.pauses.end()
        batches = reader.batches()
        assert batches[0][0] == 0
        assert batches[-1][1] == 1234 + 140
        assert all(one[1] == two[0] for one, two in itertools.pairwise(batches))
        assert all(0 < to - after <= 100 for after, to in batches)


async def test_whoever_waits_for_a_number_makes_no_pause():
    async with reading(Facts()) as reader:
        await reader.happen()
        await reader.happen()
        waiting = asyncio.create_task(reader.cursor.reach(2))
        await settle()
        assert waiting.done()
        assert reader.batches() == [[0, 1], [1, 2]]


async def test_waiting_for_many_batches_sends_all_of_them_without_a_pause():
    async with reading(Facts()) as reader:
        reader.facts.most = 10
        reader.facts.last_number = 95
        waiting = asyncio.create_task(reader.cursor.reach(95))
        await settle()
        assert waiting.done()
        assert len(reader.batches()) == 10


async def test_what_was_sent_already_is_not_waited_for():
    async with reading(Facts(3)) as reader:
        await asyncio.wait_for(reader.cursor.reach(3), 1)
        await asyncio.wait_for(reader.cursor.reach(0), 1)


async def test_a_slow_reader_has_one_batch_waiting_and_misses_none():
    async with reading(Facts(), slow=True) as reader:
        await reader.happen()
        for _ in range(20):
            await reader.happen()
            await reader.pauses.end()
        assert reader.batches() == [[0, 1]]
        reader.sink.take()
        await settle()
        await reader.pauses.end()
        assert reader.batches() == [[1, 21]]


async def test_nobody_is_told_that_facts_were_sent_which_still_wait():
    """Otherwise a pong would pass them, and its owner would think to have read everything."""
    async with reading(Facts(), slow=True) as reader:
        reader.outbox.reply(text_frame(b'"something large"'))
        await reader.happen()
        waiting = asyncio.create_task(reader.cursor.reach(1))
        await settle()
        assert not waiting.done()
        reader.sink.take()
        await settle()
        assert not waiting.done()
        reader.sink.take()
        await settle()
        assert waiting.done()
        assert reader.batches() == ["something large", [0, 1]]


async def test_when_the_connection_goes_nobody_goes_on_waiting():
    async with reading(Facts(), slow=True) as reader:
        await reader.happen()
        waiting = asyncio.create_task(reader.cursor.reach(5))
        await settle()
        reader.cursor.stop()
        await settle()
        assert waiting.done()
        await asyncio.wait_for(reader.cursor.reach(9), 1)


async def test_facts_that_cannot_be_read_drop_the_owner_who_comes_back_for_them():
    async with reading(Facts()) as reader:
        reader.facts.broken = True
        waiting = asyncio.create_task(reader.cursor.reach(1))
        await reader.happen()
        assert reader.sink.dropped == (CloseCode.BUSY, "busy")
        assert waiting.done()
