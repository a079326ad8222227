"""A question as Python shows it to a student."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.question import Asset, Kind, Option
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


def test_pairs_show_both_sides():
    asked = replace(QUESTION, kind="matching", targets=(Option("1", "two <em>lines</em>"),))
    assert shown(asked).targets == {"1": "two lines"}
    assert str(shown(asked)).splitlines()[-1] == "1  two lines"
    assert "<li>two <em>lines</em></li>" in shown(asked)._repr_html_()


def test_a_scale_shows_its_values_and_an_image_to_point_at_its_words():
    steps = (Option("-1", "no"), Option("0", ""), Option("1", "yes"))
    scale = replace(QUESTION, kind="scale", options=steps)
    assert shown(scale).options == {"-1": "no", "0": "", "1": "yes"}
    assert "-1 no · 0 · 1 yes" in shown(scale)._repr_html_()
    image = f'<img src="asset:{"a" * 64}" alt="A map" width="4" height="2">'
    place = replace(QUESTION, kind="place", options=(), image=image)
    assert "[image: A map]" in str(shown(place))


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


PLOT = Asset("a" * 64, "image/png", b"plot")
WITH_IMAGE = replace(
    QUESTION, prompt=f'<p>See <img src="asset:{PLOT.hash}" alt="A > B &amp; C" width="3"> here</p>'
)


def test_an_image_is_read_as_its_words():
    assert shown(WITH_IMAGE).prompt == "See [image: A > B & C] here"


def test_in_a_notebook_an_image_stands_in_the_output_itself():
    html = shown(WITH_IMAGE, {PLOT.hash: PLOT}.get)._repr_html_()
    assert f'<img src="{PLOT.data_url}" alt="A > B &amp; C" width="3" style="' in html
    assert "asset:" not in html


def test_in_a_notebook_an_image_that_cannot_be_had_is_its_words():
    html = shown(WITH_IMAGE)._repr_html_()
    assert "<p>See <em>[image: A &gt; B &amp; C]</em> here</p>" in html
    assert "asset:" not in html


def test_the_face_is_what_the_rules_of_its_kind_want():
    face = face_of(QUESTION)
    assert face.kind is Kind.SINGLE
    assert face.options == QUESTION.options


def test_a_kind_of_a_later_host_is_explained():
    later = AttendeeQuestion("f", "drawing", "?", "?", (), 1.0)
    with pytest.raises(InvalidInput, match="drawing"):
        face_of(later)
