"""A question as Python shows it to a student."""

from __future__ import annotations

import pytest

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.question import Kind, Option
from pylq_ext.protocol.documents import AttendeeQuestion
from pylq_ext.widgets.shown_question import face_of, plain_text, shown

QUESTION = AttendeeQuestion(
    face="f",
    kind="single",
    title="Which prints 3?",
    prompt="<h3>Which one prints 3?</h3>\n<p>Look <em>closely</em>.</p>",
    options=(
        Option("a", "<pre><code>print(1, 2)\nprint()\n</code></pre>"),
        Option("b", "<p>neither &lt;b&gt;</p>"),
    ),
    points=1.0,
)


def test_it_reads_like_a_question():
    assert str(shown(QUESTION)).splitlines() == [
        "Which one prints 3?",
        "Look closely.",
        "A  print(1, 2)",
        "   print()",
        "B  neither <b>",
    ]


def test_options_go_by_their_letters():
    assert shown(QUESTION).options == {"A": "print(1, 2)\nprint()", "B": "neither <b>"}


def test_in_a_notebook_it_is_the_hosts_safe_html():
    html = shown(QUESTION)._repr_html_()
    assert QUESTION.prompt in html
    assert '<ol type="A"><li>' in html


def test_a_title_cannot_break_out_of_its_attribute():
    nasty = AttendeeQuestion("f", "open", '"><script>', "<p>?</p>", (), 1.0)
    assert "<script>" not in shown(nasty)._repr_html_()


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("<p>one\n two</p>", "one two"),
        ("<p>a <code>b</code> c</p>", "a b c"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<pre>  indented\n    more</pre>", "  indented\n    more"),
        ("<p>&lt;b&gt; &amp; $x$</p>", "<b> & $x$"),
    ],
)
def test_fragments_become_plain_text(fragment: str, text: str):
    assert plain_text(fragment) == text


def test_the_face_is_what_the_rules_of_its_kind_want():
    face = face_of(QUESTION)
    assert face.kind is Kind.SINGLE
    assert face.options == QUESTION.options


def test_a_kind_of_a_later_host_is_explained():
    later = AttendeeQuestion("f", "drawing", "?", "?", (), 1.0)
    with pytest.raises(InvalidInput, match="drawing"):
        face_of(later)
