"""Whether two questions are the same, however their cells are spelled."""

from __future__ import annotations

from collections.abc import Sequence

from pylq_ext.banks.cell_lines import as_read
from pylq_ext.domain.kinds.blanks import part_ids
from pylq_ext.domain.question import Kind, Option, Question
from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.record import Record
from pylq_ext.interchange.unfit import Unfit


def asks_the_same(one: Question, other: Question) -> bool:
    """Tell whether face and key are alike, and all that is said besides.

    Blanks count within code only, and a share that the rule gives anyway is none.
    """
    return _face(one) == _face(other) and _key(one) == _key(other) and _rest(one) == _rest(other)


def share_of(question: Question, name: str) -> float:
    """Return the share of the points that an option or a form earns, from -1 to 1.

    It is 1 or 0 where exactly the right ones of several are needed, and by `partial` alone.
    """
    key = question.key
    is_right = name in (key.right or ())
    if question.face.kind is not Kind.MULTIPLE or not key.shares:
        return key.shares.get(name, float(is_right))
    each = 1.0 / len(key.right) if key.right else 0.0
    wrong = -each if key.partial else 0.0
    return key.shares.get(name, each if is_right else wrong)


def _face(question: Question) -> object:
    face = question.face
    return (
        face.kind,
        face.title,
        as_read(face.prompt),
        _options(face.options),
        face.points,
        _options(face.targets),
        face.blanks,
        face.image,
    )


def _options(options: tuple[Option, ...]) -> object:
    return [(option.id, as_read(option.text)) for option in options]


def _key(question: Question) -> object:
    key = question.key
    names = [form.id for form in key.forms] or [option.id for option in question.face.options]
    if question.face.kind is Kind.BLANKS:
        names = part_ids(question.face, key)
    return (
        key.right,
        {name: as_read(note) for name, note in key.notes.items()},
        as_read(key.explanation),
        as_read(key.model_answer),
        key.forms,
        _earned(question, names),
    )


def _earned(question: Question, names: Sequence[str]) -> object:
    """Return what answers earn, however the bank says so; None where it is all or nothing."""
    key = question.key
    if question.face.kind is not Kind.MULTIPLE:
        return key.partial, [round(share_of(question, name), 4) for name in names]
    if not key.right or not (key.partial or key.shares):
        return None
    each = 1.0 / len(key.right)
    by_rule = {name: each if name in key.right else -each for name in names}
    earned = by_rule if not key.shares else {name: share_of(question, name) for name in names}
    # Of one right option there is no part, if every other one costs all.
    is_all = len(key.right) == 1 and all(earned[name] in (1.0, -1.0) for name in names)
    return None if is_all else [round(share, 4) for share in earned.values()]


def _rest(question: Question) -> object:
    return question.tags, question.shuffle, question.seconds, question.difficulty


def question_of(record: Record) -> Question | None:
    """Return the question that a record is in a bank; None if it is none."""
    if record.problem is not None:
        return None
    try:
        return bank_cell(record).question
    except Unfit:
        return None
