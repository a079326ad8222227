"""A bank that is edited while its lesson goes on, and copied cells in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import LIST, lesson


@pytest.mark.browser
@pytest.mark.timeout(300)
def test_a_round_keeps_its_question_and_the_panel_asks_the_new_one(tmp_path: Path) -> None:
    with lesson(tmp_path) as played:
        ada = played.student("Ada")
        panel = played.instructor
        panel.ask(1)
        ada.sees_question("Which one is a list?")
        ada.answers("B")
        # Saved in another tab, with the first cell copied behind itself.
        bank = played.lab.notebooks / "bank.ipynb"
        notebook = json.loads(bank.read_text(encoding="utf-8"))
        first = notebook["cells"][0]
        first["source"] = LIST.replace("Which one is a list?", "Which of these is a list?")
        notebook["cells"].insert(1, first)
        bank.write_text(json.dumps(notebook), encoding="utf-8")
        panel.page.mouse.move(0, 0)
        panel.view.get_by_text("Week 3").first.hover()
        panel.shows_queue()
        panel.press(re.compile("^1: .*changed since it was asked"))
        panel.sees("changed since it was asked")
        panel.notebook.shot("edited-bank")
        ada.page.reload()
        ada.sees_question("Which one is a list?")
        panel.press("Feedback")
        ada.sees("Square brackets make lists.")
        panel.press("Ask 1: Which of these is a list?")
        ada.sees_question("Which of these is a list?")
        expect(panel.view.get_by_text("changed since it was asked")).to_have_count(0)
        panel.ask(3)
        ada.sees_question("What is 2 + 2?")
        assert not ada.complaints
