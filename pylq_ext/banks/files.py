"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from pylq_ext.banks.title import printable
from pylq_ext.domain.errors import InvalidInput


def replace_file(path: Path, content: bytes) -> None:
    """Let `path` have this content, and keep the mode that it had.

    Whoever reads meanwhile sees the old content or the new one, never a part. A symbolic link stays
    one. Raises InvalidInput if it cannot be written; then it is as it was.
    """
    try:
        _replace(Path(os.path.realpath(path)), content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInput(
            f"{printable(str(path))} cannot be written: {reason}; check the folder and its "
            "permissions.",
            path=str(path),
        ) from None


def _replace(path: Path, content: bytes) -> None:
    try:
        mode = path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mode = 0o666 & ~_umask()
    # Beside it: only within one file system is a rename one step.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".pylq-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    # It can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
