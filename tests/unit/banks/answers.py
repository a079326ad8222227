"""What a shipped bank's question makes of an answer, and how its list reads in the cell."""

from __future__ import annotations

import re
from fractions import Fraction

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.domain.answers import Mark
from pylq_ext.domain.kinds import key_ids, rules_of
from pylq_ext.domain.kinds.blanks import forms_of
from pylq_ext.domain.kinds.forms import OTHERWISE, read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.domain.kinds.text_form import TextForm
from pylq_ext.domain.question import Blank, Form, Kind, Question

_SETTINGS = re.compile(r"^<!-- pylq:.*-->$", re.M)


def marked(question: BankQuestion, said: object) -> Mark:
    """Return what an answer, as a person writes it in Python, earns."""
    face, key = question.question.face, question.question.key
    rules = rules_of(face)
    return rules.mark(rules.from_person(said, face), face, key)


def listed(question: BankQuestion) -> list[str]:
    """Return the items of an ordering in the right order, as the cell has them."""
    return [plain(item) for item in re.findall(r"^\d+\. (.+)$", _below(question), re.M)]


def pairs(question: BankQuestion) -> dict[str, str]:
    """Return what belongs to what in a matching."""
    found = re.findall(r"^- (.+?) → (.+)$", _below(question), re.M)
    return {plain(left): plain(right) for left, right in found}


def without_partner(question: BankQuestion) -> list[str]:
    """Return what belongs to nothing in a matching."""
    return [plain(item) for item in re.findall(r"^- → (.+)$", _below(question), re.M)]


def plain(text: str) -> str:
    """Return a text without the signs around it that make code of it."""
    return text.strip().strip("`")


def wrong_forms(question: BankQuestion) -> set[str]:
    """Return the ids of the typed answers that are named as wrong; `otherwise` names none."""
    key = question.question.key
    assert key.right is not None
    return {form.id for form in key.forms if form.id not in key.right and form.text != OTHERWISE}


def without_note(question: Question) -> list[str]:
    """Return the ids of wrong options and typed answers that have no note.

    `otherwise` is among them where a list of typed answers does not end with it. Of an order and of
    pairs nothing is: what is wrong there has no place for a note.
    """
    face, key = question.face, question.key
    if key.right is None or face.kind in (Kind.ORDERING, Kind.MATCHING):
        return []
    bare = sorted(set(key_ids(face, key)) - key.right - set(key.notes))
    if face.blanks:
        typed = [forms_of(blank, key) for blank in face.blanks if not blank.options]
    else:
        typed = [list(key.forms)] if key.forms else []
    return [*bare, *(OTHERWISE for forms in typed if forms[-1].text != OTHERWISE)]


def example_of(form: Form) -> str | None:
    """Return an answer that a form accepts, where its spelling has one."""
    reading = read_form(form.text)
    if isinstance(reading, TextForm) and not reading.edits:
        return reading.text
    if isinstance(reading, NumberForm) and reading.low is not None and reading.high is not None:
        return f"{float((reading.low + reading.high) / 2):g}"
    return None


def offered(question: BankQuestion, blank: Blank) -> list[tuple[bool, str, str]]:
    """Return for each answer to a blank that can be spelled whether it is right, its text, and how
    a person gives it.
    """
    key = question.question.key
    assert key.right is not None
    if blank.kind is Kind.SINGLE:
        return [
            (f"{blank.id}:{option.id}" in key.right, option.text, option.id)
            for option in blank.options
        ]
    forms = [(form, example_of(form)) for form in forms_of(blank, key)]
    return [(form.id in key.right, text, text) for form, text in forms if text is not None]


def numbers_in(text: str) -> list[Fraction]:
    """Return the numbers of a text in their order; `1,000` is one, a minus sign may be long."""
    spelled = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text).replace("−", "-")
    return [Fraction(found) for found in re.findall(r"-?\d+(?:\.\d+)?", spelled)]


def matrices_in(text: str) -> list[list[list[int]]]:
    """Return the matrices of a text, each row by row."""
    return [
        [[int(entry) for entry in row.split("&")] for row in body.split(r"\\")]
        for body in re.findall(r"\\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", text)
    ]


def vectors_in(text: str) -> list[list[int]]:
    """Return what stands between round brackets, such as `(1, -2)`, as vectors."""
    found = re.findall(r"\((-?\d+(?:, -?\d+)+)\)", text)
    return [[int(entry) for entry in body.split(",")] for body in found]


def prompt_of(question: BankQuestion) -> str:
    """Return what stands above the settings line."""
    return _SETTINGS.split(question.source)[0]


def _below(question: BankQuestion) -> str:
    return _SETTINGS.split(question.source)[1]
