"""Questions of jupyterquiz that are answered by typing: a number, or a short text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.domain.kinds.number_form import MAX_DIGITS
from pylq_ext.domain.kinds.text_form import MAX_EDITS, normalised
from pylq_ext.interchange import forms
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_fields import Fields, number_of, object_of
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit

_NUMBER = ("type", "value", "range", "correct", "feedback")
_TEXT = ("type", "answer", "correct", "feedback", "match_case", "fuzzy_threshold")
#: The largest number that JavaScript has; what reaches it has no end.
_ENDLESS = 1.7976931348623157e308
_INPUT_WIDTH = {"input_width": "The width of the input (`input_width`) was dropped."}


def read_numeric(fields: Fields, gathered: Gathered) -> Record:
    """Return the record of a question that takes a number; raises Unfit."""
    digits = _digits(fields.value("precision"), gathered)
    accepted = []
    for answer in _answers(fields, _NUMBER, gathered):
        form = _number_form(answer, digits, gathered)
        if form is not None:
            accepted.append(_accepted(form, answer))
    return Record("", Sort.NUMBER, accepted=_checked(accepted, gathered))


def read_string(fields: Fields, gathered: Gathered) -> Record:
    """Return the record of a question that takes a short text; raises Unfit."""
    accepted = []
    for answer in _answers(fields, _TEXT, gathered):
        form = _text_form(answer, gathered)
        if form is not None:
            accepted.append(_accepted(form, answer))
    return Record("", Sort.SHORT, accepted=_checked(accepted, gathered))


def _answers(fields: Fields, known: tuple[str, ...], gathered: Gathered) -> list[Fields]:
    return [
        Fields(object_of(one, f"Answer {at}"), known, gathered, _INPUT_WIDTH)
        for at, one in enumerate(fields.items("answers"), start=1)
    ]


def _digits(value: Any, gathered: Gathered) -> int | None:
    """Return the significant digits to which answers are rounded; None where they are not."""
    if value is None:
        return None
    text = number_of(value, gathered)
    if not text.isdigit():
        gathered.note(f"The precision of {text[:20]} is no number of digits and was dropped.")
        return None
    digits = int(text)
    if digits > MAX_DIGITS:
        gathered.note(f"The precision of {text[:20]} digits is as good as exact.")
    return digits if 1 <= digits <= MAX_DIGITS else None


def _number_form(answer: Fields, digits: int | None, gathered: Gathered) -> str | None:
    """Return what a numeric answer accepts; None for one that nothing fits."""
    # By what it holds and never by its `type`, as the program does it.
    if "value" in answer:
        if "range" in answer:
            gathered.note("An answer has a `value` and a `range`; only the value counts.")
        value = number_of(answer.value("value"), gathered)
        return forms.exactly(value) if digits is None else forms.to_digits(value, digits)
    if "range" in answer:
        if digits is not None:
            gathered.note(
                f"An answer was rounded to {digits} digits before it was compared with a range; "
                "here it is compared as it is typed."
            )
        return _range_form(answer.value("range"), gathered)
    return _default_form(answer, "neither a `value` nor a `range`", gathered)


def _range_form(given: Any, gathered: Gathered) -> str | None:
    if not isinstance(given, list) or len(given) != 2:
        raise Unfit("A `range` is no list of two numbers.")
    (first, with_low), (last, with_high) = _inner(given[0], -math.inf), _inner(given[1], -math.inf)
    low, high = (_end(one, gathered) for one in (first, last))
    try:
        is_empty = float(low.replace("∞", "inf")) >= float(high.replace("∞", "inf"))
    except ValueError:
        is_empty = False
    if is_empty:
        gathered.note(
            f"The range from {low[:40]} up to {high[:40]} was dropped: its upper end does not "
            "belong to it, so that no number fits it."
        )
        return None
    with_low = not with_low and low != "-∞"
    return forms.between(low, high, with_low=with_low, with_high=with_high)


def _inner(value: Any, towards: float) -> tuple[Any, bool]:
    """Return a range's end, and whether it stood for the number before it.

    The next number behind 2 is 2.0000000000000004: up to it means up to 2, and from it on means
    what is larger than 2.
    """
    if not isinstance(value, float) or not math.isfinite(value):
        return value, False
    before = math.nextafter(value, towards)
    is_meant = before == 0 or len(repr(before)) + 4 <= len(repr(value))
    return (before, True) if is_meant else (value, False)


def _end(value: Any, gathered: Gathered) -> str:
    if isinstance(value, float) and abs(value) >= _ENDLESS:
        return "∞" if value > 0 else "-∞"
    return number_of(value, gathered)


def _text_form(answer: Fields, gathered: Gathered) -> str | None:
    """Return what a short text accepts; None for one that nothing fits."""
    if answer.value("type") == "default" or "answer" not in answer:
        return _default_form(answer, "no `answer`", gathered)
    words = " ".join(answer.plain("answer").split())
    if not words:
        gathered.note("An answer without any sign was dropped: nothing at all cannot be sent.")
        return None
    exact = answer.value("match_case") is True
    given = answer.value("fuzzy_threshold")
    if not given:
        return forms.text(words, exact=exact)
    edits = _edits(number_of(given, gathered), len(words), gathered)
    edits = max(0, min(edits, len(normalised(words)) - 1))
    if exact and edits:
        gathered.note("Case counted (`match_case`), and does not where edits are forgiven.")
    return forms.text(words, exact=exact and not edits, edits=edits)


def _edits(threshold: str, length: int, gathered: Gathered) -> int:
    """Return how many edits leave so large a share of a text's signs as they are."""
    try:
        share = float(threshold)
    except ValueError:
        raise Unfit(f"`fuzzy_threshold` is {threshold[:20]}, which is no decimal number.") from None
    # What computing with binary fractions takes away is not to cost an edit.
    edits = min(max(0, math.floor((1 - share) * length + 1e-9)), MAX_EDITS)
    plural = "edit" if edits == 1 else "edits"
    gathered.note(f"A `fuzzy_threshold` of {threshold[:20]} became {edits} {plural}.")
    return edits


