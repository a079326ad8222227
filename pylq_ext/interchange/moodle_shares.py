"""What an answer earns in Moodle, which knows certain shares of the points and no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pylq_ext.interchange.amounts import percent
from pylq_ext.interchange.record import Record, Sort

_SHARES = (
    *(0.0, 0.05, 0.1, 1 / 9, 0.125, 1 / 7, 1 / 6, 0.2, 0.25, 0.3, 1 / 3, 0.4, 0.5, 0.6, 2 / 3),
    *(0.7, 0.75, 0.8, 5 / 6, 0.9, 1.0),
)
"""The shares that Moodle's import takes; with others it stops unless it is told to round."""

POLL = "Moodle has no polls: there it is worth no points, and no answer is right."
ALL_OR_NOTHING = (
    "Here only exactly the right options earn points; in Moodle each of them earns its part, and a"
    " wrong one costs all."
)
NONE_RIGHT = "No option is right, of which Moodle warns when it is imported."


def moodle_percent(share: float, note: Callable[[str], None]) -> str:
    """Return a share in percent as Moodle spells it; `note` is told if it had to be another."""
    size = abs(share)
    nearest = min(_SHARES, key=lambda known: abs(known - size))
    text = percent(nearest, 5)
    if abs(nearest - size) > 1e-5:
        note(
            f"A share of {percent(size)} % became {percent(nearest)} %: Moodle knows certain shares"
            " only."
        )
    return f"-{text}" if share < 0 and nearest else text


def shares_of_options(record: Record, note: Callable[[str], None]) -> Sequence[float]:
    """Return what each option of a choice earns in Moodle; `note` is told where it is not alike."""
    credits_ = [choice.credit for choice in record.choices]
    right = sum(credit > 0 for credit in credits_)
    if record.is_poll:
        note(POLL)
        return credits_
    if not right or (record.sort is Sort.SINGLE and max(credits_) < 1):
        note(NONE_RIGHT)
    if not right or record.sort is Sort.SINGLE:
        return credits_
    if record.is_partial:
        return [(1.0 if credit else -1.0) / right for credit in credits_]
    if all(credit in (0.0, 1.0) for credit in credits_):
        if right > 1:
            note(ALL_OR_NOTHING)
        return [1.0 / right if credit else -1.0 for credit in credits_]
    together = sum(credit for credit in credits_ if credit > 0)
    if abs(together - 1) > 0.005:
        note(
            f"Exactly the right options earn all the points here, and {percent(together, 2)} % of"
            " them in Moodle."
        )
    return credits_
