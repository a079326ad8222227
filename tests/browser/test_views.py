"""Views in a real notebook page: laid out anew, typed into, drawn in light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.jupyterlab import NotebookPage, chromium, running_lab
from tests.browser.people import EVERY_KEY, SOON, Instructor, Student
from tests.browser.stored import stored

BANK = (
    """\
### What does `yield` do?

Say it in a sentence, and mind that $x^2 \\ge 0$.

<!-- pylq: open -->

> **Model answer.** It hands out one value and waits.
""",
    """\
### Which are even?
- [x] 2
- [ ] 3
  > Three is odd.
- [x] 4
""",
    """\
### What is $\\frac{1}{2} + \\frac{1}{2}$?
- [x] $1$
- [ ] $\\frac{1}{4}$
  > That multiplies.
""",
)


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_views_can_be_laid_out_anew_and_typed_into(tmp_path: Path) -> None:
    with running_lab(tmp_path) as lab, chromium() as browser:
        lab.write_bank("bank.ipynb", *BANK)
        lab.write_notebook(
            "instructor.ipynb",
            "from ipywidgets import HBox, VBox\nfrom pylq_ext import open_room\n"
            'room = open_room("Week 3", "bank.ipynb")',
            "VBox([room.controls_view, HBox([room.question_view, room.results_view]),"
            " room.attempts_view, room.people_view])",
        )
        lab.start()
        instructor = Instructor(NotebookPage(lab, browser, "instructor.ipynb"), "controls")
        instructor.notebook.run_all()
        instructor.sees("No question is being asked.")
        ((code,),) = stored(lab, "SELECT code FROM rooms")
        lab.write_notebook("Ada.ipynb", "from pylq_ext import join\nme = join()\nme")
        ada = Student(NotebookPage(lab, browser, "Ada.ipynb"))
        ada.notebook.run_all()

        # The card asks for code and name where none was given.
        ada.card.get_by_role("textbox", name="Join code").fill(str(code).lower())
        ada.card.get_by_role("textbox", name="Your name").fill("Ada")
        ada.card.get_by_role("button", name="Join").click()
        ada.sees("Waiting for a question.")
        assert len(instructor.notebook.sockets) == 1, "five views, one socket"

        # Letters, digits and Enter stay in the card.
        instructor.ask(1)
        text = ada.card.get_by_role("textbox")
        expect(text).to_be_enabled(timeout=SOON)
        before = ada.notebook.content()
        text.click()
        typed = EVERY_KEY
        ada.page.keyboard.type(typed)
        ada.page.keyboard.press("Enter")
        ada.page.keyboard.type("second line")
        expect(text).to_have_value(f"{typed}\nsecond line")
        assert ada.notebook.content() == before
        ada.sees("Not sent yet.")
        ada.page.keyboard.press("Control+Enter")
        ada.sees("Saved ✓")
        instructor.looks_behind()
        attempts = instructor.page.get_by_role("region", name=re.compile("attempts$"))
        expect(attempts.get_by_text("second line").first).to_be_visible(timeout=SOON)
        ada.notebook.shot("views-open-text")

        # Arrow keys never send; Enter does.
        instructor.ask(2)
        expect(ada.card.get_by_role("checkbox").first).to_be_enabled(timeout=SOON)
        ada.card.get_by_role("checkbox").first.focus()
        before = ada.notebook.content()
        ada.page.keyboard.press("Space")
        ada.page.keyboard.type(EVERY_KEY)
        ada.sees("Not sent yet.")
        ada.page.keyboard.press("Enter")
        ada.sees("Saved ✓")
        assert ada.notebook.content() == before
        instructor.press(re.compile("^Feedback"))
        ada.sees("Three is odd.")

        # Mathematics is typeset, in both themes.
        instructor.ask(3)
        expect(ada.card.locator("math").first).to_be_visible(timeout=SOON)
        ada.card.get_by_role("radio").first.focus()
        ada.page.keyboard.press("ArrowDown")
        ada.sees("Not sent yet.")
        ada.notebook.shot("views-light-student")
        instructor.notebook.shot("views-light-instructor")
        for person in (ada, instructor):
            person.notebook.use_theme("JupyterLab Dark")
        instructor.press(re.compile("^Feedback"))
        ada.sees("That multiplies.")
        ada.notebook.shot("views-dark-student")
        instructor.notebook.shot("views-dark-instructor")
        # A question by word of mouth, and one of the bank looked at before it is asked.
        instructor.press(re.compile("^Ask for a letter"))
        expect(ada.card.get_by_role("radio")).to_have_count(4, timeout=SOON)
        instructor.shows_queue()
        instructor.press(re.compile("^1: "))
        instructor.press(re.compile("^Preview 1:"))
        preview = instructor.view.get_by_role("region", name=re.compile("^Preview of 1"))
        expect(preview.get_by_role("heading").first).to_be_visible(timeout=SOON)
        instructor.notebook.shot("views-preview")
        preview.get_by_role("button", name="Close").click()
        expect(preview).to_have_count(0)
        expect(ada.card.get_by_role("radio")).to_have_count(4)

        # My rooms: another one is opened and closed without a line of Python.
        instructor.view.get_by_text("My rooms").click()
        instructor.view.get_by_role("textbox", name="Name of a new room").fill("Week 4")
        instructor.press("Open a room")
        expect(instructor.view.get_by_text("Week 4")).to_be_visible(timeout=SOON)
        instructor.notebook.shot("views-my-rooms")
        instructor.press(re.compile("^Close Week 4.*…$"))
        instructor.press(re.compile("^Close Week 4.*for everyone$"))
        expect(instructor.view.get_by_text("Week 4")).to_have_count(0, timeout=SOON)
        names = stored(lab, "SELECT name, closed_at IS NULL FROM rooms ORDER BY opened_at")
        assert names == [("Week 3", 1), ("Week 4", 0)]
        assert ada.notebook.complaints == []
        assert instructor.notebook.complaints == []


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_no_key_typed_in_a_view_reaches_the_notebook(tmp_path: Path) -> None:
    with running_lab(tmp_path) as lab, chromium() as browser:
        lab.write_bank("bank.ipynb", *BANK)
        lab.write_notebook(
            "instructor.ipynb",
            'from pylq_ext import open_room\nroom = open_room("Week 3", "bank.ipynb")',
            "room",
        )
        lab.start()
        instructor = Instructor(NotebookPage(lab, browser, "instructor.ipynb"))
        instructor.notebook.run_all()
        instructor.sees("Live")
        ((code,),) = stored(lab, "SELECT code FROM rooms")
        lab.write_notebook("Ada.ipynb", "from pylq_ext import join\nme = join()\nme")
        ada = Student(NotebookPage(lab, browser, "Ada.ipynb"))
        ada.notebook.run_all()

        # The card: joining, waiting (whoever clicks on its text means the card), and answering.
        ada.types_everything_at(ada.card.get_by_role("button", name="Join"))
        name = ada.card.get_by_role("textbox", name="Your name")
        ada.types_everything_at(name)
        name.fill("Ada")
        join_code = ada.card.get_by_role("textbox", name="Join code")
        ada.types_everything_at(join_code)
        ada.sees("There is no open room with this code.")
        join_code.fill(str(code))
        ada.card.get_by_role("button", name="Join").click()
        waiting = ada.card.get_by_text("Waiting for a question.")
        waiting.click()
        ada.types_everything_at(ada.page.locator(":focus"))
        instructor.ask(3)
        expect(ada.card.get_by_role("radio").first).to_be_enabled(timeout=SOON)
        for role in ("radio", "button"):
            ada.types_everything_at(ada.card.get_by_role(role).first)
        ada.chooses("B")
        ada.types_everything_at(ada.card.get_by_role("button", name="Send"))
        ada.answers("A")

        # The panel: what stands beside its controls, then they, and at last with their own keys.
        instructor.looks_behind()
        panel = instructor.panel
        panel.get_by_role("combobox", name="Order").select_option("newest")
        instructor.press("Correct key…")
        instructor.types_everything_at(panel.get_by_role("checkbox").first, besides="flnrukv")
        # Enter has saved what was ticked.
        expect(panel.get_by_role("checkbox")).to_have_count(0)
        for part in (
            panel.get_by_role("button", name=re.compile("^changed")),
            panel.get_by_role("group", name="Answers"),
            panel.get_by_role("button", name=re.compile("(Show|Hide) key")),
            panel.get_by_role("button", name=re.compile("split")),
            panel.get_by_role("button", name="Close room…"),
            panel.get_by_role("button", name="Keep it open"),
        ):
            instructor.types_everything_at(part)
        for control in (
            panel.get_by_role("switch"),
            panel.get_by_text(re.compile("^bank:")),
            panel.get_by_role("button", name=re.compile("^Ask 1")),
        ):
            instructor.types_everything_at(control, besides="flnru")
        instructor.sees("Q1")

        # Every field of the panel: what is typed there is no order to the notebook either.
        instructor.shows_queue()
        # Enter has turned the switch, V has hidden the split.
        instructor.looks_behind()
        for field in ("Search", "Find a name"):
            box = panel.get_by_role("searchbox", name=field)
            instructor.types_everything_at(box)
            box.fill("")
        instructor.types_everything_at(panel.get_by_role("combobox", name="Order"))
        panel.locator("summary", has_text="with a seat").click()
        instructor.press("Rename Ada")
        instructor.types_everything_at(panel.get_by_role("textbox", name="New name for Ada"))
        instructor.press(re.compile("^Feedback"))
        ada.sees("Here is the feedback.")
        instructor.types_everything_at(panel.get_by_role("textbox", name="What do you ask?"))
        instructor.press(re.compile("^Ask for a number"))
        number = ada.card.get_by_role("textbox")
        expect(number).to_be_enabled(timeout=SOON)
        ada.types_everything_at(number)
        ada.sees(re.compile("could not be read as a number"))
        instructor.types_everything_at(panel.get_by_role("button", name=re.compile("^Lock")))

        # The same keys beside a view: this is what they would have done.
        cells = instructor.page.locator(".jp-Notebook .jp-CodeCell")
        expect(cells).to_have_count(2)
        instructor.page.locator(".jp-CodeCell .jp-InputArea-editor").last.click()
        instructor.page.keyboard.press("Escape")
        instructor.page.keyboard.type("dd")
        expect(cells).to_have_count(1)
