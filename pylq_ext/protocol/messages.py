"""Messages: what is said on a socket, or by HTTP instead, beside the documents."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from pylq_ext.domain.answers import Answer
from pylq_ext.domain.outcomes import Result
from pylq_ext.domain.room import Role
from pylq_ext.protocol.constants import MAX_MARKED
from pylq_ext.protocol.documents import AttendeeDocument, Gauges, OwnerDocument, Reveal

#: What counts something: at least 0, and exact in JavaScript as in a database.
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class Held(Struct, frozen=True, forbid_unknown_fields=True):
    """What a returning client still holds, so that only the rest is sent.

    `mine` is the own document's version, `feedback` its round and amendment, `gauges` the whole
    document; polls name them, a hello may leave them out.
    """

    epoch: str = ""
    room: Count = 0
    question: str = ""
    feed: Count = 0
    mine: tuple[Count, Count] | UnsetType = UNSET
    feedback: Reveal | UnsetType = UNSET
    gauges: Gauges | UnsetType = UNSET


class Hello(Struct, frozen=True, tag="hello", tag_field="type", forbid_unknown_fields=True):
    """The first frame: who is there, and since when.

    `present` is false for a program that reads along but shows nothing to its person.
    """

    ticket: str
    held: Held = Held()
    present: bool = True


class Command(Struct, frozen=True, tag="command", tag_field="type", forbid_unknown_fields=True):
    """An order. `id` counts frames on this socket; `command_id` names the order for ever."""

    id: Count
    command_id: str
    name: str
    seen: Count | UnsetType = UNSET
    # A factory, because the schema's generator cannot write a raw default down.
    body: Raw = field(default_factory=lambda: Raw(b"{}"))


class PostedCommand(Struct, frozen=True, forbid_unknown_fields=True):
    """An order by HTTP: a `Command` without what a socket needs."""

    command_id: str
    name: str
    seen: Count | UnsetType = UNSET
    body: Raw = field(default_factory=lambda: Raw(b"{}"))


class Poll(Struct, frozen=True, forbid_unknown_fields=True):
    """A question by HTTP for all that is new, and a sign of life. `present` as in `Hello`."""

    held: Held = Held()
    present: bool = True


class Renew(Struct, frozen=True, tag="renew", tag_field="type", forbid_unknown_fields=True):
    """A fresh ticket for a socket that stays."""

    ticket: str


class Ping(Struct, frozen=True, tag="ping", tag_field="type"):
    """A sign of life that asks for one; either side may send it."""

    id: Count


class Pong(Struct, frozen=True, tag="pong", tag_field="type"):
    """The answer to the ping of that id."""

    id: Count


ClientMessage = Hello | Command | Renew | Ping | Pong


class PickBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Which question: the hash that PUT questions returned; and where it came from."""

    question: str
    bank: str | None = None
    cell: str | None = None
    again: bool = False


class LockBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether to lock at once; otherwise it is announced, and cards send what is chosen."""

    now: bool = False


class CorrectKeyBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Which round, by its id, and the ids of its right options; None for no key."""

    round: str
    right: tuple[str, ...] | None


class MarkBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Which round, by its id, which of its attempts, by number, and the share of the points.

    The share is from 0 to 1; None takes the attempts' marks back.
    """

    round: str
    attempts: Annotated[tuple[Count, ...], Meta(min_length=1, max_length=MAX_MARKED)]
    share: Annotated[float, Meta(ge=0, le=1)] | None


class RemoveBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose seat."""

    seat: str


class RenameBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose seat, and the new name."""

    seat: str
    name: str


class ShowRoundBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Which round, by its number in the room."""

    round: Count


class MakeAttemptBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Which round, by its id, and the answer. `seen` of the command is the own last attempt."""

    round: str
    answer: Any
    at_lock: bool = False


class NoBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Commands that say everything by their name."""


class Welcome(Struct, frozen=True, tag="welcome", tag_field="type"):
    """Who the host takes the client for. Another `epoch` than before: drop what is held.

    `now` is the host's clock; `expires_at` the ticket's end; both milliseconds since the epoch.
    """

    epoch: str
    room: str
    seat: str
    name: str
    role: Role
    now: int
    expires_at: int


class Ack(Struct, frozen=True, tag="ack", tag_field="type", omit_defaults=True):
    """How a command ended, sent after the commit.

    `reason` is a code finer than `result`; `stored` says what is stored; `seen` is what the next
    command of this kind carries.
    """

    id: int
    command_id: str
    result: Result
    reason: str = ""
    seen: int | None = None
    stored: dict[str, str | int | bool | Answer | None] = {}
    params: dict[str, Any] = {}


class Goodbye(Struct, frozen=True, tag="goodbye", tag_field="type"):
    """The last frame before the host closes the socket with `code`."""

    code: int
    reason: str


HostMessage = Welcome | Ack | Ping | Pong | Goodbye
ToAttendee = HostMessage | AttendeeDocument
ToOwner = HostMessage | OwnerDocument
