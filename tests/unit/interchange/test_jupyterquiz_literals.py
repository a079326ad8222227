"""Literals are the values that they say; what is none is computed by nobody."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pylq_ext.interchange.forgiving_json import JsonObject
from pylq_ext.interchange.jupyterquiz_code import Program
from pylq_ext.interchange.jupyterquiz_fields import Computed


def questions(*cells: str) -> list[Any]:
    program = Program()
    return [found for _, found in [program.read(cell) for cell in cells][-1].found]


def value(literal: str) -> Any:
    """What the code reads as that stands in the place of a question's text."""
    (question,) = questions(f'q = {{"type": "string", "question": {literal}}}')
    return question["question"]


@pytest.mark.parametrize(
    ("literal", "meant"),
    [
        (r"r'$\pi$'", r"$\pi$"),
        (r"'\pi'", r"\pi"),
        ("'a' 'b'", "ab"),
        ("('a' +\n 'b')", "ab"),
        ("f'a'", "a"),
        ('"""two\nlines"""', "two\nlines"),
        ("-3", -3),
        ("+2.5", 2.5),
        ("1e999", math.inf),
        ("1/3", "1/3"),
        ("[1, (2, {3})]", [1, [2, [3]]]),
        ("None", None),
        ("True", True),
        ("'\\ud800'", "\ufffd"),
    ],
)
def test_literals_are_what_they_say(literal, meant):
    assert value(literal) == meant


@pytest.mark.parametrize(
    "expression",
    [
        "f'{x}'",
        "text()",
        "x",
        "'a' * 9",
        "open('f').read()",
        "b'a'",
        "[y for y in z]",
        "2 ** 9",
        "1j",
    ],
)
def test_what_is_no_literal_is_computed_and_not_run(expression):
    found = value(expression)
    assert isinstance(found, Computed)
    assert found.source == expression


def test_a_name_stands_for_the_text_that_was_assigned_to_it_last():
    assert questions('t = "a"\nt = "b"\nq = {"question": t, "type": "string"}') == [
        {"question": "b", "type": "string"}
    ]
    later = questions('t = "a"', 'q = {"question": t, "type": "string"}')
    assert later == [{"question": "a", "type": "string"}]
    (gone,) = questions('t = "a"', "t = f()", 'q = {"question": t, "type": "string"}')
    assert isinstance(gone, JsonObject)
    assert isinstance(gone["question"], Computed)


def test_a_text_that_doubles_itself_ends():
    doubled = 'a = "x"\n' + "a = a + a\n" * 60 + 'q = {"question": a, "type": "string"}'
    assert isinstance(questions(doubled)[0]["question"], Computed)
