"""A room while somebody is in it: follows commits and tells everyone what is theirs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from functools import partial

from pylq_ext.domain.order import has_orders
from pylq_ext.domain.outcomes import Accepted, Amended, Marked
from pylq_ext.domain.room import Role, RoomPhase, phase_of
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import RoomStore, StoredQuestion
from pylq_ext.protocol.codec import frame_of, text_frame
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.documents import Feed, Gauges
from pylq_ext.protocol.messages import Held
from pylq_ext.service import documents
from pylq_ext.service.connection import Connection
from pylq_ext.service.encoded_room import EncodedRoom
from pylq_ext.service.feed_cursor import FeedCursor
from pylq_ext.service.leases import Leases
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

    def __init__(self, state: RoomState, store: RoomStore, clock: Clock) -> None:
        self.state = state
        self.encoded = EncodedRoom(state)
        #: Of whoever comes without a connection.
        self.leases = Leases(clock)
        self.connections: dict[Connection, FeedCursor | None] = {}
        self._store = store
        # Each seat's connections, the oldest first.
        self._of_seat: dict[str, dict[Connection, None]] = {}
        # What has changed since it was last told; the publishing task empties both.
        self._changed: set[str] = set()
        self._changed_seats: set[str] = set()
        # Those who have been sent out and are still connected.
        self._removed: set[str] = set()
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
        beyond = self.encoded.beyond(connection.role, connection.seat, Held(question=held_question))
        frames = {kind: text_frame(document) for kind, document in beyond.items()}
        cursor = None
        if feed_after is not None:
            cursor = FeedCursor(self, connection.outbox, feed_after)
            frames["gauges"] = frame_of(self.measure())
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

    @property
    def is_empty(self) -> bool:
        """Whether nobody is connected, and nobody's lease lasts."""
        return not self.connections and not self.leases

    def stop(self) -> None:
        """Let go of everything; nobody is here any more."""
        if self._publishing is not None:
            self._publishing.cancel()

    # -- what has happened -----------------------------------------------------------------------

    def follow(self, outcome: Accepted, questions: Mapping[str, StoredQuestion]) -> None:
        """Follow a commit, and tell those whom it concerns after its sender has been told."""
        before_round, before_phase = self.state.current, self._phase()
        late = self._late_seats()
        version = self.state.room.version
        self.state.apply(outcome, questions)
        self.state.forget_recent(KEPT_FACTS)
        if self.state.room.version != version:
            self._changed.add("room")
            current, phase = self.state.current, self._phase()
            moved = (current and current.id) != (before_round and before_round.id)
            if moved and current is not None:
                self._changed.add("question")
                if has_orders(self.state.questions[current.question].question):
                    self._changed.add("mine")
            corrected = (
                outcome.amendment is not None
                and current is not None
                and outcome.amendment.round == current.id
            )
            if phase is RoomPhase.REVEALED and (moved or before_phase is not phase or corrected):
                self._changed.update({"feedback", "mine"})
            if not moved and phase is RoomPhase.OPEN:
                # Reopened: whoever came after the lock is late no longer.
                self._changed_seats |= late
        if outcome.seat is not None and outcome.seat.removed_at is not None:
            self._removed.add(outcome.seat.id)
        elif outcome.seat is not None and outcome.seat.id in self._of_seat:
            self._changed_seats.add(outcome.seat.id)
        if outcome.attempt is not None:
            self._changed_seats.add(outcome.attempt.seat)
        for fact in outcome.facts:
            if isinstance(fact, Marked) and self._phase() is RoomPhase.REVEALED:
                named = frozenset(fact.attempts)
                counting = self.state.attempts.values()
                self._changed_seats |= {one.seat for one in counting if one.number in named}
        if outcome.attempt is not None or outcome.facts:
            for cursor in self.connections.values():
                if cursor is not None:
                    cursor.wake()
        if (self._changed or self._changed_seats or self._removed) and self._publishing is None:
            self._publishing = asyncio.create_task(self._publish())

    def _late_seats(self) -> set[str]:
        current = self.state.current
        locked_at = current.locked_at if current else None
        if locked_at is None:
            return set()
        return {seat.id for seat in self.state.seats.values() if seat.joined_at > locked_at}

    def _phase(self) -> RoomPhase:
        return phase_of(self.state.room, self.state.current)

    # -- telling ---------------------------------------------------------------------------------

    async def _publish(self) -> None:
        # Senders are told first: what they wait for was resolved before this task's next step.
        await asyncio.sleep(0)
        try:
            while self._changed or self._changed_seats or self._removed:
                self._send_out()
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

    def _send_out(self) -> None:
        removed, self._removed = self._removed, set()
        for seat in removed:
            for connection in list(self._of_seat.get(seat, ())):
                connection.outbox.drop(CloseCode.DENIED, "removed")

    def _drop_all(self, code: CloseCode, reason: str) -> None:
        for connection in list(self.connections):
            connection.outbox.drop(code, reason)

    def _documents(self, role: Role, kinds: set[str]) -> dict[str, bytes]:
        """Frame the documents of these kinds once for everyone of a role."""
        found = {
            kind: self.encoded.get(role, kind)
            for kind in ("room", "question", "feedback")
            if kind in kinds
        }
        return {kind: text_frame(document) for kind, document in found.items() if document}

    def _mine(self, connection: Connection) -> bytes:
        return text_frame(self.encoded.mine(connection.seat))

    # -- the feed --------------------------------------------------------------------------------

    @property
    def last_number(self) -> int:
        """The number of the newest fact."""
        return self.state.room.last_number

    async def feed_batch(self, after: int) -> tuple[int, bytes]:
        """Return the next batch after a number as a ready frame, and the number it goes to."""
        batch = await self.feed_after(after)
        return batch.to, frame_of(batch)

    async def feed_after(self, after: int) -> Feed:
        """Return the next batch after a number; it is empty if there are no newer facts."""
        facts = self.state.recent_facts(after, MAX_FACTS)
        if facts is None:
            facts = await self._store.facts_after(self.state.room.id, after, MAX_FACTS)
            # The store may be ahead of the copy in memory, which knows no such seat or round yet.
            facts = [fact for fact in facts if fact.number <= self.last_number]
        corrected = {fact.round for fact in facts if isinstance(fact, Amended)}
        marked_again = {one: await self._store.attempts_in(one) for one in corrected}
        return documents.feed(self.state, after, facts, marked_again)

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
        self.leases.sweep()
        if not any(cursor is not None for cursor in self.connections.values()):
            return
        gauges = self.measure()
        if gauges != self._gauges:
            self._gauges = gauges
            frame = frame_of(gauges)
            for connection, cursor in self.connections.items():
                if cursor is not None:
                    connection.outbox.offer({"gauges": frame})

    def measure(self) -> Gauges:
        """Return how many are seated, here, away, and have answered."""
        here = {
            seat
            for seat, connections in self._of_seat.items()
            if any(connection.is_here for connection in connections)
        }
        return documents.gauges(self.state, frozenset(here | self.leases.here()))
