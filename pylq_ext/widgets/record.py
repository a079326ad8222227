"""What happened in a lesson, as rows: every attempt, and how a class answered.

Rounds that were withdrawn are in no figure. Answers are written as people write them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from pylq_ext.domain.answers import Answer
from pylq_ext.domain.kinds import KINDS
from pylq_ext.domain.kinds.options import letter
from pylq_ext.domain.question import Face, Key, Kind
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.documents import AttemptFact, OwnerRound
from pylq_ext.widgets.times import moment

ATTEMPT_COLUMNS: Final = (
    "round",
    "question",
    "seat",
    "name",
    "number",
    "answer",
    "right",
    "points",
    "at",
    "seconds",
)
RESULT_COLUMNS: Final = ("answer", "count", "share", "right")

Row = dict[str, Any]

#: Looks up a question by its hash: its face and key, where they are known here.
Lookup = Callable[[str], tuple[Face, Key] | None]


def attempt_rows(
    held: OwnerConnection,
    rounds: Sequence[OwnerRound],
    *,
    history: bool,
    names: bool,
) -> list[Row]:
    """Return a row for each attempt in these rounds, in the order of commits.

    Without `history` only the attempts that count: each seat's last one in a round. `at` is in
    UTC, `seconds` count from the pick.
    """
    known = {entry.id: entry for entry in rounds}
    attempts = _attempts(held, known, history=history)
    rows: list[Row] = []
    for fact in attempts:
        entry = known[fact.round]
        person = held.people.get(fact.seat)
        row: Row = {
            "round": entry.number,
            "question": entry.title,
            "seat": fact.seat,
            "name": person.name if person is not None else "",
            "number": fact.number,
            "answer": KINDS[Kind(entry.kind)].to_person(fact.answer),
            "right": fact.mark.right,
            "points": fact.mark.points,
            "at": moment(fact.at),
            "seconds": (fact.at - entry.picked_at) / 1000,
        }
        if not names:
            del row["name"]
        rows.append(row)
    return rows


def result_rows(held: OwnerConnection, entry: OwnerRound, lookup: Lookup) -> list[Row]:
    """Return a row for each option, or for each different text, with how many gave it.

    `share` is of those who answered, so that for multiple choice the shares may add up to more
    than 1; `right` is None where there is no right or wrong.
    """
    counting = _attempts(held, {entry.id: entry}, history=False)
    question = lookup(entry.question)
    if entry.kind == Kind.OPEN:
        texts = Counter(str(fact.answer) for fact in counting)
        return [_result(text, count, len(counting), None) for text, count in texts.most_common()]
    chosen = Counter(option for fact in counting for option in _options(fact.answer))
    if question is not None:
        face, key = question
        ids: Iterable[str] = (option.id for option in face.options)
        right = key.right
    else:
        # The question is the host's alone: an earlier round, after this kernel was restarted.
        ids = sorted(chosen)
        right = _right_by_marks(counting)
    return [
        _result(letter(name), chosen[name], len(counting), None if right is None else name in right)
        for name in ids
    ]


def _result(answer: str, count: int, answered: int, right: bool | None) -> Row:
    return {
        "answer": answer,
        "count": count,
        "share": count / answered if answered else 0.0,
        "right": right,
    }


def _attempts(
    held: OwnerConnection, rounds: dict[str, OwnerRound], *, history: bool
) -> list[AttemptFact]:
    attempts = [
        fact for fact in tuple(held.facts) if isinstance(fact, AttemptFact) and fact.round in rounds
    ]
    if history:
        return attempts
    last = {(fact.round, fact.seat): fact.number for fact in attempts}
    return [fact for fact in attempts if last[fact.round, fact.seat] == fact.number]


def _options(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


def _right_by_marks(attempts: Iterable[AttemptFact]) -> frozenset[str] | None:
    marked = [fact for fact in attempts if fact.mark.right is not None]
    if not marked:
        return None
    return frozenset(
        option for fact in marked if fact.mark.right for option in _options(fact.answer)
    )
