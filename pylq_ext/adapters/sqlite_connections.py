"""Connections to the file of rooms: the one that writes, and those that read."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from pylq_ext.adapters.sqlite_schema import migrations

_log = logging.getLogger(__name__)

_PRAGMAS = {
    "foreign_keys": "ON",
    "busy_timeout": "5000",
    "trusted_schema": "OFF",
    "secure_delete": "ON",
    # On macOS a plain fsync leaves the data in the drive's own cache. Elsewhere they do nothing.
    "fullfsync": "ON",
    "checkpoint_fullfsync": "ON",
}


def connect_to_write(database: Path, *, is_network: bool) -> sqlite3.Connection:
    """Open the file, making or migrating it, for the thread that calls.

    Raises sqlite3.Error and OSError, and then leaves no connection behind.
    """
    # Names and answers are personal: nobody else on the computer may read them.
    database.touch(mode=0o600)
    connection = sqlite3.connect(database, isolation_level=None, cached_statements=256)
    try:
        for name, value in (_PRAGMAS | _journal(database, is_network=is_network)).items():
            connection.execute(f"PRAGMA {name} = {value}")
        migrations.apply(Database(connection, execute_plugins=False))
    except BaseException:
        connection.close()
        raise
    return connection


def _journal(database: Path, *, is_network: bool) -> dict[str, str]:
    """Return by which means what was reported as stored survives a power cut."""
    if not is_network:
        # With NORMAL, 9 % of it did not.
        return {"journal_mode": "WAL", "synchronous": "FULL"}
    _log.warning(
        "%s is on a network file system, where SQLite's write-ahead log does not work:"
        " a rollback journal is used, which is slower.",
        database,
    )
    # A commit is the deletion of the journal. Only EXTRA makes sure of that, by syncing the folder:
    # a journal that came back after a power cut would take the commit back.
    return {"journal_mode": "DELETE", "synchronous": "EXTRA"}


def connect_to_read(database: Path) -> sqlite3.Connection:
    """Open the file for any one thread at a time, without the means to change it.

    Raises sqlite3.Error and OSError, and then leaves no connection behind.
    """
    connection = sqlite3.connect(
        f"{database.resolve().as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA busy_timeout = 5000")
    except BaseException:
        connection.close()
        raise
    return connection
