"""A question that came back from another format, with what may be spelled otherwise there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pylq_ext.domain.kinds.forms import OTHERWISE, ReadForm, read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.domain.kinds.text_form import TextForm
from pylq_ext.domain.question import Question

#: What may be typed where a text is asked for.
TEXTS = (
    *("return", "RETURN", "retrun", "return x", "return   x_1", "yield", "a = {b}", "A = {B}"),
    *("C:\\temp", 'say "hi"', "say “hi”", "größe", "GRÖSSE", "50 %", "50%", "a * b", "a  *  b"),
    *("~x # 1", "a -> b", "a/b", "c", "C", "AB", "ab", "5", "a–> b", " Return ", "ABC"),
)


def with_forms_of(question: Question, meant: Question) -> Question:
    """Return the question with another's forms where they accept the same of what may be typed.

    Its title is the other's as well: it is the prompt's first line, and HTML has no lines.
    """
    question = replace(question, face=replace(question.face, title=meant.face.title))
    question = _with_names_of(question, meant)
    one, other = question.key.forms, meant.key.forms
    if len(one) != len(other) or [form.id for form in one] != [form.id for form in other]:
        return question
    for form, form_meant in zip(one, other, strict=True):
        reading, reading_meant = read_form(form.text), read_form(form_meant.text)
        for answer in answers_near(reading, reading_meant):
            if _fits(form.text, reading, answer) != _fits(form_meant.text, reading_meant, answer):
                return question
    return replace(question, key=replace(question.key, forms=other))


def _with_names_of(question: Question, meant: Question) -> Question:
    """Return the question with the names of another's blanks.

    What has none of its own is named after the text beside it, which may be spelled otherwise.
    """
    if len(question.face.blanks) != len(meant.face.blanks):
        return question
    pairs = zip(question.face.blanks, meant.face.blanks, strict=True)
    blanks = tuple(replace(one, label=other.label) for one, other in pairs)
    return replace(question, face=replace(question.face, blanks=blanks))


def _fits(text: str, reading: ReadForm, answer: float | str) -> bool:
    return text == OTHERWISE or (
        isinstance(reading, NumberForm) == isinstance(answer, float) and reading.fits(answer)  # type: ignore[arg-type]
    )


def answers_near(*readings: ReadForm) -> Iterator[float | str]:
    """Yield what may be typed: right at the ends of what is accepted, beside them, and far off."""
    for reading in readings:
        if isinstance(reading, NumberForm):
            yield from _numbers(reading)
        elif isinstance(reading, TextForm):
            yield from (reading.text, reading.text.upper(), reading.text[1:], f"x{reading.text}")
    if not any(isinstance(reading, NumberForm) for reading in readings):
        yield from TEXTS


def _numbers(form: NumberForm) -> Iterator[float]:
    ends = [end for end in (form.low, form.high) if end is not None]
    yield from (0.0, 1.0, -1.0, 1e6, -1e6)
    for end in ends:
        for factor in (1, Fraction("1.0000001"), Fraction("0.9999999"), Fraction("1.01"), 2, -1):
            yield float(end * factor)
        if form.digits is not None:
            half = Fraction(10) ** (math.floor(math.log10(abs(end) or 1)) - form.digits + 1) / 2
            yield from (float(end + half / 3), float(end - half / 3))
            yield from (float(end + 3 * half), float(end - 3 * half))
