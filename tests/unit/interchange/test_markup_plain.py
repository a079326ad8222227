"""Plain text as Markdown: what a bank shows of it is exactly what went in."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import is_question
from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.markup_plain import MARK, cleaned

# Pieces that mean something in Markdown, where characters at random would seldom make any.
SIGNS = re.findall(
    r"\S+",
    "* ** _ __ ` ``` ~~ ~ # ## > - + = == | || 1. 2) [ ] ]( ![ [x] ]: < <!-- --> <b> </b> & "
    "<http://a.b> &amp; &#38; $ $$ \\ \\\\ \\( \\) \\begin{align} \\end{align} --- |---| :-- : ! "
    "a b1 1 x é ß 中 ٣ ² (u)",
)
BLANKS = ["\n", "\n\n", "\r\n", "\t", " ", "  ", "    ", "\u00a0", "\u2028", "\0"]
PIECES = st.sampled_from([*SIGNS, *BLANKS, "[ ]", "<!-- pylq: open -->"])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map("".join)


def shown(markdown: str) -> list[str]:
    """The words that a reader sees, line by line."""
    page = re.sub(r"<br>\n?|</p>\n?", "\n", render_markdown(markdown))
    text = html.unescape(re.sub(r"<p>|<a [^>]*>", "", page))
    return [" ".join(line.split()) for line in text.split("\n") if line.split()]


def meant(text: str) -> list[str]:
    return [" ".join(line.split()) for line in cleaned(text).split("\n") if line.split()]


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_a_bank_shows_exactly_the_text_that_went_in(text):
    assert shown(from_plain(text)) == meant(text)


@given(TEXTS)
def test_a_text_becomes_paragraphs_with_line_breaks_and_nothing_else(text):
    page = render_markdown(from_plain(text))
    assert re.sub(r"</?p>|<br>", "", page).count("<") == 0


@given(TEXTS)
def test_no_text_is_taken_for_a_question(text):
    assert not is_question(from_plain(text))


@given(st.lists(st.sampled_from(["\\(", "\\)", "\\[", "\\]", "$$", "$", "x", "1", " ", "\\", "²"])))
def test_formulas_leave_the_text_around_them_as_it_is(pieces):
    text = "so " + "".join(pieces)
    page = render_markdown(from_plain(text, tex=True))
    outside = html.unescape(re.sub(r"<span[^>]*>.*?</span>|<div[^>]*>.*?</div>|<[^>]*>", "", page))
    assert set("".join(outside.split())) <= set(text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a * b, snake_case, [1, 2] and 5 < 6 & 7", "a * b, snake_case, [1, 2] and 5 < 6 & 7"),
        ("__init__ and *args", "\\_\\_init\\_\\_ and \\*args"),
        ("1. first", "1\\. first"),
        ("= 5", "\\= 5"),
        ("It costs $5", "It costs \\$5"),
        ("if a:\n    b", "if a:\\\n&nbsp;&nbsp;&nbsp;&nbsp;b"),
        ("one\n\n\ntwo", "one\n\ntwo"),
        ("  all of it\n  indented", "all of it\\\nindented"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_the_markdown_is_no_more_escaped_than_it_must_be(text, markdown):
    assert from_plain(text) == markdown


def test_what_moodles_filters_take_for_mathematics_is_mathematics_on_request():
    assert from_plain("so \\(a<b\\) and $$c$$", tex=True) == "so $a<b$ and $$c$$"
    assert from_plain("so \\(a\\)") == "so \\\\(a\\\\)"


def test_a_digit_that_touches_a_formula_is_taken_into_it():
    assert from_plain("2\\(x\\) and \\(y\\)2", tex=True) == "$2x$ and $y 2$"


def test_two_formulas_stay_two():
    assert from_plain("\\(a\\)\\(b\\)", tex=True) == "$a$ $b$"


def test_invisible_characters_become_visible():
    assert from_plain(f"a\0b\x1b{MARK}") == "a\ufffdb\ufffd\ufffd"


@pytest.mark.parametrize(
    "piece", ["\\(", "$$", "$", "*", "`", "[", "\\", "<!--", " ", "1.\n", "\n"]
)
def test_a_quarter_of_a_megabyte_of_signs_takes_no_second(piece):
    start = time.process_time()
    from_plain(piece * (250_000 // len(piece)), tex=True)
    assert time.process_time() - start < 3  # a tenth of that where nothing else runs
