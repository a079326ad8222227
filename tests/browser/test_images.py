"""A plot in a prompt, in real notebooks: painted on the card and on the panel, and enlarged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.jupyterlab import NotebookPage, chromium, running_lab
from tests.browser.people import SOON, Instructor, Student
from tests.browser.stored import stored
from tests.support.images import png, svg

QUESTION = """\
### Which line rises?

![A light rectangle](plots/light.png)

- [x] this one
- [ ] ![A circle](plots/circle.svg)
  > ![A dark rectangle](plots/dark.png)
"""


def is_painted(image: Locator, width: int, height: int) -> None:
    """The image is there, decoded, and as large as it says."""
    expect(image).to_be_visible(timeout=SOON)
    expect(image).to_have_attribute("src", re.compile("^(blob|data):"), timeout=SOON)
    size = image.evaluate(
        "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"
    )
    assert size == [width, height]


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_plot_is_painted_on_card_and_panel_and_enlarged(tmp_path: Path) -> None:
    with running_lab(tmp_path) as lab, chromium() as browser:
        lab.write_bank("bank.ipynb", QUESTION)
        plots = lab.notebooks / "plots"
        plots.mkdir()
        (plots / "light.png").write_bytes(png(620, 400, shade=230))
        (plots / "dark.png").write_bytes(png(62, 40, shade=30))
        (plots / "circle.svg").write_bytes(svg('viewBox="0 0 40 30" width="80" height="60"'))
        lab.write_notebook(
            "instructor.ipynb",
            'from pylq_ext import open_room\nroom = open_room("Week 3", "bank.ipynb")\nroom',
        )
        lab.start()
        instructor = Instructor(NotebookPage(lab, browser, "instructor.ipynb"))
        instructor.notebook.run_all()
        instructor.sees(re.compile("bank"))
        ((code,),) = stored(lab, "SELECT code FROM rooms")
        lab.write_notebook(
            "Ada.ipynb", f'from pylq_ext import join\nme = join("{code}", name="Ada")\nme'
        )
        ada = Student(NotebookPage(lab, browser, "Ada.ipynb"))
        ada.notebook.run_all()
        ada.sees("Waiting for a question.")

        instructor.ask(1)
        ada.sees_question("Which line rises?")
        for person in (ada, instructor):
            is_painted(person.view.get_by_role("img", name="A light rectangle"), 620, 400)
            is_painted(person.view.get_by_role("img", name="A circle"), 80, 60)
        ada.notebook.shot("images-card")
        instructor.notebook.shot("images-panel")

        # On a narrow page it shrinks with its shape; nothing has to be scrolled sideways.
        ada.page.set_viewport_size({"width": 640, "height": 1000})
        narrow = ada.card.get_by_role("img", name="A light rectangle").bounding_box()
        card = ada.card.bounding_box()
        assert narrow is not None
        assert card is not None
        assert narrow["x"] + narrow["width"] <= card["x"] + card["width"]
        assert narrow["width"] < 620
        assert abs(narrow["width"] / narrow["height"] - 620 / 400) < 0.05
        ada.page.set_viewport_size({"width": 1200, "height": 1000})

        # In an option a tap chooses; in the prompt it enlarges, and Escape goes back.
        ada.card.get_by_role("img", name="A circle").click()
        ada.has_chosen("B")
        before = ada.notebook.content()
        enlarge = ada.card.get_by_role("button", name="A light rectangle")
        enlarge.focus()
        ada.page.keyboard.press("Enter")
        dialog = ada.page.get_by_role("dialog", name="A light rectangle")
        expect(dialog).to_be_visible()
        ada.notebook.shot("images-enlarged")
        ada.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(enlarge).to_be_focused()
        assert ada.notebook.content() == before

        # What only feedback shows is painted with it, and nothing was asked of another host.
        instructor.press(re.compile("^Feedback"))
        is_painted(ada.card.get_by_role("img", name="A dark rectangle"), 62, 40)
        asked = [url for url in ada.notebook.requested if "/assets/" in url]
        assert len(asked) == 3
        for url in ada.notebook.requested:
            assert url.startswith((lab.url, "blob:", "data:")), url
        assert not [text for text in ada.notebook.complaints if "asset" in text]
