"""The cell of a table that says which options are right, by their numbers."""

from __future__ import annotations

import re

from pylq_ext.interchange.spreadsheet import Cell
from pylq_ext.interchange.unfit import Unfit

MAX_LENGTH = 500

_BETWEEN = re.compile(r"[\s,;./&+|]+|\b(?:and|und|et|y|e)\b", re.I)


def option_numbers(cell: Cell, count: int) -> tuple[tuple[int, ...], str | None]:
    """Return the numbers of the right ones of `count` options, and what has to be told of it.

    A program that takes `1,2` for a number leaves 1.2 or 12 of it. Raises Unfit.
    """
    if cell.is_date:
        raise Unfit(
            f"The spreadsheet program made a date of the right answers ({cell.text[:40]}): write "
            "them as a text, with an apostrophe before them, like '1,2."
        )
    if len(cell.text) > MAX_LENGTH:
        raise Unfit("What should say which answers are right is a long text.")
    words = [word for word in _BETWEEN.split(cell.text) if word]
    if not words:
        raise Unfit("It does not say which answer is right.")
    numbers: list[int] = []
    note = None
    for word in words:
        if not re.fullmatch(r"[0-9]{1,20}", word):
            raise Unfit(f"The right answers “{_short(cell.text)}” are no numbers like 1,3.")
        if 1 <= int(word) <= count:
            numbers.append(int(word))
            continue
        digits = [int(digit) for digit in word]
        if (len(words) > 1 and cell.number is None) or not _are_options(digits, count):
            raise Unfit(
                f"The right answers are “{_short(cell.text)}”, and there are only {count} answers."
            )
        note = f"The right answers “{_short(cell.text)}” were read as " + (
            ", ".join(map(str, [*numbers, *digits])) + "."
        )
        numbers.extend(digits)
    return tuple(dict.fromkeys(numbers)), note


def _are_options(digits: list[int], count: int) -> bool:
    """Tell whether the digits of a number are options, each once."""
    return len(set(digits)) == len(digits) and all(1 <= digit <= count for digit in digits)


def _short(text: str) -> str:
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:41])
    return text if len(text) <= 40 else f"{text[:39]}…"
