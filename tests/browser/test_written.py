"""An answer in Markdown: drawn where it is written and where it is read, and marked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lessons import lesson

QUESTION = """\
### Why does a binary search take few steps?

<!-- pylq: open markdown points=2 -->
"""
ANSWER = """\
It halves **what is left**, so it takes $\\log_2 n$ steps:

```python
middle = (low + high) // 2
```
<img src="/pylq/never" onerror="document.title = 'taken'">
"""


def is_drawn(view: Locator) -> None:
    """The answer's parts are there, and what looks like HTML is a text."""
    expect(view.locator("strong", has_text="what is left").first).to_be_visible()
    expect(view.locator("pre code", has_text="middle =").first).to_be_visible()
    expect(view.locator("math").first).to_be_visible()
    expect(view.get_by_text("onerror").first).to_be_visible()
    expect(view.locator("img[src*=never]")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.timeout(300)
def test_an_answer_in_markdown_is_drawn_for_both_and_marked_by_hand(tmp_path: Path) -> None:
    with lesson(tmp_path, [QUESTION]) as played:
        ada = played.student("Ada")
        panel = played.instructor
        panel.ask(1)
        ada.main.get_by_role("textbox").fill(ANSWER)
        is_drawn(ada.main)
        ada.shot("written")
        ada.sends()
        ada.says("Saved ✓")
        panel.view.get_by_role("switch").click()
        is_drawn(panel.view)
        panel.press("Mark by hand")
        panel.press("Half of the points")
        panel.notebook.shot("written")
        panel.press("Feedback")
        ada.says("◐ Partly right. 1 of 2 points.")
        is_drawn(ada.main)
        for page in (ada.page, panel.page):
            assert page.title() != "taken"
        # Marked anew after the lesson, from Python.
        played.in_the_notebook("room.close(); room.mark('Ada', 1)")
        points = played.written("str(list(room.attempts()['points']))", "points.txt")
        assert points == "[2.0]"
        assert not ada.complaints
