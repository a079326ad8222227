"""The texts of GIFT in their four formats as Markdown."""

from __future__ import annotations

import time

import pytest

from pylq_ext.banks.cell import is_question
from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.gift_signs import GAP, hide
from pylq_ext.interchange.gift_texts import MAX_MARKDOWN, Texts, one_line, typed

LOW_LINES = r"\_\_\_\_\_"


def texts() -> Texts:
    return Texts(Gathered())


def read(source: str) -> str:
    return texts().of(hide(source))


def prompt(source: str) -> str:
    return texts().prompt(hide(source).replace("{}", GAP))


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("[html]<p>a <b>b</b></p>", "a **b**"),
        (r"[html]one\ntwo", "one two"),
        ("[plain]a <b>b</b> *c*", r"a \<b>b\</b> \*c\*"),
        ("[markdown]a **b**", "a **b**"),
        ("[moodle]a <b>b</b>\nc", "a **b**\\\nc"),
        ("a &lt;b", r"a \<b"),
        ("a *b*", r"a \*b\*"),
        (" [html] <i>a</i> ", "*a*"),
        ("[other]a", "[other]a"),
        (r"$$\\frac\{1\}\{2\}$$ and \\(x\\)", r"$$\frac{1}{2}$$ and $x$"),
    ],
)
def test_a_text_is_of_the_format_that_it_names(source, markdown):
    assert read(source) == markdown


def test_a_text_without_a_format_is_of_the_prompts():
    reader = texts()
    reader.prompt("[html]<p>Which?</p>")
    assert reader.of("<i>this</i>") == "*this*"
    assert reader.of("[plain]<i>") == r"\<i>"


def test_lines_end_where_they_did_and_are_indented_as_among_themselves():
    assert read("one\n      two\n      three") == "one\\\ntwo\\\nthree"
    assert read("if x:\n  y\n    z") == "if x:\\\ny\\\n&nbsp;&nbsp;z"
    assert read(r"if x:\n    y") == "if x:\\\n&nbsp;&nbsp;&nbsp;&nbsp;y"


def test_what_only_looks_like_a_tag_stays():
    assert read("if a<b and b<i.x") == "if a\\<b and b\\<i.x"
    assert read("a<c is <b>true</b>") == "a\\<c is **true**"


def test_markdown_that_could_be_taken_for_more_is_written_anew():
    assert read(r"[markdown]Given:\n- a\n- b") == "Given:\n\n* a\n* b"
    assert read("[markdown]a<br>*b*") == "a\\\n*b*"
    assert not is_question(read(r"[markdown]Given:\n- [x] a\n- [ ] b"))
    assert not is_question(read("[markdown]a\n\n<!-- pylq: open -->\n"))
    assert read("[markdown]```\nx = 1\n") == "```\nx = 1\n```"


def test_an_image_that_lies_elsewhere_becomes_a_link_in_markdown_as_well():
    assert read("[markdown]![a plot](https://a.b/c.png)") == "[a plot](https://a.b/c.png)"


def test_markdown_beyond_all_bounds_is_plain_text_and_told():
    gathered = Gathered()
    reader = Texts(gathered)
    half = "[markdown]" + "*a* " * (MAX_MARKDOWN // 8)
    start = time.process_time()
    assert reader.of(half).startswith("*a*")
    assert reader.of(half + "and more").startswith(r"\*a\*")
    assert time.process_time() - start < 1
    assert list(gathered.notes) == [
        "The question has more than 10,000 characters of Markdown: some of it was taken as plain "
        "text."
    ]


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("a {} b", f"a {LOW_LINES} b"),
        ("[plain]{} b", f"{LOW_LINES} b"),
        ("[html]<p>a {}</p>", f"a {LOW_LINES}"),
        ("[html]a <code>b = {}</code>", "a `b = _____`"),
        ("[html]a<pre>b = {}</pre>", "a\n\n```\nb = _____\n```"),
        ("[markdown]a *b* {} `c`", f"a *b* {LOW_LINES} `c`"),
        ("[markdown]a `b = {}`", "a `b = _____`"),
    ],
)
def test_a_gap_is_five_low_lines(source, markdown):
    assert prompt(source) == markdown
    assert "_____" in render_markdown(markdown)


def test_a_typed_answer_is_its_text_without_a_format():
    assert typed(hide(r"[html] <b>\=</b> ")) == "<b>=</b>"


def test_a_text_without_a_format_stands_in_one_line():
    assert one_line(hide(" a\n   *b*\\nc ")) == r"a \*b\* c"
