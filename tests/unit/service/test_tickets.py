"""Tickets: good for a while, for one seat, and only where they were issued."""

from __future__ import annotations

import pytest

from pylq_ext.domain.errors import ExpiredTicket, InvalidTicket
from pylq_ext.domain.room import Role, Seat
from pylq_ext.service.tickets import TICKET_SECONDS, Claims, Ticket, TicketOffice
from tests.support.fixed import FixedClock

SEAT = Seat("s1", Role.ATTENDEE, "Ada", "hash", 0, generation=3)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def office(clock: FixedClock) -> TicketOffice:
    return TicketOffice(b"k" * 32, clock)


def test_a_ticket_proves_room_seat_role_and_generation(office: TicketOffice, clock: FixedClock):
    ends = clock.now() + TICKET_SECONDS * 1000
    ticket = office.issue("r1", SEAT)
    assert ticket.expires_at == ends
    assert office.read(ticket.text) == Claims("r1", "s1", Role.ATTENDEE, 3, ends)


def test_a_ticket_is_good_for_fifteen_minutes_and_not_a_millisecond_longer(
    office: TicketOffice, clock: FixedClock
):
    ticket = office.issue("r1", SEAT)
    clock.go_on(15 * 60 - 0.001)
    assert office.read(ticket.text).seat == "s1"
    clock.go_on(0.001)
    with pytest.raises(ExpiredTicket):
        office.read(ticket.text)


def test_a_ticket_outlives_a_restart_with_the_same_key(office: TicketOffice, clock: FixedClock):
    ticket = office.issue("r1", SEAT)
    assert TicketOffice(b"k" * 32, clock).read(ticket.text) == office.read(ticket.text)


def test_a_ticket_of_another_key_is_invalid(office: TicketOffice, clock: FixedClock):
    other = TicketOffice(b"x" * 32, clock).issue("r1", SEAT)
    with pytest.raises(InvalidTicket):
        office.read(other.text)


def test_a_ticket_in_which_any_sign_was_changed_is_invalid(office: TicketOffice):
    text = office.issue("r1", SEAT).text
    # The last sign of a signature may have bits that mean nothing.
    for position in range(len(text) - 1):
        changed = text[:position] + ("A" if text[position] != "A" else "B") + text[position + 1 :]
        with pytest.raises(InvalidTicket):
            office.read(changed)


@pytest.mark.parametrize("text", ["", ".", "a", "a.b", "é", "\ud800", "x" * 10_000, "\x00"])
def test_what_is_no_ticket_is_invalid(office: TicketOffice, text: str):
    with pytest.raises(InvalidTicket):
        office.read(text)


@pytest.mark.parametrize(
    "content",
    [
        [],
        ["r1"],
        ["r1", "s1", "attendee", 3],
        ["r1", "s1", "emperor", 3, 2**60],
        {"room": "r1"},
        None,
        7,
    ],
)
def test_what_was_signed_but_is_no_ticket_is_invalid(office: TicketOffice, content: object):
    text = office._signer.dumps(content)
    with pytest.raises(InvalidTicket):
        office.read(str(text))


def test_the_text_of_a_ticket_is_not_in_its_repr(office: TicketOffice):
    ticket = office.issue("r1", SEAT)
    assert ticket.text not in repr(ticket)
    assert ticket.text not in f"{ticket}"
    assert repr(Ticket("secret", 7)) == "Ticket(expires_at=7)"


def test_the_seconds_can_be_chosen(clock: FixedClock):
    office = TicketOffice(b"k" * 32, clock, seconds=1)
    ticket = office.issue("r1", SEAT)
    clock.go_on(1)
    with pytest.raises(ExpiredTicket):
        office.read(ticket.text)
