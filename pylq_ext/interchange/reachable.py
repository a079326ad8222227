"""Typed answers of Moodle in the order in which a bank tries them, each of which can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.record import Accepted
from pylq_ext.interchange.unfit import Unfit


def reachable(accepted: Iterable[Accepted], note: Callable[[str], None]) -> tuple[Accepted, ...]:
    """Return the answers that can be reached, what fits whatever is typed as the last of them.

    `note` takes a sentence for what was left out or moved. Raises Unfit if none earns any points.
    """
    first: dict[object, Accepted] = {}
    for one in accepted:
        meaning = forms.OTHERWISE if one.form == forms.OTHERWISE else read_form(one.form)
        if meaning in first:
            note(f"The answer `{one.form}` was left out: one before it accepts the same.")
        first.setdefault(meaning, one)
    kept = list(first.values())
    ordered = sorted(kept, key=lambda one: one.form == forms.OTHERWISE)
    if ordered != kept:
        note("The answer * stood before others, which it hid in Moodle; here it is last.")
    if not any(one.credit > 0 for one in ordered):
        raise Unfit("No answer earns any points: write a right one behind `=`.")
    return tuple(ordered)
