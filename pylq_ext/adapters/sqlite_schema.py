"""The tables of the SQLite store, as steps that are applied once each, in order."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from pylq_ext.domain.room import WITHOUT_DEADLINE

migrations = Migrations("pylivequestions")


@migrations()
def first_tables(db: Database) -> None:
    """Rooms, rounds, seats, questions, attempts, facts and what came of commands.

    Numbers are the room's own, so `(room, number)` orders attempts and facts by commit.
    """
    rooms = db.table("rooms").create(
        {
            "id": str,
            "name": str,
            "owner": str,
            "code": str,
            "opened_at": int,
            "current_round": str,
            "accepting_until": int,
            "version": int,
            "last_number": int,
            "closed_at": int,
        },
        pk="id",
        not_null={"name", "owner", "code", "opened_at", "version", "last_number"},
    )
    rooms.create_index(["owner", "opened_at"])
    db.execute("CREATE UNIQUE INDEX open_codes ON rooms(code) WHERE closed_at IS NULL")

    db.table("questions").create(
        {"hash": str, "face": str, "document": str, "key": str, "settings": str},
        pk="hash",
        not_null={"face", "document", "key", "settings"},
    )
    rounds = db.table("rounds").create(
        {
            "id": str,
            "room": str,
            "number": int,
            "question": str,
            "bank": str,
            "cell": str,
            "phase": str,
            "picked_at": int,
            "locked_at": int,
            "revealed_at": int,
        },
        pk="id",
        not_null={"room", "number", "question", "phase", "picked_at"},
        foreign_keys=[("room", "rooms", "id"), ("question", "questions", "hash")],
    )
    rounds.create_index(["room"])
    db.execute(
        "CREATE UNIQUE INDEX round_numbers ON rounds(room, number) WHERE phase != 'withdrawn'"
    )
    rounds.create_index(["bank", "cell"])
    rounds.create_index(["question"])

    seats = db.table("seats").create(
        {
            "id": str,
            "room": str,
            "role": str,
            "secret_hash": str,
            "generation": int,
            "joined_at": int,
            "removed_at": int,
        },
        pk="id",
        not_null={"room", "role", "generation", "joined_at"},
        foreign_keys=[("room", "rooms", "id")],
    )
    # Also finds all seats of a room; a secret is one seat's.
    seats.create_index(["room", "secret_hash"], unique=True)
    # Names stand apart from what was answered, so that they can be erased.
    db.table("identities").create(
        {"seat": str, "name": str, "user": str},
        pk="seat",
        not_null={"name"},
        foreign_keys=[("seat", "seats", "id")],
    )

    attempts = db.table("attempts").create(
        {
            "room": str,
            "number": int,
            "round": str,
            "seat": str,
            "answer": str,
            "at_lock": int,
            "made_at": int,
            "checksum": int,
        },
        pk=("room", "number"),
        not_null={"round", "seat", "answer", "at_lock", "made_at", "checksum"},
        foreign_keys=[("round", "rounds", "id"), ("seat", "seats", "id")],
    )
    attempts.create_index(["round", "seat", "number"])
    db.table("facts").create(
        {"room": str, "number": int, "kind": str, "seat": str, "body": str, "made_at": int},
        pk=("room", "number"),
        not_null={"kind", "seat", "body", "made_at"},
        foreign_keys=[("seat", "seats", "id")],
    )
    db.table("commands").create(
        {"room": str, "actor": str, "command_id": str, "result": str},
        pk=("room", "actor", "command_id"),
        not_null={"result"},
    )


@migrations()
def corrected_keys(db: Database) -> None:
    """Corrections of rounds' keys, beside the questions that never change."""
    db.table("amendments").create(
        {"round": str, "n": int, "key": str, "at": int, "actor": str},
        pk=("round", "n"),
        not_null={"key", "at", "actor"},
        foreign_keys=[("round", "rounds", "id"), ("actor", "seats", "id")],
    )


@migrations()
def announced_locks(db: Database) -> None:
    """Find the few rooms with a deadline, whose timers a new process has to set again."""
    db.execute(
        "CREATE INDEX deadlines ON rooms(accepting_until)"
        f" WHERE accepting_until < {WITHOUT_DEADLINE}"
    )


@migrations()
def assets_of_questions(db: Database) -> None:
    """Images, which questions show them, and which questions were sent to which rooms.

    Questions of before had no images.
    """
    db.table("assets").create(
        {"hash": str, "type": str, "bytes": bytes}, pk="hash", not_null={"type", "bytes"}
    )
    db.table("question_assets").create(
        {"question": str, "asset": str, "in_face": int},
        pk=("question", "asset"),
        not_null={"in_face"},
        foreign_keys=[("question", "questions", "hash"), ("asset", "assets", "hash")],
    )
    db.table("room_questions").create(
        {"room": str, "question": str},
        pk=("room", "question"),
        foreign_keys=[("room", "rooms", "id"), ("question", "questions", "hash")],
    )


@migrations()
def door_addresses(db: Database) -> None:
    """Where the student door listens for a room: links stay true over a restart."""
    db.table("rooms").add_column("door_address", str)
