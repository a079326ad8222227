"""A secret key that outlives restarts, in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pylq_ext.ports.room_store import StoreUnavailable

KEY_BYTES = 32


def read_or_make_key(path: Path) -> bytes:
    """Return the key in a file, making both at first use; raises StoreUnavailable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            # 0600 from the start: there is no moment in which others could read it.
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_bytes()
            if len(key) < KEY_BYTES:
                raise StoreUnavailable(
                    f"{path} does not hold a key: delete it, and a new one is made."
                ) from None
            return key
        with os.fdopen(descriptor, "wb") as file:
            key = secrets.token_bytes(KEY_BYTES)
            file.write(key)
        return key
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read or made: {error.strerror}.") from error
