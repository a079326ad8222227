"""JSON by hand is read as it was meant, or refused with its line and column."""

from __future__ import annotations

import json
import math

import pytest

from pylq_ext.interchange.forgiving_json import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_VALUES,
    read_json,
    read_json_at,
)
from pylq_ext.interchange.record import Unreadable


def refusal(text: str) -> str:
    with pytest.raises(Unreadable) as refused:
        read_json(text)
    return str(refused.value)


@pytest.mark.parametrize(
    "value",
    [[], {}, "a", 1, -2.5, 1e-7, True, None, [1, [2, {"a": [{}]}]], {"a": {"b": 'c\n"d" é 🙂'}}],
    ids=repr,
)
def test_valid_json_is_read_as_everybody_reads_it(value):
    for text in (json.dumps(value), json.dumps(value, indent=2, ensure_ascii=False)):
        assert read_json(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, 2,]", [1, 2]),
        ('{"a": 1,}', {"a": 1}),
        ("[1, // one\n /* two\n */ 2]", [1, 2]),
        ("{'a': 'b\"c'}", {"a": 'b"c'}),
        ("{question: 1}", {"question": 1}),
        ("[True, False, None]", [True, False, None]),
        ('["two\nlines"]', ["two\nlines"]),
        ("\ufeff[1];\n", [1]),
        ("[+1, .5, 5.]", [1, 0.5, 5.0]),
        ("[Infinity, -Infinity]", [math.inf, -math.inf]),
    ],
)
def test_what_javascript_or_python_would_take_is_taken(text, value):
    assert read_json(text) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r'"\pi \alpha \Delta"', r"\pi \alpha \Delta"),
        (r'"\\pi \" \/ \u00e9 \'"', "\\pi \" / é '"),
        (r'"\underline \u12"', r"\underline \u12"),
        (r'"\ud83d\ude42 \ud83d"', "🙂 \ufffd"),
    ],
)
def test_backslashes_that_json_does_not_know_stay(text, words):
    assert read_json(text) == words


def test_an_object_knows_its_line_and_which_fields_stood_twice():
    first, second = read_json('[{"a": 1},\n\n {"b": 1,\n "b": 2}]')
    assert (first.line, second.line) == (1, 3)
    assert (first.repeated, second.repeated, second["b"]) == ([], ["b"], 2)


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ('[\n  {"a": 1 "b": 2}\n]', "line 2, column 11", "comma or `}`"),
        ("[1, 2\n", "line 2, column 1", "the file ends here"),
        ('["a]', "line 1, column 2", "no quotation mark at its end"),
        ('{"a" 1}', "line 1, column 6", "colon is missing"),
        ("[\n“a”]", "line 2, column 1", "straight quotation marks"),
        ("[1] [2]", "line 1, column 5", "one list"),
        ("[1, nope]", "line 1, column 5", "a value should"),
        ("[/* a", "line 1, column 2", "does not end"),
        ('["a\n\nb" c", 1]', "line 1, column 2", "goes over its line"),
        ("", "line 1, column 1", "the file ends here"),
        ("[,]", "line 1, column 2", "a comma or a quotation mark too many"),
        ("[1}", "line 1, column 3", "`]`"),
    ],
)
def test_a_refusal_tells_line_and_column_and_what_is_wrong(text, place, hint):
    message = refusal(text)
    assert f"at {place}: " in message
    assert hint in message
    assert message.endswith(".")


def test_a_value_is_read_out_of_another_text():
    text = '<span>[{"a": 1}]</span>'
    assert read_json_at(text, 6) == ([{"a": 1}], 16)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[" * (MAX_DEPTH + 1), "deep"),
        ("{'a':" * (MAX_DEPTH + 1), "deep"),
        ("[" * 2_000_000, "brackets"),
        ("[" + "1," * (MAX_VALUES + 1) + "]", "values"),
        ("9" * 1000, "digits"),
        (" " * (MAX_CHARACTERS + 1), "characters"),
        ("/* " * 400_000, "does not end"),
    ],
    ids=["deep", "deep objects", "brackets", "many", "long number", "large", "comments"],
)
def test_what_is_too_much_is_refused(text, hint):
    assert hint in refusal(text)
