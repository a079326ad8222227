"""The prompt of a question with blanks, and choices that are plain text there."""

from __future__ import annotations

import contextlib
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import read_cell
from pylq_ext.interchange.blank_texts import (
    BLANKS,
    plain_choice,
    prompt_with_blanks,
    shown_plain,
    without_blanks,
)
from pylq_ext.interchange.markup import from_html, from_plain
from pylq_ext.interchange.unfit import Unfit

#: Stands for any of `BLANKS` here.
BLANK = "@"
_SPAN = re.compile(r'<span class="pylq-blank">__[0-9]+__</span>')


def shown(prompt: str) -> str:
    """Return what students see of a prompt, with a `BLANK` for each blank."""
    question = read_cell(f"{prompt}\n\n<!-- pylq: blanks -->").question
    assert question is not None, prompt
    return shown_plain(_SPAN.sub(BLANK, question.face.prompt))


def numbered(source: str) -> str:
    """Return a source with the first, the second and so on of `BLANKS` in it."""
    signs = iter(BLANKS)
    return re.sub(BLANK, lambda _: next(signs, "\ufffd"), source)


def of_html(source: str) -> str:
    return prompt_with_blanks(from_html(numbered(source)).text, source.count(BLANK))


@pytest.mark.parametrize(
    ("source", "prompt"),
    [
        (f"<p>A {BLANK} b.</p>", "A ___ b."),
        (f"<p>A</p><p>{BLANK}</p>", "A\n\n&nbsp;___"),
        (f"<p>A<br>{BLANK} {BLANK}</p>", "A\\\n&nbsp;___ ___"),
        (f"<p>A</p><ul><li>{BLANK}</li></ul>", "A\n\n* &nbsp;___"),
        (f"<p>A</p><blockquote>{BLANK}</blockquote>", "A\n\n> &nbsp;___"),
        (f"<p>{BLANK}{BLANK}{BLANK}</p>", "&nbsp;___ ___ ___"),
        (f"<p>{BLANK} is</p>", "___ is"),
        (f"<p>a_{BLANK}_b</p>", r"a&#95;___\_b"),
        (f"<p>___ and {BLANK}</p>", r"\_\_\_ and ___"),
        (f"<p>see <code>x = {BLANK}</code></p>", "see `x = ___`"),
        (f"<pre>for:\n    {BLANK}</pre>", "```\nfor:\n    ___\n```"),
    ],
)
def test_a_blank_stands_so_that_it_is_read_as_one(source: str, prompt: str):
    assert of_html(source) == prompt
    blanks = [blank for blank in shown(prompt) if blank == BLANK]
    assert len(blanks) == source.count(BLANK)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (f"<pre>a___b {BLANK}</pre>", "three underscores"),
        (f"<p><code>__all__ = ____</code> {BLANK}</p>", "three underscores"),
        (f"<pre>a_{BLANK}</pre>", "underscore touches"),
        (f"<p><code>{BLANK}_</code></p>", "underscore touches"),
        (f"<p>Look</p><script>{BLANK}</script>", "shows no text"),
    ],
)
def test_what_would_be_read_otherwise_is_refused(source: str, why: str):
    with pytest.raises(Unfit, match=why):
        of_html(source)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(alphabet="a_ \\`*\n-1.>é$", max_size=12), min_size=2, max_size=5))
def test_any_plain_text_around_blanks_is_shown_as_it_is_or_refused(pieces: list[str]):
    source = BLANK.join(pieces)
    if not source.replace(BLANK, "").strip():
        return
    markdown = from_plain(numbered(source))
    try:
        prompt = prompt_with_blanks(markdown, len(pieces) - 1)
    except Unfit:
        return
    meant = " ".join(source.replace(BLANK, f" {BLANK} ").split())
    assert " ".join(shown(prompt).replace(BLANK, f" {BLANK} ").split()) == meant


def test_a_source_has_no_blank_before_one_is_put_there():
    assert without_blanks(f"a{BLANKS[0]}b{BLANKS[-1]}") == "a\ufffdb\ufffd"


def test_blanks_that_do_not_stand_in_their_order_are_refused():
    first, second = BLANKS[:2]
    assert prompt_with_blanks(f"{first} a {second}", 2) == "___ a ___"
    for wrong in (f"{second} a {first}", f"{first} a {first}", f"{first} a"):
        with pytest.raises(Unfit, match="shows no text"):
            prompt_with_blanks(wrong, 2)


@pytest.mark.parametrize(
    ("markdown", "text", "notes"),
    [("a", "a", 0), ("`x`", "x", 0), ("**a** b", "a b", 1), ("1\\. a", "1\\. a", 0)],
)
def test_a_choice_is_plain_text(markdown: str, text: str, notes: int):
    told: list[str] = []
    assert (plain_choice(markdown, told.append), len(told)) == (text, notes)


@pytest.mark.parametrize("markdown", ["$x$", "![A](attachment:a.png)"])
def test_a_choice_that_is_no_text_is_refused(markdown: str):
    with pytest.raises(Unfit, match="plain text only"):
        plain_choice(markdown, print)


@pytest.mark.parametrize(
    "piece", [BLANKS[1], "\\_", "> ", "- ", f"\\_{BLANKS[1]}", "\\", "1. ", "`" * 3 + "a "]
)
@pytest.mark.parametrize("end", ["", BLANKS[0], f"\n{BLANKS[0]} "])
def test_a_long_text_takes_no_time(piece: str, end: str):
    began = time.process_time()
    with contextlib.suppress(Unfit):
        prompt_with_blanks(piece * 100_000 + end, 1)
    assert time.process_time() - began < 1
