"""A lesson from Python, with a live host: an instructor's room and a student's seat."""

from __future__ import annotations

import base64
import urllib.parse
from datetime import UTC, datetime, timedelta
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm

import pylq_ext
from pylq_ext import join, my_rooms, open_room
from pylq_ext.domain.errors import (
    InvalidAnswer,
    InvalidInput,
    InvalidQuestion,
    NoOpenRound,
    NoSuchQuestion,
    NoSuchRoom,
    NoSuchRound,
    NotRevealed,
    PyLQError,
    RoomClosed,
)
from pylq_ext.widgets.instructor import Room
from pylq_ext.widgets.student import Me
from pylq_ext.widgets.views import Message, View
from tests.unit.widgets.classroom import DOT
from tests.unit.widgets.live_host import LiveHost


@pytest.fixture
def ada(room: Room, monkeypatch: pytest.MonkeyPatch) -> Me:
    monkeypatch.setenv("JPY_SESSION_NAME", "ada.ipynb")
    return join(room.code, name="Ada")


class RecordingComm(BaseComm):
    """A kernel's end of a widget's channel: keeps what goes to the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.told: list[Message] = []
        super().__init__(*args, **kwargs)

    def publish_msg(self, msg_type: str, data: Any = None, *_: Any, **__: Any) -> None:
        if msg_type == "comm_msg" and data["method"] == "custom":
            self.told.append(data["content"])


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Widgets made from here on are on a page."""
    monkeypatch.setattr(comm, "create_comm", RecordingComm)


class Page:
    """A page that shows a view."""

    def __init__(self, view: View) -> None:
        self.view = view

    def say(self, type: str, **content: Any) -> list[Message]:  # noqa: A002
        """Return what the kernel answers to a message of the view."""
        channel = self.view.comm
        before = len(channel.told)
        data = {"method": "custom", "content": {"type": type, **content}}
        channel.handle_msg({"content": {"data": data}, "buffers": []})
        return list(channel.told[before:])


def test_a_lesson(room: Room, ada: Me, monkeypatch: pytest.MonkeyPatch):
    assert room.phase == "waiting"
    assert room.round is None
    assert ada.question is None
    with pytest.raises(NoOpenRound):
        ada.answer("B")

    first = room.pick(1)
    assert (first.number, first.phase, first.title) == (1, "open", "What prints 3?")
    assert ada.phase == "open"
    question = ada.question
    assert question is not None
    assert question.options["B"] == "print(1 + 2)"
    saved = ada.answer("A")
    assert timedelta(0) <= datetime.now(UTC) - saved.at < timedelta(seconds=30)
    changed = ada.answer("b")
    assert changed.number > saved.number
    with pytest.raises(InvalidAnswer, match="A, B, C"):
        ada.answer("D")

    frame = room.attempts(history=True)
    assert list(frame["answer"]) == ["A", "B"]
    assert list(frame["right"]) == [False, True]
    assert list(room.attempts(first)["name"]) == ["Ada"]
    assert [row["count"] for row in room.results(as_="rows")] == [0, 1, 0]

    assert room.lock().phase == "locked"
    with pytest.raises(NoOpenRound, match="locked"):
        ada.answer("A")
    assert room.reopen().phase == "open"
    with pytest.raises(NotRevealed):
        room.show_round(1)
    assert room.show_feedback().phase == "revealed"
    assert ada.phase == "revealed"

    assert room.pick("next").title == "Which are even?"
    ada.answer(["A", "C"])
    assert room.attempts(2, as_="rows")[0]["answer"] == ["A", "C"]
    assert room.show_round(1).phase == "revealed"
    room.clear()
    assert room.phase == "waiting"
    assert [entry.number for entry in room.rounds] == [1, 2]

    room.close()
    assert room.phase == "closed"
    assert ada.phase == "closed"
    with pytest.raises(RoomClosed):
        ada.answer("A")
    with pytest.raises(RoomClosed):
        room.pick(1)
    assert len(room.attempts(as_="rows")) == 2


def test_what_is_open_already_stays_unless_asked_again(room: Room):
    assert room.pick(1) == room.pick(1)
    assert room.pick(1, again=True).number == 2


