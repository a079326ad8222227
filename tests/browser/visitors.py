"""People with nothing but a browser: whom the link of a room leads to its join page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.jupyterlab import PICTURES
from tests.browser.people import SOON


class Visitor:
    """Somebody with a browser of their own, in front of the join page."""

    def __init__(self, browser: Browser, link: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        #: What the page's console complained of.
        self.complaints: list[str] = []
        #: Every host that the page asked for something.
        self.hosts: set[str] = set()
        self.page.on("console", self._note)
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        self.page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))
        self.page.goto(link)

    def _note(self, message: Any) -> None:
        # A refused code is an HTTP error, and Chromium writes each of them down.
        if message.type == "error" and "404 (Not Found)" not in message.text:
            self.complaints.append(message.text)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.main.get_by_text(text).first).to_be_visible(timeout=SOON)

    def types(self, label: str | re.Pattern[str], text: str) -> None:
        self.main.get_by_role("textbox", name=label).fill(text)

    def is_not_wider_than_its_screen(self) -> None:
        widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        wide, screen = self.page.evaluate(widths)
        assert wide <= screen

    def shot(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(PICTURES / f"join-{name}.png"))

    # As on a card anywhere

    @classmethod
    def joined(cls, browser: Browser, link: str, name: str, **options: Any) -> Visitor:
        """Somebody who has followed the link and joined."""
        visitor = cls(browser, link, **options)
        visitor.types("Your name", name)
        visitor.main.get_by_role("button", name="Join").click()
        visitor.sees(f"You are here as {name}.")
        return visitor

    def sees_question(self, title: str, within: float = SOON) -> None:
        """The card shows this question, and it can be answered."""
        heading = self.main.get_by_role("heading", name=title)
        expect(heading).to_be_visible(timeout=within)
        expect(self.main.get_by_role("radio").first).to_be_enabled(timeout=within)

    def says(self, text: str | re.Pattern[str], within: float = SOON) -> None:
        """The card's status line says this."""
        status = self.main.get_by_role("status").first
        expect(status).to_contain_text(text, timeout=within)

    def chooses(self, letter: str) -> None:
        """Choose an option, without sending it."""
        self.main.get_by_role("radio").nth(ord(letter) - ord("A")).check()

    def sends(self) -> None:
        """Press Send."""
        self.main.get_by_role("button", name="Send").click()

    def answers(self, letter: str) -> None:
        """Choose an option, send it, and see that it is saved."""
        self.chooses(letter)
        self.sends()
        self.says(re.compile("^Saved ✓"))
