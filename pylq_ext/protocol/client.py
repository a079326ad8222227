"""The client's side of a socket without a socket: frames in, events out, frames to send out.

One `OwnerConnection` or `AttendeeConnection` lives as long as its participant is in the room, over
any number of sockets. Whoever does the I/O

* calls `connected` when a socket is open, `receive` with every frame that comes, `tick` whenever
  `wake_at` is reached, and `disconnected` when the socket is gone;
* after each of these, and after every order, sends what `take_frames` returns, each as one text
  frame;
* obeys the events: `TicketDue` asks for `renew`, `Silent` and `Gap` for a new socket at once.

Time is always passed in, in seconds of a clock that never goes back (`time.monotonic`). Nothing
here is safe for several threads at once, but what is held is immutable, so any thread may read it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from pylq_ext.domain.answers import Answer
from pylq_ext.protocol.client_connection import ClientConnection, jitter, new_command_id
from pylq_ext.protocol.client_events import (
    Acked,
    Comeback,
    Dropped,
    Event,
    Gap,
    Lost,
    MalformedFrame,
    Pending,
    Silent,
    TicketDue,
)
from pylq_ext.protocol.documents import (
    AmendedFact,
    AttemptFact,
    AttendeeQuestion,
    AttendeeRoom,
    Feed,
    FeedFact,
    Gauges,
    JoinedFact,
    MarkedFact,
    Mine,
    OwnerQuestion,
    OwnerRoom,
    RemovedFact,
    RenamedFact,
)
from pylq_ext.protocol.messages import (
    Ack,
    CorrectKeyBody,
    Held,
    LockBody,
    MakeAttemptBody,
    MarkBody,
    PickBody,
    RemoveBody,
    RenameBody,
    ShowRoundBody,
    ToAttendee,
    ToOwner,
)

__all__ = [
    "Acked",
    "AttendeeConnection",
    "ClientConnection",
    "Comeback",
    "Dropped",
    "Event",
    "Gap",
    "Lost",
    "MalformedFrame",
    "OwnerConnection",
    "Pending",
    "Silent",
    "TicketDue",
]


class OwnerConnection(ClientConnection[OwnerRoom, OwnerQuestion]):
    """An owner's connection: the whole room, every fact, and the orders that move it."""

    _decoder = msgspec.json.Decoder(ToOwner)

    def __init__(
        self,
        *,
        present: bool = True,
        new_command_id: Callable[[], str] = new_command_id,
        jitter: Callable[[], float] = jitter,
    ) -> None:
        super().__init__(present=present, new_command_id=new_command_id, jitter=jitter)
        #: All facts so far, by number, without a gap up to `feed_to`; attempts with the marks that
        #: count now.
        self.facts: list[FeedFact] = []
        self.feed_to = 0
        #: Who has ever had a seat, by seat, in the order of joining, with the names of now.
        self.people: dict[str, JoinedFact] = {}
        #: Who of them was removed.
        self.removed: frozenset[str] = frozenset()
        #: The latest; None until some have come.
        self.gauges: Gauges | None = None
        self._acked_version = 0

    @property
    def version(self) -> int:
        """The newest version of the room known: that of `room`, or of an order's ack before it."""
        return max(self._acked_version, self.room.version if self.room is not None else 0)

    def pick(
        self,
        question: str,
        *,
        bank: str | None = None,
        cell: str | None = None,
        again: bool = False,
    ) -> Pending:
        """Make the question of that hash the current round."""
        return self.give("pick", PickBody(question, bank, cell, again), seen=self.version)

    def order(self, name: str) -> Pending:
        """Give one of `undo`, `reopen`, `show_feedback`, `clear`."""
        return self.give(name, seen=self.version)

    def lock(self, *, now: bool) -> Pending:
        """Lock the current round at once, or announce that it is going to be locked."""
        return self.give("lock", LockBody(now), seen=self.version)

    def correct_key(self, round_id: str, right: tuple[str, ...] | None) -> Pending:
        """Have other options count as right in a round; None for no key at all."""
        return self.give("correct_key", CorrectKeyBody(round_id, right), seen=self.version)

    def mark(self, round_id: str, attempts: tuple[int, ...], share: float | None) -> Pending:
        """Mark attempts in a round of open text by hand, whatever else has changed."""
        return self.give("mark", MarkBody(round_id, attempts, share))

    def remove(self, seat: str) -> Pending:
        """Send somebody out for good, whatever else has changed."""
        return self.give("remove", RemoveBody(seat))

    def rename(self, seat: str, name: str) -> Pending:
        """Call somebody by another name, whatever else has changed."""
        return self.give("rename", RenameBody(seat, name))

    def show_round(self, number: int) -> Pending:
        """Make a revealed round current again."""
        return self.give("show_round", ShowRoundBody(number), seen=self.version)

    def close(self) -> Pending:
        """End the lesson, whatever has changed since."""
        return self.give("close")

    def is_shown(self, command: Pending) -> bool:
        """Return whether the room has the version that the order made."""
        if command.ack is None or self.room is None:
            return False
        return command.ack.seen is None or self.room.version >= command.ack.seen

    def held_for_poll(self) -> Held:
        """Return what a poll would say that it has, so that nothing comes twice."""
        return replace(
            super().held_for_poll(), gauges=UNSET if self.gauges is None else self.gauges
        )

    def _take_document(self, document: Any) -> list[Event]:
        if isinstance(document, Feed):
            return self._take_feed(document)
        if isinstance(document, Gauges):
            self.gauges = document
            return [document]
        return super()._take_document(document)

    def _take_feed(self, feed: Feed) -> list[Event]:
        if self._gap:
            return []
        if feed.after > self.feed_to:
            self._gap = True
            return [Gap(self.feed_to, feed.after)]
        if feed.to <= self.feed_to:
            return []
        new = feed.facts
        if feed.after < self.feed_to:
            new = tuple(fact for fact in new if fact.number > self.feed_to)
        self.facts.extend(new)
        for fact in new:
            self._follow(fact)
        fresh = Feed(self.feed_to, feed.to, new)
        self.feed_to = feed.to
        return [fresh]

    def _follow(self, fact: FeedFact) -> None:
        # What another thread may be reading is replaced, not changed.
        match fact:
            case JoinedFact():
                self.people[fact.seat] = fact
            case RenamedFact():
                joined = self.people[fact.seat]
                renamed = replace(joined, name=fact.name)
                self.people = {**self.people, fact.seat: renamed}
            case RemovedFact():
                self.removed |= {fact.seat}
            case AmendedFact() | MarkedFact():
                marks = {remark.number: remark.mark for remark in fact.marks}
                self.facts = [
                    replace(one, mark=marks[one.number])
                    if isinstance(one, AttemptFact) and one.number in marks
                    else one
                    for one in self.facts
                ]
            case AttemptFact():
                pass

    def _drop(self) -> None:
        super()._drop()
        # New objects: whoever is reading the old ones in another thread goes on undisturbed.
        self.facts = []
        self.people = {}
        self.removed = frozenset()
        self.feed_to = 0
        self.gauges = None
        self._acked_version = 0

    def _current_question(self) -> str | None:
        if self.room is None or self.room.round is None:
            return None
        return self.room.round.question

    def _feed_position(self) -> int:
        return self.feed_to

    def _learn(self, command: Pending, ack: Ack) -> None:  # noqa: ARG002 - attendees need it
        stored = ack.stored.get("version")
        seen = ack.seen if ack.seen is not None else stored
        if isinstance(seen, int):
            self._acked_version = max(self._acked_version, seen)


