"""Attempts and results as rows and tables."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.question import WITHOUT_OPTIONS, Face, Key, Kind, Option
from pylq_ext.domain.room import Role, RoundPhase
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.documents import AttemptFact, Corrected, JoinedFact, OwnerRound
from pylq_ext.widgets.record import ATTEMPT_COLUMNS, RESULT_COLUMNS, attempt_rows, result_rows
from pylq_ext.widgets.tables import table


def round_of(kind: Kind) -> OwnerRound:
    return OwnerRound("r1.1", 1, "hash", kind, "Which?", RoundPhase.OPEN, 10_000)


ROUND = round_of(Kind.SINGLE)
RIGHT, WRONG, NEITHER = Mark(True, 1.0, 1.0), Mark(False, 0.0, 1.0), Mark(None, 0.0, 0.0)


def attempt(number: int, seat: str, answer: Answer, mark: Mark = WRONG, of: str = "r1.1"):
    return AttemptFact(number, seat, of, answer, 10_000 + number * 1000, False, mark)


def holding(*attempts: AttemptFact) -> OwnerConnection:
    owner = OwnerConnection()
    owner.facts.extend(attempts)
    owner.people["s1"] = JoinedFact(1, "s1", "Ada", Role.ATTENDEE, 0)
    owner.people["s2"] = JoinedFact(2, "s2", "Bob", Role.ATTENDEE, 0)
    return owner


def results(
    owner: OwnerConnection,
    kind: Kind,
    right: frozenset[str] | None = frozenset("b"),
    corrected: Corrected | None = None,
) -> list[dict[str, Any]]:
    options = tuple(Option(name, name) for name in "abc") if kind not in WITHOUT_OPTIONS else ()
    face = Face(kind, "Which?", "?", options)
    of = msgspec.structs.replace(round_of(kind), corrected=corrected)
    return result_rows(owner, of, face, Key(right))


def rows(owner: OwnerConnection, of: OwnerRound = ROUND, **options: bool) -> list[dict[str, Any]]:
    return attempt_rows(owner, (of,), **({"history": False, "names": True} | options))


def test_a_row_has_every_column_as_people_write_it():
    owner = holding(attempt(3, "s1", "b", RIGHT))
    assert rows(owner) == [
        {
            "round": 1,
            "question": "Which?",
            "seat": "s1",
            "name": "Ada",
            "number": 3,
            "answer": "B",
            "right": True,
            "points": 1.0,
            "at": datetime(1970, 1, 1, 0, 0, 13, tzinfo=UTC),
            "seconds": 3.0,
            "removed": False,
        }
    ]
    assert tuple(rows(owner)[0]) == ATTEMPT_COLUMNS


def test_only_the_last_attempt_of_a_seat_counts():
    owner = holding(attempt(3, "s1", "a"), attempt(4, "s2", "b"), attempt(5, "s1", "b"))
    assert [row["number"] for row in rows(owner)] == [4, 5]
    assert [row["number"] for row in rows(owner, history=True)] == [3, 4, 5]


def test_withdrawn_rounds_are_in_no_figure():
    owner = holding(attempt(3, "s1", "a", of="r1.9"), attempt(4, "s1", "b"))
    assert [row["number"] for row in rows(owner, history=True)] == [4]


def test_without_names_nobody_is_named():
    assert "name" not in rows(holding(attempt(3, "s1", "a")), names=False)[0]


@pytest.mark.parametrize(
    ("kind", "answer", "written"),
    [
        (Kind.SINGLE, "b", "B"),
        (Kind.MULTIPLE, ("a", "c"), ["A", "C"]),
        (Kind.MULTIPLE, (), []),
        (Kind.OPEN, "a", "a"),
    ],
)
def test_answers_are_written_as_people_write_those_of_the_kind(
    kind: Kind, answer: Answer, written: object
):
    owner = holding(attempt(1, "s1", answer))
    assert [row["answer"] for row in rows(owner, of=round_of(kind))] == [written]


def test_results_count_every_option_of_those_who_answered():
    owner = holding(
        attempt(3, "s1", "a"), attempt(4, "s1", "b", RIGHT), attempt(5, "s2", "b", RIGHT)
    )
    assert results(owner, Kind.SINGLE) == [
        {"answer": "A", "count": 0, "share": 0.0, "right": False},
        {"answer": "B", "count": 2, "share": 1.0, "right": True},
        {"answer": "C", "count": 0, "share": 0.0, "right": False},
    ]


def test_shares_of_several_options_are_each_of_those_who_answered():
    owner = holding(attempt(3, "s1", ("a", "b")), attempt(4, "s2", ("b",)))
    shares = [row["share"] for row in results(owner, Kind.MULTIPLE)]
    assert shares == [0.5, 1.0, 0.0]


def test_a_poll_has_no_right():
    assert [row["right"] for row in results(holding(), Kind.SINGLE, None)] == [None, None, None]


def test_equal_texts_are_counted_together_the_commonest_first():
    owner = holding(
        attempt(3, "s1", "x", NEITHER),
        attempt(4, "s2", "y", NEITHER),
        attempt(5, "s3", "y", NEITHER),
    )
    counted = results(owner, Kind.OPEN, None)
    assert [(row["answer"], row["count"]) for row in counted] == [("y", 2), ("x", 1)]


def test_equal_numbers_are_counted_together_as_people_write_them():
    owner = holding(attempt(3, "s1", 2.0, NEITHER), attempt(4, "s2", 2.0, NEITHER))
    assert [row["answer"] for row in results(owner, Kind.NUMBER, None)] == [2]


def test_a_corrected_key_is_the_one_that_counts():
    corrected = Corrected(2, ("a", "c"), 0)
    rights = [row["right"] for row in results(holding(), Kind.SINGLE, corrected=corrected)]
    assert rights == [True, False, True]
    none = [
        row["right"] for row in results(holding(), Kind.SINGLE, corrected=Corrected(2, None, 0))
    ]
    assert none == [None, None, None]


def test_what_the_removed_answered_stays_in_the_record_and_in_no_figure():
    owner = holding(attempt(3, "s1", "a"), attempt(4, "s2", "b", RIGHT))
    owner.removed = frozenset({"s1"})
    assert [(row["name"], row["removed"]) for row in rows(owner)] == [("Ada", True), ("Bob", False)]
    assert [(row["count"], row["share"]) for row in results(owner, Kind.SINGLE)] == [
        (0, 0.0),
        (1, 1.0),
        (0, 0.0),
    ]


def test_answers_of_a_kind_not_known_here_are_written_as_they_came():
    owner = holding(attempt(3, "s1", ("x", "y")))
    drawn = msgspec.structs.replace(ROUND, kind="drawing")
    assert [row["answer"] for row in rows(owner, of=drawn)] == [["x", "y"]]


@pytest.mark.parametrize("columns", [ATTEMPT_COLUMNS, RESULT_COLUMNS])
def test_a_table_of_nothing_has_all_columns_and_their_types(columns: tuple[str, ...]):
    empty = table([], columns, None)
    assert list(empty.columns) == list(columns)
    assert str(empty["right"].dtype) == "boolean"
    if "at" in columns:
        assert str(empty["at"].dt.tz) == "UTC"


def test_rows_need_no_pandas(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert table([{"answer": "A"}], ("answer",), "rows") == [{"answer": "A"}]
    with pytest.raises(ImportError, match=r"pylivequestions\[data\]"):
        table([], ("answer",), None)


def test_another_form_is_refused():
    with pytest.raises(InvalidInput, match="rows"):
        table([], ("answer",), "arrow")
