"""Four people at the lock: each card tells the truth, and the counts are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.lessons import lesson
from tests.browser.stored import stored_answers


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_four_at_the_lock_are_each_told_what_became_of_their_answer(tmp_path: Path) -> None:
    with lesson(tmp_path) as played:
        instructor = played.instructor
        undecided, offline = played.student("Una"), played.student("Olaf")
        leaver, steady = played.student("Lea"), played.student("Sam")
        instructor.press(re.compile("^Ask 1:"))
        for student in (undecided, offline, leaver, steady):
            student.sees_question("Which one is a list?")
        steady.answers("B")

        # One left before, with a choice unsent; one has no network; one has not pressed Send.
        leaver.chooses("C")
        leaver.says("Not sent yet.")
        leaver.page.close()
        offline.chooses("A")
        offline.says("Not sent yet.")
        offline.context.set_offline(True)
        undecided.chooses("B")
        undecided.says("Not sent yet.")

        instructor.press(re.compile(r"^Lock\b"))
        undecided.says("What you have chosen will be sent.")
        undecided.says(re.compile("Locked.*Yours: B, sent at the lock."))
        steady.says(re.compile(r"Locked. Yours: B\.$"))
        # Answered: one who sent, one at the lock. Who is here, a lease tells, which runs out.
        instructor.sees(re.compile("2 .*1 at the lock"))
        undecided.shot("lock-undecided")
        instructor.notebook.shot("lock-instructor")

        # One joins after it.
        latecomer = played.student("Tom")
        latecomer.says("You came after the lock.")
        latecomer.shot("lock-latecomer")

        # The network comes back, and its card tells what was not sent.
        offline.context.set_offline(False)
        offline.says(re.compile("What you chose last was NOT sent."))
        offline.says(re.compile("No answer from you came before the lock."))
        offline.shot("lock-offline")

        assert stored_answers(played.lab, 1) == [("Sam", "b"), ("Una", "b")]
        instructor.press(re.compile("^Feedback"))
        for student in (undecided, steady):
            student.says("✓ Right.")
        offline.says(re.compile("no answer", re.IGNORECASE))
        latecomer.says("You came after the lock.")
