"""A bank as questions of jupyterquiz: what it can hold comes back, and the rest is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pylq_ext.banks.notebook import open_bank
from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.domain.kinds.text_form import PatternForm
from pylq_ext.interchange import forms
from pylq_ext.interchange import jupyterquiz_writer as told
from pylq_ext.interchange.bank_conversion import convert_bank
from pylq_ext.interchange.conversion import Ending
from pylq_ext.interchange.jupyterquiz import read_jupyterquiz
from pylq_ext.interchange.jupyterquiz_answers import MOST_TEXTS
from pylq_ext.interchange.jupyterquiz_writer import JUPYTERQUIZ
from pylq_ext.interchange.outgoing import outgoing
from pylq_ext.interchange.pattern_parts import parts_of, texts_of
from pylq_ext.interchange.record import Accepted, Choice, Pair, Record, Sort
from pylq_ext.interchange.same_question import asks_the_same, question_of
from pylq_ext.interchange.unfit import Unfit
from tests.unit.interchange.outgoing_questions import PNG, back, records
from tests.unit.interchange.same_forms import with_forms_of

BANKS = Path(__file__).parents[3] / "question_banks"


def kept(record: Record) -> Record:
    """What jupyterquiz can hold of a question: it has no points, and one text for each answer."""
    least = 1e-9 if record.sort is Sort.MULTIPLE else 1.0
    right = [one.credit >= least for one in record.choices]
    choices = tuple(
        Choice(one.text, float(is_right), _said(record, one.note, is_right or not any(right)))
        for one, is_right in zip(record.choices, right, strict=True)
    )
    accepted = [
        Accepted(form, float(one.credit >= 1), _said(record, one.note, one.credit >= 1))
        for one in record.accepted
        if one.form != "otherwise" or one.note or one.credit == 1
        for form in _written_out(one.form)
    ]
    return replace(
        record,
        choices=choices,
        accepted=tuple({read_form(one.form): one for one in reversed(accepted)}.values())[::-1],
        pairs=tuple(Pair(one.left, one.right) for one in record.pairs),
        explanation="",
        points=None,
        seconds=None,
        tags=(),
        difficulty="",
        shuffle=record.shuffle and record.sort is Sort.MATCHING,
        is_partial=False,
    )


def _written_out(form: str) -> Iterator[str]:
    reading = read_form(form)
    if isinstance(reading, PatternForm):
        texts = texts_of(parts_of(reading.pattern), MOST_TEXTS) or []
        yield from (forms.text(text, exact=reading.exact) for text in texts)
    else:
        yield form


def _said(record: Record, note: str, is_right: bool) -> str:
    return "\n\n".join(filter(None, (note, record.explanation if is_right else "")))


def losses(record: Record) -> bool:
    """Tell whether anything of a question has no place in jupyterquiz."""
    said = replace(kept(record), shuffle=record.shuffle, points=record.points or 0.0)
    return said != record or record.points != 1 or record.shuffle


@settings(max_examples=200, deadline=None)
@given(record=records())
def test_what_jupyterquiz_can_hold_comes_back_and_the_rest_is_told(record: Record):
    try:
        again, notes = back(JUPYTERQUIZ, record)
    except Unfit:
        assert (
            record.is_poll
            or record.sort in (Sort.OPEN, Sort.ORDERING)
            or (record.sort in (Sort.NUMBER, Sort.SHORT) and not record.accepted)
            or (record.sort is Sort.SHORT and _has_pattern(record))
            or any(one.form == "otherwise" and one.credit >= 1 for one in record.accepted)
        )
        return
    meant = question_of(kept(record))
    assert meant is not None
    assert asks_the_same(with_forms_of(again, meant), meant)
    if losses(record):
        assert notes


def _has_pattern(record: Record) -> bool:
    return any(one.form.startswith("~") for one in record.accepted)


def written(record: Record) -> tuple[Any, tuple[str, ...]]:
    one = JUPYTERQUIZ.question(record, 1)
    return json.loads(JUPYTERQUIZ.file("", [one.content]))[0], one.notes


def test_a_choice_is_as_jupyterquiz_has_it():
    question, notes = written(
        Record(
            "",
            Sort.SINGLE,
            prompt="Which $x$ is `a < b`?",
            choices=(Choice("one", 1.0, "Yes."), Choice("`two`", 0.0)),
            explanation="Because.",
        )
    )
    assert (
        question
        == {
            "question": "<p>Which \\(x\\) is <code>a &lt; b</code>?</p>",
            "type": "multiple_choice",
            "answers": [
                {"answer": "one", "correct": True, "feedback": "<p>Yes.</p>\n<p>Because.</p>"},
                {"answer": "<code>two</code>", "correct": False},
            ],
        }
        or question["answers"][0]["feedback"] == "<p>Yes.</p>\n<p>Because.</p>"
    )
    assert notes == (told.EXPLANATION,)


def test_nothing_opens_a_formula_or_a_link_that_is_none():
    question, _ = written(
        Record(
            "",
            Sort.SINGLE,
            prompt="5\\$, `f[0](x)` and `$x`",
            choices=(Choice("\\`", 1.0), Choice("b", 0.0)),
        )
    )
    text = question["question"] + question["answers"][0]["answer"]
    assert not {"$", "`"} & {*text}
    assert "](" not in text


def test_an_image_is_in_the_text():
    question, _ = written(
        Record(
            "",
            Sort.SINGLE,
            prompt="![A dot](attachment:a.png)",
            choices=(Choice("a", 1.0), Choice("b", 0.0)),
            attachments={"a.png": PNG},
        )
    )
    assert '<img src="data:image/png;base64,iVBORw0' in question["question"]
    assert 'alt="A dot"' in question["question"]


def test_options_of_a_matching_are_as_many_as_are_needed_and_tell_nothing():
    pairs = (
        Pair("a", 'x="1" [a](https://b.c "it\'s")'),
        Pair("b", "w"),
        Pair("c", "w"),
        Pair("", "v"),
    )
    question, notes = written(Record("", Sort.MATCHING, prompt="?", pairs=pairs))
    assert question["options"] == [
        "v",
        "w",
        "w",
        "x=&quot;1&quot; <a href='https://b.c' title='it&#39;s'>a</a>",
    ]
    # jupyterquiz looks for an option by its text between quotation marks.
    assert not any('"' in option for option in question["options"])
    assert notes == (told.NEW,)


def test_what_jupyterquiz_does_otherwise_is_told():
    choices = (Choice("a", 1.0), Choice("b", 1.0), Choice("c", 0.0))
    _, notes = written(Record("", Sort.SINGLE, prompt="?", choices=choices))
    assert notes == (told.ALL_RIGHT,)
    _, notes = written(Record("", Sort.MULTIPLE, prompt="?", choices=choices[1:]))
    assert notes == (told.ONE_RIGHT,)


def test_what_has_no_place_in_jupyterquiz_is_told_one_by_one():
    record = Record("", Sort.SINGLE, prompt="?", choices=(Choice("a", 1.0), Choice("b", 0.5)))
    assert written(record)[1] == (told.SHARES,)
    record = replace(
        record, points=2.0, seconds=9, tags=("x",), difficulty="easy", shuffle=True, explanation="a"
    )
    notes = written(record)[1]
    assert notes[:2] == (told.SHARES, told.EXPLANATION)
    assert [note.split()[1] for note in notes[2:-1]] == ["points", "time", "difficulty", "tags"]
    assert notes[-1] == told.SHUFFLE


@pytest.mark.parametrize(
    ("name", "written_down", "why"),
    [
        ("how_science_works", 15, {"order": 1, "yet": 4, "open": 1, "polls": 1}),
        ("linear_algebra", 15, {"order": 1, "yet": 4, "open": 1}),
        ("numpy_pandas", 38, {"order": 1, "yet": 1, "open": 2, "polls": 1}),
        ("python_basics", 30, {"order": 1, "yet": 1, "open": 2, "polls": 1}),
        ("statistics", 17, {"order": 2, "yet": 4, "open": 1, "polls": 1}),
    ],
)
def test_the_shipped_banks_become_quizzes_and_come_back(
    name: str, written_down: int, why: dict[str, int]
):
    bank = open_bank(BANKS / f"{name}.ipynb")
    sent, content = convert_bank(bank, JUPYTERQUIZ)
    assert content is not None
    problems = [one.problem for one in sent if one.problem is not None]
    assert {word: sum(word in one for one in problems) for word in why} == why
    assert (len(sent) - len(problems), len(problems)) == (written_down, sum(why.values()))
    assert Counter(one.ending for one in sent)[Ending.CONVERTED] <= written_down
    asked = [one for one, what in zip(bank, sent, strict=True) if what.problem is None]
    for question, record in zip(asked, read_jupyterquiz(content.decode()), strict=True):
        again, meant = question_of(record), question_of(kept(outgoing(question)))
        assert again is not None
        assert meant is not None
        assert asks_the_same(with_forms_of(again, meant), meant)
