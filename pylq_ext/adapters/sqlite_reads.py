"""What is read from the SQLite store; every statement goes by an index."""

from __future__ import annotations

import sqlite3

from pylq_ext.adapters.sqlite_rows import (
    AMENDMENT,
    ATTEMPT,
    FACT,
    OPEN,
    QUESTION,
    ROOM,
    ROUND,
    SEAT,
    amendment_of,
    attempt_of,
    fact_of,
    marked_of,
    question_of,
    room_of,
    round_of,
    seat_of,
)
from pylq_ext.domain.answers import Attempt
from pylq_ext.domain.outcomes import Fact
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import WITHOUT_DEADLINE, Room, Round, RoundPhase, Seat
from pylq_ext.ports.room_store import AssetUse, RoomRecord, StoredQuestion


def room(connection: sqlite3.Connection, room_id: str) -> Room | None:
    """Return the room of that id."""
    row = connection.execute(f"SELECT {ROOM} FROM rooms WHERE id = ?", (room_id,)).fetchone()
    return room_of(row) if row else None


def room_by_code(connection: sqlite3.Connection, code: str) -> Room | None:
    """Return the open room of that join code."""
    row = connection.execute(
        f"SELECT {ROOM} FROM rooms WHERE code = ? AND closed_at IS NULL", (code,)
    ).fetchone()
    return room_of(row) if row else None


def open_room_named(connection: sqlite3.Connection, owner: str, name: str) -> Room | None:
    """Return an owner's newest open room of that name."""
    row = connection.execute(
        f"SELECT {ROOM} FROM rooms WHERE owner = ? AND name = ? AND closed_at IS NULL"
        " ORDER BY opened_at DESC LIMIT 1",
        (owner, name),
    ).fetchone()
    return room_of(row) if row else None


def open_rooms(connection: sqlite3.Connection) -> list[Room]:
    """Return all open rooms."""
    return [room_of(row) for row in connection.execute(f"SELECT {ROOM} FROM rooms WHERE {OPEN}")]


def has_open_rooms(connection: sqlite3.Connection) -> bool:
    """Return whether a room is open, in a file of any version."""
    (tables,) = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'rooms'"
    ).fetchone()
    if not tables:
        return False
    return connection.execute(f"SELECT 1 FROM rooms WHERE {OPEN} LIMIT 1").fetchone() is not None


def rooms_of(connection: sqlite3.Connection, owner: str) -> list[tuple[Room, Round | None]]:
    """Return an owner's rooms with their current rounds, newest first."""
    rows = connection.execute(
        f"SELECT {ROOM} FROM rooms WHERE owner = ? ORDER BY opened_at DESC", (owner,)
    )
    return [(found, _current(connection, found)) for found in map(room_of, rows.fetchall())]


def _current(connection: sqlite3.Connection, of_room: Room) -> Round | None:
    row = connection.execute(
        f"SELECT {ROUND} FROM rounds WHERE id = ?", (of_room.current_round,)
    ).fetchone()
    return round_of(row) if row else None


def question(connection: sqlite3.Connection, question_hash: str) -> StoredQuestion | None:
    """Return the question of that hash."""
    row = connection.execute(
        f"SELECT {QUESTION} FROM questions WHERE hash = ?", (question_hash,)
    ).fetchone()
    return question_of(row) if row else None


def asset(connection: sqlite3.Connection, asset_hash: str) -> Asset | None:
    """Return the asset of that hash."""
    row = connection.execute(
        "SELECT hash, type, bytes FROM assets WHERE hash = ?", (asset_hash,)
    ).fetchone()
    return Asset(*row) if row else None


def asset_uses(connection: sqlite3.Connection, room_id: str) -> list[AssetUse]:
    """Return where a room shows which assets."""
    rows = connection.execute(
        "SELECT asset, in_face, phase FROM rounds"
        " JOIN question_assets USING (question) WHERE room = ?"
        " UNION SELECT asset, in_face, NULL FROM room_questions"
        " JOIN question_assets USING (question) WHERE room = ?",
        (room_id, room_id),
    )
    return [
        AssetUse(asset_hash, bool(in_face), RoundPhase(phase) if phase else None)
        for asset_hash, in_face, phase in rows
    ]


