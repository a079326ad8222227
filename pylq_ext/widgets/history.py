"""A student's own lesson, as rows."""

from __future__ import annotations

from typing import Any, Final

from pylq_ext.domain.kinds.forms import shown
from pylq_ext.domain.kinds.options import letter
from pylq_ext.protocol.documents import History, OwnAttempt, OwnRound, PastFeedback
from pylq_ext.widgets.record import written
from pylq_ext.widgets.times import moment

HISTORY_COLUMNS: Final = (
    "round",
    "question",
    "number",
    "answer",
    "right",
    "points",
    "key",
    "at",
)


def history_rows(history: History, *, replaced: bool) -> list[dict[str, Any]]:
    """Return a row for each round, in order; with `replaced` one for each attempt in it.

    A round without an attempt has one too. What is not known before the feedback is None.
    """
    return [
        _row(one, attempt)
        for one in history.rounds
        for attempt in (one.attempts if replaced else one.attempts[-1:]) or (None,)
    ]


def _row(one: OwnRound, attempt: OwnAttempt | None) -> dict[str, Any]:
    mark = attempt.mark if attempt is not None else None
    right = one.feedback.right if one.feedback is not None else None
    return {
        "round": one.number,
        "question": one.question.title,
        "number": attempt.number if attempt is not None else None,
        "answer": written(attempt.answer, one.question.kind) if attempt is not None else None,
        "right": mark.right if mark is not None else None,
        "points": mark.points if mark is not None else None,
        "key": None if right is None else [_right(name, one.feedback) for name in right],
        "at": moment(attempt.made_at) if attempt is not None else None,
    }


def _right(name: str, feedback: PastFeedback | None) -> str:
    """Return a letter, or of typed answers what is right."""
    forms = feedback.forms if feedback is not None else ()
    return next((shown(form) for form in forms if form.id == name), letter(name))
