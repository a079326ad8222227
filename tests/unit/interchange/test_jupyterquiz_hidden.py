"""What elements hide in a text is found: JSON as it is, or in base64."""

from __future__ import annotations

import base64
import json

import pytest

from pylq_ext.interchange.jupyterquiz_hidden import MAX_ELEMENTS, Hidden, hidden_in
from tests.unit.interchange.quizzes import WOOD, encoded

JSON = json.dumps([WOOD])


@pytest.mark.parametrize(
    "content", [JSON, f"\n  {JSON}\n", encoded([WOOD]), "\n".join(encoded([WOOD]))], ids=len
)
@pytest.mark.parametrize(
    "element",
    [
        '<span style="display:none" id="q1">{}</span>',
        "<div class='q1'>{}</div>",
        "Some text. <SPAN id=q1 hidden>{}</SPAN> More.",
    ],
)
def test_what_an_element_hides_is_found_with_its_name(element, content):
    assert list(hidden_in(element.replace("{}", content))) == [Hidden(("q1",), [WOOD])]


def test_several_elements_and_names_are_found():
    source = f'<p id="a" class="b c">{JSON}</p>\n\n<p>{encoded(WOOD)}</p>'
    assert list(hidden_in(source)) == [Hidden(("a", "b", "c"), [WOOD]), Hidden((), WOOD)]


def test_elements_within_a_hidden_text_are_no_elements_of_their_own():
    value = [{"question": "<span>[{'a': 1}]</span>"}]
    assert list(hidden_in(f"<div>{json.dumps(value)}</div>")) == [Hidden((), value)]


def test_letters_beyond_ascii_are_read_as_they_were_encoded():
    for coding in ("utf-8", "latin-1"):
        text = base64.b64encode('[{"question": "Größe"}]'.encode(coding)).decode()
        assert list(hidden_in(f"<p>{text}</p>")) == [Hidden((), [{"question": "Größe"}])]


@pytest.mark.parametrize(
    ("content", "hint"),
    [('[{"question": "a" "b"}]', "line 1"), (encoded([WOOD])[:-3], "damaged")],
)
def test_what_is_damaged_is_told_with_its_name(content, hint):
    (found,) = hidden_in(f'<span id="q1">{content}</span>')
    assert found.names == ("q1",)
    assert hint in str(found.problem)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# Title",
        "<span>text</span>",
        "<p>[link](x)",
        "<code>eyJx</code>",
        "<p>AAAAAAAAAAAAAAAAAAAA",
    ],
)
def test_other_texts_hide_nothing(source):
    assert list(hidden_in(source)) == []


@pytest.mark.parametrize("repeated", ["<p>", '<p>[["x",/*', "<p>[{'a':", "<span class=", "<p>W3si"])
def test_endless_repetition_ends(repeated):
    assert len(list(hidden_in(repeated * 20_000))) <= MAX_ELEMENTS + 1
