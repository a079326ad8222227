"""A lesson to be played in browsers: an instructor in JupyterLab, students at the room's link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from playwright.sync_api import Browser

from tests.browser.jupyterlab import Lab, NotebookPage, chromium, running_lab
from tests.browser.people import Instructor
from tests.browser.stored import stored
from tests.browser.visitors import Visitor

#: What "at once" means to a class, in milliseconds.
A_SECOND = 1_000

LIST = """\
### Which one is a list?
- [ ] `(1, 2)`
  > That is a tuple.
- [x] `[1, 2]`
- [ ] `{1, 2}`
  > That is a set.

> Square brackets make lists.
"""
SUM = """\
### What is 2 + 2?
- [ ] 3
- [x] 4
  > Two and two.
- [ ] 22
  > That joins texts.
"""


@dataclass
class Lesson:
    """An open room, its instructor's notebook, and the way in for others."""

    lab: Lab
    browser: Browser
    instructor: Instructor
    code: str

    @property
    def link(self) -> str:
        """Where the join page is."""
        return f"{self.lab.url}/pylq/{self.code}"

    def student(self, name: str, **options: Any) -> Visitor:
        """Somebody who joins with a browser of their own."""
        return Visitor.joined(self.browser, self.link, name, **options)

    def in_the_notebook(self, code: str) -> None:
        """Run code in the instructor's kernel and wait until it is done."""
        self.instructor.notebook.execute_and_wait(code)

    def written(self, code: str, file: str) -> str:
        """Return what code in the instructor's kernel writes into a file of this name."""
        self.in_the_notebook(f"import pathlib; pathlib.Path({file!r}).write_text({code})")
        return (self.lab.notebooks / file).read_text(encoding="utf-8")


@contextmanager
def lesson(
    folder: Path,
    bank: Sequence[str] = (LIST, SUM),
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> Iterator[Lesson]:
    """A lesson in which nobody has joined and nothing has been asked yet.

    `files` lie beside the bank, by name.
    """
    with running_lab(folder) as lab, chromium() as browser:
        for name, content in files.items():
            (lab.notebooks / name).write_bytes(content)
        lab.write_bank("bank.ipynb", *bank)
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
        yield Lesson(lab, browser, instructor, str(code))
