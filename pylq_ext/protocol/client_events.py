"""What a client is told: events, orders under way, and what to do when a socket has gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.documents import (
    AttendeeQuestion,
    AttendeeRoom,
    Feed,
    Feedback,
    Gauges,
    Mine,
    OwnerQuestion,
    OwnerRoom,
)
from pylq_ext.protocol.messages import Ack, Goodbye, Pong, Welcome


class MalformedFrame(ValueError):
    """A host sent something that is not protocol v1. A defect: leave, and show it."""


class Comeback(Enum):
    """What to do after a socket has gone."""

    NEVER = "never"
    LATER = "later"
    NOW = "now"
    WITH_NEW_TICKET = "with a new ticket"


@dataclass(frozen=True, slots=True)
class Lost:
    """A socket has gone. Come back as `comeback` says, not before `delay` seconds have passed.

    `code` is the close code, None where there was none; `reason` the host's word for it.
    """

    code: int | None
    reason: str
    comeback: Comeback
    delay: float


@dataclass(slots=True, eq=False)
class Pending:
    """An order that was given. It is offered again after each reconnect until it is acknowledged.

    `ack` stays None until then; `busy` counts how often the host could not store it.
    """

    command_id: str
    name: str
    seen: int | None
    body: bytes = field(repr=False)
    ack: Ack | None = None
    busy: int = 0
    #: When to offer it again after `busy`; None: not waiting for that.
    again_at: float | None = None


@dataclass(frozen=True, slots=True)
class Acked:
    """The host said how an order ended; `command.ack` is that message."""

    command: Pending
    ack: Ack


@dataclass(frozen=True, slots=True)
class Dropped:
    """The host has another epoch: all that was held is gone, and comes anew."""

    epoch: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The feed went on at `after`, beyond `held`: leave this socket and come back."""

    held: int
    after: int


@dataclass(frozen=True, slots=True)
class TicketDue:
    """The ticket ends soon: get a new one and call `renew`."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing was heard for too long: leave this socket and come back."""


Document = (
    OwnerRoom | AttendeeRoom | OwnerQuestion | AttendeeQuestion | Mine | Feedback | Feed | Gauges
)
#: What `receive` and `tick` return. A document is there only if it is newer than what was held.
Event = Welcome | Document | Acked | Dropped | Gap | TicketDue | Silent | Pong | Goodbye


def comeback_after(code: int | None) -> Comeback:
    """Return what a close code means for whoever it was sent to (README, "Close codes")."""
    if code in (CloseCode.BAD_TICKET, CloseCode.EXPIRED_TICKET):
        return Comeback.WITH_NEW_TICKET
    if code == CloseCode.NO_HELLO or code is None:
        return Comeback.LATER
    if 4000 <= code < 4100:
        return Comeback.NEVER
    if 4200 <= code < 4300:
        return Comeback.NOW
    return Comeback.LATER