def _default_form(answer: Fields, lacking: str, gathered: Gathered) -> str | None:
    """Return the form of what no other answer accepts; None where it says nothing."""
    said = answer.plain("feedback")
    if answer.value("type") != "default":
        what = f" ({said[:60]})" if said else ""
        gathered.note(f"An answer with {lacking} was dropped{what}.")
        return None
    if "correct" in answer and answer.is_right():
        gathered.note("The default answer is marked as right, which it never is in jupyterquiz.")
    return forms.OTHERWISE if said else None


def _accepted(form: str, answer: Fields) -> Accepted:
    try:
        read_form(form)
    except ValueError as error:
        raise Unfit(f"An answer cannot be spelled: {error}.") from None
    is_right = form != forms.OTHERWISE and answer.is_right()
    return Accepted(form, float(is_right), answer.text("feedback"))


def _checked(accepted: Iterable[Accepted], gathered: Gathered) -> tuple[Accepted, ...]:
    """Return the answers that can be reached, `otherwise` last; raises Unfit if none is right."""
    first: dict[object, Accepted] = {}
    for one in accepted:
        if one.form == forms.OTHERWISE:
            # It says what is shown in the end: of two the later one.
            if one.form in first:
                gathered.note("Of its default answers the last one counts.")
            first[one.form] = one
        elif first.setdefault(read_form(one.form), one) is not one:
            gathered.note(f"The answer `{one.form[:60]}` was dropped: an earlier one is the same.")
    ordered = sorted(first.values(), key=lambda one: one.form == forms.OTHERWISE)
    if not any(one.credit > 0 for one in ordered):
        raise Unfit("No answer is marked as right (`correct`), and one has to be.")
    return tuple(ordered)
