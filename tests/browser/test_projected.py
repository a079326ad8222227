"""A lesson on a projector: nothing that a class must not see is in the page before it is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lessons import lesson
from tests.browser.people import SOON

#: Words that stand in the key, the notes, the explanation or a name, and nowhere else.
BANK = (
    """\
### Which one is a list?
- [ ] `(1, 2)`
  > Zebrafish: that is a tuple.
- [x] `[1, 2]`

> Okapi: square brackets make lists.
""",
    """\
### What was unclear?

<!-- pylq: open -->

> **Model answer.** Quagga, for most of us.
""",
)
SECRETS = ["Zebrafish", "Okapi", "Quagga", "Xenophon", "Yolanda", "Wombat"]

#: Looks through everything that the page holds, at every change and each second, for a secret, and
#: for a sign of right or wrong.
WATCH = """(secrets) => {
  window.leaks = [];
  window.looks = 0;
  const look = () => {
    window.looks += 1;
    const html = document.querySelector(".pylq-root").outerHTML;
    for (const secret of secrets) if (html.includes(secret)) window.leaks.push(secret);
    if (/pylq-option-right|pylq-mark-(right|wrong)|✓ Right|>✗</.test(html))
      window.leaks.push("a mark");
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  setInterval(look, 1000);
  look();
}"""


def leaks(page: Page) -> list[str]:
    """What was found so far, each once; it was looked for at least once a second."""
    assert page.evaluate("window.looks") > 0
    return sorted(set(page.evaluate("window.leaks")))


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_projected_panel_holds_no_key_note_mark_or_name_before_it_is_asked_for(
    tmp_path: Path,
) -> None:
    with lesson(tmp_path, BANK) as played:
        instructor, page = played.instructor, played.instructor.page
        page.evaluate(WATCH, SECRETS)
        ada, bo = played.student("Xenophon"), played.student("Yolanda")
        instructor.sees(re.compile(r"2\s*here"))

        # Looked at before it is asked, asked, answered, announced and locked.
        instructor.shows_queue()
        instructor.press(re.compile("^Preview 1:"))
        preview = instructor.view.get_by_role("region", name=re.compile("^Preview of 1"))
        expect(preview.get_by_role("heading").first).to_be_visible(timeout=SOON)
        preview.get_by_role("button", name="Close").click()
        instructor.press(re.compile("^Ask 1:"))
        ada.sees_question("Which one is a list?")
        ada.answers("A")
        bo.answers("B")
        instructor.sees("2 of 2 here answered")
        instructor.press(re.compile(r"^Lock\b"))
        ada.says(re.compile("^Locked"))

        # A text of a student's own is the class's affair only when it is asked for.
        instructor.shows_queue()
        instructor.press(re.compile("^2: "))
        instructor.press(re.compile("^Ask 2:"))
        words = ada.main.get_by_role("textbox")
        expect(words).to_be_enabled(timeout=SOON)
        words.fill("Wombat")
        ada.sends()
        ada.says(re.compile("^Saved"))
        instructor.sees("1 of 2 here answered")
        instructor.notebook.shot("projected-safe")
        page.wait_for_function("window.looks > 5")
        assert leaks(page) == []

        # Control: when it is asked for, the same watch finds all of it.
        instructor.looks_behind()
        instructor.sees("Quagga")
        instructor.sees("Wombat")
        instructor.view.locator("summary", has_text="people with a seat").click()
        instructor.sees("Xenophon")
        found = leaks(page)
        assert {"Quagga", "Wombat", "Xenophon", "Yolanda"} <= set(found)
