"""One order decided and applied inside a transaction of the SQLite store."""

from __future__ import annotations

import json
import sqlite3

from pylq_ext.adapters.sqlite_rows import (
    AMENDMENT,
    ATTEMPT,
    ROOM,
    ROUND,
    SEAT,
    amendment_of,
    amendment_row,
    attempt_of,
    attempt_row,
    fact_row,
    remembered,
    repeated,
    room_of,
    round_of,
    seat_of,
)
from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.commands import (
    CorrectKey,
    Join,
    MakeAttempt,
    MarkByHand,
    Order,
    Remove,
    Rename,
    ShowRound,
    Snapshot,
)
from pylq_ext.domain.errors import NoSuchRoom
from pylq_ext.domain.lesson import stored_attempt
from pylq_ext.domain.outcomes import Accepted, Outcome, Stored
from pylq_ext.domain.room import Amendment, Room, Round, Seat
from pylq_ext.ports.room_store import Committed, Decide


def perform(
    connection: sqlite3.Connection, order: Order, decide: Decide, now: int
) -> Committed | NoSuchRoom:
    """Decide one order in a savepoint of its own: a refusal gives back what it was allotted."""
    if earlier := _earlier(connection, order):
        return Committed(order, earlier, repeated=True)
    connection.execute("SAVEPOINT deciding")
    snapshot = _snapshot(connection, order, now)
    if isinstance(snapshot, NoSuchRoom):
        connection.execute("RELEASE deciding")
        return snapshot
    outcome = decide(snapshot, order)
    if isinstance(outcome, Accepted):
        _apply(connection, order, outcome)
    else:
        connection.execute("ROLLBACK TO deciding")
    connection.execute("RELEASE deciding")
    _remember(connection, order, outcome)
    return Committed(order, outcome)


def allot_number(
    connection: sqlite3.Connection, order: Order, round_id: str, now: int
) -> int | None:
    """Count an attempt in the room, if its round is the current one and open; None if not.

    Check, numbering and the lock against pick and lock are one statement, so no attempt can slip
    in after the round has shut, in any database.
    """
    row = connection.execute(
        "UPDATE rooms SET last_number = last_number + 1"
        " WHERE id = ? AND current_round = ? AND accepting_until > ? RETURNING last_number",
        (order.room, round_id, now),
    ).fetchone()
    return row[0] if row else None


def _earlier(connection: sqlite3.Connection, order: Order) -> Outcome | None:
    row = connection.execute(
        "SELECT result FROM commands WHERE room = ? AND actor = ? AND command_id = ?",
        (order.room, order.actor, order.command_id),
    ).fetchone()
    return repeated(row[0], lambda: _what_counts(connection, order)) if row else None


def _what_counts(connection: sqlite3.Connection, order: Order) -> Stored:
    """Return what is told of the actor's last attempt in the round that an order names."""
    if not isinstance(order.action, MakeAttempt):
        return {}
    return stored_attempt(_own_attempt(connection, order.action.round, order.actor))


def _remember(connection: sqlite3.Connection, order: Order, outcome: Outcome) -> None:
    # A join is known again by its secret; it has no command id.
    if order.command_id:
        connection.execute(
            "INSERT INTO commands VALUES (?, ?, ?, ?)",
            (order.room, order.actor, order.command_id, remembered(order.action, outcome)),
        )


def _snapshot(connection: sqlite3.Connection, order: Order, now: int) -> Snapshot | NoSuchRoom:
    number, named, own = None, None, None
    names: frozenset[str] = frozenset()
    picks, rounds = 0, 0
    amended: Amendment | None = None
    named_seat: Seat | None = None
    attempts: frozenset[int] = frozenset()
    action = order.action
    if isinstance(action, MakeAttempt):
        number = allot_number(connection, order, action.round, now)
        named = _round(connection, "id = ? AND room = ?", action.round, order.room)
        own = _own_attempt(connection, action.round, order.actor)
    room = _room(connection, order.room)
    if room is None:
        return NoSuchRoom(f"There is no room {order.room!r}.")
    if isinstance(action, Join):
        actor = _seat(connection, "room = ? AND secret_hash = ?", room.id, action.secret_hash)
        if actor is None:
            names = _names(connection, room.id)
    else:
        actor = _seat(connection, "seats.id = ? AND room = ?", order.actor, room.id)
    if isinstance(action, ShowRound):
        named = _round(
            connection, "room = ? AND number = ? AND phase != 'withdrawn'", room.id, action.number
        )
    if isinstance(action, CorrectKey):
        named = _round(connection, "id = ? AND room = ?", action.round, room.id)
        amended = _amendment(connection, action.round)
    if isinstance(action, MarkByHand):
        named = _round(connection, "id = ? AND room = ?", action.round, room.id)
        attempts = _attempts_among(connection, room.id, action)
    if isinstance(action, (Remove, Rename)):
        named_seat = _seat(connection, "seats.id = ? AND room = ?", action.seat, room.id)
        names = _names(connection, room.id) if isinstance(action, Rename) else names
    if not isinstance(action, (Join, MakeAttempt)):
        picks, rounds = connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE phase != 'withdrawn') FROM rounds"
            " WHERE room = ?",
            (room.id,),
        ).fetchone()
    current = (
        _round(connection, "id = ? AND room = ?", room.current_round, room.id)
        if room.current_round
        else None
    )
    return Snapshot(
        now,
        room,
        actor,
        current,
        named,
        own,
        number,
        names,
        picks,
        rounds,
        amended,
        named_seat,
        attempts,
    )