def test_an_undone_round_is_in_no_figure_and_next_comes_again(room: Room, ada: Me):
    room.pick("next")
    ada.answer("A")
    room.undo()
    assert room.attempts(as_="rows") == []
    assert room.rounds == []
    with pytest.raises(NoSuchRound):
        room.attempts(1)
    assert room.pick("next").title == "What prints 3?"


def test_next_skips_what_is_broken_and_says_when_the_bank_ends(room: Room):
    assert [room.pick("next").title for _ in range(3)] == [
        "What prints 3?",
        "Which are even?",
        "Why?",
    ]
    with pytest.raises(NoSuchQuestion, match="last one"):
        room.pick("next")


def test_a_file_beside_the_bank_is_displayed_to_a_student(room: Room, bank: Any):
    ada = join(room.code, "Ada")
    room.pick(bank[4])
    question = ada.question
    assert question is not None
    assert question.prompt == "Why?\n[image: A dot]"
    dot = base64.b64encode(DOT).decode()
    assert f'<img src="data:image/png;base64,{dot}" alt="A dot"' in question._repr_html_()


def test_a_question_is_picked_by_number_cell_or_itself(room: Room, bank: Any):
    assert room.pick("cell-2").cell == "cell-2"
    assert room.pick(bank[4]).title == "Why?"
    with pytest.raises(NoSuchQuestion):
        room.pick(99)
    with pytest.raises(NoSuchQuestion):
        room.pick("nowhere")
    with pytest.raises(InvalidQuestion):
        room.pick(3)


def test_without_a_bank_a_number_means_nothing(kernel: LiveHost):
    room = open_room("No bank", new=True)
    with pytest.raises(InvalidInput, match="open_room"):
        room.pick(1)
    room.close()


def test_entering_again_is_the_same_room_and_says_so(
    room: Room, capsys: pytest.CaptureFixture[str]
):
    assert open_room("Week 3").code == room.code
    assert "Entered your open room 'Week 3' again" in capsys.readouterr().out
    other = open_room("Week 3", new=True)
    assert other.code != room.code
    assert other.code in capsys.readouterr().out
    other.close()


def test_my_rooms_are_listed_the_newest_first_with_their_records(kernel: LiveHost):
    older, newer = open_room("Listed", new=True), open_room("Listed", new=True)
    older.close()
    mine = my_rooms()
    codes = [room.code for room in mine]
    assert codes.index(newer.code) < codes.index(older.code)
    found = mine[codes.index(older.code)]
    assert repr(found) == f"Room 'Listed', join code {older.code}, closed"
    assert found.phase == "closed"
    assert found.attempts(as_="rows") == []
    assert found.opened_at <= mine[codes.index(newer.code)].opened_at
    newer.close()


def test_the_same_notebook_code_and_name_are_the_same_seat(room: Room, ada: Me):
    room.pick(1)
    first = ada.answer("A")
    again = join(room.code.lower(), name="Ada")
    assert again.name == "Ada"
    again.answer("B")
    assert [row["number"] for row in room.attempts(as_="rows")] == [first.number + 1]
    assert join().name == "Ada"
    assert join(room.code).name == "Ada"
    assert room.link is not None
    assert join(room.link, name="Ada").name == "Ada"


def test_a_kernel_of_another_server_joins_by_the_link_and_answers(
    room: Room, pages: None, monkeypatch: pytest.MonkeyPatch
):
    opened = room.open_to_network("127.0.0.2")
    assert room.link == opened.link
    assert opened.link.startswith(f"http://127.0.0.2:{opened.port}/")
    monkeypatch.delenv("PYLQ_URL")
    monkeypatch.delenv("PYLQ_KEY")
    me = join(opened.link, name="Ada")
    room.pick(1)
    me.answer("B")
    assert [row["name"] for row in room.attempts(as_="rows")] == ["Ada"]
    (access,) = Page(me._view()).say("ready")
    assert access["path"] == opened.link.removesuffix(room.code)
    # The same notebook comes back to the same seat; another link on its card leads on.
    assert join(opened.link, name="Ada").name == "Ada"
    page = Page(join(opened.link.replace(room.code, "ZZZ-000"))._view())
    assert page.say("ready")[0]["code"] == "ZZZ-000"
    (access,) = page.say("join", code=opened.link, name="Grace")
    assert (access["type"], access["name"]) == ("access", "Grace")


