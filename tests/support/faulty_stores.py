"""Stores with one protection taken out each: the controls of the tests that need it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from pylq_ext.adapters.sqlite_store import SqliteStore
from pylq_ext.domain.commands import MakeAttempt, Order, Snapshot
from pylq_ext.domain.outcomes import Accepted, Outcome
from pylq_ext.ports.room_store import Committed, Decide

#: How long the hasty store leaves between its word and its deed, in seconds.
HASTE = 0.1


class HastyStore(SqliteStore):
    """Reports attempts before it commits them; other orders as it should."""

    def _write_batch(self, connection, jobs):
        if not all(isinstance(one.action, MakeAttempt) for job in jobs for one in job.orders):
            super()._write_batch(connection, jobs)
            return
        self._report(jobs, self._decide_all(connection, jobs))
        # Nothing is proved by a gap that nobody ever falls into.
        time.sleep(HASTE)
        self._commit(connection)


class TrustingStore(SqliteStore):
    """Looks first whether a round is open, and then takes attempts in a step of its own."""

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        """Decide orders; attempts by what was read before."""
        was_open = False
        for order in orders:
            if isinstance(order.action, MakeAttempt):
                room = await self.room(order.room)
                was_open = room is not None and room.current_round == order.action.round
                was_open = was_open and room is not None and room.accepting_until is not None

        def trusting(snapshot: Snapshot, order: Order) -> Outcome:
            if not was_open or snapshot.number is not None:
                return decide(snapshot, order)
            number = snapshot.room.last_number + 1
            outcome = decide(replace(snapshot, number=number), order)
            if isinstance(outcome, Accepted) and outcome.attempt is not None:
                return replace(outcome, room=replace(snapshot.room, last_number=number))
            return outcome

        return await super().perform(orders, trusting)


class ForgetfulStore(SqliteStore):
    """Does not remember which orders it has had."""

    async def perform(self, orders: Sequence[Order], decide: Decide) -> list[Committed]:
        """Decide orders as if none of them had come before."""
        return await super().perform([replace(one, command_id="") for one in orders], decide)
