"""Files written whole or not at all, and whether one is still what was read."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from pylq_ext.banks.title import printable
from pylq_ext.domain.errors import InvalidInput

State = tuple[int, int, int]
"""What tells a file from the one that stood in its place before."""


def state_of(path: Path) -> State | None:
    """Return the state of the file at `path`, another one once it was written; None if none is."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    # A file that is put in the place of another one may have its time and size.
    return found.st_mtime_ns, found.st_size, found.st_ino


def replace_file(path: Path, content: bytes) -> None:
    """Let `path` have this content, and keep the mode that it had.

    Whoever reads meanwhile sees the old content or the new one, never a part. A symbolic link stays
    one. Raises InvalidInput if it cannot be written; then it is as it was.
    """
    try:
        _replace(Path(os.path.realpath(path)), content)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def create_file(path: Path, content: bytes) -> None:
    """Make the file `path` with this content. Raises InvalidInput if anything is there already.

    Raises it as well if it cannot be written; then there is none.
    """
    try:
        # Asked and made in one step: a file that comes in between would be lost.
        with path.open("xb") as file:
            try:
                file.write(content)
            except BaseException:
                path.unlink()
                raise
    except FileExistsError:
        raise InvalidInput(
            f"{printable(str(path))} is there already: name another file (-o), or move that one "
            "away.",
            path=str(path),
        ) from None
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: Exception) -> InvalidInput:
    reason = getattr(error, "strerror", None) or str(error)
    return InvalidInput(
        f"{printable(str(path))} cannot be written: {reason}; check the folder and its "
        "permissions.",
        path=str(path),
    )


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