def test_opening_to_the_network_says_what_is_exposed_and_to_whom(room: Room, kernel: LiveHost):
    own = f"{kernel.url}{room.code}"
    assert room.link == own
    opened = room.open_to_network("127.0.0.2")
    told = repr(opened)
    for part in (opened.link, f"port {opened.port}", "no notebooks, no files", "not encrypted"):
        assert part in told
    assert room.link == opened.link
    shut = room.close_to_network()
    assert not shut.open
    assert "this computer only" in repr(shut)
    assert room.link == own


def test_what_cannot_be_opened_says_why(room: Room):
    with pytest.raises(InvalidInput, match="no IP address of this computer"):
        room.open_to_network("classroom")
    with pytest.raises(InvalidInput, match=r"cannot be opened at 192\.0\.2\.77"):
        room.open_to_network("192.0.2.77")


def test_another_notebook_is_another_person(room: Room, ada: Me, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "other.ipynb")
    assert join(room.code, name="Ada").name == "Ada 2"


def test_a_wrong_code_is_refused(kernel: LiveHost):
    with pytest.raises(PyLQError, match="ZZZ-000"):
        join("ZZZ-000", name="Ada")


def test_the_panel_gets_access_and_the_bank_when_it_is_ready(
    room: Room, kernel: LiveHost, pages: None
):
    access, bank = Page(room.panel_view).say("ready")
    assert access["type"] == "access"
    assert access["path"] == urllib.parse.urlsplit(kernel.url).path
    assert (access["role"], access["secret"]) == ("owner", None)
    assert bank["type"] == "bank"
    assert [line["number"] for line in bank["questions"]] == [1, 2, 3, 4]
    broken = bank["questions"][2]
    assert broken["hash"] is None
    assert broken["problem"]
    assert all(line["hash"] for line in bank["questions"] if line is not broken)
    assert all("right" not in line for line in bank["questions"])
    assert len(Page(room.question_view).say("ready")) == 1


def test_every_view_names_the_room_and_is_one_object(room: Room):
    views = [
        room.panel_view,
        room.controls_view,
        room.question_view,
        room.results_view,
        room.attempts_view,
        room.people_view,
    ]
    assert [view.view for view in views] == [
        "panel",
        "controls",
        "question",
        "results",
        "attempts",
        "people",
    ]
    assert len({view.room for view in views}) == 1
    assert room.panel_view is views[0]
    assert "application/vnd.jupyter.widget-view+json" in room._repr_mimebundle_()[0]


def test_the_card_asks_and_sits_down(room: Room, pages: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "card.ipynb")
    me = join()
    assert me.name is None
    assert me.question is None
    with pytest.raises(NoSuchRoom, match="no room yet"):
        me.answer("A")
    me._repr_mimebundle_()
    page = Page(me._view())
    assert page.say("ready") == [{"type": "ask_name", "code": "", "problem": None}]
    (asked,) = page.say("join", code="ZZZ-000", name="Grace")
    assert (asked["type"], asked["code"]) == ("ask_name", "ZZZ-000")
    assert asked["problem"]
    (access,) = page.say("join", code=room.code, name=" Grace ")
    assert (access["type"], access["name"], access["role"]) == ("access", "Grace", "attendee")
    assert len(access["secret"]) == 22
    assert (page.view.room, page.view.seat) == (access["room"], access["seat"])
    assert me.name == "Grace"
    (again,) = page.say("ready")
    assert again["seat"] == access["seat"]


def test_a_code_without_a_name_waits_on_the_card(
    room: Room, pages: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("JPY_SESSION_NAME", "half.ipynb")
    page = Page(join(room.code)._view())
    assert page.say("ready")[0]["code"] == room.code


def test_no_secret_is_in_a_repr(room: Room, ada: Me, kernel: LiveHost):
    room.pick(1)
    ada.answer("A")
    text = "".join(map(repr, (room, ada, vars(room), vars(ada), room.round, room.panel_view)))
    assert kernel.key not in text
    assert ada._seat is not None
    assert ada._seat.secret not in text


def test_the_public_names_are_all_there():
    for name in pylq_ext.__all__:
        assert getattr(pylq_ext, name) is not None
    assert set(pylq_ext.__all__) <= set(dir(pylq_ext))
    with pytest.raises(AttributeError):
        _ = pylq_ext.nothing_of_that_name
