"""What owners' and attendees' connections have in common; `client.py` says how to use them."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from typing import Any, ClassVar, Final, Generic, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType
from msgspec.structs import replace

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.outcomes import Result
from pylq_ext.protocol.client_events import (
    Acked,
    Comeback,
    Dropped,
    Event,
    Lost,
    MalformedFrame,
    Pending,
    Silent,
    TicketDue,
    comeback_after,
)
from pylq_ext.protocol.constants import GONE_AFTER, MAX_INBOUND, PING_EVERY
from pylq_ext.protocol.documents import (
    AttendeeQuestion,
    AttendeeRoom,
    Feedback,
    OwnerQuestion,
    OwnerRoom,
    Reveal,
)
from pylq_ext.protocol.messages import (
    Ack,
    ClientMessage,
    Command,
    Goodbye,
    Held,
    Hello,
    NoBody,
    Ping,
    Pong,
    Renew,
    Welcome,
)

#: Longest wait before coming back, in seconds; and the first one, which then doubles.
LONGEST_WAIT: Final = 5.0
FIRST_WAIT: Final = 0.5

#: A ticket is renewed when this share of its time is over; where that fails, again every so often.
RENEW_AT: Final = 0.8
RENEW_EVERY: Final = 15.0

#: A renewal is never nearer than this, whatever the clocks say, in seconds.
_SOONEST_RENEWAL: Final = 1.0

_encode = msgspec.json.Encoder().encode
_system = random.SystemRandom()


class _Envelope(Struct):
    """What every frame of a host has, of whatever version."""

    type: str


_envelope = msgspec.json.Decoder(_Envelope)
_KNOWN_TYPES: Final = frozenset(
    {"welcome", "ack", "ping", "pong", "goodbye"}
    | {"room", "question", "mine", "feedback", "feed", "gauges"}
)


RoomT = TypeVar("RoomT", OwnerRoom, AttendeeRoom)
QuestionT = TypeVar("QuestionT", OwnerQuestion, AttendeeQuestion)


def new_command_id() -> str:
    """Return 128 random bits, so that no order is ever taken for another one."""
    return secrets.token_urlsafe(16)


def jitter() -> float:
    """Return a number in [0, 1) by which waits differ.

    Not of `random`'s own generator: that one is the notebook's, which may have seeded it to get the
    same numbers again, and would get others, and a class that seeds alike would come back at once.
    """
    return _system.random()


def hello_of(ticket: str) -> bytes:
    """Return the frame that asks whether a socket is let through, and holds nothing."""
    return _encode(Hello(ticket, present=False))


def is_welcome(frame: bytes) -> bool:
    """Return whether a frame is a host's welcome."""
    try:
        return _envelope.decode(frame).type == "welcome"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


