"""A table's header is understood, and what is not understood is named."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.spreadsheet import Cell, Row
from pylq_ext.interchange.table_columns import (
    OPTIONS,
    SINGLES,
    Columns,
    count_known,
    letter_of,
    read_header,
)


def header(*names: str, rows: tuple[Row, ...] = ()) -> Columns:
    return read_header(Row(1, tuple(map(Cell, names))), rows)


def test_every_column_is_known_by_its_own_name():
    names = [*SINGLES, "A", "B", "note A", "share A", "match A"]
    columns = header(*names)
    first = len(SINGLES)
    assert columns.singles == {name: at for at, name in enumerate(SINGLES)}
    assert columns.options == {
        "": {1: first, 2: first + 1},
        "note": {1: first + 2},
        "share": {1: first + 3},
        "match": {1: first + 4},
    }
    assert count_known([*names, "", "unknown"]) == len(names)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("QUESTION", "question"),
        (" Question text: ", "question"),
        ("Correct answer(s)", "right"),
        ("Time limit (sec)", "seconds"),
        ("time_limit", "seconds"),
        ("Frage", "question"),
        ("Richtige Antwort", "right"),
        ("Marks", "points"),
        ("Topics", "tags"),
        ("Type", "kind"),
        ("Feedback", "explanation"),
    ],
)
def test_usual_names_are_known(name, meant):
    names = [name] if meant == "question" else ["question", name]
    assert meant in header(*names).singles


@pytest.mark.parametrize(
    ("name", "part", "number"),
    [
        ("a", "", 1),
        ("Z", "", 26),
        ("Option A", "", 1),
        ("Answer 1", "", 1),
        ("answer_2", "", 2),
        ("Choice 30", "", 30),
        ("Antwort 3", "", 3),
        ("note b", "note", 2),
        ("Feedback 1", "note", 1),
        ("A feedback", "note", 1),
        ("share C", "share", 3),
        ("match 2", "match", 2),
    ],
)
def test_options_and_what_belongs_to_them_are_known(name, part, number):
    assert header("question", name).options[part] == {number: 1}


@pytest.mark.parametrize("name", ["1", "option 0", "option 61", "AA", "note", "share", "colour"])
def test_other_names_are_refused_by_name(name):
    with pytest.raises(Unreadable, match=name):
        header("question", name)


def test_the_nearest_name_is_proposed():
    with pytest.raises(Unreadable, match="did you mean `explanation`"):
        header("question", "explanaton")


def test_a_column_without_a_name_is_refused_if_something_stands_in_it():
    assert header("question", "", "A").options[""] == {1: 2}
    with pytest.raises(Unreadable, match="2nd"):
        header("question", "", rows=(Row(2, (Cell("a"), Cell("b"))),))


@pytest.mark.parametrize("names", [("A", "a"), ("question", "Prompt"), ("A", "option 1")])
def test_two_columns_of_one_meaning_are_refused(names):
    with pytest.raises(Unreadable, match="mean the same"):
        header(*names, "question", "B")


def test_a_table_without_questions_is_refused():
    with pytest.raises(Unreadable, match="`question`"):
        header("A", "B")


def test_options_are_called_by_letters_as_far_as_there_are_some():
    assert [letter_of(number) for number in (1, 26, 27)] == ["A", "Z", "27"]
    assert "" in OPTIONS
