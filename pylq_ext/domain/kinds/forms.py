"""Accepted answers that are typed: the first form of a key that an answer fits decides."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
from pylq_ext.domain.kinds.number_form import NumberForm, read_number_form
from pylq_ext.domain.kinds.place_form import PlaceForm, is_place, read_place_form
from pylq_ext.domain.kinds.text_form import (
    NoSuchText,
    PatternForm,
    TextForm,
    read_pattern_form,
    read_text_form,
)
from pylq_ext.domain.question import Face, Form, Key

#: What fits whatever no form before it does.
OTHERWISE: Final = "otherwise"

#: Where a class is counted by forms: the answers that fit none.
NO_FORM: Final = ""


class _Anything:
    def fits(self, answer: object) -> bool:  # noqa: ARG002 - whatever it is
        return True


ReadForm = NumberForm | TextForm | PatternForm | PlaceForm | _Anything


@lru_cache(maxsize=4096)
def read_form(text: str) -> ReadForm:
    """Return what a form accepts, from its spelling in a bank.

    Raises NoSuchNumber, NoSuchText or NoSuchPlace, all a ValueError, whose message says why it is
    no form.
    """
    text = text.strip()
    if text == OTHERWISE:
        return _Anything()
    if text.startswith("~"):
        return read_pattern_form(text[1:])
    if not text.startswith("="):
        raise NoSuchText('a typed answer is `= 2 ± 0.01`, `= "text"`, `~ /pattern/` or `otherwise`')
    value = text[1:].strip()
    if is_place(value):
        return read_place_form(value)
    return read_text_form(value) if value.startswith('"') else read_number_form(value)


def shown(form: Form) -> str:
    """Return a form as people read it: `2 ± 0.01`, `Paris`, `/colou?r/`, `otherwise`."""
    text = form.text.removeprefix("=").removeprefix("~").strip()
    reading = read_form(form.text)
    if isinstance(reading, TextForm) and not reading.exact and not reading.edits:
        return reading.text
    return text


def is_number(form: ReadForm) -> bool:
    """Return whether a form is of numbers."""
    return isinstance(form, NumberForm)


def is_text(form: ReadForm) -> bool:
    """Return whether a form is of texts."""
    return isinstance(form, (TextForm, PatternForm))


def is_region(form: ReadForm) -> bool:
    """Return whether a form is of places on an image."""
    return isinstance(form, PlaceForm)


def form_of(answer: Answer, forms: Iterable[Form], ratio: float = 1.0) -> Form | None:
    """Return the first form that an answer fits; None if it fits none.

    `ratio` is an image's height as a share of its width, for regions of it.
    """
    for form in forms:
        reading = read_form(form.text)
        if isinstance(reading, PlaceForm):
            across, down = str(answer).split()
            if reading.fits((float(across), float(down)), ratio):
                return form
            continue
        if isinstance(reading, NumberForm):
            if isinstance(answer, float) and reading.fits(answer):
                return form
        elif isinstance(reading, _Anything) or (isinstance(answer, str) and reading.fits(answer)):
            return form
    return None


def mark_typed(answer: Answer, face: Face, key: Key, ratio: float = 1.0) -> Mark:
    """Give what the first form earns that the answer fits; nothing if it fits none."""
    if key.right is None or not key.forms:
        return UNMARKED
    form = form_of(answer, key.forms, ratio)
    if form is None:
        return Mark(False, 0.0, face.points)
    right = form.id in key.right
    share = 1.0 if right else min(1.0, max(0.0, key.shares.get(form.id, 0.0)))
    return Mark(right, face.points * share, face.points, form.id)


def tally_typed(answers: Iterable[Answer], key: Key, ratio: float = 1.0) -> dict[str, int]:
    """Count how many answers fit each form first; under "" those that fit none."""
    if not key.forms:
        return {}
    counts = dict.fromkeys([*(form.id for form in key.forms), NO_FORM], 0)
    for answer in answers:
        form = form_of(answer, key.forms, ratio)
        counts[NO_FORM if form is None else form.id] += 1
    return counts
