"""What happened in a lesson, as rows: every attempt, and how a class answered.

Rounds that were withdrawn are in no row. What somebody answered who was removed stays in the record
and counts in no figure. Marks are by the key that counts now, answers as people write them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from pylq_ext.domain.answers import Answer
from pylq_ext.domain.kinds import KINDS, PersonsAnswer, rules_of
from pylq_ext.domain.kinds.options import chosen_options, letter, option_ids
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
    "removed",
)
RESULT_COLUMNS: Final = ("answer", "count", "share", "right")

#: Kinds of which every option has a row.
_COUNTED_BY_OPTION = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE})

Row = dict[str, Any]


def attempt_rows(
    held: OwnerConnection,
    rounds: Sequence[OwnerRound],
    *,
    history: bool,
    names: bool,
) -> list[Row]:
    """Return a row for each attempt in these rounds, in the order of commits.

    Without `history` only the attempts that count: each seat's last one in a round. `at` is in
    UTC, `seconds` count from the pick; `removed` says that who answered was removed since.
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
            "answer": written(fact.answer, entry.kind),
            "right": fact.mark.right,
            "points": fact.mark.points,
            "at": moment(fact.at),
            "seconds": (fact.at - entry.picked_at) / 1000,
            "removed": fact.seat in held.removed,
        }
        if not names:
            del row["name"]
        rows.append(row)
    return rows


def result_rows(held: OwnerConnection, entry: OwnerRound, face: Face, key: Key) -> list[Row]:
    """Return a row for each option, or else for each different answer, with how many gave it.

    Words are counted one by one.

    `face` and `key` are the question's as it was picked. `share` is of those who answered, so that
    for multiple choice the shares may add up to more than 1; `right` is None where there is no
    right or wrong.
    """
    counting = [
        fact
        for fact in _attempts(held, {entry.id: entry}, history=False)
        if fact.seat not in held.removed
    ]
    if face.kind is Kind.WORDS:
        words = rules_of(face).tally([fact.answer for fact in counting], face, key)
        return [_result(word, count, len(counting), None) for word, count in words.items()]
    if face.kind not in _COUNTED_BY_OPTION:
        typed = Counter(fact.answer for fact in counting)
        marks = {fact.answer: fact.mark.right for fact in counting}
        return [
            _result(rules_of(face).to_person(answer), count, len(counting), marks[answer])
            for answer, count in typed.most_common()
        ]
    chosen = Counter(option for fact in counting for option in chosen_options(fact.answer))
    right = key.right if entry.corrected is None else entry.corrected.right
    return [
        _result(letter(name), chosen[name], len(counting), None if right is None else name in right)
        for name in option_ids(face)
    ]


def written(answer: Answer, kind: str) -> PersonsAnswer:
    """Return an answer as people write those of a kind; as it is for a later host's kind."""
    try:
        return KINDS[Kind(kind)].to_person(answer)
    except ValueError:
        return list(answer) if isinstance(answer, tuple) else answer


def _result(answer: object, count: int, answered: int, right: bool | None) -> Row:
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
