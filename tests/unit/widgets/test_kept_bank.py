"""A bank that is edited during its lesson: the panel follows, and rounds keep what they asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pylq_ext import my_rooms, open_bank, open_room
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.widgets.instructor import Room
from pylq_ext.widgets.views import View
from tests.support.images import png
from tests.unit.widgets.classroom import CELLS, Joins
from tests.unit.widgets.live_host import LiveHost

Edit = Callable[[Callable[[list[dict[str, Any]]], None]], None]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Changes the cells of the bank's notebook, and saves it as Jupyter does: as another file."""
    path = tmp_path / "bank.ipynb"

    def edit(change: Callable[[list[dict[str, Any]]], None]) -> None:
        whole = json.loads(path.read_text())
        change(whole["cells"])
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(whole))
        beside.replace(path)

    return edit


def retitle(number: int, title: str) -> Callable[[list[dict[str, Any]]], None]:
    def change(cells: list[dict[str, Any]]) -> None:
        text = "".join(cells[number - 1]["source"])
        cells[number - 1]["source"] = f"### {title}\n{text.partition(chr(10))[2]}"

    return change


class Listening:
    """A view whose messages are kept."""

    def __init__(self, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[dict[str, Any]] = []
        self.view = view
        monkeypatch.setattr(view, "send", self.told.append)

    def say(self, type_: str) -> list[dict[str, Any]]:
        before = len(self.told)
        self.view._handle_custom_msg({"type": type_}, [])
        return self.told[before:]


@pytest.fixture
def panel(room: Room, monkeypatch: pytest.MonkeyPatch) -> Listening:
    # Laid out in parts as well: each of the views that list the bank is told.
    room.controls_view  # noqa: B018
    return Listening(room.panel_view, monkeypatch)


def titles(message: dict[str, Any]) -> list[str]:
    return [line["title"] for line in message["questions"]]


def test_a_panel_that_looks_again_is_told_nothing_of_a_bank_that_is_as_it_was(panel: Listening):
    assert panel.say("bank") == []


def test_a_panel_that_looks_again_gets_the_bank_as_it_is_now(
    room: Room, panel: Listening, edit: Edit, monkeypatch: pytest.MonkeyPatch
):
    controls = Listening(room.controls_view, monkeypatch)
    (_, before) = panel.say("ready")
    edit(retitle(2, "Which are odd?"))
    (after,) = panel.say("bank")
    assert titles(after)[:2] == ["What prints 3?", "Which are odd?"]
    assert controls.told == [after]
    hashes = [[line["hash"] for line in each["questions"]] for each in (before, after)]
    assert [one == other for one, other in zip(*hashes, strict=True)] == [True, False, True, True]
    assert panel.say("bank") == []


def test_a_panel_that_is_drawn_again_gets_the_bank_as_it_is_now(panel: Listening, edit: Edit):
    edit(retitle(2, "Which are odd?"))
    assert titles(panel.say("ready")[-1])[1] == "Which are odd?"


def test_an_image_that_was_drawn_anew_makes_the_bank_another_one(
    room: Room, panel: Listening, tmp_path: Path
):
    (tmp_path / "plots" / "dot.png").write_bytes(png(shade=7))
    assert len(panel.say("bank")) == 1
    assert room.bank is not None
    assert room.bank[4].assets[0].content == png(shade=7)


def test_a_round_keeps_what_it_asked(room: Room, joins: Joins, panel: Listening, edit: Edit):
    ada = joins("Ada")
    asked = room.pick(2)
    edit(retitle(2, "Which are odd?"))
    (after,) = panel.say("bank")
    assert room.round == asked
    assert ada.question is not None
    assert "Which are even?" in ada.question.prompt
    # The page tells an edited question by these two.
    document = room._document().rounds[0]
    line = after["questions"][1]
    assert (document.bank, document.cell) == (line["bank"], line["cell"])
    assert document.question != line["hash"]


def test_what_is_picked_by_its_number_is_the_question_as_it_is_now(
    room: Room, joins: Joins, panel: Listening, edit: Edit
):
    ada = joins("Ada")
    edit(retitle(2, "Which are odd?"))
    assert room.pick(2).title == "Which are odd?"
    assert ada.question is not None
    assert "Which are odd?" in ada.question.prompt
    # The panel would take the round for an edited one otherwise.
    assert titles(panel.told[-1])[1] == "Which are odd?"
    edit(retitle(4, "Why not?"))
    assert room.pick("next").title == "Why not?"


def test_a_question_that_was_read_is_picked_as_it_was_read(room: Room, bank: Any, edit: Edit):
    edit(retitle(2, "Which are odd?"))
    assert room.pick(bank[2]).title == "Which are even?"


def test_an_output_that_was_made_anew_is_asked_from_then_on_and_rounds_keep_theirs(
    room: Room, joins: Joins, panel: Listening, edit: Edit
):
    def printing(text: str) -> Callable[[list[dict[str, Any]]], None]:
        def change(cells: list[dict[str, Any]]) -> None:
            output = {"output_type": "stream", "name": "stdout", "text": text}
            code = {"cell_type": "code", "id": "code", "metadata": {}, "source": "print(x)"}
            asking = {**cells[-1], "id": "asks", "source": "Why?\n\n<!-- pylq: open output -->"}
            cells[4:] = [{**code, "execution_count": 1, "outputs": [output]}, asking]

        return change

    ada = joins("Ada")
    edit(printing("the first"))
    asked = room.pick("asks")
    assert ada.question is not None
    assert "the first" in ada.question.prompt
    edit(printing("the second"))
    (after,) = panel.say("bank")
    assert after["questions"][-1]["hash"] != room._document().rounds[0].question
    assert room.round == asked
    assert "the first" in ada.question.prompt
    assert room.pick("asks").number == asked.number + 1
    assert "the second" in ada.question.prompt


def test_a_file_that_is_gone_or_damaged_is_told_once_and_the_lesson_goes_on(
    room: Room, panel: Listening, tmp_path: Path, edit: Edit
):
    path = tmp_path / "bank.ipynb"
    text = path.read_text()
    path.rename(tmp_path / "renamed.ipynb")
    # Whoever picks goes on, and is told by the panel all the same.
    assert room.pick(2).number == 1
    (told,) = panel.say("bank")
    assert (told["type"], told["code"]) == ("trouble", "bank_unreadable")
    assert "there is no such file" in told["message"]
    assert panel.say("bank") == []
    path.write_text(text[:100])
    (told,) = panel.say("bank")
    assert "it is not a notebook" in told["message"]
    assert room.pick(1).title == "What prints 3?"
    path.write_text(text)
    edit(retitle(1, "Back again?"))
    (back,) = panel.say("bank")
    assert titles(back)[0] == "Back again?"


def test_views_that_show_no_bank_are_told_of_none(
    room: Room, edit: Edit, monkeypatch: pytest.MonkeyPatch
):
    results = Listening(room.results_view, monkeypatch)
    edit(retitle(2, "Which are odd?"))
    assert results.say("bank") == []


def test_a_room_without_a_bank_has_none_to_look_at(room: Room, monkeypatch: pytest.MonkeyPatch):
    again = next(each for each in my_rooms() if each.code == room.code)
    assert Listening(again.panel_view, monkeypatch).say("bank") == []
    with pytest.raises(InvalidInput, match="no bank to pick from"):
        again.pick(1)


def test_copied_cells_are_questions_of_their_own(kernel: LiveHost, tmp_path: Path):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "id": name, "source": source}
        for name, source in [("a", CELLS[0]), ("a", CELLS[0]), ("a", CELLS[1]), ("b", CELLS[0])]
    ]
    path = tmp_path / "copied.ipynb"
    path.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    bank = open_bank(path)
    assert [one.cell_number for one in bank.repeated_ids] == [2, 3]
    room = open_room("Copied", bank, new=True)
    assert [room.pick("next").cell for _ in bank] == ["a", "cell-2", "cell-3", "b"]
    room.close()


