"""A key that turns out to be wrong when the class has seen it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import A_SECOND, lesson
from tests.browser.people import SOON
from tests.browser.stored import stored


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_key_corrected_after_the_reveal_is_the_same_to_everybody(tmp_path: Path) -> None:
    with lesson(tmp_path) as played:
        instructor = played.instructor
        ada, bo = played.student("Ada"), played.student("Bo")
        instructor.press(re.compile("^Ask 1:"))
        ada.sees_question("Which one is a list?")
        bo.sees_question("Which one is a list?")
        ada.answers("A")
        bo.answers("B")
        instructor.press(re.compile("^Feedback"))
        ada.says("✗ Not right.")
        bo.says("✓ Right.")
        instructor.looks_behind()

        instructor.press("Correct key…")
        form = instructor.view.get_by_role("group", name="Correct the key").or_(
            instructor.view.get_by_role("form", name="Correct the key")
        )
        form.get_by_role("checkbox").nth(1).uncheck()
        form.get_by_role("checkbox").nth(0).check()
        instructor.notebook.shot("wrong-key-form")
        instructor.press("Save")
        ada.says(re.compile("key was corrected at .* counts as right"), within=A_SECOND)
        bo.says(re.compile("key was corrected at .* counts as not right"), within=A_SECOND)
        expect(instructor.view.get_by_text(re.compile("^Key corrected at"))).to_be_visible(
            timeout=SOON
        )
        ada.shot("wrong-key-card")
        instructor.notebook.shot("wrong-key-instructor")

        # The DataFrame agrees with the cards, and so does a seat's history.
        rows = json.loads(
            played.written(
                'room.attempts()[["name", "right", "points"]].to_json(orient="values")',
                "rows.json",
            )
        )
        assert rows == [["Ada", True, 1.0], ["Bo", False, 0.0]]
        ada.page.reload()
        ada.says(re.compile("counts as right"))
        instructor.press(re.compile("^Next: 2"))
        ada.sees_question("What is 2 + 2?")
        ada.main.get_by_text(re.compile("earlier", re.IGNORECASE)).first.click()
        expect(ada.main.get_by_text("✓ Right").first).to_be_visible(timeout=SOON)
        ada.shot("wrong-key-history")

        # What was picked stays beside the correction.
        assert stored(played.lab, "SELECT n, key FROM amendments") == [(2, '["a"]')]
        ((key,),) = stored(
            played.lab,
            "SELECT key FROM questions JOIN rounds ON rounds.question = questions.hash"
            " WHERE rounds.number = 1",
        )
        assert json.loads(str(key))["right"] == ["b"]
