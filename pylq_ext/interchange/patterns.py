"""Texts of other programs as parts of a regular expression."""

from __future__ import annotations

_SPECIAL = frozenset("\\.+*?()|[]{}^$")


def literally(text: str) -> str:
    """Return a pattern that fits exactly this text."""
    return "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text)
