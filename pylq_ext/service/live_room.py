"""A room while somebody is connected to it: follows commits and tells everyone what is theirs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from functools import partial

from pylq_ext.domain.outcomes import Accepted
from pylq_ext.domain.room import Role, RoomPhase, phase_of
from pylq_ext.ports.room_store import RoomStore, StoredQuestion
from pylq_ext.protocol.codec import frame_of
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.documents import Gauges
from pylq_ext.service import documents
from pylq_ext.service.connection import Connection
from pylq_ext.service.feed_cursor import FeedCursor
from pylq_ext.service.room_state import RoomState

_log = logging.getLogger(__name__)

#: Facts in one batch of the feed, and those kept in memory for owners who are a little behind.
MAX_FACTS = 500
KEPT_FACTS = 5_000

#: Open connections of one seat; a further one takes the place of the oldest.
MAX_CONNECTIONS = 12

#: A broadcast lets others have the loop after so many clients: kernels share it.
YIELD_EVERY = 100


class LiveRoom:
    """Keeps the connections of one room and sends each what it may see, when it changes."""

    def __init__(self, state: RoomState, store: RoomStore) -> None:
        self.state = state
        self.connections: dict[Connection, FeedCursor | None] = {}
        self._store = store
        # Each seat's connections, the oldest first.
        self._of_seat: dict[str, dict[Connection, None]] = {}
        # What has changed since it was last told; the publishing task empties both.
        self._changed: set[str] = set()
        self._changed_seats: set[str] = set()
        self._publishing: asyncio.Task[None] | None = None
        self._gauges: Gauges | None = None

    # -- who is told -----------------------------------------------------------------------------

    async def complete(self) -> None:
        """Return when the copy in memory has the current round's attempts."""
        while not self.state.complete:
            wanted = self.state.room.current_round
            attempts = await self._store.latest_attempts(wanted) if wanted else []
            if wanted:
                self.state.take_attempts(wanted, attempts)

    def add(self, connection: Connection, held_question: str, feed_after: int | None) -> None:
        """Tell a connection all there is, and from now on what changes.

        `held_question` is the hash of a question that the client has already; `feed_after` the
        number up to which an owner has the feed, None for others.
        """
        of_seat = self._of_seat.setdefault(connection.seat, {})
        of_seat[connection] = None
        if len(of_seat) > MAX_CONNECTIONS:
            # Out of the list at once: one that never answers the goodbye makes no room for more.
            oldest = next(iter(of_seat))
            del of_seat[oldest]
            oldest.outbox.drop(CloseCode.REPLACED, "replaced")
        frames = self._documents(connection.role, {"room", "question", "feedback"})
        question = self._current_question()
        if question is not None:
            # An attendee's hash is the face's alone: whether another one is right is not told,
            # because a guess at the hash of everything is a guess at the key.
            known_as = question.hash if connection.role is Role.OWNER else question.face
            if held_question == known_as:
                del frames["question"]
        if connection.role is not Role.OWNER:
            frames["mine"] = self._mine(connection)
        cursor = None
        if feed_after is not None:
            cursor = FeedCursor(self, connection.outbox, feed_after)
            frames["gauges"] = frame_of(self._measure())
        self.connections[connection] = cursor
        connection.outbox.offer(frames)

    def remove(self, connection: Connection) -> None:
        """Tell a connection nothing more."""
        cursor = self.connections.pop(connection, None)
        if cursor is not None:
            cursor.stop()
        of_seat = self._of_seat.get(connection.seat, {})
        of_seat.pop(connection, None)
        if not of_seat:
            self._of_seat.pop(connection.seat, None)

    def stop(self) -> None:
        """Let go of everything; nobody is connected any more."""
        if self._publishing is not None:
            self._publishing.cancel()

    # -- what has happened -----------------------------------------------------------------------

    def follow(self, outcome: Accepted, questions: Mapping[str, StoredQuestion]) -> None:
        """Follow a commit, and tell those whom it concerns after its sender has been told."""
        before_round, before_phase = self.state.current, self._phase()
        version = self.state.room.version
        self.state.apply(outcome, questions)
        self.state.forget_recent(KEPT_FACTS)
        if self.state.room.version != version:
            self._changed.add("room")
            current, phase = self.state.current, self._phase()
            moved = (current and current.id) != (before_round and before_round.id)
            if moved and current is not None:
                self._changed.add("question")
            if phase is RoomPhase.REVEALED and (moved or before_phase is not phase):
                self._changed.update({"feedback", "mine"})
        if outcome.attempt is not None:
            self._changed_seats.add(outcome.attempt.seat)
        if outcome.attempt is not None or outcome.facts:
            for cursor in self.connections.values():
                if cursor is not None:
                    cursor.wake()
        if (self._changed or self._changed_seats) and self._publishing is None:
            self._publishing = asyncio.create_task(self._publish())

    def _phase(self) -> RoomPhase:
        return phase_of(self.state.room, self.state.current)

    # -- telling ---------------------------------------------------------------------------------

    async def _publish(self) -> None:
        # Senders are told first: what they wait for was resolved before this task's next step.
        await asyncio.sleep(0)
        try:
            while self._changed or self._changed_seats:
                await self.complete()
                changed, self._changed = self._changed, set()
                seats, self._changed_seats = self._changed_seats, set()
                if changed:
                    await self._tell_everyone(changed)
                if "mine" not in changed:
                    self._tell_seats(seats)
        except Exception:
            # What has changed is lost to them, so they must come back and read all of it again.
            _log.exception("A change could not be told: everyone in the room reads it again")
            self._drop_all(CloseCode.BUSY, "busy")
        finally:
            self._publishing = None

    async def _tell_everyone(self, changed: set[str]) -> None:
        frames = {role: self._documents(role, changed) for role in Role}
        for count, connection in enumerate(list(self.connections), start=1):
            documents_of_role = frames[connection.role]
            if "mine" in changed and connection.role is not Role.OWNER:
                documents_of_role = documents_of_role | {"mine": self._mine(connection)}
            connection.outbox.offer(documents_of_role)
            if count % YIELD_EVERY == 0:
                await asyncio.sleep(0)
        if self._phase() is RoomPhase.CLOSED:
            self._see_off()

    def _tell_seats(self, seats: set[str]) -> None:
        for seat in seats:
            for connection in self._of_seat.get(seat, ()):
                connection.outbox.offer({"mine": self._mine(connection)})

    def _see_off(self) -> None:
        """After the close attendees have nothing to come back for; owners read the record."""
        for connection in list(self.connections):
            if connection.role is not Role.OWNER:
                outbox = connection.outbox
                outbox.when_empty(partial(outbox.drop, CloseCode.ROOM_CLOSED, "closed"))

    def _drop_all(self, code: CloseCode, reason: str) -> None:
        for connection in list(self.connections):
            connection.outbox.drop(code, reason)

    def _documents(self, role: Role, kinds: set[str]) -> dict[str, bytes]:
        """Encode the documents of these kinds once for everyone of a role."""
        is_owner = role is Role.OWNER
        frames: dict[str, bytes] = {}
        if "room" in kinds:
            frames["room"] = frame_of(
                documents.owner_room(self.state)
                if is_owner
                else documents.attendee_room(self.state)
            )
        question = self._current_question()
        if "question" in kinds and question is not None:
            frames["question"] = frame_of(
                documents.owner_question(question)
                if is_owner
                else documents.attendee_question(question)
            )
        if "feedback" in kinds and (feedback := documents.feedback(self.state)):
            frames["feedback"] = frame_of(feedback)
        return frames

    def _current_question(self) -> StoredQuestion | None:
        current = self.state.current
        return self.state.questions[current.question] if current else None

    def _mine(self, connection: Connection) -> bytes:
        return frame_of(documents.mine(self.state, self.state.seats[connection.seat]))

    # -- the feed --------------------------------------------------------------------------------

    @property
    def last_number(self) -> int:
        """The number of the newest fact."""
        return self.state.room.last_number

    async def feed_batch(self, after: int) -> tuple[int, bytes]:
        """Return the next batch after a number as a ready frame, and the number it goes to."""
        facts = self.state.recent_facts(after, MAX_FACTS)
        if facts is None:
            facts = await self._store.facts_after(self.state.room.id, after, MAX_FACTS)
            # The store may be ahead of the copy in memory, which knows no such seat or round yet.
            facts = [fact for fact in facts if fact.number <= self.last_number]
        batch = documents.feed(self.state, after, facts)
        return batch.to, frame_of(batch)

    async def read_by(self, connection: Connection) -> None:
        """Return when an owner has been sent all facts committed before this call."""
        cursor = self.connections.get(connection)
        if cursor is not None:
            await cursor.reach(self.last_number)

    # -- gauges ----------------------------------------------------------------------------------

    def sweep(self, ping_id: int) -> None:
        """Look after leases, and tell owners how many are here if that has changed."""
        for connection in list(self.connections):
            connection.sweep(ping_id)
        if not any(cursor is not None for cursor in self.connections.values()):
            return
        gauges = self._measure()
        if gauges != self._gauges:
            self._gauges = gauges
            frame = frame_of(gauges)
            for connection, cursor in self.connections.items():
                if cursor is not None:
                    connection.outbox.offer({"gauges": frame})

    def _measure(self) -> Gauges:
        seated = [
            seat
            for seat in self.state.seats.values()
            if seat.role is Role.ATTENDEE and seat.removed_at is None
        ]
        here = sum(
            any(connection.is_here for connection in self._of_seat.get(seat.id, ()))
            for seat in seated
        )
        return Gauges(
            seated=len(seated),
            here=here,
            away=len(seated) - here,
            answered=len(self.state.attempts),
        )
