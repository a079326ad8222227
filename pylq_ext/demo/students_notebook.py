"""A student's notebook with join code and name filled in, as a student does it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_JOIN: Final = re.compile(r'join\("[^"]*", name="[^"]*"\)')


def fill_in(path: Path, code: str, name: str) -> None:
    """Write code and name into the line of a notebook that joins; raises ValueError without one.

    Works on the file's text: what else is in the notebook stays as it is, to the byte.
    """
    text = path.read_text(encoding="utf-8")
    # The line stands in a JSON string, where quotation marks are escaped.
    filled, count = re.subn(
        _JOIN.pattern.replace('"', r"\\\""),
        rf'join(\\"{code}\\", name=\\"{name}\\")',
        text,
    )
    if count != 1:
        raise ValueError(f"{path.name} has {count} lines that join a room, not one")
    path.write_text(filled, encoding="utf-8")
