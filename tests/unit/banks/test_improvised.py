"""Questions made of a prompt and options: each text comes out as itself, or is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.improvised import improvised_cell
from pylq_ext.domain.errors import InvalidQuestion
from pylq_ext.domain.question import Kind, Question
from tests.unit.banks.test_hostile import LIKE_MARKDOWN


def asked(*texts: object, **how: object) -> Question:
    question = read_cell(improvised_cell(*texts, **how)).question  # type: ignore[arg-type]
    assert question is not None
    return question


def words_of(fragment: str) -> list[str]:
    return re.findall(r"zq\w+", fragment)


def test_a_prompt_with_options_is_a_poll_until_a_key_is_given():
    question = asked("What prints?", ["1", "2"])
    assert (question.face.kind, question.face.title) == (Kind.SINGLE, "What prints?")
    assert [option.text for option in question.face.options] == ["1", "2"]
    assert question.key.right is None
    assert asked("What prints?", ["1", "2"], right={"b"}).key.right == frozenset("b")
    assert asked("What prints?", ["1", "2"], right=()).key.right == frozenset()


def test_several_may_be_chosen_with_or_without_a_key():
    assert asked("Which?", ["1", "2"], right={"a"}, multiple=True).face.kind is Kind.MULTIPLE
    assert asked("Which?", ["1", "2"], multiple=True).key.right is None


def test_without_options_it_is_answered_in_words_or_by_a_number():
    assert asked("Why?").face.kind is Kind.OPEN
    assert asked("How many?", number=True).face.kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- [x] done", "<ul>\n<li>[x] done</li>\n</ul>"),
        ("[x]", "[x]"),
        ("= 2 ± 0.01", "= 2 ± 0.01"),
        ("otherwise", "otherwise"),
        ("~ /a+/", "~ /a+/"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("said\n\n> quoted", "<p>said</p>\n<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("# large", "<h1>large</h1>"),
        ("`<!-- pylq: poll -->`", "<code>&lt;!-- pylq: poll --&gt;</code>"),
        ("seen <!-- unseen -->", "seen"),
    ],
)
def test_marks_of_a_cell_mean_nothing_in_an_option(text: str, shown: str):
    question = asked("Which?", ["first", text, "last"], right={"b"})
    assert [option.text for option in question.face.options] == ["first", shown, "last"]
    assert question.key.right == frozenset("b")
    assert not question.key.notes


def test_code_and_tables_are_options():
    code, table = asked("Which?", ["```python\nx = 1\n```", "a | b\n--|--\n1 | 2"]).face.options
    assert "<pre>" in code.text
    assert table.text.startswith("<table>")


@pytest.mark.parametrize("prompt", ["Do\n\n- [x] this\n- that", "* a\n* b", "+ [ ] a", "1. a"])
def test_a_list_at_the_end_of_the_prompt_stays_the_prompts(prompt: str):
    question = asked(prompt, ["yes", "no"])
    assert question.face.prompt.endswith("l>")
    assert len(question.face.options) == 2


def test_what_all_lines_are_indented_by_is_taken_away():
    question = asked("\n    Which?\n\n        x = 1\n", ["\n        - a\n        - b\n    ", "c"])
    assert question.face.prompt.startswith("<p>Which?</p>\n<div")
    assert question.face.options[0].text == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


@pytest.mark.parametrize(
    ("prompt", "options", "why"),
    [
        ("<!-- pylq: poll -->\nWhich?", ["a", "b"], "prompt, line 1: Settings stand in a cell"),
        ("Which?", ["a", "b\n\n<!-- pylq: poll -->"], "Option B, line 3: Settings"),
        ("Which?", ["a", "b <!-- pylq: poll -->"], "Option B, line 1: Settings are one comment"),
        ("Which? <!-- never closed", ["a", "b"], "prompt, line 1: This comment has no end"),
        ("```python\nx = 1", ["a", "b"], "otherwise than each of them by itself"),
        ("Which [one][l]?", ["a\n\n[l]: http://a.b", "b"], "say where a link leads"),
        ("Do\n\n- [x] this", [], "a list in this cell has a ticked box"),
        ("", ["a", "b"], "The prompt is empty"),
        ("<!-- nothing -->", ["a", "b"], "The prompt is empty"),
        ("Which?", ["a", " \n"], "Option B is empty"),
        ("Which?", ["a", "b", "a"], "Option C reads the same as option A"),
        ("Which?", [str(n) for n in range(61)], "at most 60"),
        ("Which?", ["![](b.png)", "b"], "no alternative text"),
        ("x" * 300_000, ["a", "b"], "at most 131,072"),
    ],
)
def test_what_cannot_be_asked_is_explained(prompt: str, options: list[str], why: str):
    with pytest.raises(InvalidQuestion, match=re.escape(why)):
        improvised_cell(prompt, options)


def test_one_option_is_a_poll_only():
    assert len(asked("Ready?", ["yes"]).face.options) == 1
    with pytest.raises(InvalidQuestion, match="only one"):
        improvised_cell("Ready?", ["yes"], right={"a"})


#: Without what marks the ends of a text: Hypothesis tries words that it finds in the tests, too.
UNMARKED = LIKE_MARKDOWN.filter(lambda text: "zq" not in text)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(UNMARKED, min_size=3, max_size=5), st.booleans())
def test_whatever_the_texts_hold_each_word_stays_where_it_was(texts: list[str], keyed: bool):
    marked = [f"zqfirst{at} {text} zqlast{at}" for at, text in enumerate(texts)]
    right = {"b"} if keyed else None
    try:
        question = asked(marked[0], marked[1:], right=right)
    except InvalidQuestion:
        return
    fragments = [question.face.prompt, *(option.text for option in question.face.options)]
    assert len(fragments) == len(texts)
    for at, fragment in enumerate(fragments):
        # Comments, and what a link or an image leads to, are not shown.
        assert set(words_of(fragment)) <= {f"zqfirst{at}", f"zqlast{at}"}
        assert f"zqfirst{at}" in words_of(fragment)
    assert question.key.right == (frozenset("b") if keyed else None)
    assert (dict(question.key.notes), question.key.explanation) == ({}, "")


PLAIN = st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1, max_size=12)


@given(PLAIN, st.lists(PLAIN, min_size=2, max_size=6, unique_by=str.casefold))
def test_plain_words_are_never_refused(prompt: str, options: list[str]):
    question = asked(prompt, options, right={"a"})
    assert [option.text for option in question.face.options] == options


def test_without_the_comparison_a_text_could_be_taken_for_another_thing():
    cell = "Which?\n\n- [x] a\n- [ ] said\n  > quoted"
    question = read_cell(cell).question
    assert question is not None
    assert "quoted" not in question.face.options[1].text
