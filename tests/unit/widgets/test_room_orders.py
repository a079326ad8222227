"""Questions that are made up in mid-lesson, and keys that turn out to be wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pylq_ext import my_rooms, open_bank
from pylq_ext.banks.new_bank import new_bank
from pylq_ext.domain.errors import (
    InvalidAnswer,
    InvalidInput,
    InvalidQuestion,
    NoOpenRound,
    NoSuchRound,
    NoSuchSeat,
)
from pylq_ext.domain.question import Kind
from pylq_ext.widgets import room_client
from pylq_ext.widgets.instructor import Room
from tests.unit.widgets.classroom import Joins


def test_a_question_is_made_up_and_gets_its_key_later(room: Room, joins: Joins):
    ada = joins("Ada")
    asked = room.ask("What prints?", ["1", "2"])
    assert (asked.title, asked.phase, asked.bank, asked.cell) == (
        "What prints?",
        "open",
        None,
        None,
    )
    assert ada.question is not None
    assert ada.question.options == {"A": "1", "B": "2"}
    ada.answer("B")
    assert list(room.attempts()["right"].isna()) == [True]
    assert room.correct_key("B").number == asked.number
    assert list(room.attempts()["right"]) == [True]
    assert list(room.results()["right"]) == [False, True]


def test_the_key_can_be_given_with_the_question(room: Room, joins: Joins):
    ada = joins("Ada")
    room.ask("Which are even?", [2, 3, 4], right=["A", "C"])
    assert ada.question is not None
    assert ada.question.kind == "multiple"
    ada.answer(["A", "C"])
    assert list(room.attempts()["right"]) == [True]
    room.ask("Which is even?", [2, 3], right="a")
    assert ada.question.kind == "single"
    ada.answer("B")
    assert list(room.attempts(2)["right"]) == [False]


def test_words_and_numbers_are_asked_for_without_options(room: Room, joins: Joins):
    ada = joins("Ada")
    room.ask("Why?")
    ada.answer("Because.")
    room.ask("How tall is it, in metres?", number=True)
    with pytest.raises(InvalidAnswer, match="a number"):
        ada.answer("tall")
    ada.answer(3.2)
    assert [row["answer"] for row in room.attempts(as_="rows")] == ["Because.", 3.2]


def test_a_number_that_is_right_can_be_given_with_the_question(room: Room, joins: Joins):
    ada = joins("Ada")
    room.ask("How tall is it, in metres?", number=True, right=["3.2 ± 0.1", 320])
    assert ada.question is not None
    assert (ada.question.kind, ada.question.options) == ("number", {})
    ada.answer("33/10")
    assert list(room.attempts()["right"]) == [True]
    ada.answer(3.4)
    assert list(room.attempts()["right"]) == [False]
    assert list(room.results()["right"]) == [False]
    room.correct_key("B")
    ada.answer(320)
    room.show_feedback()
    assert [(row["right"], row["key"]) for row in ada.history(as_="rows")] == [(True, ["320"])]


def test_a_line_that_is_right_can_be_given_with_the_question(room: Room, joins: Joins):
    ada = joins("Ada")
    room.ask("Which keyword?", right=["def", 'say "lambda"'])
    assert ada.question is not None
    assert ada.question.kind == "short"
    ada.answer("DEF")
    assert list(room.attempts()["right"]) == [True]
    ada.answer('say  "lambda"')
    assert list(room.attempts()["right"]) == [True]
    with pytest.raises(InvalidInput, match="letters"):
        room.correct_key("C")


@pytest.mark.parametrize(("right", "number"), [("tall", True), (True, True), (object(), False)])
def test_what_cannot_be_right_is_refused(room: Room, right: object, number: bool):
    with pytest.raises(InvalidInput):
        room.ask("How tall?", number=number, right=right)
    assert room.round is None


def test_a_cell_that_is_run_again_asks_nothing_twice(room: Room):
    assert room.ask("Ready?", ["yes", "no"]) == room.ask("Ready?", ["yes", "no"])
    assert room.ask("Ready?", ["yes", "no"], again=True).number == 2


@pytest.mark.parametrize(
    ("texts", "how", "error", "why"),
    [
        (("Which?", ["a", "b"]), {"right": "C"}, InvalidInput, "letters, A, B; 'C' is none"),
        (("Which?", ["a", "b"]), {"right": 1}, InvalidInput, "'1' is none"),
        (("Why?", ["a", "b"]), {"number": True}, InvalidInput, "do not go together"),
        (("Which?", "ab"), {}, InvalidInput, "a list of texts"),
        (("Which?", ["a", None]), {}, InvalidInput, "not of the type NoneType"),
        ((None, ["a", "b"]), {}, InvalidInput, "The prompt is a text"),
        (("Which?", ["a", "a"]), {}, InvalidQuestion, "reads the same"),
        (("Which?\n\n<!-- pylq: poll -->", ["a", "b"]), {}, InvalidQuestion, "line 3: Settings"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_asks_nothing(
    room: Room, texts: tuple[Any, ...], how: dict[str, Any], error: type[Exception], why: str
):
    with pytest.raises(error, match=why):
        room.ask(*texts, **how)
    assert room.rounds == []


def test_a_corrected_key_marks_everyone_again_before_and_after_the_feedback(
    room: Room, joins: Joins
):
    ada, ben = joins("Ada"), joins("Ben")
    room.pick(1)
    ada.answer("A")
    ben.answer("B")
    assert list(room.attempts()["right"]) == [False, True]
    room.correct_key("A")
    assert list(room.attempts()["right"]) == [True, False]
    room.show_feedback()
    assert room.correct_key(["a", "B"], round=1).phase == "revealed"
    assert list(room.attempts()["right"]) == [True, True]
    assert list(room.results()["right"]) == [True, True, False]
    assert list(ada.history()["key"]) == [["A", "B"]]
    room.correct_key(None)
    assert all(room.attempts()["right"].isna())
    assert all(room.results()["right"].isna())


def test_the_key_of_an_earlier_round_is_corrected_by_its_number(room: Room, joins: Joins):
    ada = joins("Ada")
    room.pick(1)
    ada.answer("A")
    room.pick(2)
    assert room.correct_key("A", round=1).number == 1
    assert list(room.attempts(1)["right"]) == [True]


def test_a_key_without_options_or_without_a_round_is_refused(room: Room):
    with pytest.raises(NoOpenRound, match="no round yet"):
        room.correct_key("A")
    room.pick(1)
    with pytest.raises(InvalidInput, match="A, B, C"):
        room.correct_key("D")
    with pytest.raises(NoSuchRound):
        room.correct_key("A", round=7)
    room.pick(4)
    with pytest.raises(InvalidInput, match="no options"):
        room.correct_key("A")


def test_open_text_is_marked_by_hand_by_name_by_number_or_all_at_once(room: Room, joins: Joins):
    ada, ben = joins("Ada"), joins("Ben")
    room.ask("Why?")
    ada.answer("Because.")
    ben.answer("No idea.")
    assert room.mark("Ada", 1) == 1
    assert room.attempts()["right"].tolist()[:1] == [True]
    assert room.attempts()["right"].isna().tolist() == [False, True]
    numbers = room.attempts()["number"]
    assert room.mark(numbers, 0.5) == 2
    assert list(room.attempts()["points"]) == [0.5, 0.5]
    room.mark(int(numbers[1]), 0)
    assert list(room.results()["right"]) == [False, False]
    assert list(ada.history()["points"].isna()) == [True], "not before the feedback"
    room.show_feedback()
    assert list(ada.history()["points"]) == [0.5]
    room.close()
    room.mark(["Ben", int(numbers[1])], None)
    assert list(room.attempts()["points"]) == [0.5, 0.0]
    assert room.attempts()["right"].isna().tolist() == [False, True]


def test_a_mark_that_fits_nothing_is_refused_and_marks_nothing(room: Room, joins: Joins):
    ada, _ = joins("Ada"), joins("Ben")
    with pytest.raises(NoOpenRound):
        room.mark("Ada", 1)
    room.ask("Why?")
    ada.answer("Because.")
    for who, share, error, why in (
        ("Eve", 1, NoSuchSeat, "Nobody in this room"),
        ("Ben", 1, InvalidInput, "Ben has not answered in round 1"),
        (["Ada", 999], 1, InvalidInput, "No attempt has the number 999"),
        ([], 1, InvalidInput, "Nobody is named"),
        ([["Ada"]], 1, InvalidInput, "not by list"),
        (b"Ada", 1, InvalidInput, "not by bytes"),
        ({"Ada": 1}, 1, InvalidInput, "not by dict"),
        ("Ada", 1.5, InvalidInput, "from 0 .wrong. to 1"),
        ("Ada", "right", InvalidInput, "from 0 .wrong. to 1"),
    ):
        with pytest.raises(error, match=why):
            room.mark(who, share)  # type: ignore[arg-type]
    with pytest.raises(NoSuchRound):
        room.mark("Ada", 1, round=7)
    assert room.attempts()["right"].isna().tolist() == [True]
    room.pick(1)
    ada.answer("A")
    with pytest.raises(InvalidInput, match="Only open text is marked by hand"):
        room.mark("Ada", 1)


def test_results_of_an_earlier_round_have_every_option_after_a_restart(room: Room, joins: Joins):
    ada = joins("Ada")
    room.ask("Which?", ["x", "y", "z"], right="C")
    ada.answer("B")
    room.pick(1)
    room.clear()
    # Another room object over a connection that has not seen the question, as after a restart.
    room_client._owners.clear()
    (again,) = (one for one in my_rooms() if one.code == room.code)
    rows = [(row["answer"], row["count"], row["right"]) for row in again.results(1, as_="rows")]
    assert rows == [("A", 0, False), ("B", 1, False), ("C", 0, True)]
    assert again.correct_key("B", round=1).number == 1
    assert list(again.attempts(1)["right"]) == [True]


def test_every_part_of_an_answer_has_a_key_that_can_be_corrected(
    room: Room, joins: Joins, tmp_path: Path
):
    (tmp_path / "pairs.ipynb").write_text(new_bank("Pairs", "pairs.ipynb"), encoding="utf-8")
    bank = open_bank(tmp_path / "pairs.ipynb")
    ada = joins("Ada")
    room.pick(next(asked for asked in bank if asked.question.face.kind is Kind.MATCHING))
    assert ada.question is not None
    numbers = {text: int(number) for number, text in ada.question.targets.items()}
    ada.answer({"A": numbers["3.5"], "B": numbers["3"], "C": numbers["0.5"]})
    assert list(room.attempts()["points"]) == [pytest.approx(2 / 3)]
    wanted = [
        f"{option}:{numbers[text]}" for option, text in zip("ABC", ("3.5", "3", "0.5"), strict=True)
    ]
    room.correct_key(wanted)
    assert list(room.attempts()["right"]) == [True]
    with pytest.raises(InvalidInput, match="A:1"):
        room.correct_key("A")
