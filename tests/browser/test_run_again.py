""" "Restart and run all" in the middle of a question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.lessons import lesson
from tests.browser.stored import stored, stored_answers, stored_phases


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_restarting_and_running_all_in_mid_question_changes_nothing_for_anybody(
    tmp_path: Path,
) -> None:
    with lesson(tmp_path) as played:
        instructor = played.instructor
        ada = played.student("Ada")
        instructor.press(re.compile("^Ask 1:"))
        ada.sees_question("Which one is a list?")
        ada.answers("A")
        ada.chooses("B")
        ada.says("Not sent yet.")

        instructor.notebook.restart_kernel()
        instructor.notebook.run_all()
        instructor.sees("Live")
        instructor.sees("1 of 1 here answered")
        ada.says("Not sent yet.")
        ada.sends()
        ada.says(re.compile("^Saved ✓"))
        instructor.press(re.compile("^Feedback"))
        ada.says("✓ Right.")
        assert stored(played.lab, "SELECT name, code FROM rooms") == [("Week 3", played.code)]
        assert stored(played.lab, "SELECT count(*) FROM seats WHERE role = 'attendee'") == [(1,)]
        assert stored_phases(played.lab) == ["revealed"]
        assert stored_answers(played.lab, 1) == [("Ada", "a"), ("Ada", "b")]
        assert instructor.notebook.complaints == []
