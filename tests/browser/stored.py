"""What a lesson has left in the server's database."""

from __future__ import annotations

import sqlite3

from tests.browser.jupyterlab import Lab


def stored(lab: Lab, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Return the rows of a statement."""
    with sqlite3.connect(f"{lab.database.as_uri()}?mode=ro", uri=True) as connection:
        return connection.execute(statement, values).fetchall()


def stored_answers(lab: Lab, round_number: int) -> list[tuple[object, ...]]:
    """Return who answered what in a round, in the order of commits."""
    return stored(
        lab,
        "SELECT identities.name, json_extract('[' || answer || ']', '$[0]') FROM attempts"
        " JOIN rounds ON rounds.id = attempts.round JOIN identities USING (seat)"
        " WHERE rounds.number = ? AND phase != 'withdrawn' ORDER BY attempts.number",
        round_number,
    )


def stored_phases(lab: Lab) -> list[object]:
    """Return the phases of all rounds, in the order of picks."""
    return [phase for (phase,) in stored(lab, "SELECT phase FROM rounds ORDER BY rowid")]
