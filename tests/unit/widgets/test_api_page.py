"""What docs/api.md says can be typed, comes to what it says; and it tells of every public name."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

import pylq_ext
from pylq_ext import open_bank
from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.widgets.instructor import Room, Round
from pylq_ext.widgets.open_door import OpenDoor
from pylq_ext.widgets.shown_question import ShownQuestion
from pylq_ext.widgets.student import Me, Saved
from pylq_ext.widgets.watching import Attempt, Handle
from tests.unit.widgets.live_host import LiveHost

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CELLS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)

#: What the page calls an object of each class.
CLASSES: dict[str, type] = {
    "bank": Bank,
    "question": BankQuestion,
    "room": Room,
    "round": Round,
    "me": Me,
    "me.question": ShownQuestion,
    "saved": Saved,
    "attempt": Attempt,
    "handle": Handle,
    "door": OpenDoor,
}


def public_names(of: type) -> set[str]:
    fields = (
        {field.name for field in dataclasses.fields(of)} if dataclasses.is_dataclass(of) else set()
    )
    names = {*dir(of), *fields}
    if of is Bank:
        names |= set(vars(open_bank(ROOT / "question_banks" / "python_basics.ipynb")))
    # A bank is a sequence, which has two methods of its own.
    return {name for name in names if not name.startswith("_")} - {"count", "index"}


def attributes_told_of(name: str) -> set[str]:
    return set(re.findall(rf"(?<![\w.]){re.escape(name)}\.([a-z]\w*)", TEXT))


def expected(cell: str) -> str | None:
    found = re.search(r"  # → (.*)$", cell.rstrip("\n"))
    return found[1] if found else None


def test_every_cell_comes_to_what_it_says(kernel: LiveHost, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("JPY_SESSION_NAME", "page.ipynb")
    shell = InteractiveShell()
    assert shell.history_manager is not None
    shell.history_manager.enabled = False
    checked = 0
    for cell in CELLS:
        done = shell.run_cell(cell)
        done.raise_error()
        wanted = expected(cell)
        if wanted is not None:
            pattern = re.escape(wanted).replace("…", ".*")
            assert re.fullmatch(pattern, repr(done.result)), f"{cell}came to {done.result!r}"
            checked += 1
    assert checked >= 20


def test_a_cell_that_comes_to_something_else_would_be_noticed():
    assert expected("1 + 1  # → 3\n") == "3"
    assert expected("x = 1\nx  # → '…-…'\n") == "'…-…'"
    assert expected("x = 1  # one\n") is None


@pytest.mark.parametrize("name", CLASSES)
def test_the_page_tells_of_every_attribute_and_of_none_that_is_not_there(name: str):
    told = attributes_told_of(name)
    assert told == public_names(CLASSES[name])


def test_the_page_tells_of_every_name_of_the_package():
    for name in pylq_ext.__all__:
        assert re.search(rf"\b{name}\b", TEXT), name


def test_the_page_tells_of_no_error_that_is_not_there():
    table = TEXT.split("## When something is wrong")[1]
    told = {
        name
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    errors = {
        name
        for name in pylq_ext.__all__
        if isinstance(getattr(pylq_ext, name), type)
        and issubclass(getattr(pylq_ext, name), pylq_ext.PyLQError)
    }
    assert told == errors - {"PyLQError"}


def test_every_entry_of_the_contents_leads_to_a_heading():
    headings: list[str] = re.findall(r"^## (.*)$", TEXT, re.MULTILINE)
    anchors = {anchor_of(heading) for heading in headings}
    assert set(re.findall(r"\(#([^)]*)\)", TEXT)) == anchors


def anchor_of(heading: str) -> str:
    kept = "".join(
        sign for sign in heading.lower() if sign in " -" or unicodedata.category(sign)[0] in "LN"
    )
    return kept.replace(" ", "-")
