"""Plain texts in Markdown."""

from __future__ import annotations

_SIGNS = frozenset("\\`*_{}[]<>()#+-.!|$~&")


def escaped(text: str) -> str:
    """Return Markdown, also for a table's cell, that shows one line of plain text as it is."""
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in text)
