"""Questions as they reach the host: by value, parsed here, known by their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from pylq_ext.banks.cell import read_cell
from pylq_ext.domain.errors import InvalidQuestion
from pylq_ext.domain.question import Asset, Question
from pylq_ext.ports.room_store import StoredQuestion

_encode = msgspec.json.Encoder(order="deterministic").encode


def read_question(
    source: str, attachments: Mapping[str, Any] | None
) -> tuple[StoredQuestion, tuple[Asset, ...]]:
    """Return the question that a cell's source holds, under its hashes, and what it shows.

    Raises InvalidQuestion, with every mistake in `params["problems"]`.
    """
    reading = read_cell(source, attachments)
    if reading.question is None:
        problems = [
            {
                "code": problem.code,
                "line": problem.line,
                "message": problem.message,
                "mended": problem.mended,
            }
            for problem in reading.problems
        ]
        first = reading.problems[0] if reading.problems else None
        raise InvalidQuestion(
            f"The cell cannot be asked: {first.message if first else 'it holds no question.'}",
            problems=problems,
        )
    return stored(reading.question), reading.assets


def stored(question: Question) -> StoredQuestion:
    """Return a question under its hashes.

    The face's hash is made of the face alone, so it tells nothing of the key; the other one is
    made of everything, so whoever does not know the key cannot name it.
    """
    face = hashlib.sha256(_encode(question.face)).hexdigest()
    return StoredQuestion(hashlib.sha256(_encode(question)).hexdigest(), face, question)
