"""Answers that are typed, as conditions of QTI 2.1, of which the first that holds counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from html import escape

from pylq_ext.domain.kinds.forms import OTHERWISE, read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.domain.kinds.text_form import PatternForm, TextForm
from pylq_ext.interchange import qti_patterns
from pylq_ext.interchange import qti_rules as rules
from pylq_ext.interchange.html_texts import HtmlTexts
from pylq_ext.interchange.pattern_parts import OtherPattern
from pylq_ext.interchange.qti_asked import ZERO_SHARES, Marked
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit

EDITS = (
    "Wrong signs are not forgiven (`within …`): QTI compares a text with what was typed, or by a"
    " pattern."
)
TWICE = "`{0}` was dropped: without the wrong signs that it forgives it stands there already."
_OFF = re.compile(r"±|\+/?-")


def typed(record: Record, texts: HtmlTexts, worth: float, name: str = "ANSWER") -> Marked:
    """Return how a number or a short text is typed; raises Unfit.

    What is told of an answer is called by this name.
    """
    is_number = record.sort is Sort.NUMBER
    base_type = "float" if is_number else "string"
    interaction = '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    if not record.accepted:
        return Marked(interaction, "single", base_type)
    if not worth and any(0 < one.credit < 1 for one in record.accepted):
        texts.note(ZERO_SHARES)
    told: dict[str, str] = {}
    branches = []
    seen: set[str] = set()
    for number, one in enumerate(record.accepted, start=1):
        condition = _condition(one.form, texts)
        if condition in seen:
            texts.note(TWICE.format(one.form[:60]))
            continue
        seen.add(condition)
        said = []
        if one.note:
            said.append(f"{name}_{number}")
            told[said[0]] = one.note
        # Where no points are to be had, right is what they are named for.
        earned = rules.scores(rules.points(worth * one.credit)) if one.credit * worth else ""
        if not worth and one.credit >= 1:
            earned = rules.scores(rules.points(0.0))
        branches.append((condition, f"{earned}{rules.tells(said)}"))
    correct = next((text for one in record.accepted if (text := _correct(one)) is not None), None)
    return Marked(
        interaction,
        "single",
        base_type,
        () if correct is None else (correct,),
        marking=rules.first_of(branches),
        told=told,
        telling=(rules.TOLD_SO_FAR,) if told else (),
    )


def _condition(form: str, texts: HtmlTexts) -> str:
    reading = read_form(form)
    if isinstance(reading, NumberForm):
        return _number(form, reading)
    if isinstance(reading, TextForm):
        if reading.edits:
            texts.note(EDITS)
        pattern = (qti_patterns.exact if reading.exact else qti_patterns.loose)(reading.text)
        # A pattern alone would do, but many programs know nothing but the text.
        return (
            f'<or><stringMatch caseSensitive="{"true" if reading.exact else "false"}">'
            f"{rules.THE_RESPONSE}{rules.value('string', reading.text.strip())}</stringMatch>"
            f"{_fits(pattern)}</or>"
        )
    if isinstance(reading, PatternForm):
        try:
            return _fits(qti_patterns.in_qti(reading.pattern, has_case=reading.exact))
        except OtherPattern:
            raise Unfit(
                f"Its pattern `{reading.pattern[:60]}` has something that patterns of QTI lack:"
                " write it with brackets, classes and repetitions only."
            ) from None
    if form == OTHERWISE:
        return rules.IS_SOMETHING
    raise Unfit(f"QTI has nothing like `{form[:60]}`.")  # pragma: no cover - forms are these


def _fits(pattern: str) -> str:
    return f'<patternMatch pattern="{escape(pattern)}">{rules.THE_RESPONSE}</patternMatch>'


def _number(text: str, form: NumberForm) -> str:
    if form.digits is not None and form.low is not None:
        return (
            f'<equalRounded roundingMode="significantFigures" figures="{form.digits}">'
            f"{rules.THE_RESPONSE}{_value(form.low)}</equalRounded>"
        )
    if form.low is not None and form.low == form.high:
        return f'<equal toleranceMode="exact">{rules.THE_RESPONSE}{_value(form.low)}</equal>'
    if _OFF.search(text) and form.low is not None and form.high is not None:
        centre, off = float((form.low + form.high) / 2), float((form.high - form.low) / 2)
        # Only if adding them leads to the ends, or past them by what nobody types.
        if centre + off >= float(form.high) and centre - off <= float(form.low):
            tolerance = rules.spelled(off)
            return (
                f'<equal toleranceMode="absolute" tolerance="{tolerance} {tolerance}">'
                f"{rules.THE_RESPONSE}{rules.value('float', rules.spelled(centre))}</equal>"
            )
    ends = [*_ends(form)]
    return ends[0] if len(ends) == 1 else f"<and>{''.join(ends)}</and>"


def _ends(form: NumberForm) -> Iterator[str]:
    if form.low is not None:
        name = "gte" if form.with_low else "gt"
        yield f"<{name}>{rules.THE_RESPONSE}{_value(form.low)}</{name}>"
    if form.high is not None:
        name = "lte" if form.with_high else "lt"
        yield f"<{name}>{rules.THE_RESPONSE}{_value(form.high)}</{name}>"
    if form.low is None and form.high is None:
        yield rules.IS_SOMETHING


def _value(number: Fraction) -> str:
    return rules.value("float", rules.spelled(float(number)))


def _correct(one: Accepted) -> str | None:
    """Return an answer that is right by this form; None if there is none that can be named."""
    form = read_form(one.form)
    if one.credit < 1:
        return None
    if isinstance(form, TextForm):
        return form.text.strip()
    if not isinstance(form, NumberForm):
        return None
    if form.low is None or form.high is None:
        end = form.low if form.low is not None else form.high
        step = 1 if form.high is None else -1
        return rules.spelled(float(end + step)) if end is not None else "0"
    return rules.spelled(float((form.low + form.high) / 2))
