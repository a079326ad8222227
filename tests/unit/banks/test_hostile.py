"""Whatever stands in a cell, reading ends soon, with a question or with problems."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import Reading, is_question, read_cell
from pylq_ext.banks.code import MAX_HIGHLIGHTED
from pylq_ext.banks.problems import CODES, apply_mended, split_lines

PIECES = [
    "- [x] ",
    "- [ ] ",
    "- [x]",
    "- [] ",
    "* [x] ",
    "1. [ ] ",
    "- ",
    "> ",
    "  > ",
    "      > ",
    "<!-- pylq: ",
    "-->",
    "open",
    "poll ",
    "multiple ",
    "points=2 ",
    "tags=a,b ",
    "none-right ",
    "<!-- ",
    "```",
    "```python",
    "~~~",
    "$",
    "$$",
    "\\begin{align}",
    "\\end{align}",
    "![](",
    "![a](b.png)",
    "](x)",
    "[",
    "[a]: b",
    "**",
    "**Model answer.** ",
    "_",
    "`",
    "\\",
    "# ",
    "===",
    "---",
    "a",
    "b ",
    "word ",
    " ",
    "  ",
    "    ",
    "\t",
    "= 2",
    "~ /",
    "<b>",
    "&amp;",
    "\r",
    "\x00",
    "\ud800",
    "\u2028",
    "é",
    "🙂",
]
LIKE_MARKDOWN = st.lists(
    st.sampled_from(PIECES) | st.just("\n") | st.just("\n\n") | st.text(max_size=4), max_size=40
).map("".join)


def settles(source: str) -> None:
    reading = read_cell(source)
    assert (reading.question is None) == bool(reading.problems)
    assert (not is_question(source)) == ([p.code for p in reading.problems] == ["not_a_question"])
    lines = len(split_lines(source))
    for problem in reading.problems:
        first, last = problem.lines
        assert problem.code in CODES
        assert 1 <= problem.line <= lines
        assert 1 <= first <= last <= lines
        if problem.mended is not None:
            read_cell(apply_mended(source, problem))
    if reading.question is not None:
        face = reading.question.face
        assert face.prompt
        assert 1 <= len(face.title) <= 80
        assert len({option.text for option in face.options}) == len(face.options)


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_any_text_settles(source):
    settles(source)


@settings(deadline=None)  # the machine may be busy
@given(LIKE_MARKDOWN)
def test_text_like_markdown_settles(source):
    settles(source)


@settings(deadline=None)  # the machine may be busy
@given(LIKE_MARKDOWN, LIKE_MARKDOWN, LIKE_MARKDOWN)
def test_text_like_a_question_settles(prompt, option, end):
    settles(f"{prompt}\n\n- [x] {option}\n- [ ] b\n\n{end}")


REPEATED = [
    *("a", "*a ", "a**b", "*", "_a ", "[", "![", "[a](", "[a][", "`a``", "<", "<!--", "<!--\n"),
    *("$$a\n#\n", "$$a\n\n", "$a ", "\\$", "$a$1", "$$a$ ", "\\begin{align}\n", "[a]: b\n", "[a\n"),
    *("> ", ">\n", "- ", "- a\n", "- a\n\n", "1. a\n", "- - - - a\n", "|a|b\n|-|-\n", "|", "~~a"),
    *("&amp;", "&", "\\", "- [x] a\n", "# a\n", "a\n===\n", "```\n", "    a\n\n", "> a\n\n"),
    *("*_`[<$!~", "[a](http://x.y) ", "\n", "\t", "> a\nb\n", "a  \n", " ", "](", "- > - > a\n"),
    *("<!-- pylq: poll -->\n", "- [ ] ```\n", "![](x) ", "      > x\n", "{", "'", '"', "a=", "@"),
]
FRAMES = [
    ("", "\n\n- [x] a\n- [ ] b"),
    ("Q\n\n- [x] ", "\n- [ ] b"),
    ("Q\n<!-- pylq: open -->\n", ""),
]


def timed(source: str) -> tuple[Reading, float]:
    """Return what a cell reads as, and the processor's seconds that it took.

    Without the garbage collector, which goes through all that other tests have left in memory.
    """
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        reading = read_cell(source)
        return reading, time.process_time() - started
    finally:
        gc.enable()


@pytest.mark.parametrize("pattern", REPEATED, ids=repr)
def test_endless_repetition_is_read_or_refused_within_a_second(pattern):
    for before, after in FRAMES:
        for size in (20_000, 130_000):
            body = pattern * (size // len(pattern))
            fewer_lines = "\n".join(body.split("\n")[:1900])
            for source in {body, fewer_lines}:
                reading, seconds = timed(before + source + after)
                assert seconds < 1
                assert reading.question or reading.problems


@pytest.mark.parametrize("language", ["python", "html", "json", "bash", "sql", "js", "css"])
@pytest.mark.parametrize(
    "pattern", ["'", '"""', "(", "{", "<a ", "/*", "a.", "\\", "$(", "f'{", "0"]
)
def test_endless_code_is_highlighted_within_a_second(language, pattern):
    code = pattern * (MAX_HIGHLIGHTED // len(pattern))
    _, seconds = timed(f"```{language}\n{code}\n```\n\n- [x] a\n- [ ] b")
    assert seconds < 1


def test_a_definition_named_thousands_of_times_does_not_fill_the_memory():
    source = "[a]: " + "x" * 100_000 + "\n\n" + "[a] " * 1900 + "\n\n- [x] a\n- [ ] b"
    assert [problem.code for problem in read_cell(source).problems] == ["too_complex"]


def test_what_is_too_large_and_looks_like_a_question_is_a_reported_mistake():
    large = "x" * 300_000
    assert is_question(f"{large}\n\n- [x] a")
    assert is_question(f"{large}\n<!-- pylq: open -->\n")
    assert not is_question(large)