def test_a_renamed_bank_is_the_same_one_by_its_id(kernel: LiveHost, tmp_path: Path):
    cell = {"cell_type": "markdown", "metadata": {}, "id": "a", "source": CELLS[0]}
    metadata = {"pylq": {"bank": "week-3"}}
    whole = {"cells": [cell, {**cell, "id": "b"}], "metadata": metadata}
    path = tmp_path / "one.ipynb"
    path.write_text(json.dumps({**whole, "nbformat": 4, "nbformat_minor": 5}))
    room = open_room("Renamed", path, new=True)
    assert (room.pick("next").bank, room.pick("a", again=True).cell) == ("week-3", "a")
    again = open_room("Renamed", path.rename(tmp_path / "other.ipynb"))
    assert again.pick("next").cell == "b"
    again.close()


def test_cells_without_ids_are_known_by_their_texts_when_others_come_above_them(
    kernel: LiveHost, tmp_path: Path
):
    texts = [f"### Question {name}\n- [x] yes\n- [ ] no" for name in "ABC"]
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in texts]
    path = tmp_path / "old.ipynb"
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(whole))
    room = open_room("Week 3", path)
    assert [room.pick("next").title for _ in "AB"] == ["Question A", "Question B"]
    above = {"cell_type": "markdown", "metadata": {}, "source": "A remark."}
    path.write_text(json.dumps(whole | {"cells": [above, *cells]}))
    assert room.pick("next").title == "Question C"
    room.close()


def test_a_bank_is_read_again_from_where_it_was(
    kernel: LiveHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "### One\n- [x] a\n- [ ] b"}]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    other = json.dumps(whole).replace("### One", "### Another")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "k.ipynb").write_text(json.dumps(whole))
    (tmp_path / "k.ipynb").write_text(other)
    monkeypatch.chdir(tmp_path / "here")
    room = open_room("Week 3", "k.ipynb")
    monkeypatch.chdir(tmp_path)
    assert room.pick(1).title == "One"
    room.close()
