"""A connection is a lease: pinged at 10 s, away at 15, gone at 20."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pylq_ext.domain.room import Role, Seat
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.service.connection import STUCK_AFTER, Connection
from pylq_ext.service.outbox import Outbox
from pylq_ext.service.tickets import Claims
from pylq_ext.service.tries import MAX_SOURCES, WINDOW, Tries
from tests.support.fake_sink import FakeSink
from tests.support.fixed import FixedClock

SEAT = Seat("s1", Role.ATTENDEE, "Ada", "hash", 0)
PING = {"type": "ping", "id": 1}


class Lease:
    def __init__(self, *, present: bool = True, slow: bool = False) -> None:
        self.clock = FixedClock()
        self.sink = FakeSink(slow=slow)
        claims = Claims("r1", "s1", Role.ATTENDEE, 1, self.clock.now() + 15 * 60_000)
        outbox = Outbox(self.sink, self.clock)
        self.connection = Connection(claims, SEAT, outbox, self.clock, present=present)

    def after(self, seconds: float) -> Lease:
        """Let seconds pass, each with its sweep."""
        while seconds > 0:
            step = min(seconds, 1.0)
            self.clock.go_on(step)
            self.connection.sweep(1)
            seconds -= step
        return self

    def hears(self) -> Lease:
        self.connection.heard()
        return self


def test_nothing_is_asked_for_in_the_first_ten_seconds():
    assert Lease().after(9.5).sink.news() == []


def test_a_ping_is_sent_at_ten_seconds_and_then_every_ten():
    lease = Lease().after(10)
    assert lease.sink.news() == [PING]
    for _ in range(5):
        assert lease.hears().after(9).sink.news() == []
        assert lease.hears().after(1).sink.news() == [PING]


def test_whoever_waits_for_an_answer_is_not_taken_for_gone():
    lease = Lease()
    # What comes after an order is read when the order has been answered.
    lease.connection.in_hand += 1
    assert lease.after(60).sink.dropped is None
    lease.connection.in_hand -= 1
    assert lease.after(19).sink.dropped is None
    assert lease.after(1).sink.dropped == (CloseCode.SILENT, "silent")


def test_whoever_was_heard_is_here_for_fifteen_seconds():
    lease = Lease()
    assert lease.connection.is_here
    assert lease.after(14.9).connection.is_here
    assert not lease.after(0.1).connection.is_here
    assert lease.hears().connection.is_here


def test_whoever_was_not_heard_for_twenty_seconds_is_gone():
    assert Lease().after(19.9).sink.dropped is None
    assert Lease().after(20).sink.dropped == (CloseCode.SILENT, "silent")


def test_a_sign_of_life_every_now_and_then_keeps_the_connection():
    lease = Lease()
    for _ in range(10):
        lease.after(19).hears()
    assert lease.sink.dropped is None


def test_one_that_is_gone_is_dropped_once():
    assert Lease().after(60).sink.dropped == (CloseCode.SILENT, "silent")


def test_a_program_that_only_reads_along_is_nobody_who_is_here():
    assert not Lease(present=False).connection.is_here


def test_a_reader_who_takes_nothing_for_ten_seconds_is_dropped():
    lease = Lease(slow=True)
    lease.connection.outbox.reply(b"\x81\x02{}")
    for _ in range(int(STUCK_AFTER) - 1):
        lease.after(1).hears()
    assert lease.sink.dropped is None
    lease.after(1)
    assert lease.sink.dropped == (CloseCode.SLOW, "slow")


def test_a_reader_who_takes_little_by_little_is_kept():
    lease = Lease(slow=True)
    lease.connection.outbox.reply(b"\x81\x02{}")
    for _ in range(5):
        lease.after(9).hears()
        lease.connection.outbox.reply(b"\x81\x02{}")
        lease.sink.take()
    assert lease.sink.dropped is None


def test_when_the_ticket_ends_so_does_the_connection():
    lease = Lease()
    for _ in range(15 * 60 - 1):
        lease.after(1).hears()
    assert lease.sink.dropped is None
    assert lease.after(1).sink.dropped == (CloseCode.EXPIRED_TICKET, "expired_ticket")


def test_a_renewed_ticket_carries_the_connection_on():
    lease = Lease()
    for _ in range(14 * 60):
        lease.after(1).hears()
    claims = lease.connection.claims
    lease.connection.claims = replace(claims, expires_at=claims.expires_at + 60_000)
    for _ in range(119):
        lease.after(1).hears()
    assert lease.sink.dropped is None
    assert lease.after(1).sink.dropped == (CloseCode.EXPIRED_TICKET, "expired_ticket")


class TestTries:
    @pytest.fixture
    def clock(self) -> FixedClock:
        return FixedClock()

    def test_a_few_failures_make_nobody_wait(self, clock: FixedClock):
        tries = Tries(clock, 3)
        assert tries.wait("10.0.0.1") == 0
        tries.failed("10.0.0.1")
        tries.failed("10.0.0.1")
        assert tries.wait("10.0.0.1") == 0

    def test_too_many_make_their_source_wait_until_the_oldest_is_forgotten(self, clock: FixedClock):
        tries = Tries(clock, 3)
        for _ in range(3):
            tries.failed("10.0.0.1")
            clock.go_on(10)
        assert tries.wait("10.0.0.1") == WINDOW - 30
        assert tries.wait("10.0.0.2") == 0
        clock.go_on(WINDOW - 30)
        assert tries.wait("10.0.0.1") == 0

    def test_whoever_goes_on_failing_goes_on_waiting(self, clock: FixedClock):
        tries = Tries(clock, 3)
        for _ in range(20):
            tries.failed("10.0.0.1")
            clock.go_on(10)
        assert tries.wait("10.0.0.1") == WINDOW - 30

    def test_what_is_remembered_is_bounded(self, clock: FixedClock):
        tries = Tries(clock, 1)
        for count in range(MAX_SOURCES + 1):
            tries.failed(f"source {count}")
        assert tries.wait("source 0") == 0
        assert tries.wait("source 1") > 0
