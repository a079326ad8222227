"""A secret key that outlives restarts, in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from pylq_ext.ports.room_store import StoreUnavailable

KEY_BYTES = 32

#: Seconds to wait for another server that is putting a key in the place of half of one.
_PATIENCE = 10


def read_or_make_key(path: Path, new_key: Callable[[int], bytes] = secrets.token_bytes) -> bytes:
    """Return the key in a file, making both at first use; raises StoreUnavailable.

    Servers that start at once end with one key, and one that dies meanwhile leaves none or a whole
    one. A file that is shorter than a key holds none, and gets one.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = _key_in(path)
        if key is None:
            _put(path, new_key(KEY_BYTES))
            # Not the new one: another server's may have been first.
            key = _key_in(path)
    except OSError as error:
        raise StoreUnavailable(
            f"{path} cannot be read or made: {error.strerror or error}. Choose another file with"
            " --PyLiveQuestions.key_file=FILE."
        ) from error
    if key is None:
        raise StoreUnavailable(f"{path} does not keep a key: delete it, and start again.")
    return key


def _key_in(path: Path) -> bytes | None:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) >= KEY_BYTES else None


def _put(path: Path, key: bytes) -> None:
    """Give a file its key, unless it has got one meanwhile."""
    # 0600 from the start: there is no moment in which others could read it.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except OSError:
            # There is a file already, or the file system has no hard links. A link never takes
            # anything's place; a replacement does, so only one server at a time may look and act.
            with FileLock(path.with_name(path.name + ".lock"), timeout=_PATIENCE):
                if _key_in(path) is None:
                    temporary.replace(path)
        _sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems cannot; there a power cut may cost the key, and people a ticket.
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
