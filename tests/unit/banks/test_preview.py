"""A preview is one page that needs nothing else and tells answers only on request."""

from __future__ import annotations

import base64
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.notebook import open_bank
from pylq_ext.banks.preview import MARK, preview_page
from pylq_ext.banks.preview_styles import STYLES
from tests.support.images import bundle, png

ROOT = Path(__file__).parents[3]
BANKS = sorted((ROOT / "question_banks").glob("*.ipynb"))


def bank(*sources: str, title: str = "A bank") -> Bank:
    questions = [
        BankQuestion(number, f"c{number}", "x", source, cell_number=number)
        for number, source in enumerate(sources, start=1)
    ]
    return Bank(questions, id="x", title=title, path=Path("x.ipynb"))


class Page(HTMLParser):
    """What is in a page: its elements, and the levels of its headings in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch("h[1-6]", tag)]


SECRETS = "Q\n\n<!-- pylq: tags=TAG -->\n\n- [x] a\n- [ ] b\n  > NOTE\n\n> WHY"
OPEN = "Q\n\n<!-- pylq: open -->\n\n> **Model answer.** MODEL\n\n> WHY"


@pytest.mark.parametrize("secret", ["TAG", "NOTE", "WHY", "MODEL", "right"])
def test_answers_are_in_the_page_only_on_request(secret):
    some = bank(SECRETS, OPEN)
    body = preview_page(some).split("<body>")[1]
    assert secret not in body
    assert secret in preview_page(some, answers=True).split("<body>")[1]


def test_a_question_for_a_number_says_so():
    page = preview_page(bank("How many?\n\n<!-- pylq: number -->"))
    assert "Answer with a number" in page


def test_a_page_of_students_is_the_same_whatever_the_key():
    other = "Q\n\n<!-- pylq: none-right shuffle time=3 -->\n\n- [ ] a\n  > N\n- [ ] b"
    assert preview_page(bank(SECRETS)) == preview_page(bank(other))


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("answers", [True, False])
def test_a_page_asks_for_nothing(path, answers):
    text = preview_page(open_bank(path), answers=answers)
    page = Page(text)
    assert page.open == []
    used = {tag for tag, _ in page.elements}
    assert not used & {"script", "link", "iframe", "base", "form", "object"}
    images = [attrs.get("src") or "" for tag, attrs in page.elements if tag == "img"]
    assert all(address.startswith("data:image/") for address in images)
    assert not re.search(r"url\(|@import", text)
    links = [attrs.get("href") or "" for tag, attrs in page.elements if tag == "a"]
    names = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    assert {link[1:] for link in links if link.startswith("#")} <= names
    assert any("default-src 'none'" in (attrs.get("content") or "") for _, attrs in page.elements)
    assert str(path.parent) not in text


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_headings_go_down_one_level_at_a_time(path):
    levels = Page(preview_page(open_bank(path), answers=True)).levels
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("mark", ["#", "##", "######"])
def test_a_questions_own_heading_stands_below_the_pages(mark):
    page = Page(preview_page(bank(f"{mark} Q\n\n- [x] a\n- [ ] b")))
    assert page.levels == [1, 2, 3]


def test_what_sort_of_answer_is_wanted_stands_there():
    page = preview_page(
        bank(SECRETS, SECRETS.replace("[ ]", "[x]"), OPEN, "Q\n\n<!-- pylq: open points=2 -->")
    )
    assert re.findall(r'class="facts">(.*?)<', page) == [
        "Pick one",
        "Pick any number",
        "Answer in words",
        "Answer in words · 2 points",
    ]


def test_polls_and_questions_without_a_right_option_say_so_with_answers():
    poll = "Q\n\n<!-- pylq: poll -->\n\n- [ ] a\n- [ ] b"
    none = "Q\n\n<!-- pylq: none-right time=9 shuffle -->\n\n- [ ] a\n- [ ] b"
    page = preview_page(bank(poll, none), answers=True)
    assert "Pick one · a poll, without a key" in page
    assert "Pick one · 9 s · shuffled · none is right" in page


def test_a_cell_with_mistakes_tells_them():
    page = preview_page(bank("<b>\n\n- [x]a\n- [ ] b"))
    assert "Line 3: A box is `[ ]` or `[x]`" in page


def test_texts_run_as_they_begin_and_code_and_formulas_from_left_to_right():
    page = preview_page(bank("مَا `x` و $y$؟\n\n- [x] א\n  > ב\n- [ ] `b`\n\n> ג"), answers=True)
    assert '<div class="prompt" dir="auto"><p>مَا <code dir="ltr">x</code>' in page
    assert '<span dir="ltr" class="pylq-math">y</span>' in page
    assert '<div class="text" dir="auto">א</div>' in page
    assert '<div class="note" dir="auto"><p>ב</p></div>' in page
    assert '<h3>Explanation</h3><div dir="auto"><p>ג</p></div>' in page
    assert page.count("<code>") == 0


def test_titles_are_text():
    page = preview_page(bank("# <script>\n\n- [x] a\n- [ ] b", title="<b> & c"))
    assert "<h1>&lt;b&gt; &amp; c</h1>" in page
    assert "<script" not in page


def test_a_page_is_marked_at_its_beginning():
    assert MARK in preview_page(bank(SECRETS))[:100]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(("text", ground) for ground in ("page", "card", "note-wash", "good-wash")),
        *(("soft", ground) for ground in ("page", "card")),
        ("accent", "page"),
        *(("math", ground) for ground in ("card", "note-wash", "good-wash")),
        *(("good", ground) for ground in ("card", "good-wash")),
        ("bad", "card"),
    ],
)
def test_text_can_be_read_on_its_ground(scheme, text, ground):
    colours = [dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in STYLES.split("@media")]
    shades = sorted(_luminance(colours[scheme][name]) for name in (text, ground))
    assert (shades[1] + 0.05) / (shades[0] + 0.05) >= 4.5


def test_an_image_is_in_the_page_itself_and_one_of_feedback_only_on_request():
    asked, told = png(shade=1), png(shade=2)
    source = "![A](attachment:a.png)\n\n- [x] a\n- [ ] b\n  > ![B](attachment:b.png)\n"
    attachments = {"a.png": bundle(asked), "b.png": bundle(told)}
    some = Bank([BankQuestion(1, "c", "x", source, attachments)], id="x", title="x", path=Path("x"))
    for page, shown in (
        (preview_page(some), [asked]),
        (preview_page(some, answers=True), [asked, told]),
    ):
        addresses = [attributes["src"] for tag, attributes in Page(page).elements if tag == "img"]
        encoded = [base64.b64encode(image).decode() for image in shown]
        assert addresses == [f"data:image/png;base64,{one}" for one in encoded]
        assert "asset:" not in page
        assert "img-src data:" in page
