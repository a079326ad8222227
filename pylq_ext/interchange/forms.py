"""Accepted answers in the spelling of FORMAT.md, from what other programs say of them."""

from __future__ import annotations

from pylq_ext.domain.kinds.forms import OTHERWISE as OTHERWISE
from pylq_ext.domain.kinds.text_form import spelled_text


def exactly(value: str) -> str:
    """Return the form of one number."""
    return f"= {value}"


def within(value: str, tolerance: str) -> str:
    """Return the form of a number and what it may be off, in its own unit or like `5 %`."""
    return f"= {value} ± {tolerance}"


def to_digits(value: str, digits: int) -> str:
    """Return the form of a number that must be right to so many significant digits."""
    return f"= {value} to {digits} digits"


def between(low: str, high: str, *, with_low: bool = True, with_high: bool = True) -> str:
    """Return the form of a range of numbers, with its ends or without."""
    return f"= {'[' if with_low else '('}{low}, {high}{']' if with_high else ')'}"


def text(words: str, *, exact: bool = False, edits: int = 0) -> str:
    """Return the form of a text: without regard to case and blanks, unless `exact`.

    `edits` characters may be wrong. The text stands in one line.
    """
    tail = (
        " exactly" if exact else f" within {edits} edit{'s' if edits > 1 else ''}" if edits else ""
    )
    return f"= {spelled_text(words)}{tail}"


def pattern(expression: str) -> str:
    """Return the form of a regular expression that the whole answer must fit."""
    return f"~ /{expression.replace('/', chr(92) + '/')}/"
