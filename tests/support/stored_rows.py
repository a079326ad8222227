"""What a host's SQLite file holds, read past the host."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.history import StoredAttempt, StoredRoom


def stored_room(database: Path, room: str) -> StoredRoom:
    """Return what is stored of a room; also while the host is running, or after it was killed."""
    uri = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        attempts = connection.execute(
            "SELECT number, round, seat, answer, made_at FROM attempts WHERE room = ?", (room,)
        ).fetchall()
        facts = connection.execute("SELECT number FROM facts WHERE room = ?", (room,)).fetchall()
        rounds = connection.execute(
            "SELECT id, locked_at FROM rounds WHERE room = ? AND locked_at IS NOT NULL", (room,)
        ).fetchall()
        (last,) = connection.execute(
            "SELECT last_number FROM rooms WHERE id = ?", (room,)
        ).fetchone()
        (damage,) = connection.execute("PRAGMA integrity_check").fetchone()
    assert damage == "ok", damage
    return StoredRoom(
        attempts=tuple(
            StoredAttempt(number, round_id, seat, _answer(answer), made_at)
            for number, round_id, seat, answer, made_at in attempts
        ),
        facts=tuple(number for (number,) in facts),
        last_number=last,
        locked_at=dict(rounds),
    )


def _answer(text: str) -> str | tuple[str, ...]:
    answer = json.loads(text)
    return answer if isinstance(answer, str) else tuple(answer)
