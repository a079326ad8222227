"""An instructor and students as a browser lesson plays them: what they press, what they see."""

from __future__ import annotations

import re
import string

from playwright.sync_api import Locator, expect

from tests.browser.jupyterlab import NotebookPage

#: How long the last person may wait to see what somebody did, in milliseconds.
SOON = 10_000


#: Every letter and digit, and what deletes a cell.
EVERY_KEY = string.ascii_lowercase + string.digits + "00dd"


class Person:
    """Somebody in front of a view in a notebook."""

    def __init__(self, notebook: NotebookPage, view: str) -> None:
        self.notebook = notebook
        self.page = notebook.page
        self._view = view

    @property
    def view(self) -> Locator:
        """The view as a whole."""
        return self.page.get_by_role("region", name=re.compile(f"{self._view}$")).first

    def sees(self, text: str | re.Pattern[str]) -> None:
        """The view shows a text."""
        expect(self.view.get_by_text(text).first).to_be_visible(timeout=SOON)

    def types_everything_at(self, control: Locator, besides: str = "") -> None:
        """With focus on a control, type what means something to a notebook; nothing happens to it.

        Without the keys in `besides`, which mean something to the view itself.

        In command mode `x` cuts a cell, `dd` deletes one, `b` adds one, `m` and `1` make text of
        it, `0` twice restarts the kernel, `h` opens a dialog.
        """
        control.focus()
        before = self.notebook.content()
        self.page.keyboard.type("".join(key for key in EVERY_KEY if key not in besides))
        self.page.keyboard.press("Enter")
        assert self.notebook.content() == before, f"typed at {control}"
        expect(self.page.get_by_role("dialog")).to_have_count(0)


class Instructor(Person):
    """The panel in the instructor's notebook, or another view laid out there."""

    def __init__(self, notebook: NotebookPage, view: str = "panel") -> None:
        self.notebook = notebook
        self.page = notebook.page
        self._view = view

    @property
    def panel(self) -> Locator:
        """The panel as a whole."""
        return self.page.get_by_role("region", name=re.compile(f"{self._view}$"))

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button of the panel."""
        self.view.get_by_role("button", name=name).first.click()

    def shows_queue(self) -> None:
        """Unfold the bank."""
        summary = self.view.locator("details.pylq-bank")
        if summary.get_attribute("open") is None:
            summary.locator("summary").click()

    def ask(self, number: int) -> None:
        """Pick a question of the bank."""
        self.shows_queue()
        self.press(re.compile(rf"^{number}: "))
        self.press(re.compile(rf"^Ask {number}:"))

    def sees_answers(self, *rows: re.Pattern[str]) -> None:
        """The table of answers has these rows, in any order, and no others."""
        self.view.get_by_role("combobox", name="Order").select_option("newest")
        table = self.view.get_by_role("table", name=re.compile("the newest first"))
        for row in rows:
            expect(table.get_by_role("row", name=row)).to_be_visible(timeout=SOON)
        expect(table.locator("tbody tr")).to_have_count(len(rows))

    def looks_behind(self) -> None:
        """Show what is hidden while projecting."""
        switch = self.view.get_by_role("switch", name="Safe to project")
        if switch.is_checked():
            switch.click()
        expect(switch).not_to_be_checked()


class Student(Person):
    """The card in a student's notebook."""

    def __init__(self, notebook: NotebookPage) -> None:
        super().__init__(notebook, "question card")

    @property
    def card(self) -> Locator:
        """The card as a whole."""
        return self.view

    def chooses(self, letter: str) -> None:
        """Choose an option, without sending it."""
        self.card.get_by_role("radio").nth(ord(letter) - ord("A")).check()

    def sends(self) -> None:
        """Press Send."""
        self.card.get_by_role("button", name="Send").click()

    def answers(self, letter: str) -> None:
        """Choose an option, send it, and see that it is saved."""
        self.chooses(letter)
        self.sends()
        self.sees("Saved ✓")

    def has_chosen(self, letter: str) -> None:
        """The option is the chosen one."""
        expect(self.card.get_by_role("radio").nth(ord(letter) - ord("A"))).to_be_checked(
            timeout=SOON
        )

    def sees_question(self, title: str) -> None:
        """The card shows this question, and it can be answered."""
        expect(self.card.get_by_role("heading", name=title)).to_be_visible(timeout=SOON)
        expect(self.card.get_by_role("radio").first).to_be_enabled(timeout=SOON)