def _room(connection: sqlite3.Connection, room: str) -> Room | None:
    row = connection.execute(f"SELECT {ROOM} FROM rooms WHERE id = ?", (room,)).fetchone()
    return room_of(row) if row else None


def _round(connection: sqlite3.Connection, where: str, *values: object) -> Round | None:
    row = connection.execute(f"SELECT {ROUND} FROM rounds WHERE {where}", values).fetchone()
    return round_of(row) if row else None


def _seat(connection: sqlite3.Connection, where: str, *values: object) -> Seat | None:
    row = connection.execute(f"SELECT {SEAT} WHERE {where}", values).fetchone()
    return seat_of(row) if row else None


def _amendment(connection: sqlite3.Connection, round_id: str) -> Amendment | None:
    row = connection.execute(
        f"SELECT {AMENDMENT} FROM amendments WHERE round = ? ORDER BY n DESC LIMIT 1", (round_id,)
    ).fetchone()
    return amendment_of(row) if row else None


def _own_attempt(connection: sqlite3.Connection, round_id: str, seat: str) -> Attempt | None:
    row = connection.execute(
        f"SELECT {ATTEMPT} FROM attempts WHERE round = ? AND seat = ? ORDER BY number DESC LIMIT 1",
        (round_id, seat),
    ).fetchone()
    return attempt_of(row) if row else None


def _attempts_among(
    connection: sqlite3.Connection, room: str, action: MarkByHand
) -> frozenset[int]:
    rows = connection.execute(
        "SELECT number FROM attempts WHERE room = ? AND round = ?"
        " AND number IN (SELECT value FROM json_each(?))",
        (room, action.round, json.dumps(action.attempts)),
    )
    return frozenset(number for (number,) in rows)


def _names(connection: sqlite3.Connection, room: str) -> frozenset[str]:
    rows = connection.execute(
        "SELECT name FROM seats JOIN identities ON identities.seat = seats.id"
        " WHERE room = ? AND removed_at IS NULL",
        (room,),
    )
    return frozenset(name for (name,) in rows)


def _apply(connection: sqlite3.Connection, order: Order, outcome: Accepted) -> None:
    if outcome.room is not None:
        _update_room(connection, outcome.room)
    for changed in outcome.rounds:
        _put_round(connection, order.room, changed)
    if outcome.seat is not None:
        put_seat(connection, order.room, outcome.seat)
    if outcome.attempt is not None:
        connection.execute(
            "INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            attempt_row(order.room, outcome.attempt),
        )
    if outcome.amendment is not None:
        connection.execute(
            "INSERT INTO amendments VALUES (?, ?, ?, ?, ?)", amendment_row(outcome.amendment)
        )
    for fact in outcome.facts:
        connection.execute(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)", fact_row(order.room, fact)
        )


def _update_room(connection: sqlite3.Connection, room: Room) -> None:
    connection.execute(
        "UPDATE rooms SET current_round = ?, accepting_until = ?, version = ?, last_number = ?,"
        " closed_at = ? WHERE id = ?",
        (
            room.current_round,
            room.accepting_until,
            room.version,
            room.last_number,
            room.closed_at,
            room.id,
        ),
    )


def _put_round(connection: sqlite3.Connection, room: str, changed: Round) -> None:
    connection.execute(
        "INSERT INTO rounds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
        " phase = excluded.phase, locked_at = excluded.locked_at,"
        " revealed_at = excluded.revealed_at",
        (
            changed.id,
            room,
            changed.number,
            changed.question,
            changed.bank,
            changed.cell,
            changed.phase,
            changed.picked_at,
            changed.locked_at,
            changed.revealed_at,
        ),
    )


def put_seat(connection: sqlite3.Connection, room: str, seat: Seat) -> None:
    """Store a seat, new or changed, and apart from it the name of who sits there."""
    connection.execute(
        "INSERT INTO seats VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
        " generation = excluded.generation, removed_at = excluded.removed_at",
        (
            seat.id,
            room,
            seat.role,
            seat.secret_hash,
            seat.generation,
            seat.joined_at,
            seat.removed_at,
        ),
    )
    connection.execute(
        "INSERT INTO identities VALUES (?, ?, NULL) ON CONFLICT(seat) DO UPDATE SET"
        " name = excluded.name",
        (seat.id, seat.name),
    )
