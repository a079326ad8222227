"""The lines of a text file of another program, bounded."""

from __future__ import annotations

from pylq_ext.interchange.record import Unreadable

MAX_CHARACTERS = 16 * 1024 * 1024
MAX_LINES = 500_000


def read_lines(text: str) -> list[str]:
    """Return the lines of a text without their ends; raises Unreadable.

    Every sort of line end counts as one, and the mark that some editors begin with is left out.
    """
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"The file has {len(text):,} characters, and at most {MAX_CHARACTERS:,} are read: part "
            "it into several."
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    null = text.find("\0")
    if null >= 0:
        raise Unreadable(
            f"This is no text: line {text.count(chr(10), 0, null) + 1} has a null character. Save "
            "it as plain text in UTF-8."
        )
    count = text.count("\n") + 1
    if count > MAX_LINES:
        raise Unreadable(
            f"The file has {count:,} lines, and at most {MAX_LINES:,} are read: part it into "
            "several."
        )
    return text.split("\n")