class ClientConnection(Generic[RoomT, QuestionT]):
    """What owners' and attendees' connections share: documents, orders, signs of life.

    `present` false: this program shows nothing to its person. `new_command_id` and `jitter` (a
    number in [0, 1)) are the only randomness.
    """

    _decoder: ClassVar[msgspec.json.Decoder[Any]]

    def __init__(
        self,
        *,
        present: bool = True,
        new_command_id: Callable[[], str] = new_command_id,
        jitter: Callable[[], float] = jitter,
    ) -> None:
        self._present = present
        self._new_command_id = new_command_id
        self._jitter = jitter

        #: The host's last welcome; the epoch of all that is held is in it.
        self.welcome: Welcome | None = None
        #: Whether the socket that is open now was welcomed.
        self.live = False
        #: How often a socket was welcomed.
        self.lives = 0
        #: The newest documents; None until they have come.
        self.room: RoomT | None = None
        self._feedback: Feedback | None = None
        #: Every question that came, by what names it: a question never changes under its hash.
        self.questions: dict[str, QuestionT] = {}
        #: The id of the last pong; compare it with what `ping` returned.
        self.ponged = 0

        self._pending: dict[str, Pending] = {}
        self._frames: list[bytes] = []
        self._frame_id = 0
        self._lost_in_a_row = 0
        self._goodbye: Goodbye | None = None
        self._gap = False
        self._connected = False
        # All these are times of the caller's clock.
        self._welcomed_at = 0.0
        self._heard_at = 0.0
        self._ping_at = 0.0
        self._renew_at = float("inf")

    # The life of a socket

    def connected(self, ticket: str, now: float) -> None:
        """A socket is open: say hello with `ticket`."""
        self._frames.clear()
        self._goodbye = None
        self._gap = False
        self._connected = True
        self._heard_at = now
        self._ping_at = now + PING_EVERY
        self._renew_at = float("inf")
        self._say(Hello(ticket=ticket, held=self.held(), present=self._present))

    def receive(self, frame: bytes | str, now: float) -> list[Event]:
        """Take one frame in and return what it means, oldest first.

        Raises MalformedFrame if it is not of protocol v1; types of messages and fields that are
        not known are ignored.
        """
        self._heard_at = now
        try:
            message = self._decoder.decode(frame)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if self._is_unknown_type(frame):
                return []
            raise MalformedFrame(f"The host sent what cannot be read: {error}") from None
        if isinstance(message, Ping):
            self._say(Pong(message.id))
            return []
        if isinstance(message, Pong):
            self.ponged = max(self.ponged, message.id)
            return [message]
        if isinstance(message, Ack):
            return self._take_ack(message, now)
        if isinstance(message, Welcome):
            return self._take_welcome(message, now)
        if isinstance(message, Goodbye):
            self._goodbye = message
            return [message]
        return self._take_document(message)

    def tick(self, now: float) -> list[Event]:
        """Do what is due by the clock. Call it at `wake_at`, or once a second."""
        if not self._connected:
            return []
        if now - self._heard_at >= GONE_AFTER:
            return [Silent()]
        events: list[Event] = []
        if now >= self._ping_at:
            self._ping_at = now + PING_EVERY
            self.ping()
        if self.live:
            for command in self._pending.values():
                if command.again_at is not None and now >= command.again_at:
                    self._offer(command)
            if now >= self._renew_at:
                self._renew_at = now + RENEW_EVERY
                events.append(TicketDue())
        return events

    @property
    def wake_at(self) -> float:
        """When `tick` has something to do, if nothing else happens before."""
        if not self._connected:
            return float("inf")
        times = [self._heard_at + GONE_AFTER, self._ping_at, self._renew_at]
        times += [command.again_at for command in self._pending.values() if command.again_at]
        return min(times)

    def disconnected(self, code: int | None, now: float) -> Lost:
        """The socket is gone, or could not be opened; return whether and when to come back.

        `code` is its close code; None where there is none.
        """
        del now  # part of every call, so that callers need not know which of them look at it
        self._connected = self.live = False
        self._frames.clear()
        for command in self._pending.values():
            command.again_at = None
        if code in (None, 1005, 1006) and self._goodbye is not None:
            code = self._goodbye.code
        reason = self._goodbye.reason if self._goodbye is not None else ""
        comeback = comeback_after(code)
        wait = self._jitter() * min(LONGEST_WAIT, FIRST_WAIT * 2**self._lost_in_a_row)
        if comeback in (Comeback.NOW, Comeback.WITH_NEW_TICKET) and self._lost_in_a_row == 0:
            wait = 0.0
        elif code is not None and 4100 <= code < 4200:
            wait = self._jitter() * LONGEST_WAIT
        # Beyond this the longest wait is reached; a larger number would only overflow.
        self._lost_in_a_row = min(self._lost_in_a_row + 1, 10)
        return Lost(code, reason, comeback, 0.0 if comeback is Comeback.NEVER else wait)

    def take_frames(self) -> list[bytes]:
        """Return the frames to send now, in order, and forget them. Each is UTF-8 text."""
        frames, self._frames = self._frames, []
        return frames

    def renew(self, ticket: str, expires_at: int, now: float) -> None:
        """Hand in a fresh ticket that ends at `expires_at` (milliseconds since the epoch)."""
        if not self._connected or self.welcome is None:
            return
        self._say(Renew(ticket))
        self._renew_at = self._renewal(expires_at, now)

    def ping(self) -> int:
        """Ask for a sign of life and return its id.

        For owners: once `ponged` has reached it, all facts committed before are in `facts`.
        """
        self._frame_id += 1
        self._say(Ping(self._frame_id))
        return self._frame_id

    # What is held

    @property
    def epoch(self) -> str:
        """The host's epoch in which all positions count; "" before the first welcome."""
        return self.welcome.epoch if self.welcome is not None else ""

    @property
    def question(self) -> QuestionT | None:
        """The current round's question; None where there is none, or while it has not come."""
        name = self._current_question()
        return self.questions.get(name) if name is not None else None

    @property
    def feedback(self) -> Feedback | None:
        """The feedback that the room shows now; None before the reveal."""
        reveal = self.room.reveal if self.room is not None else None
        if reveal is None or self._feedback is None or self._feedback.round != reveal.round:
            return None
        return self._feedback

    @property
    def ready(self) -> bool:
        """Whether the room is known, with its question if it has one."""
        if self.room is None:
            return False
        return self.room.round is None or self.question is not None

    @property
    def pending(self) -> tuple[Pending, ...]:
        """The orders that are not acknowledged, oldest first."""
        return tuple(self._pending.values())

    def held(self) -> Held:
        """Return what a reconnect would say that it has."""
        name = self._current_question()
        return Held(
            epoch=self.epoch,
            room=self.room.version if self.room is not None else 0,
            question=name if name is not None and name in self.questions else "",
            feed=self._feed_position(),
        )

    def held_for_poll(self) -> Held:
        """Return what a poll would say that it has, so that nothing comes twice."""
        feedback = self.feedback
        if feedback is None:
            return self.held()
        return replace(self.held(), feedback=Reveal(feedback.round, feedback.amendment))

    # Orders

    def give(self, name: str, body: Struct | None = None, *, seen: int | None = None) -> Pending:
        """Give an order; it is sent now if the socket is live, and otherwise after the welcome.

        Raises InvalidInput if it is too long for one frame.
        """
        encoded = _encode(body if body is not None else NoBody())
        command = Pending(self._new_command_id(), name, seen, encoded)
        size = len(self._frame_of(command, id=2**53))
        if size > MAX_INBOUND:
            raise InvalidInput(
                f"This is too long to be sent: {size} bytes, and {MAX_INBOUND} is the most.",
                size=size,
                most=MAX_INBOUND,
            )
        self._pending[command.command_id] = command
        if self.live:
            self._offer(command)
        return command

    def forget(self, command: Pending) -> None:
        """Do not offer an order again. The host may have it all the same, if it was sent."""
        self._pending.pop(command.command_id, None)

    def is_shown(self, command: Pending) -> bool:
        """Return whether what an acknowledged order changed is in the documents by now."""
        raise NotImplementedError

    # Inside

    def _say(self, message: ClientMessage) -> None:
        self._frames.append(_encode(message))

    def _offer(self, command: Pending) -> None:
        self._frame_id += 1
        command.again_at = None
        self._frames.append(self._frame_of(command, id=self._frame_id))

    @staticmethod
    def _frame_of(command: Pending, *, id: int) -> bytes:  # noqa: A002 - the wire's own word
        seen: int | UnsetType = UNSET if command.seen is None else command.seen
        return _encode(Command(id, command.command_id, command.name, seen, Raw(command.body)))

    def _take_welcome(self, welcome: Welcome, now: float) -> list[Event]:
        events: list[Event] = [welcome]
        if self.welcome is not None and self.welcome.epoch != welcome.epoch:
            self._drop()
            events.insert(0, Dropped(welcome.epoch))
        self.welcome = welcome
        self._welcomed_at = now
        self.live = True
        self.lives += 1
        self._lost_in_a_row = 0
        self._renew_at = self._renewal(welcome.expires_at, now)
        for command in self._pending.values():
            self._offer(command)
        return events

    def _renewal(self, expires_at: int, now: float) -> float:
        # Only the host's clock counts, because this computer's may be wrong.
        assert self.welcome is not None  # noqa: S101 - for the type checker
        host_now = self.welcome.now / 1000 + (now - self._welcomed_at)
        return now + max(_SOONEST_RENEWAL, RENEW_AT * (expires_at / 1000 - host_now))

    def _take_ack(self, ack: Ack, now: float) -> list[Event]:
        command = self._pending.get(ack.command_id)
        if command is None:
            return []  # a repeat, or of an order that was forgotten
        if ack.result is Result.BUSY:
            wait = self._jitter() * min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(command.busy, 10))
            command.busy += 1
            command.again_at = now + wait
            return []
        del self._pending[ack.command_id]
        command.ack = ack
        command.again_at = None
        self._learn(command, ack)
        return [Acked(command, ack)]

    def _take_document(self, document: Any) -> list[Event]:
        if isinstance(document, (OwnerRoom, AttendeeRoom)):
            if self.room is not None and document.version <= self.room.version:
                return []
            self.room = document  # type: ignore[assignment] # the decoder knows the role
        elif isinstance(document, Feedback):
            held = self._feedback
            if (
                held is not None
                and held.round == document.round
                and held.amendment >= document.amendment
            ):
                return []
            self._feedback = document
        elif isinstance(document, (OwnerQuestion, AttendeeQuestion)):
            name = document.face if isinstance(document, AttendeeQuestion) else document.hash
            if name in self.questions:
                return []
            # Replaced, not changed, so that another thread may be reading it.
            self.questions = {**self.questions, name: document}  # type: ignore[dict-item]
        return [document]

    def _drop(self) -> None:
        """Forget every position and document; orders and questions, named by hash, stay true."""
        self.room = None
        self._feedback = None

    def _current_question(self) -> str | None:
        raise NotImplementedError

    def _feed_position(self) -> int:
        return 0

    def _learn(self, command: Pending, ack: Ack) -> None:
        """Keep the `seen` that the next order of this kind must carry."""
        raise NotImplementedError

    @staticmethod
    def _is_unknown_type(frame: bytes | str) -> bool:
        try:
            return _envelope.decode(frame).type not in _KNOWN_TYPES
        except (msgspec.DecodeError, UnicodeDecodeError):
            return False
