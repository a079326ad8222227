"""The order in which a student gets a question's options."""

from __future__ import annotations

import hashlib

from pylq_ext.domain.kinds.options import option_ids
from pylq_ext.domain.question import Kind, Question


def has_orders(question: Question) -> bool:
    """Tell whether each student gets the options in an order of their own."""
    return question.shuffle or question.face.kind is Kind.ORDERING


def order_for(question: Question, round_id: str, seat: str) -> tuple[str, ...] | None:
    """Return the ids of the options as a seat gets them in a round; None: as the question has them.

    It is the same whenever it is asked for, and made from nothing but these ids: of the key it can
    tell nothing.
    """
    if not has_orders(question):
        return None

    def place(option: str) -> bytes:
        return hashlib.sha256(f"{round_id}\0{seat}\0{option}".encode()).digest()

    return tuple(sorted(option_ids(question.face), key=place))