class AttendeeConnection(ClientConnection[AttendeeRoom, AttendeeQuestion]):
    """A seat's connection: what everyone sees, the seat's own attempt, and the order to answer."""

    _decoder = msgspec.json.Decoder(ToAttendee)

    def __init__(
        self,
        *,
        present: bool = True,
        new_command_id: Callable[[], str] = new_command_id,
        jitter: Callable[[], float] = jitter,
    ) -> None:
        super().__init__(present=present, new_command_id=new_command_id, jitter=jitter)
        self._mine: Mine | None = None
        #: The round of the newest own attempt that an ack told of, and its number.
        self._acked: tuple[str, int] = ("", 0)

    @property
    def mine(self) -> Mine | None:
        """The seat's own document of the current round; None where there is none."""
        if self._mine is None or self.room is None or self.room.round is None:
            return None
        return self._mine if self._mine.round == self.room.round.id else None

    def number_in(self, round_id: str) -> int:
        """Return the number of the own last attempt in a round, 0 for none that is known."""
        number = self._acked[1] if self._acked[0] == round_id else 0
        if self._mine is not None and self._mine.round == round_id:
            number = max(number, self._mine.number)
        return number

    def make_attempt(self, answer: Answer, *, round_id: str | None = None) -> Pending:
        """Answer a round, the current one if none is named.

        Raises LookupError if none is named and there is no current one.
        """
        if round_id is None:
            if self.room is None or self.room.round is None:
                raise LookupError("There is no current round.")
            round_id = self.room.round.id
        body = MakeAttemptBody(round_id, answer)
        return self.give("make_attempt", body, seen=self.number_in(round_id))

    def is_shown(self, command: Pending) -> bool:
        """Return whether `mine` has come to the attempt that the order made."""
        if command.ack is None or self._mine is None:
            return False
        # Another round may have come between: then this attempt will not be shown at all.
        if self._mine.round != self._acked[0]:
            return True
        return command.ack.seen is None or self._mine.number >= command.ack.seen

    def held_for_poll(self) -> Held:
        """Return what a poll would say that it has, so that nothing comes twice."""
        return replace(
            super().held_for_poll(), mine=UNSET if self._mine is None else self._mine.version
        )

    def _take_document(self, document: Any) -> list[Event]:
        if isinstance(document, Mine):
            if self._mine is not None and document.version <= self._mine.version:
                return []
            self._mine = document
            return [document]
        return super()._take_document(document)

    def _drop(self) -> None:
        super()._drop()
        self._mine = None
        self._acked = ("", 0)

    def _current_question(self) -> str | None:
        if self.room is None or self.room.round is None:
            return None
        return self.room.round.face

    def _learn(self, command: Pending, ack: Ack) -> None:
        seen = ack.seen if ack.seen is not None else ack.stored.get("number")
        if command.name != "make_attempt" or not isinstance(seen, int):
            return
        round_id = msgspec.json.decode(command.body, type=MakeAttemptBody).round
        known = self._acked[1] if self._acked[0] == round_id else 0
        self._acked = (round_id, max(known, seen))
