"""Whether a question that came back from another format asks and accepts what it did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pylq_ext.banks.cell_lines import as_read
from pylq_ext.domain.kinds.blanks import forms_of
from pylq_ext.domain.kinds.forms import form_of
from pylq_ext.domain.question import Form, Key, Kind, Option, Question
from pylq_ext.interchange.same_question import _earned

#: What is typed to compare two keys: none of them is the end of a range that has none.
NUMBERS = [2, -3.5, 0.0015, 2e4, 1 / 3, 2.005, 2.02, 10.4, 11, 3.142, 3.15, 1.5, 3.5, 5.5, 6.5, 100]
TEXTS = [
    "return", "RETURN", "retrun", "retru", "a = {b}", "C:\\temp", 'say "hi"', "größe", "GRÖSSE",
    "50 %", "a * b", "a x b", "~x # 1", "a -> b", "return x", "a/b", "c", "AB", "ab", "5", "",
    "the control group", "control", "controls",
]  # fmt: skip


def alike(one: Question, other: Question) -> bool:
    """Tell whether both ask and accept the same.

    The paragraphs of a list's items may have an element or none, and answers that are typed are
    compared by what they say to others.
    """
    return _all_of(one) == _all_of(other)


def _all_of(question: Question) -> object:
    return _face(question), _key(question), _accepted(question), _blanks(question)


def shown(fragment: str) -> str:
    """A fragment in which all items of lists are written alike."""
    loose = re.sub(r"<li><p>(.*?)</p>", r"<li>\1", as_read(fragment), flags=re.S)
    # A blank line between the lines of code is one, whatever blanks are in it.
    return re.sub(r"[ \t]+\n", "\n", loose)


def _face(question: Question) -> object:
    face = question.face
    return (
        face.kind,
        shown(face.prompt),
        _texts(face.options),
        face.points,
        _texts(face.targets),
        question.tags,
        question.shuffle and face.kind is not Kind.ORDERING,
    )


def _key(question: Question) -> object:
    key = question.key
    options = [option.id for option in question.face.options]
    return (
        key.right if not key.forms else None,
        sorted((name, shown(note)) for name, note in key.notes.items()) if not key.forms else None,
        shown(key.explanation),
        shown(key.model_answer),
        _earned(question, options),
    )


def _accepted(question: Question) -> object:
    key = question.key
    if not key.forms or question.face.kind is Kind.BLANKS:
        return None
    return _fitting(question, question.face.kind, key.forms)


def _blanks(question: Question) -> object:
    """What each blank takes and says to it; its name is in few formats."""
    key = question.key
    return [
        [(shown(option.text), *_said(key, f"{blank.id}:{option.id}")) for option in blank.options]
        or _fitting(question, blank.kind, forms_of(blank, key))
        for blank in question.face.blanks
    ]


def _fitting(question: Question, kind: Kind, forms: Sequence[Form]) -> object:
    key = question.key
    typed: Iterable[float | str] = map(float, NUMBERS) if kind is Kind.NUMBER else TEXTS
    found = [form_of(answer, forms) for answer in typed]
    return [form and _said(key, form.id) for form in found if key.right is not None]


def _said(key: Key, name: str) -> tuple[bool, float, str]:
    share = round(key.shares.get(name, 0.0), 4)
    return name in (key.right or ()), share, shown(key.notes.get(name, ""))


def _texts(options: Iterable[Option]) -> list[tuple[str, str]]:
    return [(option.id, shown(option.text)) for option in options]
