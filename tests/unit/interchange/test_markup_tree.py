"""HTML as a tree, bounded in work and depth."""

from __future__ import annotations

import time

import pytest

from pylq_ext.interchange.markup_tree import MAX_SIGNS, parse_html, without_tags

OPENINGS = "".join(f"<b class=c{number}>" for number in range(60))


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000,
        "<div>" * 79,
        f"<p>{OPENINGS}" + "</p><p>x" * 9_000,
        "<p>x" * (MAX_SIGNS - 1),
        "<table><tr>" * 70 + "<td>x" * 19_000,
        "&#" * 1_000_000,
        "<" * 1_000_000,
        "<!--" * 100_000,
        "<a " * 100_000,
        "<p title='" + "x" * 10_000_000,
        "x" * 30_000_000,
        '<img src="data:image/png;base64,' + "A" * 10_000_000 + '">',
    ],
    ids=lambda source: f"{source[:12]}×{len(source)}",
)
def test_no_html_takes_a_second(source):
    start = time.process_time()
    if parse_html(source) is None:
        without_tags(source)
    assert time.process_time() - start < 3  # a tenth of that where nothing else runs


def test_unclosed_elements_are_closed_as_browsers_do():
    tree = parse_html("<p>a<p>b<i>c")
    assert tree is not None
    assert [element.tag for element in tree.elements()] == ["p", "p"]
    assert tree.text() == "abc"


def test_the_text_of_too_much_html_is_kept():
    assert without_tags("<p>a &lt; b</p>").strip() == "a < b"
