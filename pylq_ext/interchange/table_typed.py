"""Answers in a table that are typed: numbers and short texts."""

from __future__ import annotations

import re
from collections.abc import Callable

from pylq_ext.domain.kinds.forms import ReadForm, is_number, read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.table_cells import Cells
from pylq_ext.interchange.table_shares import credit, shares_and_notes
from pylq_ext.interchange.unfit import Unfit


def read_number(cells: Cells) -> Record:
    """Return the record of a number; raises Unfit."""
    return Record("", Sort.NUMBER, accepted=_accepted(cells, _number_form))


def read_short(cells: Cells) -> Record:
    """Return the record of a short text; raises Unfit."""
    return Record("", Sort.SHORT, accepted=_accepted(cells, _text_form))


def _accepted(cells: Cells, form_of: Callable[[Cells, str], str]) -> tuple[Accepted, ...]:
    """Return the answers; without `right` all are that have no share, but not `otherwise`."""
    options = cells.of_options()
    if not options:
        # What a class guesses or counts has no key.
        return ()
    spelled = {number: form_of(cells, text) for number, text in options.items()}
    shares, notes = shares_and_notes(cells, options)
    right = cells.right(options)
    if right is None:
        right = tuple(
            number
            for number in spelled
            if spelled[number] != forms.OTHERWISE and shares.get(number, 1.0) == 1.0
        )
    if not right:
        raise Unfit("None of its answers is right, and one has to be.")
    return tuple(
        Accepted(
            form,
            credit(cells, number, right, shares),
            notes.get(number, ""),
        )
        for number, form in spelled.items()
    )


def _number_form(cells: Cells, text: str) -> str:
    text = _one_line(text)
    form = text if text.startswith("=") or text == forms.OTHERWISE else f"= {text}"
    comma = re.fullmatch(r"= ?([-+−]?[0-9]+),([0-9]{1,2}|[0-9]{4,})", form)
    if comma is not None:
        cells.note(f"The comma in {text[:40]} was read as a decimal point.")
        form = f"= {comma[1]}.{comma[2]}"
    reading = _reading(form, text)
    if not is_number(reading) and form != forms.OTHERWISE:
        raise Unfit(f"The answer “{text[:40]}” is no number.")
    return form


def _text_form(_: Cells, text: str) -> str:
    text = _one_line(text)
    is_form = re.match(r'=\s*"|~\s*/', text) is not None or text == forms.OTHERWISE
    form = text if is_form else forms.text(text)
    _reading(form, text)
    return form


def _one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines())


def _reading(form: str, text: str) -> ReadForm:
    try:
        return read_form(form)
    except ValueError as error:
        raise Unfit(f"The answer “{text[:40]}” cannot be read: {error}.") from None
