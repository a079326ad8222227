"""What waits for one client: replies in order, and the newest document of each kind."""

from __future__ import annotations

import json

import pytest

from pylq_ext.protocol.codec import text_frame
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.service.outbox import MAX_REPLIES, Outbox
from tests.support.fake_sink import FakeSink
from tests.support.fixed import FixedClock


def frame(text: str) -> bytes:
    return text_frame(json.dumps(text).encode())


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def fast(clock: FixedClock) -> tuple[Outbox, FakeSink]:
    sink = FakeSink()
    return Outbox(sink, clock), sink


@pytest.fixture
def slow(clock: FixedClock) -> tuple[Outbox, FakeSink]:
    """A client whose network is busy with something that was written."""
    sink = FakeSink(slow=True)
    outbox = Outbox(sink, clock)
    outbox.reply(frame("first"))
    assert sink.news() == ["first"]
    return outbox, sink


class TestAReaderWhoKeepsUp:
    def test_gets_everything_at_once_and_in_order(self, fast: tuple[Outbox, FakeSink]):
        outbox, sink = fast
        outbox.reply(frame("one"))
        outbox.offer({"room": frame("two")})
        outbox.reply(frame("three"))
        assert sink.frames() == ["one", "two", "three"]

    def test_is_never_stuck(self, fast: tuple[Outbox, FakeSink], clock: FixedClock):
        outbox, _ = fast
        outbox.reply(frame("one"))
        clock.go_on(100)
        assert outbox.stuck_for() == 0

    def test_is_waited_for_by_nobody(self, fast: tuple[Outbox, FakeSink]):
        outbox, _ = fast
        called: list[str] = []
        outbox.when_empty(lambda: called.append("now"))
        assert called == ["now"]


class TestASlowReader:
    def test_has_one_document_of_each_kind_waiting_and_gets_the_newest(
        self, slow: tuple[Outbox, FakeSink]
    ):
        outbox, sink = slow
        for count in range(1000):
            outbox.offer({"room": frame(f"room {count}"), "mine": frame(f"mine {count}")})
        assert sink.news() == []
        sink.take()
        assert sorted(sink.news()) == ["mine 999", "room 999"]

    def test_gets_all_replies_in_order_before_the_documents(self, slow: tuple[Outbox, FakeSink]):
        outbox, sink = slow
        outbox.offer({"room": frame("room")})
        outbox.reply(frame("one"))
        outbox.reply(frame("two"))
        sink.take()
        assert sink.news() == ["one", "two", "room"]

    def test_is_written_to_once_at_a_time(self, slow: tuple[Outbox, FakeSink]):
        outbox, sink = slow
        outbox.reply(frame("one"))
        outbox.offer({"room": frame("room")})
        assert len(sink.writes) == 1
        sink.take()
        assert len(sink.writes) == 2

    def test_is_stuck_for_as_long_as_it_takes_nothing(
        self, slow: tuple[Outbox, FakeSink], clock: FixedClock
    ):
        outbox, sink = slow
        clock.go_on(7)
        outbox.offer({"room": frame("room")})
        assert outbox.stuck_for() == 7
        sink.take()
        assert outbox.stuck_for() == 0
        clock.go_on(3)
        assert outbox.stuck_for() == 3
        sink.take()
        clock.go_on(3)
        assert outbox.stuck_for() == 0

    def test_is_waited_for_until_all_was_taken(self, slow: tuple[Outbox, FakeSink]):
        outbox, sink = slow
        called: list[str] = []
        outbox.when_empty(lambda: called.append("empty"))
        outbox.offer({"room": frame("room")})
        sink.take()
        assert called == []
        sink.take()
        assert called == ["empty"]
        outbox.reply(frame("more"))
        sink.take()
        assert called == ["empty"]

    def test_is_dropped_when_too_many_replies_wait(self, slow: tuple[Outbox, FakeSink]):
        outbox, sink = slow
        for _ in range(MAX_REPLIES):
            outbox.reply(frame("reply"))
        assert sink.dropped is None
        outbox.reply(frame("one too many"))
        assert sink.dropped == (CloseCode.SLOW, "slow")


class TestTheEnd:
    def test_after_a_drop_nothing_more_is_written(self, slow: tuple[Outbox, FakeSink]):
        outbox, sink = slow
        outbox.offer({"room": frame("room")})
        outbox.drop(CloseCode.SILENT, "silent")
        outbox.reply(frame("more"))
        outbox.offer({"room": frame("room")})
        sink.take()
        assert sink.frames() == ["first"]

    def test_a_client_is_dropped_once_and_for_the_first_reason(self, slow: tuple[Outbox, FakeSink]):
        outbox, sink = slow
        outbox.drop(CloseCode.SILENT, "silent")
        outbox.drop(CloseCode.SLOW, "slow")
        assert sink.dropped == (CloseCode.SILENT, "silent")

    def test_whoever_waits_is_let_go_when_the_connection_ends(self, slow: tuple[Outbox, FakeSink]):
        outbox, sink = slow
        called: list[str] = []
        outbox.when_empty(lambda: called.append("gone"))
        outbox.close()
        assert called == ["gone"]
        assert sink.dropped is None

    def test_a_connection_that_has_ended_is_not_dropped_or_written_to(
        self, slow: tuple[Outbox, FakeSink]
    ):
        outbox, sink = slow
        outbox.close()
        outbox.drop(CloseCode.SLOW, "slow")
        outbox.reply(frame("more"))
        sink.take()
        assert sink.dropped is None
        assert sink.frames() == ["first"]
