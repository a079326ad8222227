"""A lesson where sockets are blocked, and a page that was frozen and offline."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pylq_ext.protocol.constants import GONE_AFTER
from tests.browser.jupyterlab import Lab, NotebookPage, chromium, running_lab
from tests.browser.people import SOON, Instructor, Person, Student
from tests.browser.stored import stored, stored_answers
from tests.browser.test_lesson import BANK
from tests.support.socket_proxy import SocketProxy

SLOW = "Slow network: what others do shows a few seconds later."


@contextmanager
def lesson(folder: Path) -> Iterator[tuple[Lab, Browser, Instructor, str]]:
    """A room with its instructor, and its code."""
    with running_lab(folder) as lab, chromium() as browser:
        lab.write_bank("bank.ipynb", *BANK)
        lab.write_notebook(
            "instructor.ipynb",
            'from pylq_ext import open_room\nroom = open_room("Week 3", "bank.ipynb")',
            "room",
        )
        lab.start()
        instructor = Instructor(NotebookPage(lab, browser, "instructor.ipynb"))
        instructor.notebook.run_all()
        begins(instructor, "Week 3")
        ((code,),) = stored(lab, "SELECT code FROM rooms")
        lab.write_notebook(
            "Ada.ipynb", f'from pylq_ext import join\nme = join("{code}", name="Ada")', "me"
        )
        yield lab, browser, instructor, str(code)


def begins(person: Person, text: str) -> None:
    """The view is there, however long its kernel takes to import what it needs."""
    expect(person.view.get_by_text(text).first).to_be_visible(timeout=60_000)


def until(holds: Callable[[], bool], person: Person) -> None:
    """Return when something holds that no page shows."""
    deadline = time.monotonic() + SOON / 1000
    while not holds():
        assert time.monotonic() < deadline
        # The page's own events are dealt with meanwhile.
        person.page.wait_for_timeout(50)


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_where_sockets_are_blocked_a_student_has_the_whole_lesson(tmp_path: Path) -> None:
    with lesson(tmp_path) as (lab, browser, instructor, _), SocketProxy(lab.port) as network:
        network.block()
        ada = Student(NotebookPage(lab, browser, "Ada.ipynb", url=network.url))
        ada.notebook.run_all()
        begins(ada, "Waiting for a question.")
        ada.sees(SLOW)
        assert network.tried >= 2
        instructor.sees(re.compile(r"1\s*here"))

        # Pick, answer, change it, lock, reopen.
        instructor.ask(1)
        ada.sees_question("Which one is a list?")
        ada.notebook.shot("without-sockets-open")
        ada.answers("A")
        instructor.sees("1 of 1 here answered")
        ada.answers("C")
        assert stored_answers(lab, 1) == [("Ada", "a"), ("Ada", "c")]
        instructor.press(re.compile("^Lock"))
        ada.sees("Locked.")
        instructor.press(re.compile("^Reopen"))
        ada.sees_question("Which one is a list?")

        # Sockets that are opened and soon cut are none.
        network.block(after=300)
        ada.answers("A")

        # A reload in mid-question.
        ada.notebook.save()
        ada.notebook.reload()
        ada.has_chosen("A")
        ada.sees("Saved ✓")

        instructor.press(re.compile("^Feedback"))
        ada.sees("That is a tuple.")
        ada.sees("✗ Not right.")

        # A socket can be had: the page is told of a network, and goes back to one.
        assert network.open == 0
        network.let_through()
        ada.notebook.context.set_offline(True)
        ada.notebook.context.set_offline(False)
        expect(ada.view.get_by_text(SLOW)).to_have_count(0, timeout=SOON)
        until(lambda: network.open == 1, ada)
        instructor.press(re.compile("^Ask again"))
        ada.sees_question("Which one is a list?")
        ada.answers("B")
        assert stored_answers(lab, 2) == [("Ada", "b")]

        # And without one again, in mid-question, to the end.
        network.block()
        ada.sees(SLOW)
        ada.answers("C")
        instructor.press("Close room…")
        instructor.press("Close for everyone")
        ada.sees(re.compile("The room is closed."))
        assert stored_answers(lab, 2) == [("Ada", "b"), ("Ada", "c")]


@pytest.mark.browser
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    ("blocked", "seconds"),
    [
        pytest.param(False, 0, id="by socket"),
        pytest.param(True, 0, id="by polls"),
        pytest.param(False, 90, id="for 90 seconds", marks=pytest.mark.long),
    ],
)
def test_a_page_that_was_frozen_and_offline_soon_tells_the_truth(
    tmp_path: Path, blocked: bool, seconds: int
) -> None:
    with lesson(tmp_path) as (lab, browser, instructor, _), SocketProxy(lab.port) as network:
        if blocked:
            network.block()
        ada = Student(NotebookPage(lab, browser, "Ada.ipynb", url=network.url))
        ada.notebook.run_all()
        begins(ada, "Waiting for a question.")
        instructor.ask(1)
        ada.sees_question("Which one is a list?")
        ada.answers("A")
        ada.chooses("B")
        ada.sees(re.compile("Not sent yet."))

        # The lid is shut: no network, and no script runs, until the host has let go of her.
        devtools = ada.notebook.context.new_cdp_session(ada.page)
        shut = time.monotonic()
        ada.notebook.context.set_offline(True)
        devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
        away = instructor.view.get_by_text(re.compile(r"1\s*away")).first
        expect(away).to_be_visible(timeout=GONE_AFTER * 1000 + SOON)
        until(lambda: network.open == 0, instructor)
        instructor.press(re.compile("^Lock"))
        instructor.press(re.compile("^Feedback"))
        instructor.sees(re.compile("Ask again"))
        instructor.page.wait_for_timeout(max(0.0, shut + seconds - time.monotonic()) * 1000)

        opened = time.monotonic()
        devtools.send("Page.setWebLifecycleState", {"state": "active"})
        ada.notebook.context.set_offline(False)
        ada.sees("✗ Not right.")
        ada.sees("That is a tuple.")
        assert time.monotonic() - opened < 5
        assert stored_answers(lab, 1) == [("Ada", "a")]
