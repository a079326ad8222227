"""What may be typed, as jupyterquiz compares it: numbers as JavaScript has them, and texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from pylq_ext.domain.kinds.forms import OTHERWISE, read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.domain.kinds.text_form import PatternForm, TextForm, normalised
from pylq_ext.interchange.pattern_parts import OtherPattern, parts_of, texts_of
from pylq_ext.interchange.record import Accepted
from pylq_ext.interchange.unfit import Unfit

Answers = list[tuple[Accepted, dict[str, Any]]]
Note = Callable[[str], None]

#: The largest number that JavaScript has: a range that reaches it has no end.
ENDLESS: Final = 1.7976931348623157e308

#: How many texts a pattern is written out as.
MOST_TEXTS: Final = 40

DROPPED = (
    "A pattern for wrong answers was dropped with its note: jupyterquiz has none, and too many"
    " texts fit it."
)
PATTERN = "A pattern was written out as all texts that fit it: jupyterquiz has none."
LOOK_ALIKE = (
    "jupyterquiz compares sign by sign: several blanks count as such, and curly quotes, long dashes"
    " and letters that only look alike are other signs."
)
SHORT = (
    "jupyterquiz forgives by the share of signs that are right: of a text as short as this one it"
    " takes some answers with more signs too many than the bank does."
)
ROUNDED = (
    "jupyterquiz rounds an answer to the digits that count before it compares it with anything, a"
    " range as well."
)


def number_answers(accepted: Sequence[Accepted], note: Note) -> tuple[Mapping[str, Any], Answers]:
    """Return the question's own fields, and an object for each number that may be typed.

    Raises Unfit.
    """
    forms = [read_form(one.form) for one in accepted]
    digits = {form.digits for form in forms if isinstance(form, NumberForm)} - {None}
    # All numbers of a question are rounded alike, or none.
    plain = any(
        isinstance(form, NumberForm) and form.digits is None and form.low == form.high
        for form in forms
    )
    precision = next(iter(digits)) if len(digits) == 1 and not plain else None
    answers: Answers = []
    for one, form in zip(accepted, forms, strict=True):
        right = one.credit >= 1
        if not isinstance(form, NumberForm):
            answers.append((one, _default(right)))
        elif form.digits is not None and precision is not None and form.low is not None:
            answers.append((one, _value(form.low, right)))
        elif form.digits is not None:
            answers.append((one, _range(*_rounding_to(form), right)))
        elif form.low == form.high and form.low is not None:
            answers.append((one, _value(form.low, right)))
        else:
            if precision is not None:
                note(ROUNDED)
            answers.append((one, _range(*_ends(form), right)))
    return ({} if precision is None else {"precision": precision}), answers


def _value(value: Fraction, right: bool) -> dict[str, Any]:
    return {"type": "value", "value": _spelled(float(value)), "correct": right}


def _range(low: float, high: float, right: bool) -> dict[str, Any]:
    return {"type": "range", "range": [_spelled(low), _spelled(high)], "correct": right}


def _default(right: bool) -> dict[str, Any]:
    return _range(-ENDLESS, ENDLESS, right) if right else {"type": "default"}


def _ends(form: NumberForm) -> tuple[float, float]:
    """Return the first number of a range, and the first behind it.

    Between a number and the next that a computer knows there is none that could be typed.
    """
    low = -ENDLESS if form.low is None else float(form.low)
    high = ENDLESS if form.high is None else float(form.high)
    if form.low is not None and not form.with_low:
        low = math.nextafter(low, math.inf)
    if form.high is not None and form.with_high:
        high = math.nextafter(high, math.inf)
    return low, high


def _rounding_to(form: NumberForm) -> tuple[float, float]:
    """Return the range of what is the same, when rounded to digits that count."""
    value, digits = form.low or Fraction(0), form.digits or 1
    if value == 0:
        return _ends(NumberForm(value, value))
    size = abs(value)
    place = Fraction(10) ** (math.floor(math.log10(size)) - digits + 1)
    centre = math.floor(size / place + Fraction(1, 2)) * place
    # Below a power of ten digits are finer.
    finer = Fraction(10) ** _exponent(centre) == centre
    low, high = centre - (place / 20 if finer else place / 2), centre + place / 2
    if value > 0:
        return _ends(NumberForm(low, high, with_high=False))
    return _ends(NumberForm(-high, -low, with_low=False))


def _exponent(value: Fraction) -> int:
    return round(math.log10(value))


def _spelled(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def text_answers(accepted: Sequence[Accepted], note: Note) -> tuple[Mapping[str, Any], Answers]:
    """Return no field of the question's own, and an object for each text that may be typed.

    Raises Unfit.
    """
    answers: Answers = []
    for at, one in enumerate(accepted):
        form = read_form(one.form)
        right = one.credit >= 1
        if isinstance(form, TextForm):
            answers.append((one, _text(form, right, note)))
        elif isinstance(form, PatternForm):
            texts = _all_of(form, note)
            if texts:
                exact = form.exact
                answers += [(one, _text(TextForm(text, exact), right, note)) for text in texts]
            elif any(later.credit > 0 for later in accepted[at:]):
                raise Unfit(
                    f"jupyterquiz has no patterns (`{form.pattern[:60]}`), and the texts that fit"
                    f" this one are more than {MOST_TEXTS}: name some of them instead."
                )
            else:
                note(DROPPED)
        elif right:
            raise Unfit(f"Any other answer is right in it (`{OTHERWISE}`); in jupyterquiz none is.")
        else:
            answers.append((one, {"type": "default"}))
    return {}, answers


def _all_of(form: PatternForm, note: Note) -> list[str]:
    """Return all texts that fit a pattern, or none where they are many."""
    try:
        texts = texts_of(parts_of(form.pattern), MOST_TEXTS) or []
    except OtherPattern:
        return []
    if texts:
        note(PATTERN)
    return [text for text in texts if text.strip()]


def _text(form: TextForm, right: bool, note: Note) -> dict[str, Any]:
    text = form.text.strip()
    answer: dict[str, Any] = {"answer": text, "correct": right}
    if form.exact:
        return {**answer, "match_case": True}
    if any(_has_others(sign) for sign in text):
        note(LOOK_ALIKE)
    if form.edits:
        answer["fuzzy_threshold"] = _threshold(len(text), form.edits, note)
    return answer


def _has_others(sign: str) -> bool:
    """Tell whether a bank takes another sign for this one that jupyterquiz does not."""
    return sign.isspace() or sign in "'\"-" or normalised(sign) != sign.lower()


def _threshold(length: int, edits: int, note: Note) -> float:
    """Return the share of signs that must be right so that so many edits are forgiven, and no more.

    The share is of the longer of both texts.
    """
    most = 1 - edits / length
    too_low = 1 - (edits + 1) / (length + edits + 1)
    if too_low >= most:
        note(SHORT)
        return most
    for digits in range(2, 8):
        shortened = math.floor(most * 10.0**digits) / 10.0**digits
        if shortened > too_low:
            return shortened
    return most  # pragma: no cover - seven digits part any two shares of texts so short
