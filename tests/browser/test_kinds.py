"""Every kind of question by keyboard alone: asked, answered, changed, shown, looked at."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pylq_ext.banks.examples import EXAMPLES
from pylq_ext.domain.question import Kind
from tests.browser.lessons import Lesson, lesson
from tests.browser.stored import stored_answers
from tests.browser.visitors import Visitor

#: A page with this many things to stop at is not one to answer on by keyboard.
MOST_STOPS = 60


@dataclass(frozen=True)
class Keys:
    """What a student presses for a first answer and for another one, and what is stored then."""

    #: What the first key goes to, a CSS selector within the card.
    at: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    stored: object
    #: Enter goes to the Send button, not to the field.
    by_button: bool = False


SELECT_ALL = "Control+a"
PLAYED: dict[Kind, Keys] = {
    Kind.SINGLE: Keys("input[type=radio]", ("Space",), ("ArrowDown",), "b"),
    Kind.MULTIPLE: Keys("input[type=checkbox]", ("Space",), ("Tab", "Space"), ["a", "b"]),
    Kind.NUMBER: Keys("input.pylq-number", ("=1/3",), (SELECT_ALL, "=0.31"), 0.31),
    Kind.SHORT: Keys("input.pylq-short", ("=add",), (SELECT_ALL, "=append"), "append"),
    Kind.OPEN: Keys("textarea", ("=so",), (SELECT_ALL, "=because"), "because", by_button=True),
    Kind.ORDERING: Keys(".pylq-order button", (), ("Alt+ArrowDown",), None),
    Kind.MATCHING: Keys(
        "select", ("ArrowDown",), ("Tab", "ArrowDown", "Tab", "ArrowDown"), ["1", "1", "1"], True
    ),
    Kind.BLANKS: Keys(".pylq-prompt input", ("=4",), (SELECT_ALL, "=5", "Tab", "=+="), ["5", "+="]),
    Kind.SCALE: Keys("input[type=radio]", ("Space",), ("ArrowDown", "ArrowDown"), "3"),
    Kind.WORDS: Keys("input[type=text]", ("=short",), ("Tab", "=names"), ["short", "names"]),
    Kind.PLACE: Keys("input[type=range]", ("Home", "ArrowRight"), ("End",), None, True),
}


def goes_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on something of the card that the selector names."""
    script = "selector => document.activeElement?.matches(`main ${selector}`) ?? false"
    for _ in range(MOST_STOPS):
        if page.evaluate(script, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")


def press(page: Page, keys: tuple[str, ...]) -> None:
    """Press keys; what begins with `=` is typed."""
    for key in keys:
        if key.startswith("="):
            page.keyboard.type(key[1:])
        else:
            page.keyboard.press(key)


def test_every_kind_is_played():
    assert set(PLAYED) == set(EXAMPLES) == set(Kind)


@pytest.mark.browser
@pytest.mark.timeout(400)
def test_every_kind_is_asked_answered_changed_and_shown_by_keyboard(tmp_path: Path) -> None:
    cells = [example.cell.replace("attachment:", "") for example in EXAMPLES.values()]
    with lesson(tmp_path, cells, files=images()) as played:
        student = played.student("Ada")
        for number, kind in enumerate(EXAMPLES, start=1):
            play(played, student, number, kind)
        assert not student.complaints


def images() -> dict[str, bytes]:
    """Return the images of the examples, to lie beside the bank."""
    return {
        name: base64.b64decode(content)
        for example in EXAMPLES.values()
        for name, forms in example.attachments.items()
        for content in forms.values()
    }


def play(played: Lesson, student: Visitor, number: int, kind: Kind) -> None:
    page, keys = student.page, PLAYED[kind]
    if number > 1:
        bank = played.instructor.view.locator("details.pylq-bank")
        if bank.get_attribute("open") is None:
            bank.locator("summary").press("Enter")
        by_keyboard(played, re.compile(rf"^{number}: "))
    by_keyboard(played, re.compile(rf"^Ask {number}:"))
    expect(student.main.get_by_text(re.compile(rf"^Question {number}(?!\d)"))).to_be_visible()

    def sends() -> None:
        if keys.by_button:
            goes_to(page, "footer button")
        page.keyboard.press("Enter")
        student.says(re.compile("^Saved ✓"))

    goes_to(page, keys.at)
    press(page, keys.first)
    sends()
    page.reload()
    student.says(re.compile("^Saved ✓"))
    goes_to(page, keys.at)
    press(page, keys.second)
    student.says(re.compile("Not sent yet"))
    sends()
    if kind is Kind.PLACE:
        expect(student.main.locator("img")).to_have_count(1)
    for image in student.main.locator("img").all():
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(student.main.get_by_text("could not be loaded")).to_have_count(0)
    shots(student, f"{kind}-saved")
    answers = [answer for _, answer in stored_answers(played.lab, number)]
    assert len(answers) == 2
    assert answers[0] != answers[1]
    assert keys.stored in (None, answers[1], _read(answers[1]))
    by_keyboard(played, re.compile("^Feedback"))
    expect(student.main.get_by_text(re.compile("feedback$")).first).to_be_visible()
    expect(student.main.get_by_text("The class: 1 answered").first).to_be_attached()
    shots(student, f"{kind}-feedback")
    panel = played.instructor
    expect(panel.view.get_by_text("The class: 1 answered").first).to_be_attached()
    if kind is Kind.OPEN:
        # What nobody can mark but a person.
        by_keyboard(played, re.compile("^Mark by hand$"))
        by_keyboard(played, re.compile("^Half of the points$"))
        student.says("◐ Partly right. 0.5 of 1 point.")
        by_keyboard(played, re.compile("^Right$"))
        student.says("✓ Right. 1 of 1 point.")
    panel.notebook.shot(f"kind-{kind}")


def _read(answer: object) -> object:
    return json.loads(answer) if isinstance(answer, str) and answer.startswith("[") else answer


def by_keyboard(played: Lesson, name: re.Pattern[str]) -> None:
    """Press a button of the panel with the Enter key."""
    button = played.instructor.view.get_by_role("button", name=name).first
    button.focus()
    played.instructor.page.keyboard.press("Enter")


def shots(student: Visitor, name: str) -> None:
    for scheme in ("light", "dark"):
        student.page.emulate_media(color_scheme=scheme)
        student.shot(f"kind-{name}-{scheme}")
