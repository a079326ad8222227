"""What each option of a table's row earns, and its note."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from pylq_ext.interchange.table_cells import NUMBER, Cells, as_float, as_markdown
from pylq_ext.interchange.table_columns import letter_of
from pylq_ext.interchange.unfit import Unfit

_SHARE = re.compile(r"\*\*([-−]?)([0-9]{1,3}(?:\.[0-9]{1,4})?)\s?%\.?\*\*\s*")
_PERCENT = re.compile(rf"({NUMBER.pattern})\s*(%?)")


def shares_and_notes(
    cells: Cells, options: Mapping[int, str]
) -> tuple[Mapping[int, float], Mapping[int, str]]:
    """Return both by the option's number; a share may begin a note, as in a bank.

    Raises Unfit.
    """
    shares = _shares(cells)
    notes = {}
    for number, note in cells.of_options("note").items():
        found = _SHARE.match(note)
        if found is not None and float(found[2]) <= 100:
            share = float(found[2]) / 100
            shares.setdefault(number, -share if found[1] else share)
            note = note[found.end() :]
        notes[number] = as_markdown(note)
    for number in sorted({*shares, *notes} - {*options}):
        raise Unfit(f"{letter_of(number)} has a note or a share, and no text.")
    return shares, notes


def credit(cells: Cells, number: int, right: Collection[int], shares: Mapping[int, float]) -> float:
    """Return what an answer earns where only one can be given: all if it is right, or a part."""
    share = shares.get(number, float(number in right))
    if number in right and share != 1.0:
        cells.note(f"The share of {letter_of(number)} was dropped: it is right, and earns all.")
        return 1.0
    if share < 0:
        cells.note(f"The share of {letter_of(number)} was dropped: it cannot cost points.")
    return max(0.0, share)


def _shares(cells: Cells) -> dict[int, float]:
    """Return the shares of the points, from -1 to 1, that have a column of their own."""
    shares = {}
    for number, text in cells.of_options("share").items():
        found = _PERCENT.fullmatch(text)
        percent = as_float(found[1]) if found is not None else 101.0
        if abs(percent) > 100 or (found is not None and not found[2] and 0 < abs(percent) < 1):
            raise Unfit(
                f"The share of {letter_of(number)} is “{text[:20]}”, and not percent of the points "
                "from -100 % to 100 %."
            )
        shares[number] = percent / 100
    return shares