def seat(connection: sqlite3.Connection, room_id: str, seat_id: str) -> Seat | None:
    """Return a seat of a room."""
    row = connection.execute(
        f"SELECT {SEAT} WHERE seats.id = ? AND room = ?", (seat_id, room_id)
    ).fetchone()
    return seat_of(row) if row else None


def record(connection: sqlite3.Connection, room_id: str) -> RoomRecord | None:
    """Return what is stored of a room."""
    found = room(connection, room_id)
    if found is None:
        return None
    rounds = connection.execute(
        f"SELECT {ROUND} FROM rounds WHERE room = ? ORDER BY rowid", (room_id,)
    )
    seats = connection.execute(f"SELECT {SEAT} WHERE room = ?", (room_id,))
    questions = connection.execute(
        f"SELECT {QUESTION} FROM questions WHERE hash IN"
        " (SELECT question FROM rounds WHERE room = ?)",
        (room_id,),
    )
    amendments = connection.execute(
        f"SELECT {AMENDMENT} FROM amendments WHERE round IN"
        " (SELECT id FROM rounds WHERE room = ?) ORDER BY round, n",
        (room_id,),
    )
    marked = connection.execute(
        f"SELECT {FACT} FROM facts WHERE room = ? AND kind = 'marked' ORDER BY number", (room_id,)
    )
    return RoomRecord(
        room=found,
        rounds=tuple(map(round_of, rounds)),
        seats=tuple(map(seat_of, seats)),
        questions=tuple(map(question_of, questions)),
        attempts=tuple(
            latest_attempts(connection, found.current_round) if found.current_round else ()
        ),
        amendments=tuple(map(amendment_of, amendments)),
        marked=tuple(map(marked_of, marked)),
    )


def latest_attempts(connection: sqlite3.Connection, round_id: str) -> list[Attempt]:
    """Return the last attempt of each seat in a round, in the order of numbers."""
    # A later one of the same seat takes the place of the earlier one.
    latest = {attempt.seat: attempt for attempt in attempts_in(connection, round_id)}
    return sorted(latest.values(), key=lambda attempt: attempt.number)


def attempts_in(connection: sqlite3.Connection, round_id: str) -> list[Attempt]:
    """Return every attempt in a round, in the order of numbers."""
    rows = connection.execute(f"SELECT {ATTEMPT} FROM attempts WHERE round = ?", (round_id,))
    return sorted(map(attempt_of, rows), key=lambda attempt: attempt.number)


def attempts_of(connection: sqlite3.Connection, room_id: str, seat_id: str) -> list[Attempt]:
    """Return every attempt of a seat in a room's rounds, in the order of numbers."""
    rows = connection.execute(
        f"SELECT {ATTEMPT} FROM attempts WHERE seat = ? AND round IN"
        " (SELECT id FROM rounds WHERE room = ?)",
        (seat_id, room_id),
    )
    return sorted(map(attempt_of, rows), key=lambda attempt: attempt.number)


def deadlines(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the rooms whose lock is announced, with its time."""
    rows = connection.execute(
        f"SELECT id, accepting_until FROM rooms WHERE accepting_until < {WITHOUT_DEADLINE}"
    )
    return [(room_id, at) for room_id, at in rows]


def facts_after(
    connection: sqlite3.Connection, room_id: str, number: int, limit: int
) -> list[Fact | Attempt]:
    """Return the facts with the lowest numbers above `number`."""
    attempts = connection.execute(
        f"SELECT {ATTEMPT} FROM attempts WHERE room = ? AND number > ? ORDER BY number LIMIT ?",
        (room_id, number, limit),
    )
    facts = connection.execute(
        f"SELECT {FACT} FROM facts WHERE room = ? AND number > ? ORDER BY number LIMIT ?",
        (room_id, number, limit),
    )
    found: list[Fact | Attempt] = [*map(attempt_of, attempts), *map(fact_of, facts)]
    return sorted(found, key=lambda fact: fact.number)[:limit]
