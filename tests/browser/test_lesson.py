"""A whole lesson in real browsers: one instructor, two students, and all that goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.jupyterlab import NotebookPage, chromium, running_lab
from tests.browser.people import Instructor, Person, Student
from tests.browser.stored import stored, stored_answers, stored_phases
from tests.support.tcp_proxy import TcpProxy

BANK = (
    """\
### Which one is a list?
- [ ] `(1, 2)`
  > That is a tuple.
- [x] `[1, 2]`
- [ ] `{1, 2}`
  > That is a set.

> Square brackets make lists.
""",
    """\
### What is 2 + 2?
- [ ] 3
- [x] 4
  > Two and two.
- [ ] 22
  > That joins texts.
""",
)


@pytest.mark.browser
@pytest.mark.timeout(300)
def test_a_lesson_survives_everything_that_happens_to_it(tmp_path: Path) -> None:
    # Tickets of twenty seconds: everyone must renew theirs in mid-lesson, without noticing.
    settings = ["--PyLiveQuestions.ticket_seconds=20"]
    with running_lab(tmp_path, settings) as lab, chromium() as browser:
        lab.write_bank("bank.ipynb", *BANK)
        lab.write_notebook(
            "instructor.ipynb",
            'from pylq_ext import open_room\nroom = open_room("Week 3", "bank.ipynb")',
            "room",
        )
        lab.start()

        # Open.
        instructor = Instructor(NotebookPage(lab, browser, "instructor.ipynb"))
        instructor.notebook.run_all()
        instructor.sees("Week 3")
        ((code,),) = stored(lab, "SELECT code FROM rooms")
        instructor.sees(str(code))

        # Join. Ada's page reaches the server through a network that can be held up.
        for name in ("Ada", "Ben"):
            lab.write_notebook(
                f"{name}.ipynb",
                f'from pylq_ext import join\nme = join("{code}", name="{name}")',
                "me",
            )
        with TcpProxy(lab.port) as network:
            ada = Student(NotebookPage(lab, browser, "Ada.ipynb", url=network.url))
            ben = Student(NotebookPage(lab, browser, "Ben.ipynb"))
            for student in (ada, ben):
                student.notebook.run_all()
                student.sees("Waiting for a question.")
            instructor.sees(re.compile(r"2\s*here"))
            people: list[Person] = [instructor, ada, ben]

            # Pick, undo, and the right pick.
            instructor.ask(2)
            ada.sees_question("What is 2 + 2?")
            ben.sees_question("What is 2 + 2?")
            instructor.press(re.compile("^Undo"))
            instructor.sees("No question is being asked.")
            ada.sees("Waiting for a question.")
            instructor.ask(1)
            ada.sees_question("Which one is a list?")
            ben.sees_question("Which one is a list?")
            ada.notebook.shot("lesson-open-student")

            # Both answer, one changes it, and the live view follows.
            ada.answers("A")
            ben.answers("C")
            instructor.sees("2 of 2 here answered")
            ada.answers("B")
            instructor.looks_behind()
            instructor.sees_answers(re.compile("Ada.*B.*changed"), re.compile("Ben.*C"))
            assert stored_answers(lab, 1) == [("Ada", "a"), ("Ben", "c"), ("Ada", "b")]
            instructor.notebook.shot("lesson-open-instructor")

            # Every page is reloaded in mid-question; a draft is still there.
            ben.chooses("A")
            ben.sees("Not sent yet.")
            for person in people:
                person.notebook.save()
                person.notebook.reload()
            instructor.sees("2 of 2 here answered")
            ada.has_chosen("B")
            ada.sees("Saved ✓")
            ben.has_chosen("A")
            ben.sees("Not sent yet.")

            # A student answers while a cell of hers blocks the kernel.
            ada.notebook.execute("import time; time.sleep(60)")
            ada.notebook.wait_for_kernel("busy")
            ada.answers("A")
            ada.notebook.wait_for_kernel("busy")

            # Her kernel restarts, then it is shut down for good: the card goes on. So do the
            # instructor's controls without a kernel.
            ada.notebook.restart_kernel()
            ada.answers("C")
            ada.notebook.shut_kernel_down()
            ada.answers("A")
            instructor.notebook.shut_kernel_down()
            instructor.press(re.compile("^Lock"))
            ada.sees(re.compile(r"^Locked\."))
            ben.sees(re.compile("Yours: A, sent at the lock."))
            instructor.press(re.compile("^Reopen"))
            ada.sees_question("Which one is a list?")

            # A network that breaks leaves no ghost, and its student comes back by herself.
            network.cut()
            instructor.sees(re.compile(r"1\s*away"))
            ada.sees("No connection; trying again.")
            network.restore()
            instructor.sees(re.compile(r"2\s*here"))

            # The server is killed and restarted in mid-question. Kernels die with it.
            lab.kill()
            ada.sees("No connection; trying again.")
            ben.chooses("B")
            ben.sends()
            ben.sees("NOT saved: no connection. Kept here; trying again.")
            ben.notebook.shot("lesson-server-dead")
            lab.start()
            ben.sees("Saved ✓")
            ada.sees("Saved ✓")
            instructor.sees("2 of 2 here answered")
            assert stored_answers(lab, 1)[-3:] == [("Ada", "a"), ("Ben", "a"), ("Ben", "b")]

            # The kernels are gone; the cards go on.
            ada.answers("C")
            assert stored_answers(lab, 1)[-1] == ("Ada", "c")

            # An answer that comes after the lock is refused, and its sender told the truth.
            ada.chooses("B")
            ada.sees("Not sent yet.")
            instructor.sees(re.compile(r"2\s*here"))
            network.hold()
            ada.sends()
            ada.sees("Saving…")
            instructor.press(re.compile("^Lock"))
            ben.sees(re.compile(r"^Locked\."))
            network.release()
            ada.sees(re.compile("NOT saved."))
            ada.sees(re.compile("The question was locked first."))
            assert stored_answers(lab, 1)[-1] == ("Ada", "c")
            ada.notebook.shot("lesson-late-answer")

            # Feedback.
            instructor.press(re.compile("^Feedback"))
            ada.sees("Square brackets make lists.")
            ada.sees("That is a set.")
            ada.sees("✗ Not right.")
            ben.sees("That is a tuple.")
            assert stored_phases(lab) == ["withdrawn", "revealed"]
            ada.notebook.shot("lesson-feedback-student")
            instructor.notebook.shot("lesson-feedback-instructor")

            # Pick again: a new round, answered anew.
            instructor.press(re.compile("^Ask again"))
            ada.sees_question("Which one is a list?")
            ada.answers("B")
            ben.sees_question("Which one is a list?")
            instructor.sees("1 of 2 here answered")
            assert stored_answers(lab, 2) == [("Ada", "b")]

            # Close.
            instructor.press("Close room…")
            instructor.press("Close for everyone")
            ada.sees(re.compile("The room is closed."))
            instructor.sees("The room is closed.")
            assert stored(lab, "SELECT closed_at IS NOT NULL FROM rooms") == [(1,)]
            assert stored_phases(lab) == ["withdrawn", "revealed", "locked"]
            instructor.notebook.shot("lesson-closed-instructor")

            for person in people:
                foreign = [
                    address
                    for address in person.notebook.requested
                    if not address.startswith((lab.url, network.url, "blob:", "data:"))
                ]
                assert foreign == []
