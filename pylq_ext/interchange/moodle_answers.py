"""Answers that are typed, as Moodle accepts them: numbers with a tolerance, texts with `*`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.domain.kinds.text_form import PatternForm, TextForm, normalised
from pylq_ext.interchange.moodle_xml_typed import wildcard_form
from pylq_ext.interchange.pattern_texts import texts_of_pattern
from pylq_ext.interchange.record import Accepted, Record
from pylq_ext.interchange.unfit import Unfit

ANYTHING = "*"
"""What Moodle takes for whatever is typed."""


@dataclass(frozen=True, slots=True)
class MoodleAnswer:
    """One answer: a text or a number, what a number may be off, its share of the points."""

    text: str
    credit: float
    note: str
    tolerance: str = "0"


class _Unwritable(Exception):
    """Why one answer cannot be written."""


def numerical_answers(record: Record, note: Callable[[str], None]) -> list[MoodleAnswer]:
    """Return a number's answers; raises Unfit. `note` is told what is not quite the same."""
    return _written(record, note, lambda one: [_number(one, note)])


def short_answers(record: Record, note: Callable[[str], None]) -> tuple[list[MoodleAnswer], bool]:
    """Return a short text's answers, and whether case counts; raises Unfit.

    `note` is told what is not quite the same.
    """
    readings = [read_form(one.form) for one in record.accepted]
    exact = [one.exact for one in readings if isinstance(one, (TextForm, PatternForm))]
    if any(exact) and not all(exact):
        note("Moodle lets case count for all answers of a question or for none: here for none.")
    counts = bool(exact) and all(exact)
    return _written(record, note, lambda one: _short(one, note)), counts


def _written(
    record: Record,
    note: Callable[[str], None],
    write: Callable[[Accepted], Sequence[MoodleAnswer]],
) -> list[MoodleAnswer]:
    if not record.accepted:
        raise Unfit(
            "It asks without a right answer, and Moodle's questions of this kind have one: ask for"
            " an open answer."
        )
    written: dict[tuple[str, str], MoodleAnswer] = {}
    reasons = []
    for one in record.accepted:
        try:
            answers = write(one)
        except _Unwritable as why:
            reasons.append(str(why))
        else:
            for answer in answers:
                # The first that fits counts.
                written.setdefault((answer.text, answer.tolerance), answer)
    is_alone = all(answer.text == ANYTHING for answer in written.values())
    if is_alone or not any(answer.credit >= 1 for answer in written.values()):
        raise Unfit(reasons[0] if reasons else "No answer earns all points.")
    for reason in reasons:
        note(f"An answer was dropped. {reason}")
    return [*written.values()]


def _number(one: Accepted, note: Callable[[str], None]) -> MoodleAnswer:
    reading = read_form(one.form)
    if not isinstance(reading, NumberForm):
        return MoodleAnswer(ANYTHING, one.credit, one.note)
    low, high = _ends(reading, one.form, note)
    middle, off = (low + high) / 2, (high - low) / 2
    text, is_exact = decimal(middle)
    tolerance, is_exact_too = decimal(off)
    if not (is_exact and is_exact_too):
        note(f"`{one.form}` became {text} ± {tolerance}: Moodle has decimal figures only.")
    return MoodleAnswer(text, one.credit, one.note, tolerance)


def _ends(reading: NumberForm, form: str, note: Callable[[str], None]) -> tuple[Fraction, Fraction]:
    if reading.low is None or reading.high is None:
        raise _Unwritable(f"`{form}` has no end, and a number in Moodle is one with a tolerance.")
    if reading.digits is not None:
        low, high = _rounding_to(reading.low, reading.digits)
        note(f"`{form}` became from {decimal(low)[0]} to {decimal(high)[0]} in Moodle.")
        return low, high
    if not (reading.with_low and reading.with_high):
        note(f"In Moodle both ends of `{form}` belong to it.")
    return reading.low, reading.high


def _rounding_to(value: Fraction, digits: int) -> tuple[Fraction, Fraction]:
    """Return the ends of what is the same as `value` when rounded to significant digits."""
    if value == 0:
        return value, value
    size = Decimal(abs(value).numerator) / Decimal(abs(value).denominator)
    place = size.adjusted() - digits + 1
    rounded = size.quantize(Decimal((0, (1,), place)), rounding=ROUND_HALF_UP)
    half = Fraction(10) ** (rounded.adjusted() - digits + 1) / 2
    exact = Fraction(rounded)
    # Below a power of ten the steps are a tenth of those above it.
    below = half / 10 if exact == Fraction(10) ** rounded.adjusted() else half
    ends = (exact - below, exact + half)
    return ends if value > 0 else (-ends[1], -ends[0])


def decimal(value: Fraction) -> tuple[str, bool]:
    """Return a number in decimal figures, and whether they say exactly that number."""
    with localcontext() as context:
        context.prec = 40
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        is_exact = Fraction(exact) == value
        if not is_exact:
            context.prec = 15
            exact = Decimal(value.numerator) / Decimal(value.denominator)
        text = f"{exact:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return (text if len(text) <= 30 else f"{exact.normalize():E}"), is_exact


def _short(one: Accepted, note: Callable[[str], None]) -> list[MoodleAnswer]:
    reading = read_form(one.form)
    if isinstance(reading, PatternForm):
        texts = texts_of_pattern(reading.pattern)
        if len(texts) > 1:
            note(f"`{one.form}` became {len(texts)} answers: Moodle has no patterns.")
    elif isinstance(reading, TextForm):
        texts = [reading.text.replace("*", "\\*")]
        if not _is_read_as(texts[0], reading):
            texts = []
        if reading.edits:
            note("Wrong letters are not forgiven in Moodle: it has no `within 1 edit`.")
    else:
        texts = [ANYTHING]
    if not texts:
        raise _Unwritable(
            f"`{one.form}` cannot be said in Moodle, which has only `*` for any text."
        )
    return [MoodleAnswer(text, one.credit, one.note) for text in texts]


def _is_read_as(text: str, meant: TextForm) -> bool:
    again = read_form(wildcard_form(text, exact=False))
    return isinstance(again, TextForm) and normalised(again.text) == normalised(meant.text)
