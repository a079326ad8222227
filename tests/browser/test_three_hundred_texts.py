"""300 answers in words, 40 of them different: what the instructor sees of them at a glance."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import Lesson, lesson
from tests.browser.people import SOON
from tests.browser.stored import stored
from tests.support.fixed import secret

BANK = (
    """\
### Why can a list be no key of a dictionary?

<!-- pylq: open -->

> **Model answer.** Its hash would change with it.
""",
)

SEATS = 300
DIFFERENT = 40

#: What most get wrong, as 61 of them write it.
COMMONEST = "lists have no order"
SPELT = (COMMONEST, "Lists have no order", "lists  have no  order")
COMMON = 61


def answers() -> list[str]:
    """What the class writes: 40 different answers, the commonest one in several spellings."""
    others = [f"reason number {number}" for number in range(1, DIFFERENT)]
    commonest = [SPELT[number % len(SPELT)] for number in range(COMMON)]
    return commonest + [others[number % len(others)] for number in range(SEATS - COMMON)]


class Class:
    """Students who need no page: they join and answer by plain requests."""

    def __init__(self, played: Lesson) -> None:
        self._base = f"{played.lab.url}/pylq/"
        self._code = played.code

    def _post(self, path: str, body: object, ticket: str | None = None) -> dict[str, str]:
        headers = {"Content-Type": "application/json"}
        if ticket is not None:
            headers["Authorization"] = f"PyLQ {ticket}"
        request = Request(self._base + path, json.dumps(body).encode(), headers)  # noqa: S310
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - our own host
            content: dict[str, str] = json.load(answer)
            return content

    def joins(self) -> list[dict[str, str]]:
        def join(number: int) -> dict[str, str]:
            body = {"code": self._code, "name": f"Student {number}", "secret": secret(number)}
            return self._post("api/join", body)

        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(join, range(SEATS)))

    def answers(self, seats: list[dict[str, str]], round_id: str) -> None:
        def answer(seat: dict[str, str], text: str) -> str:
            order = {
                "command_id": f"answer of {seat['seat']}",
                "name": "make_attempt",
                "seen": 0,
                "body": {"round": round_id, "answer": text},
            }
            path = f"api/rooms/{seat['room']}/commands"
            return self._post(path, order, seat["ticket"])["result"]

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(answer, seats, answers())) == {"ok"}


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_the_commonest_of_300_texts_is_in_sight_and_a_name_is_found_in_two_actions(
    tmp_path: Path,
) -> None:
    with lesson(tmp_path, BANK) as played:
        instructor = played.instructor
        students = Class(played)
        seats = students.joins()
        instructor.press(re.compile("^Ask 1:"))
        instructor.sees(re.compile("^open$"))
        ((round_id,),) = stored(played.lab, "SELECT id FROM rounds")
        students.answers(seats, str(round_id))
        instructor.sees("300 answered")
        instructor.looks_behind()

        # In sight without a further click, with all of its spellings in one.
        answers_section = instructor.view.get_by_role("region", name="Answers")
        commonest = answers_section.get_by_text(re.compile(COMMONEST, re.IGNORECASE)).first
        expect(commonest).to_be_visible(timeout=SOON)
        answers_section.scroll_into_view_if_needed()
        expect(answers_section.get_by_text(str(COMMON)).first).to_be_visible()
        instructor.sees(f"{SEATS} answers, {DIFFERENT} different")
        instructor.notebook.shot("texts-300")

        # Long lists cost what a screen needs: not a row for each of 300.
        rows = instructor.page.evaluate("document.querySelectorAll('.pylq-root tbody tr').length")
        assert rows < SEATS / 2

        # One name: typed, and seen; or one click more.
        find = instructor.view.get_by_role("textbox", name="Find a name").or_(
            instructor.view.get_by_role("searchbox", name="Find a name")
        )
        find.fill("Student 217")
        found = answers_section.get_by_text("Student 217")
        if found.count() == 0:
            answers_section.get_by_role("button", name=re.compile("^Who gave")).click()
        expect(found.first).to_be_visible(timeout=SOON)
        instructor.notebook.shot("texts-one-name")
        assert instructor.notebook.complaints == []
