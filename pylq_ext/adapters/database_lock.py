"""One process owns a database."""

from __future__ import annotations

import json
import logging
import os
import socket
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from pylq_ext.ports.room_store import StoreUnavailable

_log = logging.getLogger(__name__)


class DatabaseLock:
    """Keeps other processes from opening rooms in the same database.

    The operating system lets go of it when the process ends, however it ends. Beside the lock
    stands a file that names its holder, for the message that others get.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._holder = database.with_name(database.name + ".holder")
        self._lock = FileLock(database.with_name(database.name + ".lock"), thread_local=False)

    def acquire(self) -> None:
        """Take the lock; raises StoreUnavailable, naming the holder, if another process has it."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise StoreUnavailable(
                f"Rooms in {self._database} are kept by another Jupyter Server"
                f" ({self._describe_holder()}). Open rooms there, or give this server a file of"
                " its own with --PyLiveQuestions.database=FILE."
            ) from None
        except OSError as error:
            raise StoreUnavailable(
                f"Rooms cannot be kept in {self._database}: {error.strerror or error}. Choose"
                " another file with --PyLiveQuestions.database=FILE."
            ) from error
        self._name_holder()

    def release(self) -> None:
        """Let other processes have the database, if this one has it."""
        if not self._lock.is_locked:
            return
        with suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _name_holder(self) -> None:
        # The lock is what protects the rooms. Who has it is only for the message that others get,
        # so a class is not sent home because it cannot be written down.
        try:
            holder = {"process": os.getpid(), "computer": socket.gethostname()}
            self._holder.write_text(json.dumps(holder), encoding="utf-8")
        except OSError as error:
            _log.warning(
                "%s cannot be written (%s): another server that wants these rooms will not be told"
                " rightly who has them.",
                self._holder,
                error.strerror or error,
            )

    def _describe_holder(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {holder['process']} on {holder['computer']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "process unknown"
