"""Texts that a browser shows as HTML with mathematics are Markdown that shows the same."""

from __future__ import annotations

import pytest

from pylq_ext.interchange import jupyterquiz_texts as texts
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_texts import jupyter_code, jupyter_text


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("plain", "plain"),
        ("2**3 and a_b, <b>bold</b>", r"2\*\*3 and a_b, **bold**"),
        (r"$\pi$ and \(a<b\)", r"$\pi$ and $a<b$"),
        ("$a<b$ and $ x $", "$a<b$ and $x$"),
        ("$a &lt; b$", "$a < b$"),
        ("$$x^2$$", "$$x^2$$"),
        (r"cost 5\$", r"cost 5\$"),
        ("see [it](https://a.b/c)", "see [it](https://a.b/c)"),
        ("f[0](x)", r"f[0\](x)"),
        ("one<br>two", "one\\\ntwo"),
        ("a < b", "a < b"),
        ("= 5", r"\= 5"),
        ("  two\n lines ", "two lines"),
    ],
)
def test_a_text_shows_what_it_showed(source, markdown):
    assert jupyter_text(source).text == markdown
    assert jupyter_text(source).notes == ()


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("`if` and `List<int>`", "`if` and `List<int>`"),
        ("`a &lt; b`", "`a < b`"),
        ("`$x`, `$y`", "`$x`, `$y`"),
        ("``a`b``", "``a`b``"),
        ("```python\nif x:\n    y\n```", "```python\nif x:\n    y\n```"),
    ],
)
def test_what_stands_between_backticks_is_code_with_a_note(source, markdown):
    assert jupyter_text(source).text == markdown
    assert jupyter_text(source).notes == (texts.CODE,)


def test_a_lone_backtick_stays_with_a_note():
    markup = jupyter_text("`x[-1]")
    assert markup.text == r"\`x[-1]"
    assert markup.notes == (texts.LONE_BACKTICK,)


@pytest.mark.parametrize("source", ["$5 and $6", "from $5-$6"])
def test_prices_are_no_mathematics_with_a_note(source):
    markup = jupyter_text(source)
    assert markup.text == source.replace("$", r"\$")
    assert markup.notes == (texts.DOLLARS,)


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("$\frac12$", r"$\frac12$"),
        ("$\x08eta$", r"$\beta$"),
        ("$a\times b$", r"$a\times b$"),
        ("$\nu$", r"$\nu$"),
        ("$\rho$", r"$\rho$"),
    ],
)
def test_tex_that_lost_its_backslash_gets_it_back_with_a_note(source, markdown):
    assert jupyter_text(source).text == markdown
    assert jupyter_text(source).notes == (texts.BACKSLASHES,)


def test_a_line_break_in_a_formula_stays_one():
    assert jupyter_text("$a =\nb$").text == "$a = b$"
    assert jupyter_text("$a =\nb$").notes == ()


def test_an_image_of_another_host_is_told():
    markup = jupyter_text('<img src="https://a.b/c.png">')
    assert any("another host" in note for note in markup.notes)


def test_code_of_a_field_is_a_block_without_entities():
    gathered = Gathered()
    assert jupyter_code("if a &lt; b:\n    c", gathered) == "```\nif a < b:\n    c\n```"
    assert not gathered.notes


def test_html_in_code_is_told():
    gathered = Gathered()
    assert jupyter_code("print('<br>')", gathered) == "```\nprint('<br>')\n```"
    assert list(gathered.notes) == [texts.TAGS_IN_CODE]
