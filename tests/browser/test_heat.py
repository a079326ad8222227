"""The heat of a lesson: mistakes of the instructor's, each undone by one action, seen by all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import A_SECOND, lesson
from tests.browser.stored import stored_phases

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_every_mistake_is_mended_by_one_action_and_everybody_sees_it_within_a_second(
    tmp_path: Path,
) -> None:
    with lesson(tmp_path) as played:
        instructor = played.instructor
        ada, bo = played.student("Ada"), played.student("Bo", **PHONE)
        everyone = (ada, bo)

        def all_say(text: str | re.Pattern[str]) -> None:
            for student in everyone:
                student.says(text, within=A_SECOND)

        def all_see(title: str) -> None:
            for student in everyone:
                student.sees_question(title, within=A_SECOND)

        # The wrong pick, undone, and the right one.
        instructor.shows_queue()
        instructor.press(re.compile("^2: "))
        instructor.press(re.compile("^Ask 2:"))
        all_see("What is 2 + 2?")
        ada.answers("A")
        instructor.press(re.compile("^Undo"))
        all_say("Waiting for a question.")
        instructor.press(re.compile("^Ask 1:"))
        all_see("Which one is a list?")
        ada.answers("A")
        bo.answers("B")

        # Locked too early, and called off; locked at once, and reopened.
        instructor.press(re.compile(r"^Lock\b"))
        all_say("About to lock.")
        instructor.press("Reopen")
        all_say(re.compile("^Saved ✓"))
        instructor.press(re.compile(r"^Lock\b"))
        all_say("About to lock.")
        instructor.press(re.compile("^Lock now"))
        all_say("Locked.")
        instructor.press("Reopen")
        all_say(re.compile("^Saved ✓"))
        ada.answers("B")

        instructor.press(re.compile("^Feedback"))
        all_say("✓ Right.")

        # Something that comes up in between.
        instructor.press(re.compile("^Ask for a letter"))
        for student in everyone:
            expect(student.main.get_by_role("radio")).to_have_count(4, timeout=A_SECOND)
        ada.answers("D")
        bo.answers("C")
        instructor.notebook.shot("heat-letters-instructor")
        bo.shot("heat-letters-phone")

        # Back to the first question's feedback.
        instructor.view.get_by_text(re.compile("^Rounds")).click()
        instructor.press(re.compile("^Show round 1"))
        for student in everyone:
            student.says("✓ Right.", within=A_SECOND)
            expect(student.main.get_by_text("That is a tuple.")).to_be_visible(timeout=A_SECOND)
        instructor.notebook.shot("heat-feedback-again")

        # The withdrawn round is in no figure.
        assert stored_phases(played.lab) == ["withdrawn", "revealed", "locked"]
        rows = json.loads(
            played.written(
                'room.attempts(history=True)[["round", "name", "answer"]].to_json(orient="values")',
                "rows.json",
            )
        )
        assert rows == [
            [1, "Ada", "A"],
            [1, "Bo", "B"],
            [1, "Ada", "B"],
            [2, "Ada", "D"],
            [2, "Bo", "C"],
        ]
        counts = json.loads(
            played.written('room.results(1)["count"].to_json(orient="values")', "counts.json")
        )
        assert counts == [0, 2, 0]
        for student in everyone:
            assert student.complaints == []
        assert instructor.notebook.complaints == []
