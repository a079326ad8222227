"""A notebook of one Jupyter Server joins a room that another one hosts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.jupyterlab import NotebookPage, chromium, running_lab
from tests.browser.people import SOON, Student
from tests.browser.test_join_page import lesson
from tests.support.door import ask

#: Without it the environment's extension is loaded, but then rooms could be hosted here too.
WITHOUT_ROOMS = ("--ServerApp.jpserver_extensions={'pylq_ext': False}",)


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_a_notebook_on_a_server_without_rooms_joins_by_the_link_and_answers(tmp_path: Path):
    with (
        lesson(tmp_path) as (_, room),
        running_lab(tmp_path / "student", WITHOUT_ROOMS) as lab,
        chromium() as browser,
    ):
        opened = room.open_to_network("127.0.0.2")
        lab.write_notebook(
            "Ada.ipynb",
            f'from pylq_ext import join\nme = join("{opened.link}", name="Ada")\nme',
        )
        lab.start()
        assert ask(f"{lab.url}/", "GET", "pylq/api/host").status == 404
        ada = Student(NotebookPage(lab, browser, "Ada.ipynb"))
        ada.notebook.run_all()
        ada.sees("Waiting for a question.")
        room.pick(1)
        expect(ada.card.get_by_role("radio").first).to_be_enabled(timeout=SOON)
        # Its mathematics is the host's too.
        expect(ada.card.locator("math").first).to_be_attached(timeout=SOON)
        ada.answers("B")
        answers = {row["name"]: row["answer"] for row in room.attempts(as_="rows")}
        assert answers == {"Ada": "B"}

        # The card needs its kernel no more.
        ada.notebook.shut_kernel_down()
        room.show_feedback()
        ada.sees(re.compile("three threes are nine"))
        ada.notebook.shot("join-9-elsewhere")
        asked = {urlsplit(address).netloc for address in ada.notebook.requested}
        assert asked - {""} == {urlsplit(lab.url).netloc, urlsplit(opened.link).netloc}
        assert ada.notebook.complaints == []
        room.close()
