"""Blanks in a prompt: each takes a short text, a number or a choice, and earns its part."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds import short_text, single_choice
from pylq_ext.domain.kinds.forms import form_of
from pylq_ext.domain.kinds.number_form import NoSuchNumber, read_number
from pylq_ext.domain.kinds.options import chosen_options
from pylq_ext.domain.kinds.parts import part_id, split_part, tally_parts
from pylq_ext.domain.question import Blank, Face, Form, Key, Kind

#: What a blank has that was left empty.
EMPTY = ""


def read_answer(raw: object, face: Face) -> Answer:
    """Return what stands in each blank, as one line, "" in an empty one; one at least is filled."""
    if not isinstance(raw, (list, tuple)) or len(raw) != len(face.blanks):
        raise InvalidAnswer(
            f"This question has {len(face.blanks)} blanks: it takes a list of as many texts, with"
            ' "" for an empty one.'
        )
    given = tuple(_read(item, blank) for item, blank in zip(raw, face.blanks, strict=True))
    if not any(given):
        raise InvalidAnswer("The answer is empty.")
    return given


def _read(item: object, blank: Blank) -> str:
    if not isinstance(item, str):
        raise InvalidAnswer("A blank takes a text.")
    if not item.strip():
        return EMPTY
    alone = Face(blank.kind, "", "", blank.options)
    if blank.kind is Kind.SINGLE:
        return str(single_choice.read_answer(item, alone))
    return str(short_text.read_answer(item, alone))


def from_person(value: object, face: Face) -> Answer:
    """Return what was typed for each blank; a number may be one, a choice is its letter."""
    items = value if isinstance(value, (list, tuple)) else [value]
    given: list[object] = []
    for at, item in enumerate(items):
        is_choice = at < len(face.blanks) and face.blanks[at].kind is Kind.SINGLE
        text = EMPTY if item is None else str(item)
        given.append(text.strip().lower() if is_choice else text)
    return read_answer(given, face)


def to_person(answer: Answer) -> list[str]:
    """Return what stands in each blank."""
    return list(chosen_options(answer))


def part_ids(face: Face, key: Key) -> list[str]:
    """Return the ids of all forms and options of all blanks."""
    forms = [form.id for form in key.forms]
    chosen = [part_id(blank.id, option.id) for blank in face.blanks for option in blank.options]
    places = {blank.id: at for at, blank in enumerate(face.blanks)}
    return sorted(forms + chosen, key=lambda part: places.get(split_part(part)[0], 0))


def parts_of(answer: Answer, face: Face, key: Key) -> list[str]:
    """Return what fits in each blank: the first form, or the chosen option; nothing where none."""
    found: list[str] = []
    for text, blank in zip(chosen_options(answer), face.blanks, strict=True):
        if text == EMPTY:
            continue
        if blank.kind is Kind.SINGLE:
            found.append(part_id(blank.id, text))
            continue
        form = form_of(_typed(text, blank), forms_of(blank, key))
        if form is not None:
            found.append(form.id)
    return found


def forms_of(blank: Blank, key: Key) -> list[Form]:
    """Return what a blank accepts, in the order in which it is tried."""
    return [form for form in key.forms if split_part(form.id)[0] == blank.id]


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give each blank's part of the points that is filled rightly, or partly so."""
    fits = tuple(parts_of(answer, face, key))
    if key.right is None:
        return Mark(None, 0.0, 0.0, fits=fits)
    good = sum(part in key.right for part in fits)
    if good == len(face.blanks):
        return Mark(True, face.points, face.points, fits=fits)
    shares = [
        1.0 if part in key.right else min(1.0, max(0.0, key.shares.get(part, 0.0))) for part in fits
    ]
    return Mark(False, face.points * math.fsum(shares) / len(face.blanks), face.points, fits=fits)


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how often each form or option fits in its blank."""
    said = (parts_of(answer, face, key) for answer in answers)
    return tally_parts(said, part_ids(face, key))


def _typed(text: str, blank: Blank) -> Answer:
    if blank.kind is not Kind.NUMBER:
        return text
    try:
        return float(read_number(text))
    except NoSuchNumber:
        # What is no number fits no form but `otherwise`.
        return text
