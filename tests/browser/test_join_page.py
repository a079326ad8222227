"""The page behind a room's link: a browser without any Jupyter joins, answers and comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import expect

from pylq_ext.banks.notebook import open_bank
from pylq_ext.widgets import loop_thread
from pylq_ext.widgets.host import Host
from pylq_ext.widgets.instructor import Room
from tests.browser.jupyterlab import PICTURES, chromium
from tests.browser.people import SOON
from tests.browser.visitors import Visitor
from tests.support.host_process import HostProcess

BANK = (
    "### How large is $a^2$ for $a = 3$?\n\n- [ ] `6`\n  > That is $2a$.\n- [x] `9`\n\n"
    "> Twice three are six; three threes are nine.\n",
    "### What was unclear?\n\n<!-- pylq: open -->\n",
)


@contextmanager
def lesson(folder: Path) -> Iterator[tuple[HostProcess, Room]]:
    """A host with an open room, and its owner."""
    bank = folder / "bank.ipynb"
    cells = [nbformat.v4.new_markdown_cell(source) for source in BANK]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), bank)
    with HostProcess(folder / "host", extensions=["tests.support.listing_extension"]) as host:
        key = host.ask("GET", "/every-route")["key"]
        yield host, Room(Host(host.url, key), host.open_room(), open_bank(bank))
        # The room's line would look for this host as long as the tests run.
        loop_thread.shared().stop()


PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark", "has_touch": True}


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_phone_joins_by_the_link_answers_and_comes_back_to_the_same_seat(tmp_path: Path):
    with lesson(tmp_path) as (host, room), chromium() as browser:
        host.ask("POST", "api/door", {"open": True, "address": "127.0.0.2"})
        (line,) = host.ask("GET", "api/rooms")["rooms"]
        link = line["link"]
        assert urlsplit(link).hostname == "127.0.0.2"

        # A code that nobody gave out is told, and asked for again.
        ada = Visitor(browser, link.replace(room.code, "ZZZ-999"), **PHONE)
        ada.shot("1-name-360-dark")
        ada.types("Your name", "Ada")
        ada.main.get_by_role("button", name="Join").click()
        ada.sees("There is no open room with this code.")
        ada.shot("2-wrong-code-360-dark")
        ada.types("Join code", room.code.lower())
        ada.main.get_by_role("button", name="Join").click()
        ada.sees("Waiting for a question.")
        expect(ada.page).to_have_title("Week 3 – PyLiveQuestions")
        assert urlsplit(ada.page.url).path == f"/{room.code}"
        ada.shot("3-waiting-360-dark")

        # By keyboard alone.
        room.pick(1)
        first = ada.main.get_by_role("radio").first
        expect(first).to_be_enabled(timeout=SOON)
        expect(ada.main.locator("math").first).to_be_attached(timeout=SOON)
        first.focus()
        ada.page.keyboard.press("Space")
        ada.page.keyboard.press("ArrowDown")
        ada.page.keyboard.press("Enter")
        ada.sees(re.compile("^Saved"))
        ada.shot("4-saved-360-dark")
        ada.is_not_wider_than_its_screen()
        (row,) = room.attempts(as_="rows")
        assert (row["name"], row["answer"]) == ("Ada", "B")

        ada.page.reload()
        ada.sees(re.compile("^Saved"))
        ada.sees("You are here as Ada.")
        room.show_feedback()
        ada.sees(re.compile("three threes are nine"))
        ada.page.screenshot(path=str(PICTURES / "join-5-feedback-360-dark.png"), full_page=True)
        ada.is_not_wider_than_its_screen()
        assert len(host.ask("GET", "api/rooms")["rooms"]) == 1
        assert {row["name"] for row in room.attempts(as_="rows")} == {"Ada"}

        # Somebody else sits down at the same phone.
        ada.main.get_by_role("button", name="Not you?").click()
        name = ada.main.get_by_role("textbox", name="Your name")
        expect(name).to_have_value("")
        name.fill("Bob")
        name.press("Enter")
        ada.sees("You are here as Bob.")
        ada.page.reload()
        ada.sees("You are here as Bob.")
        assert ada.page.evaluate("JSON.stringify(localStorage)").count("Ada") == 0

        assert ada.hosts == {urlsplit(link).netloc}
        assert ada.complaints == []
        room.close()
        ada.sees(re.compile("closed", re.IGNORECASE))


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_second_browser_joins_on_jupyters_own_port_in_its_own_language(tmp_path: Path):
    with lesson(tmp_path) as (host, room), chromium() as browser:
        link = room.link
        assert link == f"{host.url}{room.code}"
        size = {"width": 1280, "height": 900}
        ada = Visitor(browser, link, viewport=size, locale="de-DE")
        expect(ada.page.locator("html")).to_have_attribute("lang", "de")
        ada.shot("6-name-desktop")
        ada.types("Dein Name", "Ada")
        ada.main.get_by_role("button", name="Beitreten").click()
        ada.sees("Du bist hier als Ada.")
        bob = Visitor(browser, link, viewport=size)
        bob.types("Your name", "Bob")
        bob.main.get_by_role("button", name="Join").click()
        bob.sees("You are here as Bob.")
        room.pick(2)
        for visitor, text in ((ada, "Schleifen"), (bob, "Loops")):
            box = visitor.main.get_by_role("textbox")
            expect(box).to_be_enabled(timeout=SOON)
            box.fill(text)
            box.press("Control+Enter")
        ada.sees(re.compile("^Gespeichert"))
        bob.sees(re.compile("^Saved"))
        bob.shot("7-saved-desktop")
        answers = {row["name"]: row["answer"] for row in room.attempts(as_="rows")}
        assert answers == {"Ada": "Schleifen", "Bob": "Loops"}
        for visitor in (ada, bob):
            assert visitor.hosts == {urlsplit(link).netloc}
            assert visitor.complaints == []
        # At 200 % zoom a screen has half its width.
        bob.page.set_viewport_size({"width": 640, "height": 450})
        bob.is_not_wider_than_its_screen()
        bob.shot("8-zoomed")
        room.close()
